package imports

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"

	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// chooser is a list of options over the review, filtered by what is typed.
type chooser struct {
	title   string
	hint    string // below the options
	options []option
	free    func(typed string) (option, bool) // what the typed text itself offers; nil: nothing
	renew   func() *chooser                   // makes it anew when the file was read anew; nil: it is closed
	back    func() *chooser                   // what esc goes back to; nil: the columns

	input widget.Input
	shown []option
	at    int
	top   int
}

// option is something to choose.
type option struct {
	label, note string
	mark        string // one cell before the label: what holds now
	run         func() tea.Cmd
	stays       bool // choosing it leaves the list open
}

func (s *Imports) openChooser(c *chooser) tea.Cmd {
	if c == nil {
		s.choose = nil
		s.arrange()
		return nil
	}
	c.input = widget.NewInput("type to filter")
	s.choose = c
	c.sift()
	for i, o := range c.shown {
		if o.mark != "" && !o.stays {
			c.at = i
			break
		}
	}
	s.arrange()
	return c.input.Focus()
}

// renewChoice makes an open list anew, at the same place, from a file that was
// read anew.
func (s *Imports) renewChoice() {
	old := s.choose
	if old == nil || old.renew == nil {
		return
	}
	fresh := old.renew()
	fresh.input = old.input
	fresh.sift()
	fresh.at, fresh.top = old.at, old.top
	fresh.move(0)
	s.choose = fresh
}

// sift shows the options that the typed text means, the best first.
func (c *chooser) sift() {
	typed := strings.TrimSpace(c.input.Value())
	c.at, c.top = 0, 0
	if typed == "" {
		c.shown = c.options
		return
	}
	names := make([]string, len(c.options))
	for i, o := range c.options {
		names[i] = text.Fold(o.label + " " + o.note)
	}
	c.shown = nil
	for _, m := range fuzzy.Find(text.Fold(typed), names) {
		c.shown = append(c.shown, c.options[m.Index])
	}
	if c.free != nil {
		if o, ok := c.free(typed); ok {
			c.shown = append(c.shown, o)
		}
	}
}

func (c *chooser) typed(msg tea.Msg) tea.Cmd {
	cmd, changed := c.input.Update(msg)
	if changed {
		c.sift()
	}
	return cmd
}

func (c *chooser) move(by int) { c.at = max(0, min(c.at+by, len(c.shown)-1)) }

// choosing are the only keys that are not text while a list is open.
func (s *Imports) choosing() []screen.Action {
	c := s.choose
	why := ""
	if len(c.shown) == 0 {
		why = "nothing is called that"
	}
	move := func(n int) func() tea.Cmd { return func() tea.Cmd { c.move(n); return nil } }
	page := max(1, s.chooserRows()-1)
	return []screen.Action{
		{Binding: bind("enter", "choose", "enter"), Title: "Choose", Why: why, Run: s.pickOption},
		{Binding: bind("↑↓", "move", "down", "ctrl+n"), Title: "Next", Run: move(1)},
		{Binding: key.NewBinding(key.WithKeys("up")), Title: "Previous", Quiet: true, Run: move(-1)},
		{Binding: key.NewBinding(key.WithKeys("pgdown")), Title: "A page down", Quiet: true, Run: move(page)},
		{Binding: key.NewBinding(key.WithKeys("pgup")), Title: "A page up", Quiet: true, Run: move(-page)},
		{Binding: bind("esc", "back", "esc"), Title: "Choose nothing", Run: func() tea.Cmd {
			if c.back != nil {
				return s.openChooser(c.back())
			}
			return s.openChooser(nil)
		}},
	}
}

// pickOption does what the option says, and closes the list unless it stays.
func (s *Imports) pickOption() tea.Cmd {
	c := s.choose
	o := c.shown[c.at]
	if o.stays {
		return o.run()
	}
	s.openChooser(nil)
	return o.run()
}

// chooserX returns where the open list begins; it stands below the heading.
func (s *Imports) chooserX() int {
	if s.w >= twoPanes {
		return s.layout().columns + gutter - 2
	}
	return 0
}

func (s *Imports) chooserWidth() int { return max(12, min(s.layout().text, 76)) }

// chooserRows returns how many options are seen at a time.
func (s *Imports) chooserRows() int { return max(1, s.h-headLines-5) }

// chooserLines draws the title, what is typed, the options and the hint.
func (s *Imports) chooserLines() []string {
	c, st, w := s.choose, s.styles, s.chooserWidth()
	rows := s.chooserRows()
	c.top = max(c.at-rows+1, min(c.top, c.at))
	c.top = max(0, min(c.top, len(c.shown)-rows))
	lines := []string{
		widget.Line(st.Title.Render(text.Truncate(c.title, w)), w),
		st.Key.Render("›") + " " + c.input.View(st, w-promptWidth-2),
		"",
	}
	label := 0
	for _, o := range c.options {
		label = max(label, min(text.Width(text.Truncate(o.label, w)), w/2))
	}
	for i := c.top; i < min(len(c.shown), c.top+rows); i++ {
		lines = append(lines, s.optionLine(c.shown[i], i == c.at, label, w))
	}
	if len(c.shown) == 0 {
		lines = append(lines, st.Muted.Render("nothing is called that"))
	}
	if hidden := len(c.shown) - c.top - rows; hidden > 0 {
		lines = append(lines, st.Faint.Render("  ↓ "+count(hidden)+" more"))
	} else if c.hint != "" {
		lines = append(lines, st.Faint.Render(text.Truncate(c.hint, w)))
	}
	return lines
}

func (s *Imports) optionLine(o option, selected bool, label, w int) string {
	st := s.styles
	edge, mark := " ", " "
	if selected {
		edge = "▌"
	}
	if o.mark != "" {
		mark = o.mark
	}
	ink, note, accent := st.Text, st.Faint, st.Accent
	if selected {
		ink, note, accent = st.On(st.Title), st.On(st.Muted), st.On(st.Accent)
	}
	label = max(label, min(text.Width(text.Truncate(o.label, w-4)), w-4-2*len(o.note)/3))
	room := max(0, w-label-6)
	return accent.Render(edge+mark+" ") + ink.Render(text.Fit(o.label, label)) + note.Render("  "+text.Fit(o.note, room)+" ")
}
