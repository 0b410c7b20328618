package nurture

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
)

// mostMarked is how many leads can be marked at once: more than anybody means
// to do one thing to.
const mostMarked = 1000

// target is what a deed is done to: the marked leads, or the selected one.
type target struct{ rows []row }

// target returns what the next deed is done to; nothing while the list is
// empty.
func (n *Nurture) target() target {
	if len(n.marks) > 0 {
		var t target
		for _, r := range n.marks {
			t.rows = append(t.rows, r)
		}
		slices.SortFunc(t.rows, func(a, b row) int { return cmp.Compare(a.Lead.ID, b.Lead.ID) })
		return t
	}
	if r, ok := n.list.Selected(); ok {
		return target{[]row{r}}
	}
	return target{}
}

func (t target) refs() []crm.Ref {
	refs := make([]crm.Ref, len(t.rows))
	for i := range t.rows {
		refs[i] = crm.RefOf(&t.rows[i].Lead)
	}
	return refs
}

// words names the target: "Mia Chen", "12 leads".
func (t target) words() string {
	if len(t.rows) == 1 {
		return t.rows[0].Lead.DisplayName()
	}
	return comma(len(t.rows)) + " leads"
}

// mark marks the selected lead, or takes its mark away, and goes on to the
// next.
func (n *Nurture) mark() tea.Cmd {
	r, ok := n.list.Selected()
	if !ok {
		return nil
	}
	if _, on := n.marks[r.Lead.ID]; on {
		delete(n.marks, r.Lead.ID)
	} else {
		n.marks[r.Lead.ID] = r
	}
	n.list.Select(n.list.Index() + 1)
	return n.moved()
}

// unmark takes all marks away.
func (n *Nurture) unmark() tea.Cmd {
	clear(n.marks)
	return nil
}

// markedMsg are the leads that the whole list holds, as far as they may be
// marked.
type markedMsg struct {
	query crm.NurtureQuery // of the list they are from
	rows  []row
	total int
	err   error
}

// markAll marks every lead of the list, also those that are not in sight.
func (n *Nurture) markAll() tea.Cmd {
	src, q := n.src, n.query
	return tea.Batch(n.spin.Start(), func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		most := q
		most.Limit = mostMarked
		page, err := src.NurturePage(ctx, most)
		return markedMsg{q, page.Rows, page.Total, err}
	})
}

func (n *Nurture) marked(m markedMsg) tea.Cmd {
	n.rest()
	switch {
	case m.err != nil:
		return n.fail(m.err)
	case m.query != n.query:
		return nil // the list is another by now
	}
	for i := range m.rows {
		n.marks[m.rows[i].Lead.ID] = m.rows[i]
	}
	if len(m.rows) < m.total {
		return screen.Toast(screen.Warning, fmt.Sprintf("Marked the first %s of %s leads; that is the most at once.", comma(len(m.rows)), comma(m.total)))
	}
	return screen.Toast(screen.Info, "Marked "+plural(len(m.rows), "lead")+"; esc takes the marks away.")
}

// goneMsg are marked leads that are not recycled any more.
type goneMsg struct {
	ids []crm.LeadID
	err error
}

// prune looks for marked leads that have left nurture: they are in no list any
// more in which somebody could take their mark away.
func (n *Nurture) prune() tea.Cmd {
	src, on := n.src, n.target()
	if len(n.marks) == 0 {
		return nil
	}
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		var m goneMsg
		for i := range on.rows {
			lead, err := src.Lead(ctx, on.rows[i].Lead.ID)
			switch {
			case err != nil && crm.ErrorCode(err) == crm.NotFound, err == nil && lead.Stage != crm.Recycled:
				m.ids = append(m.ids, on.rows[i].Lead.ID)
			case err != nil:
				return goneMsg{err: err}
			}
		}
		return m
	}
}

func (n *Nurture) gone(m goneMsg) tea.Cmd {
	if m.err != nil {
		return n.fail(m.err)
	}
	for _, id := range m.ids {
		delete(n.marks, id)
	}
	return nil
}
