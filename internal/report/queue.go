package report

import (
	"fmt"
	"io"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/funnel"
	"smarketing/internal/nurture"
	"smarketing/internal/score"
)

// Row is a lead with its score explained, as lists of leads have it.
type Row = score.Scored

// AlertRow is an alert with the lead it is about, as the lead is now.
type AlertRow struct {
	Alert crm.Alert
	Lead  Row
}

// Alerts writes alerts in the order given.
func Alerts(w io.Writer, f Format, rows []AlertRow, custom []crm.Field, zone *time.Location) error {
	if f == JSON {
		out := newArray(w)
		for i := range rows {
			if err := out.add(alertObject(&rows[i], custom)); err != nil {
				return err
			}
		}
		return out.close()
	}
	cells := make([][]string, 0, len(rows))
	for i := range rows {
		a, l := &rows[i].Alert, &rows[i].Lead.Lead
		seen := ""
		if !a.AckAt.IsZero() {
			seen = "seen by " + a.AckBy
		}
		cells = append(cells, []string{number(int(a.ID)), when(a.At, zone), alertWords(a), a.Grade, l.DisplayName(), l.Company, a.Owner, some(a.Why, 3), seen})
	}
	return table(w, []column{
		{title: "alert", right: true}, {title: "at"}, {title: "what"}, {title: "grade"}, {title: "lead"}, {title: "company"}, {title: "owner"}, {title: "why"}, {title: ""},
	}, cells)
}

// AlertLine writes one alert as it happens: one object of JSON, or a line.
func AlertLine(w io.Writer, f Format, row AlertRow, custom []crm.Field, zone *time.Location) error {
	if f == JSON {
		_, err := w.Write(append(appendValue(nil, alertObject(&row, custom)), '\n'))
		return err
	}
	out := &printer{w: w}
	a, l := &row.Alert, &row.Lead.Lead
	if a.Kind == crm.SummaryAlert {
		out.line("%s  %s: %s", when(a.At, zone), alertWords(a), some(a.Why, 3))
		return out.err
	}
	out.line("%s  %s  %s  %s  %s  %s", when(a.At, zone), alertWords(a), a.Grade, l.DisplayName(), l.Company, some(a.Why, 3))
	return out.err
}

func alertWords(a *crm.Alert) string {
	switch {
	case a.Kind == crm.SummaryAlert:
		return Count(a.Leads, "lead became ready", "leads became ready")
	case a.Kind == crm.BreachAlert:
		return "SLA broken"
	case a.Cause == crm.ByInstant:
		return "ready at once"
	}
	return "ready"
}

func alertObject(row *AlertRow, custom []crm.Field) object {
	a := &row.Alert
	o := object{
		{"alert", a.ID}, {"kind", string(a.Kind)}, {"at", a.At}, {"acknowledged", !a.AckAt.IsZero()}, {"acknowledged_by", a.AckBy},
		{"leads", max(a.Leads, 1)}, {"duty", string(a.Duty)}, {"score_then", points(a.Score)}, {"grade_then", a.Grade},
		{"rubric_version", a.RubricVersion}, {"why_then", a.Why},
	}
	if a.Lead == 0 {
		return o
	}
	return append(o, listedLead(&row.Lead.Lead, &row.Lead.Explanation, custom)...)
}

// LeakRow is an open lead in danger of being forgotten, with the reason.
type LeakRow struct {
	Lead   Row
	Reason string
}

// Leaks writes the leads that are in danger of being forgotten, and of how many
// they are.
func Leaks(w io.Writer, f Format, rows []LeakRow, total, open int, custom []crm.Field, stages crm.Stages) error {
	if f == JSON {
		out := newArray(w)
		for i := range rows {
			l := &rows[i].Lead
			if err := out.add(append(listedLead(&l.Lead, &l.Explanation, custom), member{"leak", rows[i].Reason})); err != nil {
				return err
			}
		}
		return out.close()
	}
	cells := make([][]string, 0, len(rows))
	for i := range rows {
		l := &rows[i].Lead.Lead
		cells = append(cells, []string{l.Stamp.Grade, l.DisplayName(), l.Company, stages.Label(l.Stage), l.Owner, rows[i].Reason})
	}
	out := &printer{w: w}
	if len(rows) > 0 {
		out.err = table(w, []column{{title: "grade"}, {title: "name"}, {title: "company"}, {title: "stage"}, {title: "owner"}, {title: "leak"}}, cells)
		out.blank()
	}
	out.line("%s of %s leak: they have no owner, or nothing ahead of them", number(total), Count(open, "open lead", "open leads"))
	return out.err
}

// NurseRow is a recycled lead with its score explained.
type NurseRow struct {
	crm.NurtureRow
	Explanation score.Explanation
}

// Nurture writes the recycled leads.
func Nurture(w io.Writer, f Format, rows []NurseRow, page crm.NurturePage, custom []crm.Field, zone *time.Location, now time.Time) error {
	if f == JSON {
		out := newArray(w)
		for i := range rows {
			if err := out.add(nurseObject(&rows[i], custom)); err != nil {
				return err
			}
		}
		return out.close()
	}
	cells := make([][]string, 0, len(rows))
	for i := range rows {
		r := &rows[i]
		p := r.Work.Pass
		cells = append(cells, []string{
			r.Band, r.Lead.Stamp.Grade, r.Lead.DisplayName(), r.Lead.Company, p.Reason, number(p.Cycle), p.Owner, when(p.At, zone),
			dayWords(r.Work.TouchedAt, now, zone), dayWords(r.Due, now, zone), "+" + number(crm.Points(r.Work.Reheat)),
		})
	}
	out := &printer{w: w}
	if len(rows) > 0 {
		out.err = table(w, []column{
			{title: ""}, {title: "grade"}, {title: "name"}, {title: "company"}, {title: "reason"}, {title: "cycle", right: true}, {title: "owner then"},
			{title: "recycled"}, {title: "touched"}, {title: "due"}, {title: "re-heat", right: true},
		}, cells)
		out.blank()
	}
	out.line("%s of %s recycled: %d returned, %d overdue, %d due today, %d later", number(page.Total), Count(page.All, "lead", "leads"),
		page.Bands[string(nurture.Returned)], page.Bands[string(nurture.Overdue)], page.Bands[string(nurture.Due)], page.Bands[string(nurture.Later)])
	return out.err
}

func dayWords(t, now time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return crm.DateWords(crm.DayOf(t, zone).Start(zone), now, zone)
}

func nurseObject(r *NurseRow, custom []crm.Field) object {
	p := r.Work.Pass
	series := list{}
	for _, v := range r.Series {
		series = append(series, points(v))
	}
	return append(listedLead(&r.Lead, &r.Explanation, custom),
		member{"reason", p.Reason}, member{"cycle", p.Cycle}, member{"recycled_at", p.At}, member{"recycled_by", p.By},
		member{"previous_owner", p.Owner}, member{"policy", string(p.Policy)}, member{"return_at", p.ReturnAt},
		member{"last_touch", r.Work.TouchedAt}, member{"next_touch", r.Work.NextTouch}, member{"reheat", points(r.Work.Reheat)},
		member{"reheat_weeks", series}, member{"band", r.Band},
	)
}

// Recovery writes what came of recycled leads, by reason.
func Recovery(w io.Writer, f Format, rows []nurture.Recovery, currency string) error {
	if f == JSON {
		out := newArray(w)
		for _, r := range rows {
			if err := out.add(object{
				{"reason", r.Reason}, {"passes", r.Passes}, {"open", r.Open}, {"returned", r.Returned}, {"won", r.Won},
				{"returned_rate", ratio(r.Back.Value)}, {"recovery_rate", ratio(r.Recovery.Value)},
				{"recovery_low", ratio(r.Recovery.Low)}, {"recovery_high", ratio(r.Recovery.High)},
				{"revenue", ratio(r.Revenue)}, {"won_without_amount", r.Unknown},
			}); err != nil {
				return err
			}
		}
		return out.close()
	}
	cells := make([][]string, 0, len(rows))
	for _, r := range rows {
		cells = append(cells, []string{
			r.Reason, number(r.Passes), number(r.Open), number(r.Returned), number(r.Won), funnel.RateWords(r.Recovery),
			recovered(&r, currency),
		})
	}
	return table(w, []column{
		{title: "reason"}, {title: "recycled", right: true}, {title: "still in", right: true}, {title: "returned", right: true},
		{title: "won", right: true}, {title: "won of recycled, 95 %", right: true}, {title: "revenue", right: true},
	}, cells)
}

// recovered is what recycled leads have brought; wins without an amount are no
// zero.
func recovered(r *nurture.Recovery, currency string) string {
	switch {
	case r.Won == 0:
		return "-"
	case r.Unknown == r.Won:
		return "unknown"
	}
	words := number(int(r.Revenue)) + " " + currency
	if r.Unknown > 0 {
		words += fmt.Sprintf(" (%s of %s)", number(r.Won-r.Unknown), Count(r.Won, "win", "wins"))
	}
	return words
}
