package imports

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"smarketing/internal/crm"
)

// Plan is what a person has decided about a file. The zero Plan leaves
// everything to the file. Plans are values: every method returns a new one and
// shares nothing with the old one, which a command may still be reading.
type Plan struct {
	Kind   crm.RecordKind    `json:"kind,omitempty"`   // empty: as recognised, else leads
	Sheet  string            `json:"sheet,omitempty"`  // of a workbook
	Dates  string            `json:"dates,omitempty"`  // mdy, dmy or ymd, where the cells do not decide
	Map    map[string]string `json:"map,omitempty"`    // field or custom field -> header
	Ignore []string          `json:"ignore,omitempty"` // headers that fill nothing
	Nulls  []Null            `json:"nulls,omitempty"`
	Values map[string]string `json:"values,omitempty"` // value -> stage, won, lost or open; empty: its rows are ignored
	Same   []Same            `json:"same,omitempty"`
}

// Same says that a value of one column is read as another; an empty To is
// unknown.
type Same struct {
	Header string `json:"header"`
	From   string `json:"from"`
	To     string `json:"to"`
}

// Null is a spelling of unknown in one column.
type Null struct {
	Header string `json:"header"`
	Value  string `json:"value"`
}

// Zero reports whether nothing has been decided, but perhaps which sheet is
// read.
func (p Plan) Zero() bool {
	return p.Kind == "" && p.Dates == "" &&
		len(p.Map) == 0 && len(p.Ignore) == 0 && len(p.Nulls) == 0 && len(p.Values) == 0 && len(p.Same) == 0
}

func (p Plan) clone() Plan {
	p.Map, p.Values = maps.Clone(p.Map), maps.Clone(p.Values)
	p.Ignore, p.Nulls, p.Same = slices.Clone(p.Ignore), slices.Clone(p.Nulls), slices.Clone(p.Same)
	return p
}

// as takes the rows for something else. Fields and values mean other things
// then, so of the decisions only those about the cells stay.
func (p Plan) as(kind crm.RecordKind) Plan {
	return Plan{Kind: kind, Sheet: p.Sheet, Dates: p.Dates, Nulls: slices.Clone(p.Nulls), Same: slices.Clone(p.Same)}
}

func (p Plan) dated(order string) Plan {
	p = p.clone()
	p.Dates = order
	return p
}

// on reads another sheet. Nothing that was decided about the columns of one
// holds for those of another.
func on(sheet string) Plan { return Plan{Sheet: sheet} }

// guess forgets what was decided about a column.
func (p Plan) guess(header string) Plan {
	p = p.clone()
	maps.DeleteFunc(p.Map, func(_, h string) bool { return h == header })
	p.Ignore = slices.DeleteFunc(p.Ignore, func(h string) bool { return h == header })
	return p
}

// fill lets a column fill a field, or a custom field of that name.
func (p Plan) fill(field, header string) Plan {
	p = p.guess(header)
	if p.Map == nil {
		p.Map = map[string]string{}
	}
	p.Map[field] = header
	return p
}

// ignore lets a column fill nothing.
func (p Plan) ignore(header string) Plan {
	p = p.guess(header)
	p.Ignore = append(p.Ignore, header)
	return p
}

func (p Plan) ignores(header string) bool { return slices.Contains(p.Ignore, header) }

// mapped reports whether a person has chosen what the column fills.
func (p Plan) mapped(header string) bool {
	for _, h := range p.Map {
		if h == header {
			return true
		}
	}
	return p.ignores(header)
}

func (p Plan) isNull(header, value string) bool { return slices.Contains(p.Nulls, Null{header, value}) }

// null takes a spelling as unknown, or no longer.
func (p Plan) null(header, value string) Plan {
	p = p.clone()
	n := Null{header, value}
	if i := slices.Index(p.Nulls, n); i >= 0 {
		p.Nulls = slices.Delete(p.Nulls, i, i+1)
	} else {
		p.Nulls = append(p.Nulls, n)
	}
	return p
}

// same reads a value as another.
func (p Plan) same(header, from, to string) Plan {
	p = p.apart(header, from)
	p.Same = append(p.Same, Same{header, from, to})
	return p
}

// apart leaves a value as it is again.
func (p Plan) apart(header, from string) Plan {
	p = p.clone()
	p.Same = slices.DeleteFunc(p.Same, func(s Same) bool { return s.Header == header && s.From == from })
	return p
}

// mean says which stage a value of the file stands for; empty ignores its rows.
func (p Plan) mean(value, stage string) Plan {
	p = p.clone()
	if p.Values == nil {
		p.Values = map[string]string{}
	}
	p.Values[value] = stage
	return p
}

// unmean leaves a value to the file again.
func (p Plan) unmean(value string) Plan {
	p = p.clone()
	delete(p.Values, value)
	return p
}

// customName returns the name of a custom field for a header, apart from the
// names of the fields of the kind.
func customName(kind crm.RecordKind, header string) string {
	name := strings.Join(strings.FieldsFunc(strings.ToLower(header), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	}), "_")
	if name == "" {
		name = "column"
	}
	if slices.ContainsFunc(fieldsOf(kind), func(f field) bool { return f.name == name }) {
		name += "_2"
	}
	return name
}
