// Package imports is the screen that takes a file in: pick it, see what it was
// taken for, correct that with the keyboard while the consequences are counted,
// import it, and undo it.
//
// It must not know how files are read or stored, nor any other screen but by
// its title.
package imports

import (
	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/job"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

// Title is the name of the screen in screen.OpenMsg.
const Title = "Import"

// leadsTitle is the title of the screen that shows what came in.
const leadsTitle = "Leads"

// step is how far a person has come.
type step uint8

const (
	picking step = iota
	reviewing
	running
	reporting
)

// Imports is the screen. Make it with New.
type Imports struct {
	src    Source
	styles theme.Styles
	clock  crm.Clock

	w, h   int
	step   step
	pick   picker
	review review
	choose *chooser // over the review; nil: closed
	work   work     // the import that is under way, or was last
	spin   widget.Spinner
}

// New returns the screen. Ages of files are told by the clock.
func New(src Source, styles theme.Styles, clock crm.Clock) *Imports {
	s := &Imports{src: src, styles: styles, clock: clock}
	s.pick = newPicker(s)
	s.review = newReview(s)
	return s
}

// Init does nothing: folders are read when the screen is opened.
func (s *Imports) Init() tea.Cmd { return nil }

// Update takes a message and returns what is to be done next.
func (s *Imports) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return s.press(msg)
	case tea.PasteMsg:
		return s.typed(msg)
	case tea.MouseWheelMsg:
		return s.wheel(msg)
	case tea.MouseClickMsg:
		return s.click(msg)
	case screen.OpenMsg:
		return s.open()
	case listedMsg:
		return s.listed(msg)
	case previewedMsg:
		return s.previewed(msg)
	case rehearsedMsg:
		return s.rehearsed(msg)
	case importedMsg:
		return s.imported(msg)
	case undoneMsg:
		return s.undone(msg)
	case job.ProgressMsg:
		return s.progressed(msg)
	}
	return s.spin.Update(msg)
}

// open starts at the files, unless a file is being looked at or taken in.
func (s *Imports) open() tea.Cmd {
	switch s.step {
	case reviewing, running:
		return nil
	case picking, reporting:
	}
	return s.another()
}

// another goes back to the files.
func (s *Imports) another() tea.Cmd {
	s.review.stop()
	s.choose, s.step = nil, picking
	s.pick.input.SetValue("")
	return tea.Batch(s.pick.input.Focus(), s.list(""))
}

// Resize sets the room of the screen in cells.
func (s *Imports) Resize(w, h int) {
	s.w, s.h = w, h
	s.arrange()
}

// Restyle replaces the styles.
func (s *Imports) Restyle(styles theme.Styles) {
	s.styles = styles
	s.pick.table.Restyle(s.fileColumns(), styles)
	s.review.table.Restyle(s.reviewColumns(), styles)
}

// Capturing reports whether every key is text.
func (s *Imports) Capturing() bool { return s.step == picking || s.choose != nil }

// Working says what is under way, empty when nothing is that would be lost.
func (s *Imports) Working() string {
	if s.step != running || s.work.stopping {
		return ""
	}
	return "importing " + baseName(s.review.path)
}

// Halt ends the import after the batch that is being written.
func (s *Imports) Halt() {
	if s.step == running {
		s.work.stopping = true
		s.work.job.Cancel()
	}
}

// Cursor returns the place of the text cursor, nil when nothing is typed.
func (s *Imports) Cursor() *tea.Cursor {
	switch {
	case s.step == picking:
		return tea.NewCursor(promptWidth+s.pick.input.Cursor(s.inputWidth()), 1)
	case s.choose != nil:
		return tea.NewCursor(s.chooserX()+promptWidth+s.choose.input.Cursor(s.chooserWidth()-promptWidth-2), headLines+1)
	}
	return nil
}

// View returns exactly as many lines and cells as Resize gave.
func (s *Imports) View() string {
	if s.w <= 0 || s.h <= 0 {
		return ""
	}
	var view string
	switch s.step {
	case picking:
		view = s.pickView()
	case reviewing:
		view = s.reviewView()
	case running:
		view = s.runView()
	case reporting:
		view = s.reportView()
	}
	return widget.Block(view, s.w, s.h)
}
