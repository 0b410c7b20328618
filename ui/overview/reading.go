package overview

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/ui/screen"
)

// reading is a figure that takes a while and is read beside the others: its old
// value stays until the new one has come. One reading runs at a time, and after
// it the file is left alone for some times as long as it took: a file that
// changes all the time is not read all the time.
type reading[T any] struct {
	value    T
	known    bool // a value has come
	err      error
	running  bool
	resting  bool
	outdated bool // the file has changed since the reading began
}

// The rest after a reading, as a multiple of what it took, and its limits.
const (
	restFactor = 9 // so that it takes at most a tenth of the time
	leastRest  = 500 * time.Millisecond
	mostRest   = 30 * time.Second
)

type (
	readMsg[T any] struct {
		value T
		took  time.Duration
		err   error
	}
	restedMsg[T any] struct{}
)

// begin reads the value unless that is under way or the file is to be left
// alone; then it is read afterwards.
func (r *reading[T]) begin(read func(context.Context) (T, error)) tea.Cmd {
	if r.running || r.resting {
		r.outdated = true
		return nil
	}
	r.running, r.outdated = true, false
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		start := time.Now()
		value, err := read(ctx)
		return readMsg[T]{value, time.Since(start), err}
	}
}

// take keeps the value and begins to rest.
func (r *reading[T]) take(m readMsg[T]) tea.Cmd {
	r.running, r.resting, r.err = false, true, m.err
	if m.err == nil {
		r.value, r.known = m.value, true
	}
	rest := min(max(restFactor*m.took, leastRest), mostRest)
	return tea.Tick(rest, func(time.Time) tea.Msg { return restedMsg[T]{} })
}

// rested reports whether the value is to be read again.
func (r *reading[T]) rested() bool {
	r.resting = false
	return r.outdated
}

// failed reports whether there is nothing to show but an error.
func (r *reading[T]) failed() bool { return r.err != nil && !r.known }
