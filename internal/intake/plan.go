package intake

import (
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// target is a field that every row fills, from a column or with a fixed value.
type target struct {
	settled
	field  string
	column int // -1 for a fixed value
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

// nullSet holds the user's spellings of unknown, folded.
type nullSet struct {
	all      map[string]bool
	byColumn []map[string]bool
}

func (n *nullSet) has(column int, s string) bool {
	if n.all == nil && n.byColumn == nil || len(s) > 100 {
		return false
	}
	folded := text.Fold(s)
	return n.all[folded] || n.byColumn != nil && n.byColumn[column][folded]
}

// prepare settles what can be settled before the cells are seen: the headers
// the user names, the spellings of unknown, and which columns may be ids.
func (s *Source) prepare() error {
	s.profiles = make([]profile, len(s.headers))
	s.own = make([]bool, len(s.headers))
	for i, h := range s.headers {
		s.own[i] = strings.HasPrefix(h, ownPrefix)
	}
	s.plan = plan{byColumn: map[string]int{}}
	for _, name := range slices.Sorted(maps.Keys(s.opt.Map)) {
		column, err := findColumn(s.content.name, s.headers, s.opt.Map[name])
		if err != nil {
			return err
		}
		if name, err = s.fieldName("--map", name); err != nil {
			return err
		}
		s.plan.byColumn[name] = column
	}
	for _, name := range slices.Sorted(maps.Keys(s.opt.Set)) {
		field, err := s.fieldName("--set", name)
		if err != nil {
			return err
		}
		if _, twice := s.plan.byColumn[field]; twice {
			return crm.Errorf(crm.Usage, "%s is both mapped to a column and set to a fixed value", field).WithHint("leave out --map or --set")
		}
	}
	s.choices()
	s.watch()
	return s.prepareNulls()
}

// fieldName returns the field the user means. Kinds without custom fields
// know only their own.
func (s *Source) fieldName(flag, name string) (string, error) {
	n := slug(name)
	names := make([]string, 0, len(s.fields))
	for _, f := range s.fields {
		if f.name == n {
			return n, nil
		}
		names = append(names, f.name)
	}
	if keepsCustom(s.kind) && strings.TrimSpace(name) != "" {
		if near, ok := text.Nearest(n, names); ok && !s.inCatalogue(n) {
			s.note("%s is no field of %s; a custom field of that name is filled (%s is near).", n, s.kind, near)
		}
		return n, nil
	}
	e := crm.Errorf(crm.Usage, "%s have no field %q", s.kind, name)
	e.Field = name
	if near, ok := text.Nearest(n, names); ok {
		return "", e.WithHint("did you mean %s %s=...?", flag, near)
	}
	return "", e.WithHint("the fields are %s", strings.Join(names, ", "))
}

func (s *Source) inCatalogue(name string) bool {
	return slices.ContainsFunc(s.opt.Catalogue, func(f crm.Field) bool { return f.Name == name })
}

func (s *Source) note(format string, args ...any) {
	s.info.Notes = append(s.info.Notes, fmt.Sprintf(format, args...))
}

// choices builds what values of stage, outcome and status mean.
func (s *Source) choices() {
	switch s.kind {
	case crm.LeadRecord:
		s.plan.stage = stageChoice(s.opt.Stages, s.opt.Stage)
		s.plan.outcome = outcomeChoice("an outcome", false, s.opt.Stage)
	case crm.StageRecord:
		s.plan.stage = stageChoice(s.opt.Stages, s.opt.Stage)
	case crm.DealRecord:
		s.plan.outcome = outcomeChoice("the status of a deal", true, s.opt.Stage)
	}
}

// watch tells the profiles of columns that may fill an id, an e-mail or a
// choice what to look for.
func (s *Source) watch() {
	for _, f := range s.fields {
		columns := s.candidates(f)
		if c, ok := s.plan.byColumn[f.name]; ok {
			columns = append(columns, c)
		}
		for _, c := range columns {
			p := &s.profiles[c]
			switch f.name {
			case fieldKey, fieldID, fieldLead:
				p.ids.watched = true
			case fieldEmail:
				p.check = func(v string) bool { return strings.Contains(v, "@") }
			case fieldStage:
				p.check = func(v string) bool { _, ok := s.plan.stage.resolve(v); return ok }
			case fieldOutcome, fieldStatus:
				p.check = func(v string) bool { _, ok := s.plan.outcome.resolve(v); return ok }
			}
		}
	}
}

// candidates returns the columns whose header means the field, the likeliest
// first.
func (s *Source) candidates(f field) []int {
	if s.opt.NoAuto {
		return nil
	}
	var out []int
	for _, name := range f.names {
		for i, h := range s.headers {
			if !s.own[i] && words(withoutZone(h)) == name {
				out = append(out, i)
			}
		}
	}
	return out
}

// prepareNulls finds the columns of --null FIELD=VALUE, where FIELD may be a
// field or a header.
func (s *Source) prepareNulls() error {
	for _, n := range s.opt.Null {
		if n.Field == "" {
			if s.nulls.all == nil {
				s.nulls.all = map[string]bool{}
			}
			s.nulls.all[text.Fold(n.Value)] = true
			continue
		}
		columns, err := s.nullColumns(n.Field)
		if err != nil {
			return err
		}
		if s.nulls.byColumn == nil {
			s.nulls.byColumn = make([]map[string]bool, len(s.headers))
		}
		for _, c := range columns {
			if s.nulls.byColumn[c] == nil {
				s.nulls.byColumn[c] = map[string]bool{}
			}
			s.nulls.byColumn[c][text.Fold(n.Value)] = true
		}
	}
	return nil
}

func (s *Source) nullColumns(name string) ([]int, error) {
	if c, ok := s.plan.byColumn[slug(name)]; ok {
		return []int{c}, nil
	}
	for _, f := range s.fields {
		if c := s.candidates(f); f.name == slug(name) && len(c) > 0 {
			return c, nil
		}
	}
	for i, h := range s.headers {
		if slug(h) == slug(name) {
			return []int{i}, nil
		}
	}
	c, err := findColumn(s.content.name, s.headers, name)
	return []int{c}, err
}

// conclude settles, after the first pass, what every column becomes.
func (s *Source) conclude() error {
	file := fileMark(s.profiles)
	taken := make([]bool, len(s.headers))
	for _, c := range s.plan.byColumn {
		taken[c] = true
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
		if t.column >= 0 {
			s.plan.fields[t.column] = append(s.plan.fields[t.column], i)
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
	for _, c := range s.candidates(f) {
		if !taken[c] && s.fits(f, c, file) {
			taken[c] = true
			return s.take(f, c, file)
		}
	}
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
		return holds(p.hits, p.known)
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
			e := crm.Errorf(crm.Invalid, "%s: column %q holds %s; %d rows would collapse into others", s.content.name, s.headers[c], wrong, collapse)
			e.Field = s.headers[c]
			return e.WithHint("export the column as text, or map another column with --map %s=HEADER", f.name)
		}
	}
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
	bad := func(why string) error {
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
			return bad("is not " + c.what + " (known are " + strings.Join(c.names, ", ") + ")")
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
	}[s.kind]
	for _, name := range need {
		if s.filled(name) {
			continue
		}
		e := crm.Errorf(crm.Invalid, "%s: no column gives the %s of the %s", s.content.name, name, s.kind)
		e.Field = name
		return e.WithHint("name it with --map %s=HEADER; the columns are %s", name, strings.Join(s.headers, ", "))
	}
	return nil
}

// filled reports whether some target fills the field.
func (s *Source) filled(name string) bool {
	return slices.ContainsFunc(s.plan.targets, func(t target) bool { return t.field == name })
}

// fillCustoms makes custom fields of what is left: the user's names first,
// then the headers.
func (s *Source) fillCustoms(file decimalMark, taken []bool) error {
	if !keepsCustom(s.kind) {
		return nil
	}
	names := map[string]bool{}
	for _, f := range s.fields {
		names[f.name] = true
	}
	var customs []target
	add := func(name string, c int) {
		names[name] = true
		customs = append(customs, s.custom(name, c, file))
	}
	for _, name := range slices.Sorted(maps.Keys(s.plan.byColumn)) {
		if !names[name] {
			add(name, s.plan.byColumn[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.opt.Set)) {
		if n := slug(name); !names[n] {
			names[n] = true
			value := strings.TrimSpace(s.opt.Set[name])
			customs = append(customs, target{settled: s.fixedType(n, value), field: n, column: -1, fixed: value, custom: true, zone: s.opt.Zone})
		}
	}
	for i, h := range s.headers {
		if taken[i] || s.own[i] || i >= s.least && s.profiles[i].known == 0 {
			continue
		}
		name := slug(h)
		for n := 2; names[name]; n++ {
			name = fmt.Sprintf("%s_%d", slug(h), n)
		}
		add(name, i)
	}
	sort.Slice(customs, func(i, j int) bool { return customs[i].field < customs[j].field })
	s.plan.targets = append(s.plan.targets, customs...)
	return nil
}

// custom settles a custom field: with the type the catalogue knows when the
// cells fit it, else with the type of the cells.
func (s *Source) custom(name string, c int, file decimalMark) target {
	p := &s.profiles[c]
	how := p.settle(s.headers[c], file, s.opt.Dates)
	for _, f := range s.opt.Catalogue {
		if f.Name != name || f.Type == how.typ || p.known == 0 {
			continue
		}
		as, _ := p.settleAs(f.Type, file, s.opt.Dates)
		if f.Type == crm.Text || as.doubt == "" && s.allFit(p, as) {
			how = as
		} else {
			s.note("Column %q fills %s as %s, although it was %s so far.", s.headers[c], name, how.typ, f.Type)
		}
	}
	return target{settled: how, field: name, column: c, custom: true, zone: s.zone(c)}
}

// allFit reports whether the cells of a column can all be read as settled.
func (s *Source) allFit(p *profile, as settled) bool {
	switch as.typ {
	case crm.Number:
		_, fit := p.numbers.mark(as.mark)
		return holds(fit, p.known)
	case crm.Time:
		d := &p.dates
		return holds(d.iso+d.named+d.three+d.unix+d.serial+d.eight, p.known)
	case crm.Bool:
		return holds(p.bools, p.known)
	}
	return true
}

// fixedType returns the type of a fixed value: the catalogue's, else a plain
// number's, else text.
func (s *Source) fixedType(name, value string) settled {
	out := settled{typ: crm.Text, mark: '.', order: s.opt.Dates}
	if _, ok := plainDigits(value); ok {
		out.typ = crm.Number
	}
	for _, f := range s.opt.Catalogue {
		if f.Name == name {
			as := out
			as.typ = f.Type
			if _, wrong := as.convert(value, s.opt.Zone); wrong == "" {
				return as
			}
			out.typ = crm.Text
		}
	}
	return out
}
