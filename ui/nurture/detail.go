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
	"smarketing/ui/screen"
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
		message, hint := screen.Sentence(d.err)
		failed := wrapped(n.styles.Bad, "This lead could not be read: "+message+".", w)
		failed = append(failed, wrapped(n.styles.Text, capital(hint), w)...)
		return joined(append(card, append(failed, n.styles.Key.Render("r")+n.styles.Muted.Render(" tries again")))...)
	case !d.known || d.id != r.Lead.ID:
		return joined(append(card, n.heatLines(r, w), []string{n.styles.Faint.Render(text.Truncate("loading", w))})...)
	}
	return joined(append(card,
		append(n.heatLines(r, w), n.whyLines(r, w)...), n.missingLines(r, w), n.cadenceLines(r, w), n.passLines(w), n.touchLines(w))...)
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
	words := st.Muted.Render("no points gained since")
	if r.Work.Reheat > 0 {
		words = st.Title.Render(gained(r.Work.Reheat)) + st.Text.Render(" points gained since")
	}
	return append(lines, widget.Line(n.heatStyle(r).Render(spark(r.Series))+"  "+words+st.Faint.Render("  8 weeks"), w))
}

// whyLines is what the engagement of now rests on. Where the lead has kept its
// points that is more than what it has gained.
func (n *Nurture) whyLines(r *row, w int) []string {
	st := n.styles
	var lines []string
	for i := range n.detail.why.Ledger.Axes {
		axis := &n.detail.why.Ledger.Axes[i]
		for j := range axis.Groups {
			for _, e := range axis.Groups[j].Criteria {
				if e.Shown == 0 || e.Evidence.Event == "" && e.Evidence.IdleDays == 0 {
					continue
				}
				lines = append(lines, n.pointLines(e.Shown, e.Label, e.Detail(n.detail.why.At, n.now().Location()), st.Faint, w)...)
			}
		}
	}
	switch {
	case len(lines) == 0:
		lines = append(lines, widget.Line(st.Faint.Render("nothing it did counts now"), w))
	case r.Work.Pass.Policy == crm.KeepScore:
		lines = append(lines, widget.Line(st.Faint.Render("what it did before counts too: it kept its points"), w))
	}
	return lines
}

// pointLines is something that brings points, with a note about it: beside it
// where there is room, below it otherwise.
func (n *Nurture) pointLines(points int, what, note string, ink lipgloss.Style, w int) []string {
	const edge = 6
	figure := n.styles.Text
	if points < 0 {
		figure = n.styles.Bad
	}
	shown := ""
	if points != 0 {
		shown = signed(points)
	}
	left := figure.Render(text.FitRight(shown, edge-2)) + widget.Spaces(2)
	var lines []string
	for _, part := range widget.Wrap(what, w-edge) {
		lines = append(lines, left+n.styles.Text.Render(strings.TrimRight(part, " ")))
		left = widget.Spaces(edge)
	}
	note = text.Clean(note)
	last := len(lines) - 1
	switch {
	case note == "":
	case text.Width(lines[last])+2+text.Width(note) <= w:
		lines[last] += "  " + ink.Render(note)
	default:
		lines = append(lines, left+ink.Render(text.Truncate(note, w-edge)))
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
	lines := []string{widget.Heading(st, "TO BE READY AGAIN", note, w)}
	for _, name := range why.GatesMissing {
		lines = append(lines, n.pointLines(0, "a known "+fieldWords(name), "! needed before a hand-off", st.Watch, w)...)
	}
	for _, m := range why.ToReady {
		note, ink := "", st.Faint
		if m.Instant {
			note, ink = "ready at once", st.Good
		}
		lines = append(lines, n.pointLines(crm.Points(m.Points), m.Words(), note, ink, w)...)
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
