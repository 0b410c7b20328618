package rubric

import (
	"context"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
	"smarketing/internal/text"
	"smarketing/ui/screen"
)

// notes tells below a rule how many leads it matches, and warns of names that
// nobody has ever seen.
type notes struct {
	title  string
	src    Source
	board  *score.Board // nil while the leads are being read
	fields []string
	events []string
	heard  bool // the events of the file are among them
}

// watch returns the command that counts. A field that the board lacks is read
// first.
func (n notes) watch(g rubric.Group, c rubric.Criterion) tea.Cmd {
	return func() tea.Msg {
		one := rubric.Rubric{Groups: []rubric.Group{{Name: g.Name, Axis: g.Axis, Criteria: []rubric.Criterion{c}}}}
		b := n.board
		if b == nil || len(b.Lacks(one)) > 0 {
			var known []string
			if b != nil {
				known = b.Fields()
			}
			var err error
			all := slices.Concat(known, rubric.Fields(one))
			if b, err = n.src.Board(context.Background(), all, func(crm.Progress) {}); err != nil {
				return screen.FormNoteMsg{Title: n.title, Text: err.Error(), Level: screen.Failure}
			}
		}
		c.Off = false
		leads, err := b.Matches(g, c)
		if err != nil {
			return screen.FormNoteMsg{Title: n.title, Text: err.Error(), Level: screen.Failure}
		}
		m := screen.FormNoteMsg{Title: n.title, Text: fmt.Sprintf("matches %s of %s open leads", count(leads), count(b.Open()))}
		if leads == 0 {
			m.Level = screen.Warning
			m.Text += n.unseen(c)
		}
		return m
	}
}

// unseen says which name of a rule without matches is not known, and what it
// may have meant.
func (n notes) unseen(c rubric.Criterion) string {
	for _, w := range c.When {
		switch {
		case w.Field != "" && !slices.Contains(n.fields, w.Field):
			return fmt.Sprintf(": no lead has the field %q%s", clean(w.Field), near(w.Field, n.fields))
		case w.Event != "" && n.heard && !slices.ContainsFunc(n.events, same(w.Event)):
			return fmt.Sprintf(": the event %q was never seen%s", clean(w.Event), near(w.Event, n.events))
		}
	}
	return ""
}

func same(name string) func(string) bool {
	return func(other string) bool { return text.Fold(other) == text.Fold(name) }
}

func near(name string, known []string) string {
	if n, ok := text.Nearest(name, known); ok && n != name {
		return fmt.Sprintf(", did you mean %s?", n)
	}
	return ""
}
