package store

import (
	"slices"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// written is what the row of a lead is made of.
type written struct {
	*crm.Lead
	imported crm.ImportID // the import that adds it; 0: none
}

// leadRow lists the columns of a lead after its id, in their order in the file.
var leadRow = []column[written]{
	{"system", func(l *written, row *packed) { row.text(l.System) }},
	{"key", func(l *written, row *packed) { row.text(l.Key) }},
	{"version", func(_ *written, row *packed) { row.whole(1) }},
	{"name", func(l *written, row *packed) { row.text(l.Name) }},
	{"first_name", func(l *written, row *packed) { row.text(l.FirstName) }},
	{"last_name", func(l *written, row *packed) { row.text(l.LastName) }},
	{"email", func(l *written, row *packed) { row.text(l.Email) }},
	{"phone", func(l *written, row *packed) { row.text(l.Phone) }},
	{"company", func(l *written, row *packed) { row.text(l.Company) }},
	{"title", func(l *written, row *packed) { row.text(l.Title) }},
	{"industry", func(l *written, row *packed) { row.text(l.Industry) }},
	{"country", func(l *written, row *packed) { row.text(l.Country) }},
	{"region", func(l *written, row *packed) { row.text(l.Region) }},
	{"city", func(l *written, row *packed) { row.text(l.City) }},
	{"website", func(l *written, row *packed) { row.text(l.Website) }},
	{"source", func(l *written, row *packed) { row.text(l.Source) }},
	{"campaign", func(l *written, row *packed) { row.text(l.Campaign) }},
	{"employees", func(l *written, row *packed) { row.number(l.Employees) }},
	{"annual_revenue", func(l *written, row *packed) { row.number(l.AnnualRevenue) }},
	{"custom", func(l *written, row *packed) { row.made(func(b []byte) []byte { return appendFields(b, l.Custom) }) }},
	{"owner", func(l *written, row *packed) { row.text(l.Owner) }},
	{"stage", func(l *written, row *packed) { row.text(l.Stage) }},
	{"stage_at", func(l *written, row *packed) { row.instant(l.StageAt) }},
	{"outcome", func(l *written, row *packed) { row.text(string(l.Outcome)) }},
	{"outcome_at", func(l *written, row *packed) { row.instant(l.OutcomeAt) }},
	{"next_step", func(l *written, row *packed) { row.text(l.NextStep) }},
	{"due", func(l *written, row *packed) { row.instant(l.Due) }},
	{"created_at", func(l *written, row *packed) { row.instant(l.CreatedAt) }},
	{"added_at", func(l *written, row *packed) { row.whole(ms0(l.AddedAt)) }},
	{"import", func(l *written, row *packed) { row.whole(int64(l.imported)) }},
	{"email_fold", func(l *written, row *packed) { row.optional(text.Fold(l.Email)) }},
	{"search", func(l *written, row *packed) { row.made(func(b []byte) []byte { return appendSearch(b, l.Lead) }) }},
	{"own", func(_ *written, row *packed) { row.whole(1) }},
}

// leadColumnNames names them all, the id first.
var leadColumnNames = append([]string{"id"}, namesOf(leadRow)...)

// profile lists the columns of a lead that a change may write.
var profile = slices.DeleteFunc(slices.Clone(leadRow), func(c column[written]) bool {
	return slices.Contains([]string{"version", "added_at", "import", "own"}, c.name)
})

// LeadRow is what is written of a new lead, made outside of the transaction
// because it takes a while.
type LeadRow struct{ row packed }

// Space is memory for many rows. It serves one goroutine; the zero Space is
// ready.
type Space struct {
	row  packed   // the one that is being made
	b    []byte   // where the next row comes
	full [][]byte // what holds rows already
	free [][]byte // what has held some
}

// spaceSize is how many bytes of rows lie together.
const spaceSize = 256 << 10

// Reuse gives the memory of all rows free.
func (s *Space) Reuse() {
	s.free = append(s.free, s.full...)
	s.b, s.full = s.b[:0], s.full[:0]
}

// take copies the row that has been made to the others.
func (s *Space) take() packed {
	types, size := len(s.row.types), len(s.row.types)+len(s.row.values)
	if cap(s.b)-len(s.b) < size {
		s.room(size)
	}
	start := len(s.b)
	s.b = append(append(s.b, s.row.types...), s.row.values...)
	b := s.b[start : start+size : start+size]
	return packed{b[:types:types], b[types:], s.row.n}
}

// room makes room for a row of that size.
func (s *Space) room(size int) {
	if s.b != nil {
		s.full = append(s.full, s.b)
	}
	if last := len(s.free) - 1; last >= 0 && size <= cap(s.free[last]) {
		s.b, s.free = s.free[last][:0], s.free[:last]
		return
	}
	s.b = make([]byte, 0, max(spaceSize, size))
}

// RowOf returns the row of a lead that the import adds, which holds as long as no
// field changes. It lies in the space; nil gives it memory of its own.
func RowOf(l *crm.Lead, imported crm.ImportID, space *Space) LeadRow {
	if space == nil {
		var row packed
		row.lead(l, imported)
		return LeadRow{row}
	}
	space.row.reset()
	space.row.lead(l, imported)
	return LeadRow{space.take()}
}

// lead puts the values of a lead but for its id.
func (r *packed) lead(l *crm.Lead, imported crm.ImportID) {
	w := written{l, imported}
	for _, c := range leadRow {
		c.put(&w, r)
	}
}

// NewLead is a lead that is to be added, with its row.
type NewLead struct {
	Lead *crm.Lead
	Row  LeadRow
}

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

// InsertLeads adds the leads, numbered by NumberLeads.
func (t *Tx) InsertLeads(leads []NewLead) error {
	added := map[string]int{}
	for i := range leads {
		added[leads[i].Lead.Stage]++
	}
	for stage, n := range added {
		if err := t.countStage(stage, n); err != nil {
			return err
		}
	}
	return t.pour(`lead`, leadColumnNames, len(leads), func(i int, row *packed) {
		row.whole(int64(leads[i].Lead.ID))
		row.more(&leads[i].Row.row)
	})
}

// UpdateLead writes what of the lead's profile is not as it was, or all of it
// when that is nil: what is not written costs nothing, nor do its indexes. It
// raises the version and fails with Conflict when it is not the one that was read.
func (t *Tx) UpdateLead(l, was *crm.Lead) error {
	query := `UPDATE lead SET version = version + 1`
	var args []any
	var now, before packed
	for _, c := range profile {
		now.reset()
		c.put(&written{Lead: l}, &now)
		if was != nil {
			before.reset()
			if c.put(&written{Lead: was}, &before); now.same(&before) {
				continue
			}
		}
		query += ", " + c.name + " = ?"
		args = append(args, now.args(1)...)
	}
	res, err := t.exec(query+` WHERE id = ? AND version = ?`, append(args, l.ID, l.Version)...)
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
