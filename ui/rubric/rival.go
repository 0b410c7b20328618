package rubric

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/rubric"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// rival is the page that shows what somebody has published since the draft was
// begun: theirs beside ours, and what both have changed. Nothing is overwritten
// before a person has seen it.
type rival struct {
	shown bool
	top   int
}

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
	e.showRival()
	return nil
}

// showRival shows the page, and its beginning.
func (e *Editor) showRival() { e.rival = rival{shown: e.newer()} }

// rivalView is the page.
func (e *Editor) rivalView() string {
	st := e.styles
	theirs := e.active
	head := []string{
		widget.Ends(st.Heading.Render(" SOMEBODY WAS FASTER")+"  "+st.Watch.Render(fmt.Sprintf("! version %d is published", theirs.Number)), st.Muted.Render("your draft is kept as it is "), e.w),
		"",
	}
	body := e.rivalLines(e.w)
	visible := max(0, e.h-len(head))
	e.rival.top = max(0, min(e.rival.top, len(body)-visible))
	return widget.Block(strings.Join(append(head, body[e.rival.top:]...), "\n"), e.w, e.h)
}

func (e *Editor) rivalLines(w int) []string {
	st := e.styles
	theirs := e.active
	var lines []string
	wrap := func(s, edge string, ink func(...string) string) {
		for _, part := range widget.Wrap(s, min(w-len(edge)-2, 92)) {
			lines = append(lines, edge+ink(part))
		}
	}
	list := func(title, note string, changes []string, none string) {
		lines = append(lines, widget.Heading(st, " "+title, note, w))
		for _, change := range changes {
			wrap(change, "   ", st.Text.Render)
		}
		if len(changes) == 0 {
			lines = append(lines, "   "+st.Faint.Render(none))
		}
		lines = append(lines, "")
	}
	wrap(fmt.Sprintf("%s published version %d %s.", capital(clean(by(theirs))), theirs.Number, age(theirs.At, e.clock())), " ", st.Text.Render)
	if theirs.Note != "" {
		wrap("“"+clean(theirs.Note)+"”", " ", st.Title.Render)
	}
	lines = append(lines, "")
	list("THEY CHANGED", fmt.Sprintf("version %d to %d", e.base.Number, theirs.Number), wordsOf(rubric.Diff(e.base.Rubric, theirs.Rubric)), "nothing but the text")
	list("YOU CHANGED", fmt.Sprintf("your draft on version %d", e.base.Number), wordsOf(e.changes), "nothing")
	_, clashes := rubric.Merge(e.base.Rubric, *e.rubric(), theirs.Rubric)
	for i := range clashes {
		clashes[i] = shortPath(clashes[i])
	}
	list("BOTH CHANGED", "yours would stand", clashes, "nothing: the two go together")
	return lines
}

func (e *Editor) rivalActions() []screen.Action {
	scroll := func(by int) func() tea.Cmd {
		return func() tea.Cmd { e.rival.top = max(0, e.rival.top+by); return nil }
	}
	return []screen.Action{
		e.rebaseAction(),
		{Binding: bind("H", "look at it", "H"), Title: "See what the other version does, in the history", Run: func() tea.Cmd {
			e.rival.shown = false
			return e.openVersions("history")()
		}},
		{Binding: bind("esc", "later", "esc"), Title: "Back to the grid; the draft stays as it is", Run: func() tea.Cmd { e.rival.shown = false; return nil }},
		{Binding: bind("↓/j", "down", "down", "j", "pgdown"), Title: "Scroll down", Quiet: true, Run: scroll(3)},
		{Binding: bind("↑/k", "up", "up", "k", "pgup"), Title: "Scroll up", Quiet: true, Run: scroll(-3)},
	}
}

func (e *Editor) rebaseAction() screen.Action {
	return screen.Action{
		Binding: bind("R", "put mine on theirs", "R"),
		Title:   fmt.Sprintf("Make the changes of the draft again on version %d", e.active.Number), Run: e.rebase,
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
	e.rival.shown = false
	merged, clashes := rubric.Merge(e.base.Rubric, *e.rubric(), theirs.Rubric)
	if problems := faults(merged); len(problems) > 0 {
		e.refused = refusal{long: "the two do not go together: " + problems[0].String()}
		return screen.Toast(screen.Warning, "The two do not go together: "+problems[0].String())
	}
	at := e.spot()
	e.past.push(moment{rubric: merged, base: theirs, what: fmt.Sprintf("putting the draft on version %d", theirs.Number), spot: at})
	cmd := e.edited()
	e.goTo(at)
	words, level := fmt.Sprintf("Your draft is now on version %d.", theirs.Number), screen.Success
	if len(clashes) > 0 {
		for i := range clashes {
			clashes[i] = shortPath(clashes[i])
		}
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
	return []screen.Action{
		{Binding: bind("C", "compare", "C"), Title: fmt.Sprintf("Compare the draft with version %d", e.active.Number), Run: func() tea.Cmd { e.showRival(); return nil }},
		e.rebaseAction(),
	}
}
