// Package overlay holds what lies over a screen for a moment: the help, the
// command palette, a question, a form and a list to pick from.
//
// It must not know any screen; it runs the actions it is given.
package overlay

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"smarketing/ui/screen"
	"smarketing/ui/theme"
)

// Overlay is a panel over the dimmed screen. It takes all input while it is on
// top.
type Overlay interface {
	// Update takes input, with the mouse relative to the panel, and returns
	// what is to be done next.
	Update(tea.Msg) tea.Cmd
	// View returns the panel, no larger than the last Resize allows.
	View() string
	// Resize sets the room of the whole terminal in cells.
	Resize(w, h int)
	// Restyle replaces the styles.
	Restyle(theme.Styles)
	// Cursor returns where the text cursor stands in the panel, nil when there
	// is none.
	Cursor() *tea.Cursor
	// Actions returns what the footer names.
	Actions() []screen.Action
	// Done reports whether the panel has closed itself.
	Done() bool
}

// Stack is the pile of open overlays. The zero value is empty.
type Stack struct {
	open   []Overlay
	w, h   int
	styles theme.Styles
}

// Push lays o on top.
func (s *Stack) Push(o Overlay) {
	o.Restyle(s.styles)
	o.Resize(s.w, s.h)
	s.open = append(s.open, o)
}

// Top returns the overlay on top, nil when there is none.
func (s *Stack) Top() Overlay {
	if len(s.open) == 0 {
		return nil
	}
	return s.open[len(s.open)-1]
}

// Resize sets the room of the terminal for all overlays.
func (s *Stack) Resize(w, h int) {
	s.w, s.h = w, h
	for _, o := range s.open {
		o.Resize(w, h)
	}
}

// Restyle replaces the styles of all overlays.
func (s *Stack) Restyle(st theme.Styles) {
	s.styles = st
	for _, o := range s.open {
		o.Restyle(st)
	}
}

// Update gives input to the top overlay, everything else to all of them, and
// takes away what has closed.
func (s *Stack) Update(msg tea.Msg) tea.Cmd {
	top := s.Top()
	if top == nil {
		return nil
	}
	switch m := msg.(type) {
	default:
		return s.broadcast(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
	case tea.MouseClickMsg:
		x, y := s.place(top.View())
		m.X, m.Y = m.X-x, m.Y-y
		msg = m
	case tea.MouseWheelMsg:
		x, y := s.place(top.View())
		m.X, m.Y = m.X-x, m.Y-y
		msg = m
	}
	cmd := top.Update(msg)
	s.drop()
	return cmd
}

// broadcast gives a result to all overlays: the one that asked for it may lie
// below a question.
func (s *Stack) broadcast(msg tea.Msg) tea.Cmd {
	cmds := make([]tea.Cmd, len(s.open))
	for i, o := range s.open {
		cmds[i] = o.Update(msg)
	}
	s.drop()
	return tea.Batch(cmds...)
}

// drop takes away the overlays that have closed.
func (s *Stack) drop() {
	s.open = slices.DeleteFunc(s.open, Overlay.Done)
}

// View returns the screen dimmed, with the top overlay in its middle, and the
// screen itself when nothing is open.
func (s *Stack) View(base string) string {
	top := s.Top()
	if top == nil {
		return base
	}
	panel := top.View()
	x, y := s.place(panel)
	return compose(base, panel, x, y, s.w, s.styles)
}

// Cursor returns the cursor of the top overlay in cells of the terminal.
func (s *Stack) Cursor() *tea.Cursor {
	top := s.Top()
	if top == nil {
		return nil
	}
	cursor := top.Cursor()
	if cursor == nil {
		return nil
	}
	x, y := s.place(top.View())
	moved := *cursor
	moved.X += x
	moved.Y += y
	return &moved
}
