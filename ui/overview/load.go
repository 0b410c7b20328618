package overview

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/funnel"
	"smarketing/internal/goal"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// load is the reading of the figures that are there at once. One runs at a time:
// changes that come in between ask for one more afterwards, however many they
// are.
type load struct {
	running, again bool
	hidden         bool // another screen is seen
	outdated       bool // the file has changed while it was
	err            error
	spin           widget.Spinner
}

// later is what comes after the first figures, each by itself.
type later struct {
	goal   reading[goal.Report]
	funnel reading[funnel.Report]
	today  reading[crm.Today]
}

type loadedMsg struct {
	figures crm.Overview
	err     error
}

// stillMsg comes when an import that showed no progress since is no longer
// taken to be running: the screen is drawn again.
type stillMsg struct{}

// staleMsg comes when figures are so old that the clock alone has changed them:
// the pace, what is late, what is due today.
type staleMsg struct{}

// freshFor is how long figures are shown without a change of the file.
const freshFor = 5 * time.Minute

func (o *Overview) reload() tea.Cmd {
	if o.load.running {
		o.load.again = true
		return nil
	}
	o.load.running, o.load.outdated = true, false
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

// take keeps the new figures, and asks for what takes longer. When they could
// not be read the old ones stay and the failure is told.
func (o *Overview) take(msg loadedMsg) tea.Cmd {
	again := o.load.again
	first, blank := !o.loaded, o.figures.Leads == 0
	o.load.running, o.load.again, o.load.err = false, false, msg.err
	o.load.spin.Stop()
	var cmds []tea.Cmd
	switch {
	case msg.err == nil:
		o.keep(msg.figures)
		if o.news.see(o.figures.Import, o.clock()) {
			cmds = append(cmds, tea.Tick(stillFor, func(time.Time) tea.Msg { return stillMsg{} }))
		}
		if blank {
			cmds = append(cmds, o.deepen())
		}
		if first {
			cmds = append(cmds, stale())
		}
	case o.loaded:
		cmds = append(cmds, func() tea.Msg { return screen.Fail(msg.err) })
	}
	if again {
		cmds = append(cmds, o.reload())
	}
	return tea.Batch(cmds...)
}

func stale() tea.Cmd { return tea.Tick(freshFor, func(time.Time) tea.Msg { return staleMsg{} }) }

// deepen reads the goal, the funnel and the work of today, of which the first
// frame must not wait for any.
func (o *Overview) deepen() tea.Cmd {
	if o.figures.Leads == 0 {
		return nil
	}
	return tea.Batch(o.readGoal(), o.readFunnel(), o.readToday())
}

func (o *Overview) readGoal() tea.Cmd  { return o.later.goal.begin(o.src.GoalReport) }
func (o *Overview) readToday() tea.Cmd { return o.later.today.begin(o.src.Today) }

// windowDays is how far back the funnel looks, as the Funnel screen does first.
const windowDays = 90

// readFunnel asks about the leads of the last months, and in a file of the past,
// which has none, about all.
func (o *Overview) readFunnel() tea.Cmd {
	src, now := o.src, o.figures.Now.In(o.zone())
	since := time.Date(now.Year(), now.Month(), now.Day()-windowDays, 0, 0, 0, 0, now.Location())
	return o.later.funnel.begin(func(ctx context.Context) (funnel.Report, error) {
		r, err := src.Funnel(ctx, funnel.Question{Since: since}, "")
		if err != nil || r.Leads > 0 {
			return r, err
		}
		return src.Funnel(ctx, funnel.Question{}, "")
	})
}

func (o *Overview) zone() *time.Location {
	if o.figures.Zone == nil {
		return time.UTC
	}
	return o.figures.Zone
}

// refresh reads everything again.
func (o *Overview) refresh() tea.Cmd { return tea.Batch(o.reload(), o.deepen()) }

// changed reads again what the change may have touched, when somebody looks.
func (o *Overview) changed(m screen.ChangedMsg) tea.Cmd {
	if o.load.hidden {
		o.load.outdated = true
		return nil
	}
	if m.Leads || m.Settings {
		return o.refresh()
	}
	return o.reload()
}

// shown reads again when the screen comes back into view after a change.
func (o *Overview) shown(m screen.ShownMsg) tea.Cmd {
	o.load.hidden = m.Screen != Title
	if o.load.hidden || !o.load.outdated {
		return nil
	}
	return o.refresh()
}

// stale reads again what the clock has changed.
func (o *Overview) stale() tea.Cmd {
	if o.load.hidden {
		o.load.outdated = true
		return stale()
	}
	return tea.Batch(o.refresh(), stale())
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
