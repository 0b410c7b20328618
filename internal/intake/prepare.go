package intake

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// prepare settles what can be settled before the cells are seen: the headers
// the user names, the spellings of unknown, and which columns may be ids.
func (s *Source) prepare() error {
	s.profiles = make([]profile, len(s.headers))
	s.own = make([]bool, len(s.headers))
	for i, h := range s.headers {
		s.own[i] = strings.HasPrefix(h, ownPrefix)
		s.words = append(s.words, words(withoutZone(h)))
		if s.table.free {
			s.inner = append(s.inner, inner(h))
		}
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
	s.prepareHistory()
	s.watch()
	if err := s.prepareSame(); err != nil {
		return err
	}
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
	if x := s.export.export; x != nil {
		s.plan.stage.learn(x.Values[fieldStage], x.Otherwise[fieldStage])
		s.plan.outcome.learn(x.Values[fieldStatus], x.Otherwise[fieldStatus])
		s.plan.outcome.learn(x.Values[fieldOutcome], x.Otherwise[fieldOutcome])
	}
}

// watch tells the profiles of columns that may fill an id, an e-mail or a
// choice what to look for.
func (s *Source) watch() {
	for i := range s.profiles {
		if p := &s.profiles[i]; keepsCustom(s.kind) && !s.own[i] {
			p.values, p.mostValues = map[string]int{}, maxKinds
		}
	}
	for _, f := range s.fields {
		columns := s.candidates(f)
		if c, ok := s.plan.byColumn[f.name]; ok {
			columns = append(columns, c)
		}
		for _, c := range columns {
			p := &s.profiles[c]
			if slices.Contains(categories, f.name) || f.name == fieldStage || f.name == fieldOutcome || f.name == fieldStatus {
				p.values, p.mostValues = map[string]int{}, maxCategories
			}
			switch f.name {
			case fieldKey, fieldID, fieldLead:
				p.ids.watched = true
			case fieldEmail:
				p.check = func(v string) bool {
					at := strings.Count(v, "@")
					if at > 1 {
						p.several++
					}
					return at > 0
				}
			case fieldPhone:
				p.check = func(v string) bool {
					if len(splitPhones(v)) > 1 {
						p.several++
					}
					return true
				}
			case fieldStage:
				p.check = p.means(s.plan.stage)
			case fieldOutcome, fieldStatus:
				p.check = p.means(s.plan.outcome)
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
	if columns, ok := s.export.columns[f.name]; ok && (len(columns) > 0 || len(s.export.export.columns[f.name]) == 0) {
		return columns
	}
	var out []int
	for _, name := range f.names {
		for i, w := range s.words {
			if _, claimed := s.export.claimed[i]; !claimed && !s.own[i] && w == name {
				out = append(out, i)
			}
		}
	}
	for _, name := range f.names {
		for i, w := range s.inner {
			if _, claimed := s.export.claimed[i]; !claimed && !s.own[i] && w == name && !slices.Contains(out, i) {
				out = append(out, i)
			}
		}
	}
	return out
}

// means returns a check whether a value is one of the choice, which remembers
// those that are not.
func (p *profile) means(c *choice) func(string) bool {
	return func(v string) bool {
		_, ok := c.resolve(v)
		if !ok {
			p.strange = count(p.strange, v)
		}
		return ok
	}
}
