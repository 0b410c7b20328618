package goals

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/goal"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// book is the list of all versions of the goal.
type book struct {
	open  bool
	table *widget.Table[crm.Goal]
}

// list fills the list anew and stays on the selected version.
func (b *book) list(versions []crm.Goal) {
	b.table.Refresh()
	b.fill(versions)
}

// fill gives the table the rows it wants.
func (b *book) fill(versions []crm.Goal) {
	for _, want := range b.table.Wants() {
		from := min(want.First, len(versions))
		b.table.Put(want, versions[from:min(from+want.Count, len(versions))], len(versions))
	}
	_, _ = b.table.Lost() // versions do not go away
}

func (g *Goals) columns() []widget.Column[crm.Goal] {
	st := &g.styles
	column := func(title string, width, drop int, right bool, say func(*crm.Goal) string) widget.Column[crm.Goal] {
		return widget.Column[crm.Goal]{Title: title, Width: width, Drop: drop, Right: right, Cell: func(v crm.Goal) widget.Cell {
			return widget.Cell{Text: say(&v), Style: st.Text}
		}}
	}
	note := column("Why", 12, 0, false, func(v *crm.Goal) string { return v.Note })
	note.Flex = 4
	by := column("By", 8, 3, false, func(v *crm.Goal) string { return v.By })
	by.Flex, by.Limit = 1, 18
	return []widget.Column[crm.Goal]{
		{Title: "", Width: 9, Cell: g.versionCell},
		column("Set on", 11, 2, false, func(v *crm.Goal) string { return g.day(v.At) }),
		by,
		column("Revenue", 12, 0, true, func(v *crm.Goal) string { return v.Currency + " " + goal.Short(v.Revenue.Cents) }),
		column("Until", 11, 1, false, func(v *crm.Goal) string { return g.lastDay(v.End) }),
		column("Deal", 8, 5, true, func(v *crm.Goal) string { return goal.Short(v.AverageDeal.Cents) }),
		column("To customer", 11, 4, true, func(v *crm.Goal) string { return rateOrUnknown(v.LeadRate) }),
		column("Win rate", 8, 6, true, func(v *crm.Goal) string { return rateOrUnknown(v.WinRate) }),
		note,
	}
}

func rateOrUnknown(v float64) string {
	if v <= 0 {
		return "unknown"
	}
	return percent(v)
}

// versionCell names a version and tells the one in force from those before and
// those that were undone.
func (g *Goals) versionCell(v crm.Goal) widget.Cell {
	name := fmt.Sprintf("v%d", v.Version)
	inForce, ok := g.inForce()
	switch {
	case v.Withdrawn:
		return widget.Cell{Text: name + " undone", Style: g.styles.Faint}
	case ok && inForce.Version == v.Version:
		return widget.Cell{Text: "● " + name, Style: g.styles.Good}
	}
	return widget.Cell{Text: "  " + name, Style: g.styles.Text}
}

// historyView is the list with the note of the selected version below it.
func (g *Goals) historyView() string {
	st := g.styles
	lines := []string{
		g.headline(g.w),
		widget.Line("  "+st.Muted.Render("Every version of the goal; none is ever overwritten.  ● in force"), g.w),
		g.book.table.View(),
	}
	if v, ok := g.book.table.Selected(); ok && v.Note != "" {
		lines = append(lines, "")
		for _, line := range widget.Wrap("“"+text.CleanLines(v.Note)+"”", g.w-2*edge) {
			lines = append(lines, "  "+st.Muted.Render(line))
		}
	}
	return widget.Block(strings.Join(lines, "\n"), g.w, g.h)
}

// historyActions are the keys of the list.
func (g *Goals) historyActions() []screen.Action {
	none := ""
	if g.book.table.Total() == 0 {
		none = "there is no version yet"
	}
	closing := func() tea.Cmd { g.book.open = false; return nil }
	actions := []screen.Action{
		{Binding: bind("enter", "take into the form", "enter"), Title: "Put the figures of the selected version into the form", Why: none, Run: g.takeVersion},
		{Binding: bind("esc", "back to the plan", "esc", "H"), Title: "Go back to the plan", Run: closing},
		{Binding: bind("r", "try again", "r"), Title: "Read the file again", Quiet: g.load.err == nil, Run: g.reload},
	}
	for _, m := range g.book.table.Moves() {
		actions = append(actions, screen.Action{Binding: m.Binding, Title: m.Title, Group: "Moving", Quiet: true,
			Run: func() tea.Cmd { m.Do(); g.book.fill(g.load.versions); return nil }})
	}
	return actions
}

// takeVersion puts the figures of the selected version into the form; S stores
// them as a new one.
func (g *Goals) takeVersion() tea.Cmd {
	v, ok := g.book.table.Selected()
	if !ok {
		return nil
	}
	g.book.open = false
	for i := range inputs {
		e := i.agree(&v)
		if e.from != unset {
			e.from = typed
		}
		g.choose(i, e)
	}
	g.compute()
	return screen.Toast(screen.Info, fmt.Sprintf("The form says what v%d said; S stores it", v.Version))
}
