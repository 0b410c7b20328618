package imports

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/job"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// review is a file that is looked at: what a person has decided, and what that
// makes of the file.
type review struct {
	path       string
	plan       Plan // that of what is shown
	wanted     Plan // that of the reading under way, or of the last one
	remembered bool // the plan began as that of an earlier file
	info       crm.ImportSource
	stages     crm.Stages
	catalogue  []crm.Field
	known      bool
	refusal    error // why it cannot be taken in so
	failed     error // why nothing could be read

	trial    *crm.ImportReport // what the import would do; nil: not counted
	trialErr error
	reading  bool
	counting bool
	job      job.Job // the reading or counting that is under way, or was last
	progress job.ProgressMsg

	table  *widget.Table[crm.ImportColumn]
	onText bool // the keys go to the text beside the columns
	scroll int  // first line of that text
}

func newReview(s *Imports) review {
	r := review{stages: crm.DefaultStages()}
	r.table = widget.NewTable(s.reviewColumns(), func(a, b crm.ImportColumn) bool { return a.Header == b.Header }, s.styles)
	return r
}

// stop ends the reading or counting that is under way.
func (r *review) stop() {
	if r.job.Cancel != nil {
		r.job.Cancel()
	}
	r.reading, r.counting = false, false
}

// kind returns what the rows are, or will be once the file is read anew.
func (r *review) kind() crm.RecordKind {
	for _, kind := range []crm.RecordKind{r.wanted.Kind, r.info.Kind} {
		if kind != "" {
			return kind
		}
	}
	return crm.LeadRecord
}

// plainly splits an error about the file into what is wrong and the remedy: its
// name stands above and need not be said again.
func (r *review) plainly(err error) (message, hint string) {
	message, hint = sentence(err)
	for _, name := range []string{r.info.File, r.path} {
		message = strings.TrimPrefix(message, text.Clean(name)+": ")
	}
	return message, hint
}

// ready returns why the file cannot be imported now, empty when it can.
func (r *review) ready() string {
	switch {
	case r.reading:
		return "the file is being read"
	case !r.known || r.failed != nil:
		return "the file could not be read"
	case r.refusal != nil:
		message, _ := r.plainly(r.refusal)
		return message
	}
	return ""
}

// change reads the file anew under another plan.
func (s *Imports) change(plan Plan) tea.Cmd { return s.preview(plan, false) }

// decide changes the plan that is wanted, so that quick decisions add up.
func (s *Imports) decide(change func(Plan) Plan) tea.Cmd { return s.change(change(s.review.wanted)) }

// bind returns a binding for the keys, shown as help names them.
func bind(help, what string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, what))
}

// reviewActions are the keys while a file is looked at.
func (s *Imports) reviewActions() []screen.Action {
	r := &s.review
	away := screen.Action{Binding: bind("esc", "other file", "esc"), Title: "Choose another file", Run: s.another}
	if r.onText {
		away = screen.Action{Binding: bind("esc", "columns", "esc"), Title: "Go back to the columns", Run: s.swapFocus}
	}
	if r.failed != nil {
		actions := []screen.Action{away, {Binding: bind("r", "try again", "r"), Title: "Read the file again", Run: func() tea.Cmd { return s.change(r.wanted) }}}
		if r.known {
			actions[0] = screen.Action{Binding: bind("esc", "as before", "esc"), Title: "Leave it as it was before", Run: func() tea.Cmd { return s.change(r.plan) }}
		}
		return actions
	}
	column, selected := r.table.Selected()
	why := ""
	if !selected {
		why = "no column is selected"
	}
	guess, forget := "", "r"
	if r.wanted.Zero() {
		guess = "nothing has been changed"
	}
	actions := []screen.Action{
		{Binding: bind("enter", "fills", "enter"), Title: "Choose what the column fills", Why: why, Run: s.chooseField},
		{Binding: bind("I", "import", "I"), Title: "Import the file", Why: r.ready(), Run: s.run},
		{Binding: bind("a", "as "+string(r.kind()), "a"), Title: "Choose what the rows are", Run: s.chooseKind},
		{Binding: bind("s", "sheet", "s"), Title: "Choose the sheet of the workbook", Quiet: len(r.info.Sheets) < 2, Why: s.oneSheet(), Run: s.chooseSheet},
		{Binding: bind("n", "unknown", "n"), Title: "Take a spelling of the column as unknown", Quiet: why == "" && len(s.spellings(column)) == 0, Why: why, Run: s.chooseNulls},
		{Binding: bind("v", "values", "v"), Title: "Say what the values of the column mean, or which are the same", Quiet: why == "" && !hasValuesOf(column) && len(column.Values) == 0, Why: why, Run: s.chooseValues},
		{Binding: bind("d", "dates", "d"), Title: "Choose the order of dates", Quiet: !s.hasDates(column), Run: s.chooseDates},
		{Binding: bind("x", "ignore", "x"), Title: "Ignore the column, or no longer", Why: why, Run: s.toggleIgnore},
		{Binding: bind("c", "count", "c"), Title: "Count what the import would do", Why: r.ready(), Quiet: r.trial != nil || r.counting, Run: s.rehearse},
		{Binding: bind(forget, "the guess", forget), Title: "Forget all changes, go back to the guess", Why: guess, Run: func() tea.Cmd { r.remembered = false; return s.change(on(r.wanted.Sheet)) }},
		{Binding: bind("tab", "read on", "tab"), Title: "Go to the text beside the columns and back", Run: s.swapFocus},
		away,
	}
	return append(actions, s.reviewMoves()...)
}

func (s *Imports) swapFocus() tea.Cmd {
	s.review.onText = !s.review.onText
	s.arrange()
	return nil
}

// reviewMoves move in the columns, or scroll the text.
func (s *Imports) reviewMoves() []screen.Action {
	const group = "Moving"
	r := &s.review
	var actions []screen.Action
	for _, m := range r.table.Moves() {
		run := func() tea.Cmd {
			m.Do()
			fill(r.table, r.info.Columns)
			r.scroll = 0
			return nil
		}
		if r.onText {
			run = nil
		}
		actions = append(actions, screen.Action{Binding: m.Binding, Title: m.Title, Group: group, Quiet: true, Run: run})
	}
	scroll := func(n int) func() tea.Cmd {
		return func() tea.Cmd { s.scrollText(n); return nil }
	}
	if r.onText {
		actions = []screen.Action{
			{Binding: bind("↓/j", "down", "down", "j"), Title: "Scroll down", Run: scroll(1)},
			{Binding: bind("↑/k", "up", "up", "k"), Title: "Scroll up", Run: scroll(-1)},
			{Binding: bind("pgdn", "page down", "pgdown", "ctrl+d", "ctrl+f", "space"), Title: "Scroll a page down", Run: scroll(s.h / 2)},
			{Binding: bind("pgup", "page up", "pgup", "ctrl+u", "ctrl+b"), Title: "Scroll a page up", Run: scroll(-s.h / 2)},
		}
		for i := range actions {
			actions[i].Group, actions[i].Quiet = group, true
		}
	}
	return append(actions,
		screen.Action{Binding: bind("J", "scroll text", "J", "ctrl+e"), Title: "Scroll the text down", Group: group, Quiet: true, Run: scroll(1)},
		screen.Action{Binding: bind("K", "scroll text", "K", "ctrl+y"), Title: "Scroll the text up", Group: group, Quiet: true, Run: scroll(-1)})
}

func (s *Imports) scrollText(n int) {
	s.review.scroll = max(0, min(s.review.scroll+n, len(s.aboutLines(s.layout().text))-s.textHeight()))
}

func (s *Imports) toggleIgnore() tea.Cmd {
	c, _ := s.review.table.Selected()
	return s.decide(func(p Plan) Plan {
		if p.ignores(c.Header) {
			return p.guess(c.Header)
		}
		return p.ignore(c.Header)
	})
}

// hasDates reports whether a column holds dates, or some column of the file
// might if it were known how to read them.
func (s *Imports) hasDates(c crm.ImportColumn) bool {
	r := &s.review
	doubt := r.refusal != nil && strings.Contains(r.refusal.Error(), "--dates")
	return doubt || c.DateOrder != "" || r.wanted.Dates != "" ||
		slices.ContainsFunc(r.info.Notes, func(n string) bool { return strings.Contains(n, "--dates") })
}

func hasValuesOf(c crm.ImportColumn) bool {
	return slices.ContainsFunc(strings.Split(c.Field, ", "), hasValues)
}

// spellings returns what of a column looks like unknown or was taken so, the
// most frequent first.
func (s *Imports) spellings(c crm.ImportColumn) []string {
	found := map[string]int{}
	for v, n := range c.Suspects {
		found[v] = n
	}
	for _, n := range s.review.wanted.Nulls {
		if n.Header == c.Header {
			found[n.Value] = c.Nulls[n.Value]
		}
	}
	return byCount(found)
}

// reviewView draws the heading, the columns and the text about them.
func (s *Imports) reviewView() string {
	r, st := &s.review, s.styles
	lines := []string{s.reviewHead(), s.reviewFormat(), s.reviewTrial(), ""}
	switch {
	case r.failed != nil:
		lines = append(lines, s.trouble("The file could not be read: ", r.failed)...)
		lines = append(lines, "", "  "+st.Muted.Render("esc goes back, r tries again"))
		return strings.Join(lines, "\n")
	case !r.known:
		for _, line := range s.bar(r.progress, s.w-4) {
			if r.progress.Job != 0 {
				lines = append(lines, "  "+line)
			}
		}
		return strings.Join(lines, "\n")
	}
	return strings.Join(lines, "\n") + "\n" + s.reviewPanes()
}
