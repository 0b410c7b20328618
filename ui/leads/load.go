package leads

import (
	"context"
	"reflect"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/score"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// pagedMsg is one page of the list.
type pagedMsg struct {
	want widget.Want
	page crm.LeadPage
	told bool // the reasons were asked for
	err  error
}

// locatedMsg is where a lead stands in the list; -1: it is not in it.
type locatedMsg struct {
	generation int
	id         crm.LeadID
	index      int
}

// explainedMsg is everything about one lead.
type explainedMsg struct {
	id       crm.LeadID
	lead     crm.Lead
	why      score.Explanation
	timeline []crm.TimelineEntry
	err      error
}

// renew ends the loads of an older question.
func (l *Leads) renew() {
	if l.cancel != nil {
		l.cancel()
	}
	l.ctx, l.cancel = context.WithCancel(context.Background())
}

// ask puts a new question: the list starts from its top.
func (l *Leads) ask() tea.Cmd {
	l.renew()
	l.begun, l.failed, l.dirty, l.resume = true, nil, false, 0
	if l.marks.query != nil {
		l.marks.clear() // they were what another question matches
	}
	l.recolumn()
	l.list.Reset()
	return l.load()
}

// reload puts the same question again and stays on the same lead.
func (l *Leads) reload() tea.Cmd {
	l.renew()
	l.failed, l.dirty = nil, false
	l.list.Refresh()
	l.detail.outdated = true
	return tea.Batch(l.load(), l.look())
}

// load fetches the rows that the list wants now.
func (l *Leads) load() tea.Cmd {
	var cmds []tea.Cmd
	if !l.begun {
		return nil // whose leads they are is not known yet
	}
	l.query.Why = l.tells()
	for _, want := range l.list.Wants() {
		cmds = append(cmds, fetch(l.ctx, l.src, l.asked(), want))
	}
	if len(cmds) > 0 && l.list.Loading() {
		cmds = append(cmds, l.spin.Start())
	}
	return tea.Batch(cmds...)
}

func fetch(parent context.Context, src Source, q crm.LeadQuery, want widget.Want) tea.Cmd {
	q.Offset, q.Limit = want.First, want.Count
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(parent, screen.Timeout)
		defer cancel()
		page, err := src.LeadPage(ctx, q)
		return pagedMsg{want, page, q.Why, err}
	}
}

// paged takes a page; the answer to an older question is dropped.
func (l *Leads) paged(m pagedMsg) tea.Cmd {
	if m.err != nil {
		if l.list.Fail(m.want) {
			l.failed, l.dirty = m.err, false
			l.spin.Stop()
			return l.settled()
		}
		return nil
	}
	rows := rowsOf(m.page, m.told)
	if !l.list.Put(m.want, rows, m.page.Total) {
		return nil
	}
	l.spin.Stop()
	news := l.settled()
	l.marks.see(rows)
	if m.want.First == 0 {
		l.late, l.soon = l.urgentCount(rows)
	}
	l.all, l.asOf = m.page.All, m.page.AsOf
	if m.page.Stages != nil {
		l.stages = m.page.Stages
	}
	if l.dirty || l.tells() && !m.told {
		return tea.Batch(news, l.reload())
	}
	more := tea.Batch(news, l.load())
	if lead, ok := l.list.Selected(); ok && lead.ID == l.sought {
		l.sought = 0
	}
	if lost, ok := l.list.Lost(); ok {
		return tea.Batch(more, locate(l.ctx, l.src, l.asked(), lost.ID, m.want.Generation))
	}
	return tea.Batch(more, l.look())
}

// locate looks for a lead through the whole list.
func locate(parent context.Context, src Source, q crm.LeadQuery, id crm.LeadID, generation int) tea.Cmd {
	q.Limit, q.Why = 8*widget.PageRows, false
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(parent, screen.Timeout)
		defer cancel()
		for q.Offset = 0; ; q.Offset += q.Limit {
			page, err := src.LeadPage(ctx, q)
			if err != nil || len(page.Leads) == 0 {
				return locatedMsg{generation, id, -1}
			}
			for i := range page.Leads {
				if page.Leads[i].ID == id {
					return locatedMsg{generation, id, q.Offset + i}
				}
			}
		}
	}
}

// located goes to the lead that was looked for, or stays near where it was.
func (l *Leads) located(m locatedMsg) tea.Cmd {
	if m.generation != l.list.Generation() {
		return nil
	}
	sought := l.sought == m.id
	if sought {
		l.sought = 0
	}
	if m.index < 0 {
		if sought {
			l.focusOn(onList)
			return tea.Batch(l.look(), screen.Toast(screen.Warning, "That lead is not in this list."))
		}
		return l.look()
	}
	l.list.Select(m.index)
	return l.arrived()
}

// moved is what follows every movement of the cursor by a person.
func (l *Leads) moved() tea.Cmd {
	l.resume = 0
	return l.arrived()
}

// arrived is what follows every movement of the cursor, and a new size: rows
// that came without their reasons are asked for again when there is room for
// them.
func (l *Leads) arrived() tea.Cmd {
	if lead, ok := l.list.Selected(); ok && l.tells() && !lead.told && !l.list.Loading() {
		return l.reload()
	}
	return tea.Batch(l.load(), l.look())
}

// look makes the detail follow the cursor. One load is under way at a time:
// when it ends and the cursor has gone on, the next one starts, so holding a
// key down costs no more than the reader can see.
func (l *Leads) look() tea.Cmd {
	lead, ok := l.list.Selected()
	if !ok {
		if l.list.Known() && !l.list.Loading() && l.list.Total() == 0 {
			l.detail.clear()
		}
		return nil
	}
	d := &l.detail
	d.wanted = lead.ID
	if d.known && d.id == d.wanted {
		d.work = lead.work
		d.stale()
	}
	if d.loading || d.known && d.id == d.wanted && !d.outdated {
		return nil
	}
	d.loading, d.outdated = true, false
	return explain(l.src, lead.ID)
}

func explain(src Source, id crm.LeadID) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		m := explainedMsg{id: id}
		if m.lead, m.err = src.Lead(ctx, id); m.err != nil {
			return m
		}
		if m.why, m.err = src.Explain(ctx, id); m.err != nil {
			return m
		}
		m.timeline, m.err = src.Timeline(ctx, id)
		return m
	}
}

// explained shows the lead, unless the cursor has left it.
func (l *Leads) explained(m explainedMsg) tea.Cmd {
	l.detail.loading = false
	if m.id == l.detail.wanted {
		l.detail.take(m)
		if lead, ok := l.list.Selected(); ok && lead.ID == m.id {
			l.detail.work = lead.work
		}
	}
	if m.err == nil {
		l.caps = m.why.Ledger.Axes[0].Cap + m.why.Ledger.Axes[1].Cap
	}
	return l.look()
}

// changed loads again what the change may have touched. A load that is under
// way is not broken off, or a busy file would never be shown.
func (l *Leads) changed(m screen.ChangedMsg) tea.Cmd {
	var about tea.Cmd
	switch {
	case m.Settings:
		about = tea.Batch(l.learn(), l.figure())
	case m.Leads:
		about = l.figure()
	}
	if !m.Leads && !m.Rubric && !m.Settings && !m.Progress || !l.begun {
		return about
	}
	if l.list.Loading() && l.failed == nil {
		l.dirty = true
		return about
	}
	return tea.Batch(about, l.reload())
}

// open takes a question from another screen.
func (l *Leads) open(m screen.OpenMsg) tea.Cmd {
	if m.Screen != Title {
		return nil
	}
	l.mode, l.scope = browsing, crm.Everybody
	l.marks.clear()
	l.query = m.Query
	l.query.Offset, l.query.Limit = 0, 0
	l.filter.SetValue(m.Query.Filter)
	l.filter.Blur()
	l.focusOn(onList)
	l.opened = opened{m.From, l.query}
	cmd := tea.Batch(l.ask(), l.figure())
	if l.sought = m.Lead; m.Lead != 0 {
		l.list.Stay(row{Lead: crm.Lead{ID: m.Lead}})
		if l.layout.detail == 0 {
			l.focusOn(onDetail)
		}
	}
	return cmd
}

// opened is the question that another screen has put, and that screen's title.
type opened struct {
	from  string // empty: it is not in view only for that
	query crm.LeadQuery
}

// visiting reports whether the list is still what another screen has asked for,
// in whatever order: to leave it is to go back there.
func (l *Leads) visiting() bool {
	asked := l.query
	asked.Sort, asked.Why = l.opened.query.Sort, l.opened.query.Why
	return l.opened.from != "" && l.scope == crm.Everybody && reflect.DeepEqual(asked, l.opened.query)
}
