package rubric

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/score"
	"smarketing/ui/screen"
)

// namesMsg brings the names of leads.
type namesMsg struct {
	ids   []crm.LeadID
	leads map[crm.LeadID]crm.Lead
	err   error
}

// forget makes every name be read again: leads have changed.
func (p *panel) forget() { p.asked = nil }

// namesAhead is how many leads of a list are named at once.
const namesAhead = 100

// name loads the names of the leads that are shown and not known yet. One such
// load is under way at a time.
func (e *Editor) name() tea.Cmd {
	p := &e.panel
	if p.loading || !e.live.known {
		return nil
	}
	list, movers := e.roster()
	from := min(max(0, p.at-namesAhead/2), len(movers))
	var ids []crm.LeadID
	want := func(movers []score.Mover) {
		for _, m := range movers {
			if !p.asked[m.Lead] && !slices.Contains(ids, m.Lead) {
				ids = append(ids, m.Lead)
			}
		}
	}
	want(movers[from:min(len(movers), from+namesAhead)])
	for list++; list < rosterCount && e.layout.movers > 0; list++ { // those below, see moversView
		want(e.members(list))
	}
	if len(ids) == 0 {
		return nil
	}
	p.loading = true
	src := e.src
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		leads, err := src.LeadsByID(ctx, ids)
		return namesMsg{ids, leads, err}
	}
}

// named keeps the names. What could not be read stays a number, and is asked
// for again with the next change.
func (e *Editor) named(m namesMsg) tea.Cmd {
	p := &e.panel
	p.loading = false
	if m.err != nil {
		return toasted(m.err)
	}
	if p.names == nil {
		p.names = map[crm.LeadID]crm.Lead{}
	}
	if p.asked == nil {
		p.asked = map[crm.LeadID]bool{}
	}
	for _, id := range m.ids {
		p.asked[id] = true
	}
	for id, lead := range m.leads {
		p.names[id] = lead
	}
	return e.name()
}
