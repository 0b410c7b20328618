package store

import (
	"slices"
	"strings"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// profile lists the columns of a lead that a change may write.
var profile = []column[crm.Lead]{
	{"system", func(l *crm.Lead, row *tape) { row.text(l.System) }},
	{"key", func(l *crm.Lead, row *tape) { row.text(l.Key) }},
	{"name", func(l *crm.Lead, row *tape) { row.text(l.Name) }},
	{"first_name", func(l *crm.Lead, row *tape) { row.text(l.FirstName) }},
	{"last_name", func(l *crm.Lead, row *tape) { row.text(l.LastName) }},
	{"email", func(l *crm.Lead, row *tape) { row.text(l.Email) }},
	{"phone", func(l *crm.Lead, row *tape) { row.text(l.Phone) }},
	{"company", func(l *crm.Lead, row *tape) { row.text(l.Company) }},
	{"title", func(l *crm.Lead, row *tape) { row.text(l.Title) }},
	{"industry", func(l *crm.Lead, row *tape) { row.text(l.Industry) }},
	{"country", func(l *crm.Lead, row *tape) { row.text(l.Country) }},
	{"region", func(l *crm.Lead, row *tape) { row.text(l.Region) }},
	{"city", func(l *crm.Lead, row *tape) { row.text(l.City) }},
	{"website", func(l *crm.Lead, row *tape) { row.text(l.Website) }},
	{"source", func(l *crm.Lead, row *tape) { row.text(l.Source) }},
	{"campaign", func(l *crm.Lead, row *tape) { row.text(l.Campaign) }},
	{"employees", func(l *crm.Lead, row *tape) { row.number(l.Employees) }},
	{"annual_revenue", func(l *crm.Lead, row *tape) { row.number(l.AnnualRevenue) }},
	{"owner", func(l *crm.Lead, row *tape) { row.text(l.Owner) }},
	{"stage", func(l *crm.Lead, row *tape) { row.text(l.Stage) }},
	{"stage_at", func(l *crm.Lead, row *tape) { row.instant(l.StageAt) }},
	{"outcome", func(l *crm.Lead, row *tape) { row.text(string(l.Outcome)) }},
	{"outcome_at", func(l *crm.Lead, row *tape) { row.instant(l.OutcomeAt) }},
	{"next_step", func(l *crm.Lead, row *tape) { row.text(l.NextStep) }},
	{"due", func(l *crm.Lead, row *tape) { row.instant(l.Due) }},
	{"created_at", func(l *crm.Lead, row *tape) { row.instant(l.CreatedAt) }},
}

// derivedColumns lists what is kept of a lead beside its fields.
var derivedColumns = []column[crm.Lead]{
	{"custom", func(l *crm.Lead, row *tape) { row.made(func(b []byte) []byte { return appendFields(b, l.Custom) }) }},
	{"email_fold", func(l *crm.Lead, row *tape) { row.optional(text.Fold(l.Email)) }},
	{"search", func(l *crm.Lead, row *tape) { row.made(func(b []byte) []byte { return appendSearch(b, l) }) }},
}

// rowColumns lists the columns of a new lead that stay as they are until it is
// added.
var rowColumns = slices.DeleteFunc(slices.Concat(derivedColumns, profile), func(c column[crm.Lead]) bool {
	return c.name == "stage" || c.name == "stage_at"
})

// LeadRow is what is written of a new lead, made outside of the transaction
// because it takes a while.
type LeadRow struct{ values []byte }

// Space is memory for many rows. It serves one goroutine; the zero Space is
// ready.
type Space struct {
	b    []byte   // where the next row comes
	full [][]byte // what holds rows already
	free [][]byte // what has held some
}

// Reuse gives the memory of all rows free.
func (s *Space) Reuse() {
	s.free = append(s.free, s.full...)
	s.b, s.full = s.b[:0], s.full[:0]
}

// room makes sure that there is some for a row.
func (s *Space) room() {
	if cap(s.b)-len(s.b) >= spaceLeft {
		return
	}
	if s.b != nil {
		s.full = append(s.full, s.b)
	}
	if last := len(s.free) - 1; last >= 0 {
		s.b, s.free = s.free[last][:0], s.free[:last]
		return
	}
	s.b = make([]byte, 0, spaceSize)
}

// Rows are made in spaces of spaceSize bytes; one in which less than spaceLeft
// is left is given up.
const (
	spaceSize = 256 << 10
	spaceLeft = 2 << 10
)

// RowOf returns the row of the lead, which holds as long as no field changes
// but the stage and its time. It lies in the space; nil gives it memory of its
// own.
func RowOf(l *crm.Lead, space *Space) LeadRow {
	if space == nil {
		space = &Space{b: make([]byte, 0, spaceLeft)}
	}
	space.room()
	row := tape{b: space.b}
	for _, c := range rowColumns {
		c.put(l, &row)
	}
	start, end := len(space.b), len(row.b)
	space.b = row.b
	return LeadRow{row.b[start:end:end]}
}

// NewLead is a lead that is to be added, with its row.
type NewLead struct {
	Lead *crm.Lead
	Row  LeadRow
}

// insertLead begins the statement that adds new leads: what is known when they
// are added, then their rows.
var insertLead = func() string {
	names := []string{"id", "stage", "stage_at", "added_at", "import"}
	for _, c := range rowColumns {
		names = append(names, c.name)
	}
	return `INSERT INTO lead(` + strings.Join(names, `, `) + `)`
}()

// NumberLeads fills in the ids of leads that are about to be inserted. They rise
// in the order given.
func (t *Tx) NumberLeads(leads []NewLead) error {
	last, err := t.LastLead()
	for i := range leads {
		n := &leads[i]
		n.Lead.ID, n.Lead.Version = last+crm.LeadID(i)+1, 1
	}
	return err
}

// InsertLeads adds the leads, numbered by NumberLeads and made by the import of
// that id.
func (t *Tx) InsertLeads(leads []NewLead, imported crm.ImportID) error {
	added := map[string]int{}
	for i := range leads {
		added[leads[i].Lead.Stage]++
	}
	for stage, n := range added {
		if err := t.countStage(stage, n); err != nil {
			return err
		}
	}
	_, err := t.insert(insertLead, ``, 5+len(rowColumns), len(leads), func(i int, row *tape) {
		n := &leads[i]
		row.whole(int64(n.Lead.ID))
		row.text(n.Lead.Stage)
		row.instant(n.Lead.StageAt)
		row.whole(ms0(n.Lead.AddedAt))
		row.whole(int64(imported))
		row.values(n.Row.values, len(rowColumns))
	})
	return err
}

// UpdateLead writes the lead's profile, raises its version and fails with
// Conflict when it is not the version that was read.
func (t *Tx) UpdateLead(l *crm.Lead) error {
	query := `UPDATE lead SET version = version + 1`
	var row tape
	for _, c := range slices.Concat(derivedColumns, profile) {
		query += ", " + c.name + " = ?"
		c.put(l, &row)
	}
	res, err := t.exec(query+` WHERE id = ? AND version = ?`, append(row.args(row.n), l.ID, l.Version)...)
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err != nil {
		return err
	}
	if n == 0 {
		return crm.Errorf(crm.Conflict, "%s was changed by somebody else", l.DisplayName()).WithHint("look again and repeat")
	}
	l.Version++
	return nil
}

// appendSearch appends what the filter of a list looks at.
func appendSearch(b []byte, l *crm.Lead) []byte {
	start := len(b)
	for _, s := range [...]string{
		l.Name, l.FirstName, l.LastName, l.Email, l.Key, l.Company, l.Title, l.Industry, l.Country, l.City,
		l.Source, l.Campaign, l.Owner,
	} {
		before := len(b)
		if before > start {
			b = append(b, ' ')
		}
		if after := text.AppendFold(b, s); len(after) > len(b) {
			b = after
		} else {
			b = b[:before]
		}
	}
	return b
}
