package widget

import (
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Patience is how long a load may take before a spinner shows: what is fast
// does not flicker.
const Patience = 150 * time.Millisecond

const spinnerStep = 120 * time.Millisecond

var (
	spinnerFrames = []string{"⠋", "⠙", "⠸", "⠴", "⠦", "⠇"}
	spinnerIDs    atomic.Int64
)

// Spinner tells that something is under way, once it has taken longer than
// Patience. It costs nothing while nothing runs. The zero value is ready.
type Spinner struct {
	id      int64
	run     int64 // counts the starts, so that ticks of an earlier one end
	running bool
	frame   int // 0: not shown yet
}

type spinMsg struct{ id, run int64 }

// Start begins to wait; a running spinner goes on.
func (s *Spinner) Start() tea.Cmd {
	if s.running {
		return nil
	}
	if s.id == 0 {
		s.id = spinnerIDs.Add(1)
	}
	s.run++
	s.running, s.frame = true, 0
	return s.tick(Patience)
}

// Stop hides the spinner.
func (s *Spinner) Stop() { s.running, s.frame = false, 0 }

// Running reports whether the spinner was started and not stopped.
func (s *Spinner) Running() bool { return s.running }

// Update takes the spinner's own ticks and ignores every other message.
func (s *Spinner) Update(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(spinMsg); !ok || m.id != s.id || m.run != s.run || !s.running {
		return nil
	}
	s.frame++
	return s.tick(spinnerStep)
}

// View returns one cell: a frame of the spinner, or a space while it is not
// to be seen.
func (s *Spinner) View() string {
	if s.frame == 0 {
		return " "
	}
	return spinnerFrames[(s.frame-1)%len(spinnerFrames)]
}

func (s *Spinner) tick(d time.Duration) tea.Cmd {
	msg := spinMsg{s.id, s.run}
	return tea.Tick(d, func(time.Time) tea.Msg { return msg })
}
