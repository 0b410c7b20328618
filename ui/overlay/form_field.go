package overlay

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"

	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// control is a field of a form while it is filled in: a choice, an area or an
// input, as the field says.
type control struct {
	screen.Field
	touched bool // a person has entered the value

	chosen int    // of the options
	jump   string // letters typed at a choice
	area   *widget.Area
	input  widget.Input
	hits   []string // suggestions that match what is typed
	hit    int      // the one that would be taken
}

func newControl(field screen.Field) *control {
	c := &control{Field: field}
	if field.Wide {
		c.area = widget.NewArea(field.Placeholder)
	} else {
		c.input = widget.NewInput(field.Placeholder)
	}
	c.set(field.Value)
	return c
}

// renew asks for the fields and what is wrong until the answers stand still:
// a field may depend on the value of another that has just come.
func (f *form) renew() {
	const rounds = 8
	for range rounds {
		before := f.values()
		f.adopt(f.ask.Fields(before))
		if maps.Equal(before, f.values()) {
			break
		}
	}
	f.problems = nil
	if f.ask.Check != nil {
		f.problems = f.ask.Check(f.values())
		maps.DeleteFunc(f.problems, func(_, problem string) bool { return problem == "" })
	}
}

// adopt makes the fields those of the form. The one that has the keys keeps
// them when it is still there.
func (f *form) adopt(fields []screen.Field) {
	held := f.control()
	f.controls = make([]*control, len(fields))
	for i, field := range fields {
		c := f.known[field.Key]
		if c == nil || (c.area != nil) != field.Wide {
			c = newControl(field)
			f.known[field.Key] = c
		} else {
			c.renew(field)
		}
		f.controls[i] = c
	}
	if i := slices.Index(f.controls, held); i >= 0 {
		f.at = i
		return
	}
	f.at = max(0, min(f.at, len(f.controls)-1))
	if held != nil && len(f.controls) > 0 {
		held.blur()
		f.controls[f.at].focus()
	}
}

func (f *form) values() screen.Values {
	values := make(screen.Values, len(f.controls))
	for _, c := range f.controls {
		values[c.Key] = c.value()
	}
	return values
}

// renew replaces what the field offers; what a person has entered stays, if it
// still can be chosen.
func (c *control) renew(field screen.Field) {
	entered := c.value()
	given := c.Value
	c.Field = field
	if c.touched && (len(field.Options) == 0 || slices.Contains(field.Options, entered)) {
		c.set(entered)
		return
	}
	if given != field.Value || len(field.Options) > 0 {
		c.set(field.Value)
		return
	}
	c.match()
}

// set replaces the value.
func (c *control) set(value string) {
	switch {
	case len(c.Options) > 0:
		c.chosen = max(0, slices.Index(c.Options, value))
	case c.area != nil:
		if c.area.Value() != value && c.value() != value {
			c.area.SetValue(value)
		}
	case c.value() != value:
		c.input.SetValue(value)
	}
	c.match()
}

func (c *control) value() string {
	switch {
	case len(c.Options) > 0:
		return c.Options[min(c.chosen, len(c.Options)-1)]
	case c.area != nil:
		return strings.TrimSpace(c.area.Value())
	}
	return strings.TrimSpace(c.input.Value())
}

func (c *control) focus() tea.Cmd {
	c.jump = ""
	switch {
	case len(c.Options) > 0:
		return nil
	case c.area != nil:
		return c.area.Focus()
	}
	return c.input.Focus()
}

func (c *control) blur() {
	if c.area != nil {
		c.area.Blur()
	}
	c.input.Blur()
}

// update edits the value and reports whether it has changed.
func (c *control) update(msg tea.Msg) (tea.Cmd, bool) {
	if len(c.Options) > 0 {
		press, ok := msg.(tea.KeyPressMsg)
		return nil, ok && c.choose(press)
	}
	if c.area != nil {
		return c.area.Update(msg)
	}
	cmd, changed := c.input.Update(msg)
	if changed {
		c.match()
	}
	return cmd, changed
}

// choose moves through the options: by one, or to the one whose name begins
// with what is typed.
func (c *control) choose(press tea.KeyPressMsg) bool {
	before, n := c.chosen, len(c.Options)
	key := press.String()
	if key == "space" && c.jump != "" && c.begins(c.chosen, c.jump+" ") {
		key = "letter" // of the name that is being typed
	}
	switch key {
	case "left":
		c.chosen, c.jump = (c.chosen+n-1)%n, ""
	case "right", "space":
		c.chosen, c.jump = (c.chosen+1)%n, ""
	case "home":
		c.chosen, c.jump = 0, ""
	case "end":
		c.chosen, c.jump = n-1, ""
	default:
		if utf8.RuneCountInString(press.Text) == 1 {
			c.jumpTo(press.Text)
		}
	}
	return c.chosen != before
}

// jumpTo goes to the option that begins with all letters typed, else to the
// next one that begins with the last of them.
func (c *control) jumpTo(letter string) {
	n := len(c.Options)
	for _, word := range []string{c.jump + letter, letter} {
		from := c.chosen
		if word == letter {
			from++
		}
		for i := range n {
			k := (from + i) % n
			if c.begins(k, word) {
				c.chosen, c.jump = k, word
				return
			}
		}
	}
	c.jump = ""
}

// begins reports whether an option begins with a word, which may end in a
// space.
func (c *control) begins(option int, word string) bool {
	return strings.HasPrefix(strings.ToLower(text.Clean(c.Options[option])), strings.ToLower(word))
}

// match looks for the suggestions that fit what is typed; all of them when
// nothing is. What a list names already is not suggested again.
func (c *control) match() {
	c.hits, c.hit = nil, 0
	if len(c.Suggest) == 0 || len(c.Options) > 0 {
		return
	}
	before, word := c.parts()
	if slices.Contains(c.Suggest, word) {
		return
	}
	var named []string
	for entry := range strings.SplitSeq(before, ",") {
		named = append(named, strings.TrimSpace(entry))
	}
	left := slices.DeleteFunc(slices.Clone(c.Suggest), func(s string) bool { return slices.Contains(named, s) })
	if word == "" {
		c.hits = left
		return
	}
	for _, m := range fuzzy.Find(word, left) {
		c.hits = append(c.hits, m.Str)
	}
}

// parts returns what a completion leaves alone, and the word that it completes:
// all of a line, or the last entry of a list.
func (c *control) parts() (before, word string) {
	value := c.value()
	comma := strings.LastIndexByte(value, ',')
	if !c.List || comma < 0 {
		return "", value
	}
	return value[:comma+1] + " ", strings.TrimSpace(value[comma+1:])
}

// completes reports whether the key for it would take a suggestion. Without
// anything typed that key moves on.
func (c *control) completes() bool {
	if len(c.hits) == 0 || !c.input.End() {
		return false
	}
	_, word := c.parts()
	return word != ""
}

// take replaces the word that is typed by the suggestion.
func (c *control) take() {
	before, _ := c.parts()
	c.set(before + c.hits[c.hit])
}

// turn goes to another suggestion.
func (c *control) turn(by int) {
	if n := len(c.hits); n > 0 {
		c.hit = (c.hit + by + n) % n
	}
}

// leavesUp and leavesDown report whether an arrow leaves the field, rather than
// moving within it.
func (c *control) leavesUp() bool   { return c.area == nil || c.area.First() }
func (c *control) leavesDown() bool { return c.area == nil || c.area.Last() }
