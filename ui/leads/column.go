package leads

import (
	"slices"
	"strconv"
	"strings"

	"smarketing/internal/crm"
	"smarketing/ui/widget"
)

// row is a lead of the list, with how it stands with those who work it, and the
// top reasons of its score where the list has room for them.
type row struct {
	crm.Lead
	work   crm.Work
	reason string // of the queue: why it stands where it does
	why    []string
	told   bool // the reasons of the score were asked for
}

func rowsOf(page crm.LeadPage, told bool) []row {
	rows := make([]row, len(page.Leads))
	for i := range page.Leads {
		lead := &page.Leads[i]
		rows[i] = row{*lead, page.Work[lead.ID], page.Reason[lead.ID], page.Why[lead.ID], told}
	}
	return rows
}

// tellingList is the width from which a list has room for reasons.
const tellingList = 95

// tells reports whether the list shows the reasons of each score.
func (l *Leads) tells() bool { return l.layout.list >= tellingList }

// columns returns the columns of the list for its view, order and width, in
// the styles of now. What orders the list is always among them.
func (l *Leads) columns() []widget.Column[row] {
	st := l.styles
	quiet := func(show func(*crm.Lead) string) func(row) widget.Cell {
		return func(r row) widget.Cell { return widget.Cell{Text: show(&r.Lead), Style: st.Muted} }
	}
	columns := []widget.Column[row]{
		{Width: 1, Cell: l.markCell},
		{Title: "grade", Field: "grade", Width: 6, Tight: true, Cell: l.gradeCell},
		{Title: "score", Field: "score", Width: 6, Right: true, Tight: true, Cell: l.scoreCell},
		{Width: scoreBar, Tight: true, Drop: 8, Cell: func(r row) widget.Cell { return widget.Cell{Text: l.scoreLine(&r.Lead), Style: st.Faint} }},
		{Title: "name", Field: "name", Width: 15, Flex: 3, Limit: 28,
			Cell: func(r row) widget.Cell { return widget.Cell{Text: r.DisplayName(), Style: st.Text} }},
		{Title: "company", Field: "company", Width: 10, Flex: 4, Limit: 30, Drop: 3, Cell: quiet(func(lead *crm.Lead) string { return lead.Company })},
		{Title: "stage", Field: "stage", Width: 12, Drop: 1, Cell: l.stageCell},
		{Title: "owner", Field: "owner", Width: 8, Flex: 1, Limit: 16, Drop: 9, Cell: quiet(func(lead *crm.Lead) string { return lead.Owner })},
		{Title: "source", Field: "source", Width: 8, Flex: 1, Limit: 16, Drop: 10, Cell: quiet(func(lead *crm.Lead) string { return lead.Source })},
		{Title: "ready", Field: "ready_since", Width: 6, Right: true, Drop: 4, Cell: l.readyCell},
		l.dated(),
	}
	if l.view() == queue {
		because := widget.Column[row]{Title: "because", Width: 24, Flex: 2, Limit: 34, Drop: 1, Cell: l.reasonCell}
		if l.tells() {
			because.Drop, columns[6].Drop = 0, 6
			columns = slices.Insert(columns, 6, because)
		} else {
			columns[6] = because
		}
		// It says since when a lead is ready.
		columns = slices.DeleteFunc(columns, func(c widget.Column[row]) bool { return c.Field == "ready_since" })
	}
	if l.tells() {
		columns = append(columns, widget.Column[row]{Title: "why", Width: 24, Flex: 6, Limit: 90, Drop: 5, Cell: l.whyCell})
	}
	field, _ := orderOf(l.query.Sort)
	for i := range columns {
		if columns[i].Field == field && !l.urgent() {
			columns[i].Drop = 0
		}
	}
	return columns
}

// dated is the last column of figures: when the lead was last active, or what
// else orders the list and has no column of its own.
func (l *Leads) dated() widget.Column[row] {
	c := widget.Column[row]{Width: 7, Right: true, Drop: 7}
	field, _ := orderOf(l.query.Sort)
	c.Title, c.Field = orderFor(field).name, field
	show := func(lead *crm.Lead) string { return ago(lead.Stamp.LastActivityAt, l.clock()) }
	switch field {
	case "created_at":
		show = func(lead *crm.Lead) string { return ago(lead.CreatedAt, l.clock()) }
	case "fit":
		show = func(lead *crm.Lead) string { return strconv.Itoa(crm.Points(lead.Stamp.Fit)) }
	case "engagement":
		c.Title = "engage"
		show = func(lead *crm.Lead) string { return strconv.Itoa(crm.Points(lead.Stamp.Engagement)) }
	default:
		c.Title, c.Field = "active", "last_activity_at"
	}
	c.Cell = func(r row) widget.Cell { return widget.Cell{Text: show(&r.Lead), Style: l.styles.Muted} }
	return c
}

// whyCell is the top reasons of the score.
func (l *Leads) whyCell(r row) widget.Cell {
	return widget.Cell{Text: strings.Join(r.why, ", "), Style: l.styles.Muted}
}
