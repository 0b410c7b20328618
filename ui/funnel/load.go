package funnel

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	rules "smarketing/internal/funnel"
	"smarketing/ui/screen"
)

// asked is the question as a person put it.
type asked struct {
	period period
	chosen bool // the period was chosen by the person
	basis  rules.Basis
	count  rules.Count
	order  rules.Order
	by     string // the field of the breakdown
}

// load is what is known of the answer.
type load struct {
	report     rules.Report
	custom     []string      // names of the custom fields
	edit       crm.StageEdit // that can be undone
	known      bool          // an answer has come
	running    bool
	outdated   bool   // the file has changed since, or during the load under way
	visible    bool   // the screen is seen
	sought     string // key of the stage to select when the answer comes; empty: the selected one stays
	generation int
	cancel     context.CancelFunc // of the load under way; nil: there is none
	err        error
}

type answeredMsg struct {
	generation int
	report     rules.Report
	custom     []string
	edit       crm.StageEdit
	err        error
}

// ask puts the question; the old figures stay until the answer comes. An
// earlier question that is not answered yet is given up.
func (f *Funnel) ask() tea.Cmd {
	l := &f.load
	if l.cancel != nil {
		l.cancel()
	}
	ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
	l.cancel, l.running, l.outdated = cancel, true, false
	l.generation++
	src, asked, generation, now := f.src, f.asked, l.generation, f.clock()
	return tea.Batch(f.spin.Start(), func() tea.Msg {
		defer cancel()
		m := answeredMsg{generation: generation}
		settings, err := src.Settings(ctx)
		if err != nil {
			m.err = err
			return m
		}
		fields, err := src.Catalogue(ctx)
		if err != nil {
			m.err = err
			return m
		}
		for _, field := range fields {
			m.custom = append(m.custom, field.Name)
		}
		if m.edit, m.err = src.LastStages(ctx); m.err != nil {
			return m
		}
		q := rules.Question{Basis: asked.basis, Count: asked.count, Order: asked.order}
		q.Since, q.Until = asked.period.window(now, settings.Location())
		m.report, m.err = src.Funnel(ctx, q, asked.by)
		return m
	})
}

// answered shows the figures and stays on the selected stage.
func (f *Funnel) answered(m answeredMsg) tea.Cmd {
	l := &f.load
	if m.generation != l.generation {
		return nil
	}
	l.running, l.cancel, l.err = false, nil, m.err
	f.spin.Stop()
	if m.err != nil {
		return f.again()
	}
	key := l.sought
	if g, ok := f.selected(); ok && key == "" {
		key = g.Stage.Key
	}
	l.sought = ""
	l.report, l.custom, l.edit, l.known = m.report, m.custom, m.edit, true
	f.stage = max(0, slices.IndexFunc(m.report.Stages, func(g rules.Figures) bool { return g.Stage.Key == key }))
	f.arrange()
	if m.report.Leads == 0 && !f.asked.chosen && f.asked.period.kind != allTime {
		f.asked.period = period{kind: allTime} // a file of the past has nothing in the last months
		return f.ask()
	}
	return f.again()
}

// again asks once more when the file has changed meanwhile.
func (f *Funnel) again() tea.Cmd {
	if f.load.outdated && f.load.visible {
		return f.ask()
	}
	return nil
}

// shown reads the file when the screen comes into view for the first time, or
// after something has changed.
func (f *Funnel) shown(m screen.ShownMsg) tea.Cmd {
	f.load.visible = m.Screen == Title
	if f.load.visible && !f.load.running && (!f.load.known || f.load.outdated) {
		return f.ask()
	}
	return nil
}

// open shows the funnel; a stage named by the question is selected.
func (f *Funnel) open(m screen.OpenMsg) tea.Cmd {
	if m.Screen != Title {
		return nil
	}
	if i := slices.IndexFunc(f.load.report.Stages, func(g rules.Figures) bool { return g.Stage.Key == m.Query.Stage }); i >= 0 {
		f.move(i)
	} else {
		f.load.sought = m.Query.Stage
	}
	return f.shown(screen.ShownMsg{Screen: Title})
}

// changed asks again when somebody looks. Answers come one after the other: a
// file that changes all the time does not keep a screen from showing anything.
func (f *Funnel) changed(m screen.ChangedMsg) tea.Cmd {
	if !m.Leads && !m.Settings {
		return nil
	}
	f.load.outdated = true
	if !f.load.visible || f.load.running {
		return nil
	}
	return f.ask()
}
