package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
	"smarketing/internal/text"
)

// Profile is everything the file knows about one lead.
type Profile struct {
	Lead        crm.Lead
	Explanation score.Explanation
	Timeline    []crm.TimelineEntry // newest first
	Version     rubric.Version      // the rubric that made the score
	Custom      []crm.Field         // the catalogue of the file
	Stages      crm.Stages
	Zone        *time.Location
	Work        crm.Work // how it stands with those who work it
}

// LeadJSON writes one lead in the shape of `lead KEY --json`. The points of a
// ledger add up exactly: criteria to the earned points of their group, the
// counted points of the groups to the earned points of their axis, and those of
// the axes to the score.
func LeadJSON(w io.Writer, p Profile) error {
	o := listedLead(&p.Lead, &p.Explanation, p.Custom)
	axes := list{}
	for _, axis := range p.Explanation.Ledger.Axes {
		axes = append(axes, axisObject(axis))
	}
	timeline := list{}
	for _, entry := range p.Timeline {
		timeline = append(timeline, object{
			{"at", entry.At}, {"kind", entry.Kind}, {"text", plain(entry.Text)}, {"by", entry.By},
		})
	}
	missing := list{}
	for _, m := range p.Explanation.ToReady {
		missing = append(missing, object{
			{"id", m.ID}, {"label", m.Label}, {"points", points(m.Points)}, {"instant", m.Instant},
		})
	}
	o = append(o,
		member{"ledger", axes},
		member{"rubric_version", p.Version.Number},
		member{"timeline", timeline},
		member{"to_ready", missing},
		member{"gates_missing", p.Explanation.GatesMissing},
		member{"work", workObject(&p.Work)},
	)
	return writeJSON(w, o)
}

func axisObject(axis score.AxisEntry) object {
	groups := list{}
	for _, g := range axis.Groups {
		criteria := list{}
		for _, c := range g.Criteria {
			criteria = append(criteria, object{
				{"id", c.ID},
				{"label", c.Label},
				{"points", c.Points},
				{"strength", ratio(float64(c.Strength) / score.Full)},
				{"earned", points(c.Earned)},
				{"unknown", c.Unknown},
			})
		}
		groups = append(groups, object{
			{"name", g.Name},
			{"earned", points(g.Earned)},
			{"counted", points(g.Counted)},
			{"min", limit(g.Min)},
			{"max", limit(g.Max)},
			{"criteria", criteria},
		})
	}
	return object{
		{"axis", string(axis.Axis)},
		{"earned", points(axis.Earned)},
		{"counted", points(axis.Counted)},
		{"cap", axis.Cap},
		{"groups", groups},
	}
}

// limit returns the points of a limit, nil when there is none.
func limit(n *int) any {
	if n == nil {
		return nil
	}
	return *n
}

// Lead writes one lead as text: who it is, why it has its score, what would
// make it ready, and its history.
func Lead(w io.Writer, p Profile) error {
	out := &printer{w: w}
	p.head(out)
	p.fields(out)
	p.ledger(out)
	p.toReady(out)
	p.timeline(out)
	return out.err
}

func (p *Profile) head(out *printer) {
	l := &p.Lead
	out.line("%s", l.DisplayName())
	about := make([]string, 0, 3)
	for _, s := range []string{l.Title, l.Company, l.Email} {
		if s != "" && s != l.DisplayName() {
			about = append(about, s)
		}
	}
	if len(about) > 0 {
		out.line("%s", strings.Join(about, " · "))
	}
	stage := p.Stages.Label(l.Stage)
	if since := day(l.StageAt, p.Zone); since != "" {
		stage += " since " + since
	}
	owner := "no owner"
	if l.Owner != "" {
		owner = "owner " + l.Owner
	}
	out.line("#%d · key %s · %s · %s", int64(l.ID), l.Key, stage, owner)
	if l.NextStep != "" {
		out.line("next: %s %s", l.NextStep, day(l.Due, p.Zone))
	}
	p.work(out)
	out.blank()
}

// work says what the lead is owed, and what recycling it means for its score.
func (p *Profile) work(out *printer) {
	w := &p.Work
	if w.Duty.Kind != crm.NoDuty {
		out.line("owed: %s until %s", dutyWords[w.Duty.Kind], when(w.Duty.Deadline, p.Zone))
	}
	if !w.TouchedAt.IsZero() {
		out.line("last touch %s", when(w.TouchedAt, p.Zone))
	}
	if !w.SnoozedUntil.IsZero() {
		out.line("snoozed until %s", when(w.SnoozedUntil, p.Zone))
	}
	pass := w.Pass
	if pass == nil {
		return
	}
	line := fmt.Sprintf("recycled %s for the %s time: %s", day(pass.At, p.Zone), humanize.Ordinal(pass.Cycle), pass.Reason)
	if w.Nursed() {
		line += ", back " + day(pass.ReturnAt, p.Zone)
	}
	if pass.Policy == crm.StartFresh {
		line += "; only what it did since then counts"
	}
	out.line("%s", line)
}

// dutyWords says what a lead is owed.
var dutyWords = map[crm.DutyKind]string{
	crm.TouchDuty: "a first touch", crm.DecisionDuty: "a decision", crm.WorkDuty: "to be worked",
}

// workObject returns the same for JSON.
func workObject(w *crm.Work) object {
	o := object{
		{"duty", string(w.Duty.Kind)}, {"deadline", w.Duty.Deadline}, {"touched_at", w.TouchedAt}, {"snoozed_until", w.SnoozedUntil},
	}
	if w.Pass == nil {
		return append(o, member{"recycled", nil})
	}
	p := w.Pass
	return append(o, member{"recycled", object{
		{"at", p.At}, {"by", p.By}, {"reason", p.Reason}, {"cycle", p.Cycle}, {"return_at", p.ReturnAt}, {"policy", string(p.Policy)},
		{"owner", p.Owner}, {"ended_at", p.EndedAt}, {"ended_in", p.EndedIn},
	}})
}

// fields lists the known fields that the head does not show.
func (p *Profile) fields(out *printer) {
	shown := map[string]bool{"name": true, "first_name": true, "last_name": true, "title": true, "company": true, "email": true, "owner": true}
	var rows [][]string
	for _, field := range append(crm.CoreFields(), p.Custom...) {
		v := p.Lead.Field(field.Name)
		if shown[field.Name] || !v.Known() {
			continue
		}
		s := v.String()
		if v.Type == crm.Time {
			s = when(v.Instant(), p.Zone)
		}
		rows = append(rows, []string{field.Label, s})
	}
	width := 0
	for _, row := range rows {
		width = max(width, text.Width(text.Clean(row[0])))
	}
	for _, row := range rows {
		out.line("  %s  %s", text.Fit(row[0], width), row[1])
	}
	if len(rows) > 0 {
		out.blank()
	}
}

const labelWidth = 44

// ledger writes the score as a sum: what each criterion earned, what its group
// counts of it, and what the axis counts of that, in whole points that add up.
func (p *Profile) ledger(out *printer) {
	e := &p.Explanation
	state := "not ready"
	if r := p.Lead.Stamp.Ready; r.Ready() {
		state = fmt.Sprintf("ready since %s (%s)", when(r.Since, p.Zone), cause(r.Cause))
	}
	out.line("score %d · grade %s · %s · ready at %d · rubric %s v%d",
		e.Ledger.Shown, e.Grade, state, p.Version.Rubric.Ready, p.Version.Rubric.Name, p.Version.Number)
	out.line("scored on %d of %d fit criteria%s", e.Coverage.Known, e.Coverage.Of, unknownFields(e.Coverage.Missing))
	out.blank()
	silent := 0
	for _, axis := range e.Ledger.Axes {
		out.line("  %s %6d%s", text.Fit(string(axis.Axis), labelWidth+4), axis.Shown, counted(axis.ShownEarned, axis.Shown, axis.Cap))
		for _, g := range axis.Groups {
			highest := 0
			if g.Max != nil {
				highest = *g.Max
			}
			out.line("    %s %6d%s", text.Fit(g.Name, labelWidth+2), g.Shown, counted(g.ShownEarned, g.Shown, highest))
			for _, c := range g.Criteria {
				if c.Earned == 0 && !c.Unknown {
					silent++
					continue
				}
				out.line("      %s %6d  %s", text.Fit(c.Label, labelWidth), c.Shown, c.Detail(e.At, p.Zone))
			}
		}
	}
	if silent > 0 {
		out.line("  %s judged, with no points", Count(silent, "more criterion was", "more criteria were"))
	}
	out.blank()
}

func unknownFields(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "; unknown: " + strings.Join(names, ", ")
}

func cause(c crm.Cause) string {
	if c == crm.ByInstant {
		return "at once, by an instant criterion"
	}
	return "by score"
}

// counted says what became of the points of a group or an axis: how many were
// earned, when that differs from what counts, and the most that can count,
// unless that is nothing or unbounded.
func counted(earned, shown, highest int) string {
	of := ""
	if highest > 0 {
		of = fmt.Sprintf("  of %d", highest)
	}
	if earned != shown {
		return fmt.Sprintf("%s (%d earned)", of, earned)
	}
	return of
}

func (p *Profile) toReady(out *printer) {
	e := &p.Explanation
	if len(e.GatesMissing) > 0 {
		out.line("cannot be handed over until this is known: %s", strings.Join(e.GatesMissing, ", "))
	}
	if len(e.ToReady) == 0 {
		return
	}
	out.line("%d points to ready; the nearest steps", crm.Points(e.Gap))
	for _, m := range e.ToReady {
		instant := ""
		if m.Instant {
			instant = "  ready at once"
		}
		out.line("  %+4d  %s%s", crm.Points(m.Points), m.Words(), instant)
	}
	out.blank()
}

func (p *Profile) timeline(out *printer) {
	if len(p.Timeline) == 0 {
		out.line("no history yet")
		return
	}
	out.line("history")
	for _, entry := range p.Timeline {
		at := when(entry.At, p.Zone)
		if at == "" {
			at = "time unknown"
		}
		by := ""
		if entry.By != "" {
			by = "  " + entry.By
		}
		out.line("  %s  %s%s", text.Fit(at, 16), entry.Text, by)
	}
}
