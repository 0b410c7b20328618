package rubric

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// load is the reading of the rubric and of what goes with it. One runs at a
// time; a change that comes in between asks for one more.
type load struct {
	done           bool // a rubric is shown
	running, again bool
	asked          int // counts the askings for events: only the newest answer counts
	err            error
	spin           widget.Spinner
}

// facts are what the file says besides its leads.
type facts struct {
	capacity int // leads a week that the sales members can take; 0: not given
	custom   []crm.Field
}

// eventsMsg are the names of all events. They come by themselves: finding them
// means looking through all activities, and the grid does not wait for that.
type eventsMsg struct {
	asked int
	names []string
	err   error
}

type loadedMsg struct {
	active   rubric.Version
	draft    rubric.Draft
	hasDraft bool
	base     rubric.Version // what the draft started from
	facts    facts
	err      error
}

// shown begins to read when the screen is first looked at, and keeps the draft
// in the file when it is left.
func (e *Editor) shown(m screen.ShownMsg) tea.Cmd {
	if e.live.visible = m.Screen == Title; !e.live.visible {
		return e.keepNow()
	}
	switch {
	case e.load.running:
		return nil
	case !e.load.done:
		return e.reload()
	case e.live.outdated:
		return e.loadBoard()
	}
	return nil
}

// open is another screen's way here; it may have left a draft.
func (e *Editor) open(m screen.OpenMsg) tea.Cmd {
	if m.Screen != Title {
		return nil
	}
	return e.reload()
}

func (e *Editor) reload() tea.Cmd {
	if e.load.running {
		e.load.again = true
		return nil
	}
	e.load.running = true
	e.load.asked++
	return tea.Batch(fetch(e.src), askEvents(e.src, e.load.asked), e.load.spin.Start())
}

func askEvents(src Source, asked int) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.LongTimeout)
		defer cancel()
		names, err := src.Events(ctx)
		return eventsMsg{asked, names, err}
	}
}

// heard takes the names of the events. Without them a form suggests none: that
// is no reason to alarm anybody.
func (e *Editor) heard(m eventsMsg) {
	if m.err == nil && m.asked == e.load.asked {
		e.events = m.names
	}
}

// fetch reads what the grid shows: the active version, the draft with the
// version it started from, and the facts.
func fetch(src Source) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		var m loadedMsg
		if m.active, m.err = src.Rubric(ctx); m.err != nil {
			return m
		}
		if m.draft, m.hasDraft, m.err = src.RubricDraft(ctx); m.err != nil {
			return m
		}
		m.base = m.active
		if m.hasDraft && m.draft.Base != m.active.Number {
			if m.base, m.err = versionOf(ctx, src, m.draft.Base, m.active); m.err != nil {
				return m
			}
		}
		members, err := src.Members(ctx)
		if err != nil {
			return loadedMsg{err: err}
		}
		for _, member := range members {
			if member.Team == crm.Sales {
				m.facts.capacity += member.Capacity
			}
		}
		m.facts.custom, m.err = src.Catalogue(ctx)
		return m
	}
}

// versionOf returns the version of that number, and other when there is none.
func versionOf(ctx context.Context, src Source, number int64, other rubric.Version) (rubric.Version, error) {
	all, err := src.Versions(ctx)
	if err != nil {
		return other, err
	}
	for _, v := range all {
		if v.Number == number {
			return v, nil
		}
	}
	return other, nil
}

// loaded takes what was read. A draft of the file is taken up again; edits that
// are newer than it stay.
func (e *Editor) loaded(m loadedMsg) tea.Cmd {
	again := e.load.again
	e.load.running, e.load.again, e.load.err = false, false, m.err
	e.load.spin.Stop()
	var cmd tea.Cmd
	switch {
	case m.err != nil && e.load.done:
		cmd = func() tea.Msg { return screen.Fail(m.err) }
	case m.err == nil:
		cmd = e.adopt(m)
	}
	if again {
		return tea.Batch(cmd, e.reload())
	}
	return cmd
}
