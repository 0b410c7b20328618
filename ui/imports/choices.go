package imports

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/screen"
)

const now = "✓" // marks what holds

func marked(on bool) string {
	if on {
		return now
	}
	return ""
}

// chooseField offers what the selected column can fill: the fields of the kind,
// a custom field, nothing, or the guess.
func (s *Imports) chooseField() tea.Cmd {
	r := &s.review
	c, _ := r.table.Selected()
	kind := r.kind()
	header := c.Header
	fill := func(name string) func() tea.Cmd {
		return func() tea.Cmd { return s.decide(func(p Plan) Plan { return p.fill(name, header) }) }
	}
	current := strings.Split(c.Field, ", ")
	taken := map[string]string{}
	for _, other := range r.info.Columns {
		for _, f := range strings.Split(other.Field, ", ") {
			taken[f] = other.Header
		}
	}
	var options []option
	for _, f := range fieldsOf(kind) {
		o := option{label: f.name, note: f.what, mark: marked(slices.Contains(current, f.name)), run: fill(f.name)}
		if from, ok := taken[f.name]; ok && from != header {
			o.note += ", now from " + text.Truncate(from, 24)
		}
		options = append(options, o)
	}
	if keepsCustom(kind) {
		own := customName(kind, header)
		options = append(options, option{label: "custom field", note: "kept as " + own, mark: marked(c.Custom && c.Field == own), run: fill(own)})
		for _, f := range r.catalogue {
			if f.Custom && f.Name != own && kind == crm.LeadRecord {
				options = append(options, option{label: f.Name, note: "custom field, " + f.Type.String(), mark: marked(slices.Contains(current, f.Name)), run: fill(f.Name)})
			}
		}
	}
	options = append(options,
		option{label: "ignore", note: "fills nothing", mark: marked(c.Field == ""),
			run: func() tea.Cmd { return s.decide(func(p Plan) Plan { return p.ignore(header) }) }},
		option{label: "as guessed", note: "forget what was chosen for it",
			run: func() tea.Cmd { return s.decide(func(p Plan) Plan { return p.guess(header) }) }})
	list := &chooser{title: text.Truncate(header, 40) + " fills", options: options}
	if keepsCustom(kind) {
		list.hint = "another word is a new custom field"
		list.free = func(typed string) (option, bool) {
			name := customName(kind, typed)
			known := slices.ContainsFunc(options, func(o option) bool { return o.label == name || o.label == typed })
			return option{label: "new field " + name, note: "custom", run: fill(name)}, !known
		}
	}
	return s.openChooser(list)
}

// chooseKind offers what the rows can be.
func (s *Imports) chooseKind() tea.Cmd {
	options := make([]option, 0, len(kinds))
	for _, k := range kinds {
		options = append(options, option{label: string(k.kind), note: k.what, mark: marked(s.review.info.Kind == k.kind),
			run: func() tea.Cmd { return s.decide(func(p Plan) Plan { return p.as(k.kind) }) }})
	}
	return s.openChooser(&chooser{title: "The rows are", options: options})
}

// chooseDates offers the orders of dates.
func (s *Imports) chooseDates() tea.Cmd {
	options := make([]option, 0, len(dateOrders))
	for _, o := range dateOrders {
		options = append(options, option{label: o.name, mark: marked(s.review.wanted.Dates == o.key),
			run: func() tea.Cmd { return s.decide(func(p Plan) Plan { return p.dated(o.key) }) }})
	}
	return s.openChooser(&chooser{title: "Where dates can be read in two ways", options: options,
		hint: "columns whose cells decide are not touched"})
}

// chooseNulls takes spellings of the selected column as unknown: the only one
// at once, several from a list.
func (s *Imports) chooseNulls() tea.Cmd {
	c, _ := s.review.table.Selected()
	spellings := s.spellings(c)
	switch len(spellings) {
	case 0:
		return s.openChooser(s.nullChooser(c.Header))
	case 1:
		v := spellings[0]
		said := fmt.Sprintf("%q in %s is unknown now; n takes that back", v, c.Header)
		if s.review.wanted.isNull(c.Header, v) {
			said = fmt.Sprintf("%q in %s is a value again", v, c.Header)
		}
		return tea.Batch(screen.Toast(screen.Info, said), s.decide(func(p Plan) Plan { return p.null(c.Header, v) }))
	}
	return s.openChooser(s.nullChooser(c.Header))
}

func (s *Imports) nullChooser(header string) *chooser {
	c := s.column(header)
	var options []option
	add := func(v string, n int) {
		options = append(options, option{
			label: fmt.Sprintf("%q", v), note: times(n), mark: marked(s.review.wanted.isNull(header, v)), stays: true,
			run: func() tea.Cmd { return s.decide(func(p Plan) Plan { return p.null(header, v) }) },
		})
	}
	for _, v := range s.spellings(c) {
		add(v, max(c.Suspects[v], c.Nulls[v]))
	}
	return &chooser{
		title: "Unknown in " + text.Truncate(header, 40), options: options,
		hint:  "another spelling: type it and press enter",
		renew: func() *chooser { return s.nullChooser(header) },
		free: func(typed string) (option, bool) {
			known := slices.ContainsFunc(options, func(o option) bool { return o.label == fmt.Sprintf("%q", typed) })
			return option{label: fmt.Sprintf("%q", typed), note: "take it as unknown", stays: true,
				run: func() tea.Cmd { return s.decide(func(p Plan) Plan { return p.null(header, typed) }) }}, !known
		},
	}
}

// column returns what is known of a column now.
func (s *Imports) column(header string) crm.ImportColumn {
	for _, c := range s.review.info.Columns {
		if c.Header == header {
			return c
		}
	}
	return crm.ImportColumn{Header: header}
}

// chooseValues lists the values of the selected column: what they mean as
// stages, or which of them are one and the same.
func (s *Imports) chooseValues() tea.Cmd {
	c, _ := s.review.table.Selected()
	switch {
	case len(c.Values) > 0 && hasValuesOf(c):
		return s.openChooser(s.valueChooser(c.Header))
	case len(c.Values) > 0:
		return s.openChooser(s.spellingChooser(c.Header))
	}
	return screen.Toast(screen.Warning, "The values of this column are not counted one by one: it names too many things, or none.")
}

// spellingChooser lists the values of a column, and those that are read as
// another one.
func (s *Imports) spellingChooser(header string) *chooser {
	c := s.column(header)
	var options []option
	add := func(v, note, mark string) {
		options = append(options, option{label: v, note: note, mark: mark, stays: true,
			run: func() tea.Cmd { return s.openChooser(s.sameChooser(header, v)) }})
	}
	for _, same := range s.review.wanted.Same {
		if same.Header == header {
			add(same.From, "→ "+cmp.Or(same.To, "unknown"), now)
		}
	}
	for _, v := range byCount(c.Values) {
		add(v, times(c.Values[v]), "")
	}
	return &chooser{title: "Values of " + text.Truncate(header, 40), options: options,
		hint: "enter reads a value as another one", renew: func() *chooser { return s.spellingChooser(header) }}
}

// sameChooser offers what one value can be read as.
func (s *Imports) sameChooser(header, value string) *chooser {
	back := func() *chooser { return s.spellingChooser(header) }
	then := func(change func(Plan) Plan) func() tea.Cmd {
		return func() tea.Cmd {
			cmd := s.decide(change)
			return tea.Batch(s.openChooser(back()), cmd)
		}
	}
	as := func(to string) func() tea.Cmd {
		return then(func(p Plan) Plan { return p.same(header, value, to) })
	}
	c := s.column(header)
	var options []option
	for _, v := range byCount(c.Values) {
		if v != value {
			options = append(options, option{label: v, note: times(c.Values[v]), run: as(v)})
		}
	}
	options = append(options,
		option{label: "unknown", note: "as if the cell were empty", run: as("")},
		option{label: "as it is", note: "apart from the others", run: then(func(p Plan) Plan { return p.apart(header, value) })})
	return &chooser{title: fmt.Sprintf("%q is read as", text.Truncate(value, 40)), options: options, back: back,
		free: func(typed string) (option, bool) {
			_, known := c.Values[typed]
			return option{label: typed, note: "a spelling of your own", run: as(typed)}, !known
		}}
}

func (s *Imports) valueChooser(header string) *chooser {
	c := s.column(header)
	options := make([]option, 0, len(c.Values))
	for _, v := range byCount(c.Values) {
		means, ok := s.meaning(c, v)
		mark := ""
		if !ok {
			mark = "!"
		}
		options = append(options, option{
			label: v, note: means + ", " + times(c.Values[v]), mark: mark, stays: true,
			run: func() tea.Cmd { return s.openChooser(s.meaningChooser(header, v)) },
		})
	}
	return &chooser{title: "What the values of " + text.Truncate(header, 40) + " mean", options: options,
		hint: "enter chooses what the value means", renew: func() *chooser { return s.valueChooser(header) }}
}

// meaningChooser offers what one value can mean.
func (s *Imports) meaningChooser(header, value string) *chooser {
	c := s.column(header)
	back := func() *chooser { return s.valueChooser(header) }
	then := func(change func(Plan) Plan) func() tea.Cmd {
		return func() tea.Cmd {
			cmd := s.decide(change)
			return tea.Batch(s.openChooser(back()), cmd)
		}
	}
	var options []option
	chosen, own := s.review.wanted.Values[value]
	for _, t := range s.targets(c) {
		options = append(options, option{label: t.name, note: t.what, mark: marked(own && chosen == t.name),
			run: then(func(p Plan) Plan { return p.mean(value, t.name) })})
	}
	options = append(options,
		option{label: "ignore", note: "its rows are counted, not taken", mark: marked(own && chosen == ""),
			run: then(func(p Plan) Plan { return p.mean(value, "") })},
		option{label: "as guessed", note: "forget what was chosen", run: then(func(p Plan) Plan { return p.unmean(value) })})
	return &chooser{title: fmt.Sprintf("%q means", text.Truncate(value, 40)), options: options, back: back}
}

// targets returns what the values of a column can mean.
func (s *Imports) targets(c crm.ImportColumn) []field {
	var out []field
	for _, name := range strings.Split(c.Field, ", ") {
		switch name {
		case "stage":
			for _, st := range s.review.stages {
				out = append(out, field{st.Key, st.Label + ", " + string(st.Team)})
			}
		case "outcome", "status":
			out = append(out, field{string(crm.DealWon), ""}, field{string(crm.DealLost), ""})
			if name == "status" {
				out = append(out, field{string(crm.DealOpen), ""})
			}
		}
	}
	return out
}

// meaning says what a value of a column stands for, and whether it stands for
// anything: what a person said, else what it is read as without a word, else a
// stage or an outcome of that name.
func (s *Imports) meaning(c crm.ImportColumn, value string) (words string, ok bool) {
	means, known := s.review.wanted.Values[value]
	if !known {
		means, known = c.Means[value]
	}
	switch {
	case known && means == "":
		return "ignored", true
	case known:
		return "→ " + means, true
	case c.Means != nil:
		return "no " + c.Field, false
	}
	folded := text.Fold(value)
	for _, t := range s.targets(c) {
		label, _, _ := strings.Cut(t.what, ",")
		if text.Fold(t.name) == folded || text.Fold(label) == folded || "closed "+t.name == folded {
			return "→ " + t.name, true
		}
	}
	if won := s.review.stages.Won(); folded == "won" && won != "" {
		return "→ " + won, true
	}
	return "no stage", false
}
