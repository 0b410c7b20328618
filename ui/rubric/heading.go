package rubric

import (
	"fmt"
	"strings"

	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// heading returns the one or two lines above the grid: what is edited, since
// when, and what leads must reach.
func (e *Editor) heading(w int) []string {
	st := e.styles
	r := e.rubric()
	at := fmt.Sprintf("ready at %d", r.Ready)
	if old := e.base.Rubric.Ready; old != r.Ready {
		at = fmt.Sprintf("ready at %d → %d", old, r.Ready)
	}
	right := st.Text.Render(at)
	if e.layout.panel > 0 || w > 100 {
		right += st.Faint.Render(fmt.Sprintf(" · cool below %d", r.Cool))
	}
	right += " "
	state := e.state(true)
	if w-10-text.Width(right)-text.Width(state)-2 < 12 && e.layout.panel == 0 {
		state = e.state(false) // the name of the rubric matters more than where the draft is kept
	}
	left := st.Heading.Render(" RUBRIC") + "  "
	if e.layout.panel > 0 {
		name := st.Title.Render(text.Truncate(r.Name, w-text.Width(right)-10))
		return []string{widget.Ends(left+name, right, w), widget.Line(" "+state, w)}
	}
	room := w - 10 - text.Width(right) - text.Width(state) - 2
	name := ""
	if room >= 6 {
		name = st.Title.Render(text.Truncate(r.Name, room)) + "  "
	}
	return []string{widget.Ends(left+name+state, right, w)}
}

// state says what is shown: a published version or a draft on one, and where
// the draft is kept.
func (e *Editor) state(whole bool) string {
	st := e.styles
	version := "v" + number(e.base.Number)
	switch {
	case e.deploy.refreshing:
		done := ""
		if p := e.deploy.progress; p.Now.Total > 0 {
			done = fmt.Sprintf(" %d %%", int(p.Share()*100))
		}
		return st.Good.Render(version+" published") + st.Muted.Render(" · scoring all leads with it"+done)
	case len(e.changes) == 0 && e.base.By != "" && e.layout.panel > 0:
		return st.Muted.Render(version + " · published by " + text.Truncate(e.base.By, 24) + " " + age(e.base.At, e.clock()))
	case len(e.changes) == 0:
		return st.Muted.Render(version + " · as published")
	}
	words := e.keepWords()
	kept := st.Muted.Render(" · " + words)
	switch {
	case e.keep.err != nil:
		kept = st.Watch.Render(" · ! " + words)
	case !whole:
		kept = ""
	}
	return st.Accent.Render("draft on "+version) + st.Muted.Render(" · "+plural(len(e.changes), "change", "changes")) + kept
}

// notes returns the lines below the grid, of which the last always says
// something: what the selected line stands for takes more when there is room.
func (e *Editor) notes(w, h int) []string {
	lines := []string{e.note(w)}
	if at, ok := e.row(); ok && h > 1 && !e.find.on && e.refused.long == "" && !e.newer() && e.keep.err == nil {
		lines = nil
		for _, part := range widget.Wrap(e.about(at), min(w-3, 92)) {
			lines = append(lines, " "+e.styles.Muted.Render(part))
		}
		lines = lines[:min(len(lines), h)]
	}
	for len(lines) < h {
		lines = append([]string{""}, lines...)
	}
	return lines
}

// note is the line below the grid: the search, why a key was refused, that
// somebody has published, or the rule of the selected line in words.
func (e *Editor) note(w int) string {
	st := e.styles
	say := func(s string) string { return text.Truncate(s, w-2) }
	switch {
	case e.find.on:
		return e.findView(w)
	case e.refused.long != "":
		return " " + st.Bad.Render(say("! "+e.refused.long))
	case e.newer():
		return " " + st.Watch.Render(say(fmt.Sprintf("! Version %d was published by %s %s. ", e.active.Number, clean(by(e.active)), age(e.active.At, e.clock())))) +
			st.Key.Render("C") + st.Muted.Render(" compares")
	case e.keep.err != nil && len(e.changes) > 0:
		return " " + st.Watch.Render(say("! The draft is not kept: "+screen.Words(e.keep.err)))
	}
	at, ok := e.row()
	if !ok {
		return ""
	}
	return " " + st.Muted.Render(say(e.about(at)))
}

// about says what a line stands for.
func (e *Editor) about(at row) string {
	r := e.rubric()
	switch at.kind {
	case axisRow:
		axis := r.Axis(at.axis)
		what := "who a lead is"
		if at.axis != "fit" {
			what = "what a lead does"
		}
		return fmt.Sprintf("%s: at most %d points; grades from %d, %d, %d %% of them", what, axis.Max, axis.Bands[0], axis.Bands[1], axis.Bands[2])
	case groupRow:
		return groupWords(r.Groups[at.group].Criteria)
	}
	return "when " + sentenceOf(at.criterionOf(r))
}

func (e *Editor) statePage() string {
	st := e.styles
	if e.load.err == nil {
		line := ""
		if spin := e.load.spin.View(); spin != " " {
			line = "  " + st.Muted.Render(spin+" Reading the rubric")
		}
		return widget.Block("\n"+line, e.w, e.h)
	}
	message, hint := screen.Sentence(e.load.err)
	lines := []string{"", "  " + st.Title.Render("RUBRIC"), ""}
	for _, part := range widget.Wrap("The rubric could not be read: "+message+".", min(e.w-4, 76)) {
		lines = append(lines, "  "+st.Bad.Render(part))
	}
	if hint != "" {
		for _, part := range widget.Wrap(capital(hint)+".", min(e.w-4, 76)) {
			lines = append(lines, "  "+st.Text.Render(part))
		}
	}
	lines = append(lines, "", "  "+st.Key.Render("r")+st.Muted.Render(" tries again"))
	return widget.Block(strings.Join(lines, "\n"), e.w, e.h)
}
