package intake

import (
	"slices"
	"strings"
	"time"

	"smarketing/internal/crm"
)

// target is a field that every row fills, from a column or with a fixed value.
type target struct {
	settled
	field  string
	set    func(*crm.Lead, crm.Value)
	column int   // -1 for a fixed value
	also   []int // columns that stand in where that one is empty
	fixed  string
	custom bool
	zone   *time.Location
}

// plan says which fields the rows fill and how.
type plan struct {
	targets  []target // custom ones last, in the order of their names
	customs  int      // how many of the targets are custom
	fields   [][]int  // targets of each column
	stage    *choice
	outcome  *choice // or the status of a deal
	byColumn map[string]int
}

// conclude settles, after the first pass, what every column becomes.
func (s *Source) conclude() error {
	s.shareOrder()
	file := s.fileMark()
	taken := make([]bool, len(s.headers))
	for _, c := range s.plan.byColumn {
		taken[c] = true
	}
	for _, header := range s.opt.Ignore {
		c, err := findColumn(s.content.name, s.headers, header)
		if err != nil {
			return err
		}
		taken[c] = true
	}
	if err := s.settleHistory(file, taken); err != nil {
		return err
	}
	for _, f := range s.fields {
		if err := s.fill(f, file, taken); err != nil {
			return err
		}
	}
	if err := s.require(); err != nil {
		return err
	}
	if err := s.fillCustoms(file, taken); err != nil {
		return err
	}
	s.plan.fields = make([][]int, len(s.headers))
	for i, t := range s.plan.targets {
		s.plan.targets[i].set = crm.Setter(t.field)
		if t.column >= 0 {
			s.plan.fields[t.column] = append(s.plan.fields[t.column], i)
		}
		if !keepsCustom(s.kind) {
			for _, c := range t.also {
				s.plan.fields[c] = append(s.plan.fields[c], i)
			}
		}
		if t.custom {
			s.plan.customs++
		}
	}
	s.describe()
	return nil
}

// fill finds what fills a field of the kind: the user's column, the user's
// value, or the first column by name that fits.
func (s *Source) fill(f field, file decimalMark, taken []bool) error {
	if c, ok := s.plan.byColumn[f.name]; ok {
		return s.take(f, c, file)
	}
	for name, value := range s.opt.Set {
		if slug(name) == f.name {
			return s.takeFixed(f, value)
		}
	}
	best := -1
	for _, c := range s.candidates(f) {
		if taken[c] || !s.fits(f, c, file) {
			continue
		}
		if best < 0 || s.profiles[best].known == 0 && s.profiles[c].known > 0 {
			best = c // an empty column only when there is no other
		}
	}
	if best < 0 {
		return nil
	}
	taken[best] = true
	if err := s.take(f, best, file); err != nil {
		return err
	}
	s.stands(f, best, file)
	return nil
}

// fits reports whether the column holds what the field wants.
func (s *Source) fits(f field, c int, file decimalMark) bool {
	p := &s.profiles[c]
	switch {
	case p.known == 0:
		return true
	case f.typ != crm.Text:
		_, ok := p.settleAs(f.typ, file, s.opt.Dates)
		return ok
	case f.name == fieldEmail:
		return mostly(p.hits, p.known)
	case f.name == fieldOutcome || f.name == fieldStatus || f.name == fieldStage && s.kind == crm.LeadRecord:
		return holds(p.hits, p.known) || s.lenient(f.name)
	case f.name == fieldKey || f.name == fieldPhone || s.kind == crm.ActivityRecord || s.kind == crm.StageRecord || f.name == fieldLead:
		return true
	}
	return p.settle("", file, s.opt.Dates).typ == crm.Text
}

// take lets a column fill a field, or refuses the file when the column cannot
// be read without guessing.
func (s *Source) take(f field, c int, file decimalMark) error {
	p := &s.profiles[c]
	how, _ := p.settleAs(f.typ, file, s.opt.Dates)
	switch {
	case f.typ == crm.Time && how.doubt != "":
		e := crm.Errorf(crm.Invalid, "%s: the dates of column %q cannot be told: %s", s.content.name, s.headers[c], how.doubt)
		e.Field = s.headers[c]
		return e.WithHint("say which with --dates dmy or --dates mdy")
	case f.name == fieldKey || f.name == fieldID || f.name == fieldLead:
		if wrong, collapse := p.mangledIDs(); wrong != "" {
			e := crm.Errorf(crm.Invalid, "%s: column %q holds %s, which name no lead for sure", s.content.name, s.headers[c], wrong)
			if f.name != fieldLead {
				e = crm.Errorf(crm.Invalid, "%s: column %q holds %s: %d of %d %s would collapse into another",
					s.content.name, s.headers[c], wrong, collapse, p.known, s.kind)
			}
			e.Field = s.headers[c]
			return e.WithHint("export the column as text, or map another column with --map %s=HEADER", f.name)
		}
	}
	how.epoch = s.table.epoch
	s.plan.targets = append(s.plan.targets, target{settled: how, field: f.name, column: c, zone: s.zone(c)})
	return nil
}

// zone returns the zone of times without one in a column.
func (s *Source) zone(c int) *time.Location {
	if z := headerZone(s.headers[c]); z != nil {
		return z
	}
	return s.opt.Zone
}

// takeFixed gives a field the same value in every row.
func (s *Source) takeFixed(f field, value string) error {
	t := target{settled: settled{typ: f.typ, mark: '.', order: s.opt.Dates}, field: f.name, column: -1, fixed: strings.TrimSpace(value), zone: s.opt.Zone}
	bad := func(why string) *crm.Error {
		e := crm.Errorf(crm.Invalid, "--set %s=%s: the value %s", f.name, value, why)
		e.Field = f.name
		return e.WithHint("set a value that the field takes")
	}
	if t.fixed == "" {
		return bad("is empty")
	}
	if _, wrong := t.convert(t.fixed, t.zone); wrong != "" {
		return bad(wrong)
	}
	c := s.plan.outcome
	if f.name == fieldStage {
		c = s.plan.stage
	}
	if f.name == fieldStage || f.name == fieldOutcome || f.name == fieldStatus {
		if key, ok := c.resolve(t.fixed); !ok || key == "" {
			return bad("is not "+c.what).WithHint("known are %s", strings.Join(c.names, ", "))
		}
	}
	s.plan.targets = append(s.plan.targets, t)
	return nil
}

// require refuses a file that lacks what its kind cannot do without.
func (s *Source) require() error {
	need := map[crm.RecordKind][]string{
		crm.ActivityRecord: {fieldLead, fieldEvent, fieldAt},
		crm.StageRecord:    {fieldLead, fieldStage},
		crm.SpendRecord:    {fieldDate, fieldAmount},
	}[s.kind]
	for _, name := range need {
		if s.filled(name) || name == fieldStage && len(s.history) > 0 {
			continue
		}
		e := crm.Errorf(crm.Invalid, "%s: no column gives the %s of the %s", s.content.name, name, s.kind)
		e.Field = name
		if x := &s.export; x.export != nil && x.entered != nil && name == fieldStage {
			return e.WithHint("export the columns with the dates on which stages were entered, and say what stages of yours mean with --stage NAME=%s", s.plan.stage.names[0])
		}
		return e.WithHint("name it with --map %s=HEADER; the columns are %s", name, strings.Join(s.headers, ", "))
	}
	return nil
}

// filled reports whether some target fills the field.
func (s *Source) filled(name string) bool {
	return slices.ContainsFunc(s.plan.targets, func(t target) bool { return t.field == name })
}
