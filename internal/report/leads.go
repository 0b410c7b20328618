package report

import (
	"bufio"
	"io"
	"iter"
	"slices"
	"strings"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/score"
)

// listed are the core fields that stand at the top of a lead's JSON; the others
// are among its "fields".
var listed = map[string]bool{"name": true, "email": true, "company": true, "owner": true, "source": true, "created_at": true}

// Leads writes a list of leads with their scores as CSV or JSON in the shape of
// `leads --json`, and returns how many there were. custom is the catalogue of
// the file: every lead has every field, null when unknown. Points are numbers
// with up to two decimals.
func Leads(w io.Writer, f Format, rows iter.Seq2[score.Scored, error], custom []crm.Field) (int, error) {
	of := func(s score.Scored) object { return listedLead(&s.Lead, &s.Explanation, custom) }
	return write(w, f, of(score.Scored{}), rows, of)
}

// Profiles writes leads as they would be imported again, under the names that
// an import maps, without scores.
func Profiles(w io.Writer, rows iter.Seq2[score.Scored, error], custom []crm.Field) (int, error) {
	of := func(s score.Scored) object {
		l := &s.Lead
		o := object{{"key", exact(l.Key)}}
		for _, field := range crm.CoreFields() {
			o = append(o, member{field.Name, l.Field(field.Name)})
		}
		o = append(o,
			member{"stage", l.Stage},
			member{"stage_at", l.StageAt},
			member{"outcome", string(l.Outcome)},
			member{"outcome_at", l.OutcomeAt},
		)
		for _, field := range custom {
			o = append(o, member{field.Name, l.Field(field.Name)})
		}
		return o
	}
	return write(w, CSV, of(score.Scored{}), rows, of)
}

// listedLead returns a lead as a row of a list.
func listedLead(l *crm.Lead, e *score.Explanation, custom []crm.Field) object {
	fields := object{}
	for _, field := range crm.CoreFields() {
		if !listed[field.Name] {
			fields = append(fields, member{field.Name, l.Field(field.Name)})
		}
	}
	for _, field := range custom {
		fields = append(fields, member{field.Name, l.Field(field.Name)})
	}
	ready := l.Stamp.Ready
	return object{
		{"id", int64(l.ID)},
		{"key", exact(l.Key)},
		{"name", l.Name},
		{"email", l.Email},
		{"company", l.Company},
		{"stage", l.Stage},
		{"owner", l.Owner},
		{"source", l.Source},
		{"score", points(e.Ledger.Score)},
		{"fit", points(e.Ledger.Axes[0].Counted)},
		{"engagement", points(e.Ledger.Axes[1].Counted)},
		{"grade", e.Grade},
		{"ready", ready.Ready()},
		{"ready_since", ready.Since},
		{"instant", ready.Cause == crm.ByInstant},
		{"coverage", object{{"known", e.Coverage.Known}, {"of", e.Coverage.Of}}},
		{"why", e.Why},
		{"next_step", l.NextStep},
		{"due", l.Due},
		{"created_at", l.CreatedAt},
		{"last_activity_at", l.Stamp.LastActivityAt},
		{"fields", fields},
	}
}

// ListOptions says how a list of leads is shown as text.
type ListOptions struct {
	Width  int // cells of a line; 0: as long as the reasons are
	Stages crm.Stages
	Now    time.Time
	Places map[crm.LeadID]string // of the queue: why each lead stands where it does; nil: not said
}

// LeadList writes a list of leads as text, one line each, and returns how many
// there were. The columns have fixed widths, so that a list of any length is
// streamed; on a narrow terminal the owner is left out.
func LeadList(w io.Writer, rows iter.Seq2[score.Scored, error], o ListOptions) (int, error) {
	columns := []column{
		{title: "grade", width: 5},
		{title: "score", width: 5, right: true},
		{title: "ready", width: 8},
		{title: "name", width: 24},
		{title: "company", width: 20},
		{title: "stage", width: 12},
		{title: "owner", width: 12},
		{title: "why"},
	}
	if o.Places != nil {
		columns = slices.Insert(columns, 0, column{title: "now", width: 26})
	}
	if o.Width > 0 {
		columns = narrow(columns, o.Width)
	}
	out := bufio.NewWriter(w)
	n := 0
	for row, err := range rows {
		if err != nil {
			return n, err
		}
		if n == 0 {
			if err := listLine(out, columns, listTitles); err != nil {
				return n, err
			}
		}
		n++
		if err := listLine(out, columns, listCells(&row.Lead, &row.Explanation, o)); err != nil {
			return n, err
		}
	}
	return n, out.Flush()
}

// narrow makes the columns fit the width: without the owner below 110 cells,
// with a shorter name and company below 90, the reasons taking what is left.
func narrow(columns []column, width int) []column {
	fitted := make([]column, 0, len(columns))
	for _, c := range columns {
		switch {
		case width < 110 && c.title == "owner":
			continue
		case width < 90 && c.title == "name":
			c.width = 16
		case width < 90 && c.title == "company":
			c.width = 13
		case width < 90 && c.title == "stage":
			c.width = 9
		}
		fitted = append(fitted, c)
		width -= c.width + len(gap)
	}
	fitted[len(fitted)-1].width = max(8, width+len(gap))
	return fitted
}

var listTitles = map[string]string{
	"now":   "now",
	"grade": "grade", "score": "score", "ready": "ready", "name": "name",
	"company": "company", "stage": "stage", "owner": "owner", "why": "why",
}

func listCells(l *crm.Lead, e *score.Explanation, o ListOptions) map[string]string {
	return map[string]string{
		"now":     o.Places[l.ID],
		"grade":   e.Grade,
		"score":   number(crm.Points(e.Ledger.Score)),
		"ready":   readySince(l.Stamp.Ready, o.Now),
		"name":    l.DisplayName(),
		"company": l.Company,
		"stage":   o.Stages.Label(l.Stage),
		"owner":   l.Owner,
		"why":     strings.Join(e.Why, ", "),
	}
}

func listLine(w io.Writer, columns []column, cells map[string]string) error {
	row := make([]string, len(columns))
	for i, c := range columns {
		row[i] = cells[c.title]
	}
	_, err := io.WriteString(w, tableLine(columns, row))
	return err
}

// readySince says for how long a lead has been ready, in the largest whole
// unit, with a mark for a lead that is ready at once.
func readySince(r crm.Readiness, now time.Time) string {
	if !r.Ready() {
		return ""
	}
	mark := ""
	if r.Cause == crm.ByInstant {
		mark = " !"
	}
	return age(now.Sub(r.Since)) + mark
}

// age returns a duration in its largest whole unit: 5 min, 3 h, 12 d.
func age(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "now"
	case d < time.Hour:
		return number(int(d.Minutes())) + " min"
	case d < 48*time.Hour:
		return number(int(d.Hours())) + " h"
	}
	return number(int(d.Hours()/24)) + " d"
}
