package rubric

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/rubric"
	"smarketing/ui/screen"
)

// askRival reads the version that was published before ours.
func (e *Editor) askRival() tea.Cmd {
	src := e.src
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		v, err := src.Rubric(ctx)
		return rivalMsg{v, err}
	}
}

func (e *Editor) rivalled(m rivalMsg) tea.Cmd {
	if m.err != nil {
		return toasted(m.err)
	}
	if m.active.Number == e.base.Number {
		return e.reload()
	}
	e.active = m.active
	return e.conflict(m.active)
}

// conflict says who has published meanwhile and what, and lets the person
// choose. Nothing is overwritten.
func (e *Editor) conflict(theirs rubric.Version) tea.Cmd {
	var b strings.Builder
	fmt.Fprintf(&b, "Version %d was published by %s %s", theirs.Number, by(theirs), age(theirs.At, e.clock()))
	if theirs.Note != "" {
		fmt.Fprintf(&b, ": %s", theirs.Note)
	}
	b.WriteString(".\nIt changes:")
	const most = 6
	changes := rubric.Diff(e.base.Rubric, theirs.Rubric)
	for i, change := range changes {
		if i == most {
			fmt.Fprintf(&b, "\nand %s", plural(len(changes)-most, "more", "more"))
			break
		}
		b.WriteString("\n" + changeWords(change))
	}
	if len(changes) == 0 {
		b.WriteString("\nnothing but its text")
	}
	b.WriteString("\nYour draft is kept as it is.")
	return func() tea.Msg {
		return screen.PickMsg{
			Title: "Somebody was faster", Body: b.String(),
			Options: []screen.Option{
				{Key: "r", Label: fmt.Sprintf("put my draft on version %d", theirs.Number), Hint: "your changes are made again on theirs", Run: func() tea.Cmd {
					return submit((*Editor).rebase)
				}},
				{Key: "l", Label: "look at it", Hint: "the history, with what it does", Run: func() tea.Cmd {
					return submit(func(e *Editor) tea.Cmd { return e.openVersions("history")() })
				}},
			},
		}
	}
}

// rebase makes the changes of the draft again on the version that was published
// meanwhile. Where both have changed the same thing the draft's stands, and it
// is said.
func (e *Editor) rebase() tea.Cmd {
	theirs := e.active
	if !e.newer() {
		return nil
	}
	merged, clashes := rubric.Merge(e.base.Rubric, *e.rubric(), theirs.Rubric)
	if problems := faults(merged); len(problems) > 0 {
		e.refused = refusal{long: "the two do not go together: " + problems[0].String()}
		return screen.Toast(screen.Warning, "The two do not go together: "+problems[0].String())
	}
	at := e.spot()
	e.past.push(moment{rubric: merged, base: theirs, what: fmt.Sprintf("putting the draft on version %d", theirs.Number), spot: at})
	cmd := e.edited()
	e.goTo(at)
	words := fmt.Sprintf("Your draft is now on version %d.", theirs.Number)
	level := screen.Success
	if len(clashes) > 0 {
		words = fmt.Sprintf("Your draft is now on version %d. Both changed %s; yours stands.", theirs.Number, strings.Join(clashes, ", "))
		level = screen.Warning
	}
	return tea.Batch(cmd, screen.Toast(level, clean(words)))
}

// conflictActions are there while somebody else's version waits.
func (e *Editor) conflictActions() []screen.Action {
	if !e.newer() {
		return nil
	}
	title := fmt.Sprintf("Put the draft on version %d", e.active.Number)
	return []screen.Action{{Binding: bind("R", "rebase", "R"), Title: title, Run: e.rebase}}
}
