package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
)

// live is the watch on the file: one command after the other waits for the
// next change. Its context ends with the program.
type live struct {
	ctx    context.Context //nolint:containedctx // it is the lifetime of the watch, not of a call
	stop   context.CancelFunc
	failed bool // a failure has been told and not yet been mended
}

type (
	waitedMsg struct {
		change crm.Change
		err    error
	}
	listenMsg struct{}
	statusMsg struct {
		status crm.Status
		err    error
	}
)

// again is how long a watch that failed rests before it tries anew.
const again = 5 * time.Second

// listen returns the command that waits for the next change.
func (l *live) listen(src Source) tea.Cmd {
	ctx := l.ctx
	return func() tea.Msg {
		change, err := src.Wait(ctx)
		if ctx.Err() != nil {
			return nil
		}
		return waitedMsg{change, err}
	}
}

// waited tells everybody about a change and waits for the next. A failure is
// told once, however often it repeats.
func (m *Model) waited(msg waitedMsg) tea.Cmd {
	if msg.err != nil {
		told := m.live.failed
		m.live.failed = true
		retry := tea.Tick(again, func(time.Time) tea.Msg { return listenMsg{} })
		if told {
			return retry
		}
		return tea.Batch(retry, screen.Toast(screen.Failure, "Changes by others do not show: "+msg.err.Error()))
	}
	m.live.failed = false
	changed := screen.ChangedMsg{Change: msg.change}
	return tea.Batch(m.live.listen(m.src), m.loadStatus(), m.loadNews(), m.broadcast(changed))
}

// loadStatus returns the command that reads what the frame shows.
func (m *Model) loadStatus() tea.Cmd {
	src, parent := m.src, m.live.ctx
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(parent, screen.Timeout)
		defer cancel()
		status, err := src.Status(ctx)
		if parent.Err() != nil {
			return nil
		}
		return statusMsg{status, err}
	}
}

func (m *Model) statusLoaded(msg statusMsg) tea.Cmd {
	if msg.err != nil {
		return func() tea.Msg { return screen.Fail(msg.err) }
	}
	m.status = msg.status
	return nil
}
