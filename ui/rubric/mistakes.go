package rubric

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/rubric"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// mistakesView shows a text with its mistakes, each below the line it is in.
func (e *Editor) mistakesView() string {
	st := e.styles
	s := &e.script
	w := e.w
	head := []string{
		widget.Ends(st.Heading.Render(" THE TEXT")+"  "+st.Bad.Render("! "+plural(len(s.problems), "mistake", "mistakes")), st.Muted.Render("nothing is lost ")+" ", w),
		"",
	}
	body := e.mistakeLines(w)
	visible := max(0, e.h-len(head))
	s.top = max(0, min(s.top, len(body)-visible))
	return widget.Block(strings.Join(append(head, body[s.top:]...), "\n"), w, e.h)
}

// around is how many lines of the text are shown above and below a mistake.
const around = 2

func (e *Editor) mistakeLines(w int) []string {
	st := e.styles
	source := strings.Split(e.script.body, "\n")
	var lines []string
	shown := 0 // lines of the text that were shown so far
	show := func(n int, style func(...string) string) {
		if n < 1 || n > len(source) || n <= shown {
			return
		}
		if n > shown+1 && shown > 0 {
			lines = append(lines, st.Faint.Render("     ⋮"))
		}
		line := strings.ReplaceAll(source[n-1], "\t", "  ")
		lines = append(lines, st.Faint.Render(fmt.Sprintf(" %4d │ ", n))+style(text.Truncate(line, w-9)))
		shown = n
	}
	tell := func(p rubric.Problem) {
		message := p.Message
		if p.Key != "" && p.Line <= 1 {
			message = p.Key + ": " + message
		}
		for i, part := range widget.Wrap(message, w-12) {
			mark := "└ "
			if i > 0 {
				mark = "  "
			}
			lines = append(lines, "      "+st.Bad.Render(mark+part))
		}
		for _, part := range widget.Wrap(p.Fix, w-12) {
			if part != "" {
				lines = append(lines, "        "+st.Text.Render(part))
			}
		}
	}
	for i, p := range e.script.problems {
		for n := p.Line - around; n < p.Line; n++ {
			show(n, st.Muted.Render)
		}
		show(p.Line, st.Title.Render)
		tell(p)
		next := len(source) + 1
		if i+1 < len(e.script.problems) {
			next = e.script.problems[i+1].Line
		}
		for n := p.Line + 1; n <= min(p.Line+around, next-1); n++ {
			show(n, st.Muted.Render)
		}
	}
	return lines
}

func (e *Editor) mistakeActions() []screen.Action {
	s := &e.script
	scroll := func(by int) func() tea.Cmd {
		return func() tea.Cmd { s.top = max(0, s.top+by); return nil }
	}
	return []screen.Action{
		{Binding: bind("E", "edit again", "E", "e", "enter"), Title: "Mend the text in the editor", Run: e.write},
		{Binding: bind("esc", "later", "esc"), Title: "Back to the grid; E goes on with the text", Run: func() tea.Cmd {
			s.shown = false
			where := "The text is kept: "
			if s.path != "" {
				where = "The text is kept in " + clean(s.path) + ": "
			}
			return screen.Toast(screen.Info, where+"E goes on with it.")
		}},
		{Binding: bind("x", "throw away", "x"), Title: "Throw the text away", Run: func() tea.Cmd {
			return ask(screen.AskMsg{
				Title: "Throw the text away?", Yes: "Throw away", Body: "What was written in the editor is gone then. The grid stays as it is.",
				Run: func() tea.Cmd { return submit((*Editor).forgetText) },
			})
		}},
		{Binding: bind("↓/j", "down", "down", "j", "pgdown"), Title: "Scroll down", Quiet: true, Run: scroll(3)},
		{Binding: bind("↑/k", "up", "up", "k", "pgup"), Title: "Scroll up", Quiet: true, Run: scroll(-3)},
	}
}
