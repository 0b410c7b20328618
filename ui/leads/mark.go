package leads

import (
	"context"
	"fmt"
	"slices"

	"github.com/dustin/go-humanize"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// mostMarked is how many leads are marked one by one. More are marked as the
// question that matches them, after a question.
const mostMarked = 500

// marks are the leads that the next deed is done to. A lead keeps the version
// in which it was last seen, so that nobody acts on what somebody else has
// changed.
type marks struct {
	refs  map[crm.LeadID]crm.Ref
	query *crm.LeadQuery // every lead it matches; then there are no refs
	total int            // how many it matched
}

func (m *marks) count() int {
	if m.query != nil {
		return m.total
	}
	return len(m.refs)
}

func (m *marks) has(id crm.LeadID) bool {
	_, ok := m.refs[id]
	return ok || m.query != nil
}

func (m *marks) clear() { *m = marks{} }

// toggle marks a lead or takes its mark away.
func (m *marks) toggle(ref crm.Ref) {
	if m.has(ref.ID) {
		delete(m.refs, ref.ID)
		return
	}
	m.add(ref)
}

func (m *marks) add(ref crm.Ref) {
	if m.refs == nil {
		m.refs = map[crm.LeadID]crm.Ref{}
	}
	m.refs[ref.ID] = ref
}

// see renews the versions of marked leads that are shown anew.
func (m *marks) see(rows []row) {
	for i := range rows {
		if _, ok := m.refs[rows[i].ID]; ok {
			m.refs[rows[i].ID] = crm.RefOf(&rows[i].Lead)
		}
	}
}

// all returns the marked leads by their numbers.
func (m *marks) all() []crm.Ref {
	refs := make([]crm.Ref, 0, len(m.refs))
	for _, ref := range m.refs {
		refs = append(refs, ref)
	}
	slices.SortFunc(refs, func(a, b crm.Ref) int { return int(a.ID - b.ID) })
	return refs
}

// markedMsg are the leads of a list that is to be marked, or inverted.
type markedMsg struct {
	generation int
	invert     bool
	refs       []crm.Ref
	err        error
}

// markRow marks the selected lead and goes to the next.
func (l *Leads) markRow() tea.Cmd {
	lead, ok := l.list.Selected()
	switch {
	case !ok:
		return nil
	case l.marks.query != nil:
		return l.unmark()
	}
	l.marks.toggle(crm.RefOf(&lead.Lead))
	l.list.Select(l.list.Index() + 1)
	return l.moved()
}

func (l *Leads) unmark() tea.Cmd {
	l.marks.clear()
	return nil
}

// markAll marks every lead of the list.
func (l *Leads) markAll() tea.Cmd {
	total := l.list.Total()
	if total <= mostMarked {
		return l.gather(false)
	}
	q, n := l.asked(), humanize.Comma(int64(total))
	return l.lay(screen.AskMsg{
		Title: fmt.Sprintf("Mark all %s leads of this list?", n), Yes: "Mark all " + n,
		Body: "What you do next is done to every lead that the list matches then, in one step.",
		Run:  func() tea.Cmd { l.marks = marks{query: &q, total: total}; return nil },
	})
}

// invert marks what is not marked. In a list that is too long to be marked one
// by one it takes all marks away.
func (l *Leads) invert() tea.Cmd {
	if l.marks.query != nil || l.list.Total() > mostMarked {
		return l.unmark()
	}
	return l.gather(true)
}

// gather reads which leads the list has.
func (l *Leads) gather(invert bool) tea.Cmd {
	src, q, parent, generation := l.src, l.asked(), l.ctx, l.list.Generation()
	q.Offset, q.Limit, q.Why = 0, mostMarked, false
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(parent, screen.Timeout)
		defer cancel()
		page, err := src.LeadPage(ctx, q)
		m := markedMsg{generation: generation, invert: invert, err: err}
		for i := range page.Leads {
			m.refs = append(m.refs, crm.RefOf(&page.Leads[i]))
		}
		return m
	}
}

// gathered marks what was read, unless the list has become another meanwhile.
func (l *Leads) gathered(m markedMsg) tea.Cmd {
	switch {
	case m.generation != l.list.Generation():
		return screen.Toast(screen.Info, "The list has just changed; nothing was marked.")
	case m.err != nil:
		return func() tea.Msg { return screen.Fail(m.err) }
	}
	l.marks.query = nil
	for _, ref := range m.refs {
		if m.invert {
			l.marks.toggle(ref)
		} else {
			l.marks.add(ref)
		}
	}
	return nil
}

// markCell shows which leads are marked.
func (l *Leads) markCell(r row) widget.Cell {
	if !l.marks.has(r.ID) {
		return widget.Cell{}
	}
	return widget.Cell{Text: "●", Style: l.styles.Accent}
}

// markWords says how many leads are marked, empty when none is.
func (l *Leads) markWords() string {
	if n := l.marks.count(); n > 0 {
		return humanize.Comma(int64(n)) + " marked"
	}
	return ""
}
