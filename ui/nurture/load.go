package nurture

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	rules "smarketing/internal/nurture"
	"smarketing/internal/score"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// load is what is known of the list as a whole, and how current it is.
type load struct {
	visible  bool // the screen is seen
	begun    bool // the list was asked for at least once
	outdated bool // something has changed since, or during the load under way
	all      int
	bands    map[string]int
	stages   crm.Stages
	failed   error
	ctx      context.Context
	cancel   context.CancelFunc // ends the loads of an older question
}

// desk is what decides what can be done: who acts, in which teams, by which
// plan.
type desk struct {
	known    bool
	status   crm.Status
	members  []crm.Member
	plan     rules.Plan
	currency string
	err      error
	asked    int // generation of the newest question
}

type pagedMsg struct {
	want widget.Want
	page crm.NurturePage
	err  error
}

type deskMsg struct{ desk desk }

// explainedMsg is everything about one lead.
type explainedMsg struct {
	id      crm.LeadID
	why     score.Explanation
	passes  []crm.Pass
	touches []crm.Touch
	err     error
}

// renew ends the loads of an older question.
func (n *Nurture) renew() {
	if n.load.cancel != nil {
		n.load.cancel()
	}
	n.load.ctx, n.load.cancel = context.WithCancel(context.Background())
}

// ask puts a new question: the list starts from its top.
func (n *Nurture) ask() tea.Cmd {
	n.renew()
	n.load.failed, n.load.outdated, n.load.begun = nil, false, true
	n.list.Reset()
	return n.fetch()
}

// reload puts the same question again and stays on the same lead.
func (n *Nurture) reload() tea.Cmd {
	n.renew()
	n.load.failed, n.load.outdated, n.load.begun = nil, false, true
	n.list.Refresh()
	n.detail.outdated, n.panel.outdated = true, true
	return tea.Batch(n.fetch(), n.look(), n.readPanel())
}

// retry reads everything again, after an error too.
func (n *Nurture) retry() tea.Cmd { return tea.Batch(n.readDesk(), n.reload()) }

// fetch asks for the rows that the list wants now.
func (n *Nurture) fetch() tea.Cmd {
	var cmds []tea.Cmd
	for _, want := range n.list.Wants() {
		q, src, parent := n.query, n.src, n.load.ctx
		q.Offset, q.Limit = want.First, want.Count
		cmds = append(cmds, func() tea.Msg {
			ctx, cancel := context.WithTimeout(parent, screen.Timeout)
			defer cancel()
			page, err := src.NurturePage(ctx, q)
			return pagedMsg{want, page, err}
		})
	}
	if len(cmds) > 0 && n.list.Loading() {
		cmds = append(cmds, n.spin.Start())
	}
	return tea.Batch(cmds...)
}

// paged takes a page; the answer to an older question is dropped.
func (n *Nurture) paged(m pagedMsg) tea.Cmd {
	if m.err != nil {
		if n.list.Fail(m.want) {
			n.load.failed, n.load.outdated = m.err, false
			n.rest()
		}
		return nil
	}
	if !n.list.Put(m.want, m.page.Rows, m.page.Total) {
		return nil
	}
	n.load.all, n.load.bands, n.load.stages = m.page.All, m.page.Bands, m.page.Stages
	for i := range m.page.Rows {
		// A marked lead is done to as it is seen now.
		r := m.page.Rows[i]
		if _, ok := n.marks[r.Lead.ID]; ok {
			n.marks[r.Lead.ID] = r
		}
	}
	n.rest()
	if n.load.outdated {
		return n.reload()
	}
	_, _ = n.list.Lost() // a lead that has left nurture is not looked for
	return tea.Batch(n.fetch(), n.look())
}

// rest stops the spinner when nothing is under way any more.
func (n *Nurture) rest() {
	if !n.deeds.running && (!n.list.Loading() || n.load.failed != nil) {
		n.spin.Stop()
	}
}

// moved is what follows every movement of the cursor, and a new size.
func (n *Nurture) moved() tea.Cmd {
	if !n.load.visible {
		return nil
	}
	return tea.Batch(n.fetch(), n.look(), n.readPanel())
}

// look makes the detail follow the cursor. One load is under way at a time:
// when it ends and the cursor has gone on, the next one starts.
func (n *Nurture) look() tea.Cmd {
	r, ok := n.list.Selected()
	if !ok {
		return nil
	}
	d := &n.detail
	if d.wanted != r.Lead.ID {
		d.wanted, d.top = r.Lead.ID, 0
	}
	if d.loading || d.known && d.id == d.wanted && !d.outdated {
		return nil
	}
	d.loading, d.outdated = true, false
	src, id := n.src, r.Lead.ID
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		m := explainedMsg{id: id}
		if m.why, m.err = src.Explain(ctx, id); m.err != nil {
			return m
		}
		if m.passes, m.err = src.Passes(ctx, id); m.err != nil {
			return m
		}
		m.touches, m.err = src.Touches(ctx, id)
		return m
	}
}

// explained shows the lead, unless the cursor has left it.
func (n *Nurture) explained(m explainedMsg) tea.Cmd {
	n.detail.loading = false
	if m.id == n.detail.wanted {
		n.detail.take(m)
	}
	return n.look()
}

// readDesk reads who acts and by which plan.
func (n *Nurture) readDesk() tea.Cmd {
	n.desk.asked++
	src, asked := n.src, n.desk.asked
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		d := desk{asked: asked}
		if d.status, d.err = src.Status(ctx); d.err != nil {
			return deskMsg{d}
		}
		if d.members, d.err = src.Members(ctx); d.err != nil {
			return deskMsg{d}
		}
		if d.plan, d.err = src.Plan(ctx); d.err != nil {
			return deskMsg{d}
		}
		var settings crm.Settings
		settings, d.err = src.Settings(ctx)
		d.currency, d.known = settings.Currency, d.err == nil
		return deskMsg{d}
	}
}

// desked takes the desk, unless a newer one is on its way. The last one that
// was known stays after an error, which the list will meet too.
func (n *Nurture) desked(m deskMsg) tea.Cmd {
	if m.desk.asked != n.desk.asked {
		return nil
	}
	n.desk.err = m.desk.err
	if m.desk.err == nil {
		n.desk = m.desk
		n.detail.lines = nil
	}
	return nil
}

// shown reads the file when the screen comes into view for the first time, or
// after something has changed.
func (n *Nurture) shown(m screen.ShownMsg) tea.Cmd {
	n.load.visible = m.Screen == Title
	switch {
	case !n.load.visible:
		return nil
	case !n.load.begun:
		return tea.Batch(n.readDesk(), n.ask(), n.readPanel())
	case n.load.outdated && !n.list.Loading():
		return n.retry()
	}
	return n.look()
}

// changed reads again what the change may have touched, when somebody looks. A
// load that is under way is not broken off, or a busy file would never be shown.
func (n *Nurture) changed(m screen.ChangedMsg) tea.Cmd {
	if !m.Leads && !m.Rubric && !m.Settings && !m.Progress || !n.load.begun {
		return nil
	}
	var cmd tea.Cmd
	if m.Settings {
		cmd = n.readDesk()
	}
	if !n.load.visible || n.list.Loading() && n.load.failed == nil {
		n.load.outdated = true
		return cmd
	}
	return tea.Batch(cmd, n.reload())
}

// open shows the list for another screen, perhaps restricted as it says.
func (n *Nurture) open(m screen.OpenMsg) tea.Cmd {
	if m.Screen != Title {
		return nil
	}
	n.load.visible = true
	n.panelOn, n.filtering = false, false
	n.filter.Blur()
	n.filter.SetValue(m.Query.Filter)
	n.query = crm.NurtureQuery{Owner: m.Query.Owner, Filter: m.Query.Filter, Due: m.Topic == "due"}
	n.focusOn(onList)
	cmd := tea.Batch(n.readDesk(), n.ask(), n.readPanel())
	if m.Lead != 0 {
		n.list.Stay(row{Lead: crm.Lead{ID: m.Lead}})
	}
	return cmd
}
