package leads

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/nurture"
	"smarketing/internal/sla"
	"smarketing/internal/text"
	"smarketing/ui/screen"
)

// house is what the file says about those who work on it. The zero value is a
// house nothing is known of yet.
type house struct {
	known    bool
	readOnly bool
	by       string   // who acts, as the journal spells it
	name     string   // and as the owner of leads
	member   bool     // that is the name of a member
	team     crm.Team // of that member
	members  []crm.Member
	zone     *time.Location // of the file
	rules    sla.Rules
	plan     nurture.Plan
	views    []crm.View
}

// housedMsg is what the file says about those who work on it.
type housedMsg struct {
	house house
	err   error
}

// learn reads the house.
func (l *Leads) learn() tea.Cmd {
	src := l.src
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		h, err := readHouse(ctx, src)
		return housedMsg{h, err}
	}
}

func readHouse(ctx context.Context, src Source) (house, error) {
	status, err := src.Status(ctx)
	if err != nil {
		return house{}, err
	}
	settings, err := src.Settings(ctx)
	if err != nil {
		return house{}, err
	}
	h := house{known: true, readOnly: status.ReadOnly, by: status.By, name: status.By, zone: settings.Location(), rules: sla.NewRules(settings)}
	if h.members, err = src.Members(ctx); err != nil {
		return house{}, err
	}
	for _, m := range h.members {
		if text.Fold(m.Name) == text.Fold(status.By) {
			h.name, h.member, h.team = m.Name, true, m.Team
		}
	}
	if h.plan, err = src.Plan(ctx); err != nil {
		return house{}, err
	}
	h.views, err = src.Views(ctx)
	return h, err
}

// housed takes the house. The first time it decides which list the screen opens
// with: one's own queue, or everybody's for who owns no leads.
func (l *Leads) housed(m housedMsg) tea.Cmd {
	if m.err == nil {
		l.house = m.house
		l.detail.stale()
	}
	switch {
	case l.begun:
		if m.err != nil {
			return func() tea.Msg { return screen.Fail(m.err) }
		}
		return nil
	case l.house.member:
		l.scope = crm.Mine
	}
	return tea.Batch(l.ask(), l.figure())
}

// mates returns the members of one's own team, and nobody.
func (h *house) mates() []string {
	names := []string{""}
	for _, m := range h.members {
		if m.Team == h.team {
			names = append(names, m.Name)
		}
	}
	return names
}

// names are those that a lead may be given to.
func (h *house) names() []string {
	names := make([]string, len(h.members))
	for i, m := range h.members {
		names[i] = m.Name
	}
	return names
}

// window is how far back the figures of the desk look, in days.
const window = 30

// figuredMsg is how fast the team has answered.
type figuredMsg struct {
	figures crm.DeskFigures
	err     error
}

// figure reads the figures of the desk. One reading is under way at a time.
func (l *Leads) figure() tea.Cmd {
	if l.view() != queue {
		return nil
	}
	if l.figuring {
		l.refigure = true
		return nil
	}
	l.figuring, l.refigure = true, false
	src, since := l.src, l.clock().AddDate(0, 0, -window)
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		figures, err := src.Desk(ctx, since)
		return figuredMsg{figures, err}
	}
}

// figured takes the figures; without them the heading says less.
func (l *Leads) figured(m figuredMsg) tea.Cmd {
	l.figuring = false
	if m.err == nil {
		l.figures = m.figures
	}
	if l.refigure {
		return l.figure()
	}
	return nil
}

// clocked is how often the countdowns are brought up to date while the screen
// is in view.
const clocked = 30 * time.Second

// tickMsg says that time has passed.
type tickMsg struct{}

// shown starts the clock when the screen comes into view; it ends by itself
// after the screen has gone.
func (l *Leads) shown(m screen.ShownMsg) tea.Cmd {
	if l.visible = m.Screen == Title; !l.visible {
		l.opened = opened{}
	}
	if !l.visible || l.ticking {
		return nil
	}
	l.ticking = true
	return tick()
}

func tick() tea.Cmd {
	return tea.Tick(clocked, func(time.Time) tea.Msg { return tickMsg{} })
}

func (l *Leads) ticked() tea.Cmd {
	if l.ticking = l.visible; !l.ticking {
		return nil
	}
	if l.view() != queue || l.list.Loading() || l.failed != nil || l.busy() {
		return tick()
	}
	return tea.Batch(tick(), l.reload())
}
