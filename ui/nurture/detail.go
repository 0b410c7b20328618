package nurture

import (
	"fmt"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"smarketing/internal/crm"
	rules "smarketing/internal/nurture"
	"smarketing/internal/score"
	"smarketing/internal/text"
	"smarketing/ui/widget"
)

// detail is everything about the lead under the cursor. What it shows stays
// until the next lead is loaded.
type detail struct {
	roll
	wanted   crm.LeadID // where the cursor is
	loading  bool
	outdated bool // what is shown may have changed since
	known    bool // the fields below are filled, or err
	id       crm.LeadID
	why      score.Explanation
	passes   []crm.Pass
	touches  []crm.Touch
	err      error
	lines    []string // as drawn last; nil: to be drawn again
	drawn    crm.LeadID
}

func (d *detail) take(m explainedMsg) {
	d.id, d.err, d.known, d.lines = m.id, m.err, true, nil
	if m.err == nil {
		d.why, d.passes, d.touches = m.why, m.passes, m.touches
	}
}

// detailView returns the lead in its column.
func (n *Nurture) detailView() string {
	d := &n.detail
	r, ok := n.list.Selected()
	if !ok {
		return ""
	}
	if d.lines == nil || d.drawn != r.Lead.ID {
		d.lines, d.drawn = n.detailLines(&r, textWidth(n.layout.detail)), r.Lead.ID
	}
	return d.view(n, d.lines, n.layout.detail, n.focus == onDetail && n.layout.list > 0)
}

// detailLines returns all sections of the lead in lines of at most w cells.
// What the list knows is shown at once, the rest when it has come.
func (n *Nurture) detailLines(r *row, w int) []string {
	d := &n.detail
	card := [][]string{n.cardLines(r, w), n.dueLines(r, w)}
	switch {
	case d.known && d.id == r.Lead.ID && d.err != nil:
		message, hint := sentence(d.err)
		failed := wrapped(n.styles.Bad, "This lead could not be read: "+message+".", w)
		failed = append(failed, wrapped(n.styles.Text, capital(hint), w)...)
		return joined(append(card, append(failed, n.styles.Key.Render("r")+n.styles.Muted.Render(" tries again")))...)
	case !d.known || d.id != r.Lead.ID:
		return joined(append(card, n.heatLines(r, w), []string{n.styles.Faint.Render(text.Truncate("loading", w))})...)
	}
	return joined(append(card,
		append(n.heatLines(r, w), n.whyLines(w)...), n.missingLines(r, w), n.cadenceLines(r, w), n.passLines(w), n.touchLines(w))...)
}

// cardLines are who the lead is: name, grade and score, title and company.
func (n *Nurture) cardLines(r *row, w int) []string {
	st, lead := n.styles, &r.Lead
	right := st.Muted.Render("not scored yet")
	if lead.Stamp.RubricVersion > 0 {
		right = "  " + st.Title.Render(lead.Stamp.Grade) + "  " + st.Title.Render(strconv.Itoa(crm.Points(lead.Stamp.Score)))
	}
	lines := []string{widget.Ends(st.Title.Render(text.Clean(lead.DisplayName())), right, w)}
	if about := text.Clean(strings.Join(present(lead.Title, lead.Company), " · ")); about != "" {
		lines = append(lines, widget.Line(st.Text.Render(about), w))
	}
	owner := "no owner"
	if lead.Owner != "" {
		owner = "owner " + lead.Owner
	}
	return append(lines, widget.Line(st.Muted.Render(text.Clean(strings.Join(present(owner, lead.Email), " · "))), w))
}

// present leaves out the empty texts.
func present(texts ...string) []string {
	var out []string
	for _, s := range texts {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// dueLines say what is to be done, and when.
func (n *Nurture) dueLines(r *row, w int) []string {
	st, work := n.styles, &r.Work
	mark, ink := n.bandMark(rules.Band(r.Band))
	var lines []string
	if ready := r.Lead.Stamp.Ready; ready.Ready() {
		cause := "by its score"
		if ready.Cause == crm.ByInstant {
			cause = "at once, for what it did"
		}
		lines = wrapped(ink, mark+" ready again since "+n.day(ready.Since)+", "+cause, w)
	} else {
		lines = wrapped(ink, mark+" "+n.dueWords(r), w)
	}
	if !work.Pass.ReturnAt.IsZero() && (!comesBack(work) || r.Lead.Stamp.Ready.Ready()) {
		lines = append(lines, widget.Line(st.Muted.Render("comes back "+n.day(work.Pass.ReturnAt)+", "+n.distance(work.Pass.ReturnAt)), w))
	}
	if step := r.Lead.NextStep; step != "" {
		when := ""
		if !r.Lead.Due.IsZero() {
			when = "  " + n.day(r.Lead.Due)
		}
		lines = append(lines, wrapped(st.Text, "next: "+step+when, w)...)
	}
	return lines
}

// dueWords say what is due of a lead that is not ready: "to be touched fri 27
// nov, in 3 d".
func (n *Nurture) dueWords(r *row) string {
	if r.Due.IsZero() {
		return "it has no day: s gives it one"
	}
	what := "to be touched "
	if comesBack(&r.Work) {
		what = "comes back "
	}
	late := ""
	if d := n.distance(r.Due); d != "today" {
		late = ", " + d
	}
	return what + n.day(r.Due) + late
}

// heatLines is how the lead has warmed up since it was recycled.
func (n *Nurture) heatLines(r *row, w int) []string {
	st := n.styles
	lines := []string{widget.Heading(st, "WHY NOW", "recycled "+n.day(r.Work.Pass.At)+", "+n.distance(r.Work.Pass.At), w)}
	words := st.Muted.Render("gained no points since")
	if r.Work.Reheat > 0 {
		words = st.Title.Render(gained(r.Work.Reheat)) + st.Text.Render(" points of engagement since")
	}
	return append(lines, widget.Line(n.heatStyle(r).Render(spark(r.Series))+st.Faint.Render("  8 weeks  ")+words, w))
}

// whyLines is what the engagement of now rests on.
func (n *Nurture) whyLines(w int) []string {
	st := n.styles
	var lines []string
	for i := range n.detail.why.Ledger.Axes {
		axis := &n.detail.why.Ledger.Axes[i]
		for j := range axis.Groups {
			for _, e := range axis.Groups[j].Criteria {
				if e.Shown == 0 || e.Evidence.Event == "" && e.Evidence.IdleDays == 0 {
					continue
				}
				ink := st.Text
				if e.Shown < 0 {
					ink = st.Bad
				}
				line := ink.Render(text.FitRight(signed(e.Shown), 4)) + "  " + st.Text.Render(text.Clean(e.Label))
				if evidence := text.Clean(e.Detail(n.detail.why.At, n.now().Location())); evidence != "" {
					line += st.Faint.Render("  " + evidence)
				}
				lines = append(lines, widget.Line(line, w))
			}
		}
	}
	if len(lines) == 0 {
		lines = append(lines, widget.Line(st.Faint.Render("nothing it did counts now"), w))
	}
	return lines
}

func signed(n int) string {
	if n > 0 {
		return "+" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// missingLines is what would make the lead ready again.
func (n *Nurture) missingLines(r *row, w int) []string {
	st, why := n.styles, &n.detail.why
	if r.Lead.Stamp.Ready.Ready() || len(why.ToReady) == 0 && len(why.GatesMissing) == 0 {
		return nil
	}
	note := ""
	if why.Gap > 0 {
		note = plural(max(1, crm.Points(why.Gap)), "point") + " to go"
	}
	lines := []string{widget.Heading(st, "WHAT WOULD MAKE IT READY AGAIN", note, w)}
	for _, name := range why.GatesMissing {
		lines = append(lines, widget.Line(st.Watch.Render("   !")+"  "+st.Text.Render("a known "+fieldWords(name))+
			st.Faint.Render("  needed before a hand-off"), w))
	}
	for _, m := range why.ToReady {
		points := ""
		if m.Points > 0 {
			points = signed(crm.Points(m.Points))
		}
		line := st.Text.Render(text.FitRight(points, 4)) + "  " + st.Text.Render(text.Clean(m.Words()))
		if m.Instant {
			line += st.Good.Render("  ready at once")
		}
		lines = append(lines, widget.Line(line, w))
	}
	return lines
}

// cadenceLines is the rhythm in force: that of the reason, and what was agreed
// for this lead.
func (n *Nurture) cadenceLines(r *row, w int) []string {
	p := r.Work.Pass
	c := n.desk.plan.For(p.Reason)
	reason := p.Reason
	if reason == "" {
		reason = rules.NotGiven
	}
	policy := "its engagement counts anew since then"
	if p.Policy == crm.KeepScore {
		policy = "it keeps the engagement it had"
	}
	lines := []string{widget.Heading(n.styles, "CADENCE", reason, w)}
	return append(lines, wrapped(n.styles.Text, fmt.Sprintf("%s, back after %s; %s", touchWords(c), plural(c.Return, "day"), policy), w)...)
}

// touchWords is the rhythm of a cadence.
func touchWords(c rules.Cadence) string {
	if c.Touch <= 0 {
		return "not touched"
	}
	return "touched every " + plural(c.Touch, "day")
}

// passLines are the times the lead was recycled, newest first.
func (n *Nurture) passLines(w int) []string {
	st, d := n.styles, &n.detail
	lines := []string{widget.Heading(st, "RECYCLED", plural(len(d.passes), "time"), w)}
	for i := range d.passes {
		p := &d.passes[i]
		reason := p.Reason
		if reason == "" {
			reason = rules.NotGiven
		}
		head := st.Muted.Render(text.FitRight(strconv.Itoa(p.Cycle), 2)+"  "+text.Fit(n.day(p.At), 11)) + "  " + st.Text.Render(text.Clean(reason))
		lines = append(lines, widget.Line(head, w))
		about := []string{}
		if p.By != "" {
			about = append(about, "by "+p.By)
		}
		if p.Owner != "" && p.Owner != p.By {
			about = append(about, "owner "+p.Owner)
		}
		about = append(about, fmt.Sprintf("%d points then", crm.Points(p.Score)))
		switch {
		case p.EndedAt.IsZero():
			about = append(about, "still here")
		default:
			about = append(about, fmt.Sprintf("to %s %s", n.load.stages.Label(p.EndedIn), n.day(p.EndedAt)))
		}
		for _, part := range widget.Wrap(strings.Join(about, ", "), w-4) {
			lines = append(lines, widget.Line("    "+st.Faint.Render(part), w))
		}
	}
	return lines
}

// touchLines are what people did to the lead, newest first.
func (n *Nurture) touchLines(w int) []string {
	st, d := n.styles, &n.detail
	lines := []string{widget.Heading(st, "TOUCHES", comma(len(d.touches)), w)}
	if len(d.touches) == 0 {
		return append(lines, widget.Line(st.Faint.Render("nobody has touched it yet"), w))
	}
	for _, t := range d.touches {
		words := string(t.Channel) + " by " + t.By
		if t.Text != "" {
			words += ": " + t.Text
		}
		edge := st.Muted.Render(text.Fit(n.day(t.At), 11)) + "  "
		for _, part := range widget.Wrap(words, w-13) {
			lines = append(lines, widget.Line(edge+st.Text.Render(part), w))
			edge = widget.Spaces(13)
		}
	}
	return lines
}

// wrapped breaks a text into lines of at most w cells.
func wrapped(ink lipgloss.Style, words string, w int) []string {
	if words == "" {
		return nil
	}
	var lines []string
	for _, part := range widget.Wrap(words, w) {
		lines = append(lines, ink.Render(strings.TrimRight(part, " ")))
	}
	return lines
}
