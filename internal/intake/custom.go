package intake

import (
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"

	"smarketing/internal/crm"
)

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
		base := slug(h)
		if field, ok := s.export.claimed[i]; ok && !names[field] {
			base = field // the export has a name for it
		}
		name := base
		for n := 2; names[name]; n++ {
			name = fmt.Sprintf("%s_%d", base, n)
		}
		add(name, i)
	}
	s.keepStatuses(names)
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
	how.epoch = s.table.epoch
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
