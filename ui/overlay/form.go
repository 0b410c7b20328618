package overlay

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"smarketing/ui/screen"
	"smarketing/ui/theme"
)

// form asks for a few values at once. What is wrong is said at the field while
// it is typed.
type form struct {
	ask      screen.FormMsg
	known    map[string]*control // by key; also those that have gone, which may come again
	controls []*control          // those that are there, in order
	at       int                 // the control that has the keys
	problems map[string]string
	refused  bool // a submit was refused: from then on every problem is said

	note     screen.FormNoteMsg
	watching bool // a command of Watch is under way
	outdated bool // the values have changed since it began

	top    int // first line of the body that is seen
	done   bool
	w, h   int
	styles theme.Styles
}

var formKeys = struct{ next, previous, up, down, enter, submit, close, take, hit, unhit key.Binding }{
	next:     key.NewBinding(key.WithKeys("tab"), key.WithHelp("tab", "next field")),
	previous: key.NewBinding(key.WithKeys("shift+tab"), key.WithHelp("shift+tab", "previous")),
	up:       key.NewBinding(key.WithKeys("up")),
	down:     key.NewBinding(key.WithKeys("down")),
	enter:    key.NewBinding(key.WithKeys("enter")),
	submit:   key.NewBinding(key.WithKeys("ctrl+s")),
	close:    key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "cancel")),
	take:     key.NewBinding(key.WithKeys("tab", "right")),
	hit:      key.NewBinding(key.WithKeys("ctrl+n"), key.WithHelp("ctrl+n", "other completion")),
	unhit:    key.NewBinding(key.WithKeys("ctrl+p")),
}

// watchedMsg is what a command of Watch has found for a form.
type watchedMsg struct {
	form *form
	msg  tea.Msg
}

// dropMsg closes a form whose text is not to be kept.
type dropMsg struct{ form *form }

// NewForm returns the form as an overlay, and the command that says the first
// note about it.
func NewForm(ask screen.FormMsg) (Overlay, tea.Cmd) {
	f := &form{ask: ask, known: map[string]*control{}}
	f.renew()
	return f, tea.Batch(f.focus(0), f.watch())
}

// Update edits the fields, moves between them, submits or cancels.
func (f *form) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return f.key(msg)
	case tea.PasteMsg:
		return f.edit(msg)
	case tea.MouseClickMsg:
		return f.click(msg)
	case tea.MouseWheelMsg:
		return f.wheel(msg)
	case watchedMsg:
		return f.watched(msg)
	case dropMsg:
		f.done = f.done || msg.form == f
		return nil
	case screen.FormNoteMsg:
		f.noted(msg)
	}
	return nil
}

func (f *form) key(msg tea.KeyPressMsg) tea.Cmd {
	c := f.control()
	switch {
	case key.Matches(msg, formKeys.close):
		return f.cancel()
	case key.Matches(msg, formKeys.submit):
		return f.submit()
	case c == nil:
		if key.Matches(msg, formKeys.enter) {
			return f.submit()
		}
		return nil
	case key.Matches(msg, formKeys.take) && c.completes():
		c.take()
		return f.changed()
	case key.Matches(msg, formKeys.hit):
		c.turn(1)
	case key.Matches(msg, formKeys.unhit):
		c.turn(-1)
	case key.Matches(msg, formKeys.next):
		return f.focus((f.at + 1) % len(f.controls))
	case key.Matches(msg, formKeys.previous):
		return f.focus((f.at + len(f.controls) - 1) % len(f.controls))
	case key.Matches(msg, formKeys.up) && c.leavesUp():
		return f.focus(max(0, f.at-1))
	case key.Matches(msg, formKeys.down) && c.leavesDown():
		return f.focus(min(len(f.controls)-1, f.at+1))
	case key.Matches(msg, formKeys.enter):
		if f.at == len(f.controls)-1 {
			return f.submit()
		}
		return f.focus(f.at + 1)
	default:
		return f.edit(msg)
	}
	return nil
}

// edit gives a key or a paste to the field that has the keys.
func (f *form) edit(msg tea.Msg) tea.Cmd {
	c := f.control()
	if c == nil {
		return nil
	}
	cmd, changed := c.update(msg)
	if !changed {
		return cmd
	}
	return tea.Batch(cmd, f.changed())
}

// changed is what follows every change of a value by a person.
func (f *form) changed() tea.Cmd {
	f.control().touched = true
	f.renew()
	return f.watch()
}

// control returns the field that has the keys, nil when there is no field.
func (f *form) control() *control {
	if len(f.controls) == 0 {
		return nil
	}
	return f.controls[f.at]
}

// focus gives the keys to a field.
func (f *form) focus(at int) tea.Cmd {
	if len(f.controls) == 0 {
		return nil
	}
	f.controls[f.at].blur()
	f.at = at
	cmd := f.controls[at].focus()
	f.reveal()
	return cmd
}

// submit closes the form and runs what it is for, or says what is wrong.
func (f *form) submit() tea.Cmd {
	if len(f.problems) > 0 {
		f.refused = true
		for i, c := range f.controls {
			if f.problems[c.Key] != "" {
				return f.focus(i)
			}
		}
		return nil
	}
	f.done = true
	if f.ask.Run == nil {
		return nil
	}
	return f.ask.Run(f.values())
}

// cancel closes the form, after a question when a text of several lines would
// be lost.
func (f *form) cancel() tea.Cmd {
	for _, c := range f.controls {
		if c.area == nil || !c.touched || c.value() == "" {
			continue
		}
		return func() tea.Msg {
			return screen.AskMsg{
				Title: "Throw away what you wrote?", Body: "The text in “" + c.Label + "” is kept nowhere else.", Yes: "Throw it away",
				Run: func() tea.Cmd { return func() tea.Msg { return dropMsg{f} } },
			}
		}
	}
	f.done = true
	return nil
}

// watch asks for a note about the values. One command runs at a time, so that
// typing costs no more than the reader can see.
func (f *form) watch() tea.Cmd {
	if f.ask.Watch == nil {
		return nil
	}
	if f.watching {
		f.outdated = true
		return nil
	}
	cmd := f.ask.Watch(f.values())
	if cmd == nil {
		f.note = screen.FormNoteMsg{}
		return nil
	}
	f.watching, f.outdated = true, false
	return func() tea.Msg { return watchedMsg{f, cmd()} }
}

// watched shows the note. What is no note belongs to somebody else.
func (f *form) watched(m watchedMsg) tea.Cmd {
	if m.form != f {
		return nil
	}
	f.watching = false
	var other tea.Cmd
	if note, ok := m.msg.(screen.FormNoteMsg); ok {
		f.noted(note)
	} else if m.msg != nil {
		other = func() tea.Msg { return m.msg }
	}
	if f.outdated {
		return tea.Batch(other, f.watch())
	}
	return other
}

func (f *form) noted(note screen.FormNoteMsg) {
	if note.Title == f.ask.Title {
		f.note = note
	}
}

// Resize sets the room of the terminal.
func (f *form) Resize(w, h int) {
	f.w, f.h = w, h
	f.reveal()
}

// Restyle replaces the styles.
func (f *form) Restyle(st theme.Styles) { f.styles = st }

// Actions names the keys of the field and of the form.
func (f *form) Actions() []screen.Action {
	label := f.ask.Submit
	if label == "" {
		label = "submit"
	}
	var actions []screen.Action
	add := func(keys, what string) {
		actions = append(actions, screen.Action{Binding: key.NewBinding(key.WithHelp(keys, what)), Title: what})
	}
	last := f.at >= len(f.controls)-1
	if last {
		add("enter", label)
	}
	if c := f.control(); c != nil {
		switch {
		case c.completes():
			add("tab", "complete")
		case len(c.Options) > 0:
			add("←/→", "choose")
		case c.area != nil:
			add("alt+enter", "new line")
		}
		if !last {
			add("enter", "next field")
			add("ctrl+s", label)
		}
	}
	add("esc", "cancel")
	return actions
}

// Done reports whether the form was submitted or cancelled.
func (f *form) Done() bool { return f.done }
