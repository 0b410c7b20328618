package goals

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/goal"
	"smarketing/ui/screen"
)

// load is what is known of the file.
type load struct {
	report     goal.Report
	versions   []crm.Goal // newest first
	status     crm.Status
	known      bool // the file has been read
	running    bool
	outdated   bool // the file has changed since, or during the load under way
	visible    bool // the screen is seen
	generation int
	err        error
}

type loadedMsg struct {
	generation int
	report     goal.Report
	versions   []crm.Goal
	status     crm.Status
	err        error
}

// reload reads the file; the old figures stay until the new ones come.
func (g *Goals) reload() tea.Cmd {
	l := &g.load
	l.running, l.outdated = true, false
	l.generation++
	src, generation := g.src, l.generation
	return tea.Batch(g.spin.Start(), func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		m := loadedMsg{generation: generation}
		if m.status, m.err = src.Status(ctx); m.err != nil {
			return m
		}
		if m.versions, m.err = src.Goals(ctx); m.err != nil {
			return m
		}
		m.report, m.err = src.GoalReport(ctx)
		return m
	})
}

// loaded shows what was read. What a person has typed stays as it is.
func (g *Goals) loaded(m loadedMsg) tea.Cmd {
	l := &g.load
	if m.generation != l.generation {
		return nil
	}
	l.running, l.err = false, m.err
	g.spin.Stop()
	if m.err == nil {
		l.report, l.versions, l.status, l.known = m.report, m.versions, m.status, true
		g.refill()
		g.book.list(m.versions)
		g.arrange()
	}
	if l.outdated && l.visible {
		return g.reload()
	}
	return nil
}

// shown reads the file when the screen comes into view for the first time, or
// after something has changed.
func (g *Goals) shown(m screen.ShownMsg) tea.Cmd {
	g.load.visible = m.Screen == Title
	if g.load.visible && !g.load.running && (!g.load.known || g.load.outdated) {
		return g.reload()
	}
	return nil
}

// changed reads again when somebody looks. Loads come one after the other: a
// file that changes all the time does not keep a screen from showing anything.
func (g *Goals) changed(m screen.ChangedMsg) tea.Cmd {
	if !m.Leads && !m.Settings {
		return nil
	}
	g.load.outdated = true
	if !g.load.visible || g.load.running {
		return nil
	}
	return g.reload()
}

// inForce returns the version of the goal that is stored, false when there is
// none.
func (g *Goals) inForce() (*crm.Goal, bool) { return g.load.report.Goal, g.load.report.Goal != nil }

// sentence returns what an error says and what helps.
func sentence(err error) (message, hint string) {
	if e, ok := errors.AsType[*crm.Error](err); ok {
		return e.Message, e.Hint
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return "the file did not answer in " + screen.Timeout.String(), "another program may be busy with it"
	}
	return err.Error(), ""
}
