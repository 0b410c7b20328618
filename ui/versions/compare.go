package versions

import (
	"context"
	"slices"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
)

// pair is the two rubrics of a comparison.
type pair struct{ after, before string }

// comparison is what rubrics do to the leads, as far as it was asked. One
// measuring is under way at a time: when it ends and the cursor has gone on,
// the next one starts.
type comparison struct {
	running  bool
	wanted   pair
	known    map[pair]verdict
	outdated map[pair]bool // measured before the leads changed
	progress *gauge        // of the measuring under way
}

// verdict is what the first rubric of a pair does where the second one was.
type verdict struct {
	impact score.Impact
	leads  map[crm.LeadID]crm.Lead // those that are named
	err    error
}

type comparedMsg struct {
	pair    pair
	verdict verdict
}

// gauge is how far a command is, which the screen reads while it draws.
type gauge struct{ atomic.Pointer[crm.Progress] }

func (g *gauge) tell(p crm.Progress) { g.Store(&p) }

// outdate makes everything be measured again; what is known stays until then.
func (c *comparison) outdate() {
	c.outdated = map[pair]bool{}
	for p := range c.known {
		c.outdated[p] = true
	}
}

// sides returns the selected rubric and the one it is compared with: the one
// that was marked, else the active one, and for the active one the version
// before it.
func (v *Versions) sides() (after, before entry, ok bool) {
	after, ok = v.list.Selected()
	if !ok {
		return after, before, false
	}
	if v.other != "" && v.other != after.key {
		if before, ok = v.find(v.other); ok {
			return after, before, true
		}
	}
	if before, ok = v.active(); ok && before.key != after.key {
		return after, before, true
	}
	for _, e := range v.load.entries[history] {
		if !e.draft() && e.version.Number == after.version.Number-1 {
			return after, e, true
		}
	}
	return after, before, false
}

// look measures what the selected entry does, unless it is known.
func (v *Versions) look() tea.Cmd {
	after, before, ok := v.sides()
	c := &v.compare
	c.wanted = pair{after.key, before.key}
	if !ok || c.running || after.broken != nil || before.broken != nil || !v.load.visible {
		return nil
	}
	if _, known := c.known[c.wanted]; known && !c.outdated[c.wanted] {
		return nil
	}
	c.running, c.progress = true, &gauge{}
	delete(c.outdated, c.wanted)
	return tea.Batch(v.spin.Start(), measure(v.src, c.wanted, after.version.Rubric, before.version.Rubric, v.fields(), c.progress))
}

// fields returns what any rubric of the list looks at, so that moving through
// it needs the leads only once. Templates look at much that the file's own
// rubrics never asked for, so theirs count only where they are listed.
func (v *Versions) fields() []string {
	entries := v.load.entries[history]
	if v.topic == templates {
		entries = slices.Concat(entries, v.load.entries[templates])
	}
	var fields []string
	for i := range entries {
		fields = append(fields, rubric.Fields(entries[i].version.Rubric)...)
	}
	slices.Sort(fields)
	return slices.Compact(fields)
}

func measure(src Source, p pair, after, before rubric.Rubric, fields []string, progress *gauge) tea.Cmd {
	return func() tea.Msg {
		m := comparedMsg{pair: p}
		ctx := context.Background() // a large file takes its time, and says how far it is
		board, err := src.Board(ctx, fields, progress.tell)
		if err != nil {
			m.verdict.err = err
			return m
		}
		draft, err := board.Draft(before)
		if err == nil {
			err = draft.Set(after)
		}
		if err != nil {
			m.verdict.err = err
			return m
		}
		m.verdict.impact = draft.Impact()
		m.verdict.leads, m.verdict.err = src.LeadsByID(ctx, named(&m.verdict.impact))
		return m
	}
}

// mostNamed is how many leads of a comparison are listed.
const mostNamed = 100

// listed returns the leads that are named: those that cross the line, else
// those that move most.
func listed(i *score.Impact) []score.Mover {
	if len(i.Crossers) > 0 {
		return i.Crossers[:min(len(i.Crossers), mostNamed)]
	}
	return i.Movers
}

func named(i *score.Impact) []crm.LeadID {
	movers := listed(i)
	ids := make([]crm.LeadID, len(movers))
	for k := range movers {
		ids[k] = movers[k].Lead
	}
	return ids
}

// compared keeps the verdict and goes on to what is wanted by now.
func (v *Versions) compared(m comparedMsg) tea.Cmd {
	c := &v.compare
	c.running = false
	if !v.load.running {
		v.spin.Stop()
	}
	if c.known == nil {
		c.known = map[pair]verdict{}
	}
	if old, ok := c.known[m.pair]; ok && m.verdict.err != nil && old.err == nil {
		old.err = m.verdict.err // old figures stay, and why there are no newer ones
		m.verdict = old
	}
	c.known[m.pair] = m.verdict
	return v.look()
}

// retry measures again after an error.
func (v *Versions) retry() tea.Cmd {
	if v.load.err != nil {
		return v.reload()
	}
	delete(v.compare.known, v.compare.wanted)
	return v.look()
}
