package overview

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// load is the reading that is under way. One runs at a time: changes that come
// in between ask for one more afterwards, however many they are.
type load struct {
	running, again bool
	err            error
	spin           widget.Spinner
}

type loadedMsg struct {
	figures crm.Overview
	err     error
}

// stillMsg comes when an import that showed no progress since is no longer
// taken to be running: the screen is drawn again.
type stillMsg struct{}

func (o *Overview) reload() tea.Cmd {
	if o.load.running {
		o.load.again = true
		return nil
	}
	o.load.running = true
	return tea.Batch(fetch(o.src), o.load.spin.Start())
}

func fetch(src Source) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		figures, err := src.Overview(ctx)
		return loadedMsg{figures, err}
	}
}

// take keeps the new figures. When they could not be read the old ones stay
// and the failure is told.
func (o *Overview) take(msg loadedMsg) tea.Cmd {
	again := o.load.again
	o.load.running, o.load.again, o.load.err = false, false, msg.err
	o.load.spin.Stop()
	var cmd tea.Cmd
	switch {
	case msg.err == nil:
		o.keep(msg.figures)
		if o.news.see(o.figures.Import, o.clock()) {
			cmd = tea.Tick(stillFor, func(time.Time) tea.Msg { return stillMsg{} })
		}
	case o.loaded:
		cmd = func() tea.Msg { return screen.Fail(msg.err) }
	}
	if again {
		return tea.Batch(cmd, o.reload())
	}
	return cmd
}

// keep replaces the figures; the selected lead stays selected wherever it has
// moved to.
func (o *Overview) keep(figures crm.Overview) {
	var selected crm.LeadID
	if o.tile == newestTile && o.row < len(o.figures.Newest) {
		selected = o.figures.Newest[o.row].Lead.ID
	}
	o.figures, o.loaded = figures, true
	for i, r := range figures.Newest {
		if selected != 0 && r.Lead.ID == selected {
			o.row = i
		}
	}
	o.settle()
}

func asError(err error) (*crm.Error, bool) { return errors.AsType[*crm.Error](err) }
