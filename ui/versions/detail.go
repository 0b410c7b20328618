package versions

import (
	"fmt"
	"strings"

	"smarketing/internal/rubric"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// roll is how far a text is scrolled.
type roll struct{ top int }

// view returns the part of the lines that is seen in h of them, with how much
// follows on the last one. Only here it is known how far the text goes.
func (r *roll) view(v *Versions, lines []string, w, h int, focused bool) string {
	r.top = max(0, min(r.top, len(lines)-h))
	seen := lines[r.top:min(len(lines), r.top+h)]
	out := make([]string, len(seen))
	for i, line := range seen {
		edge := "  "
		if i == 0 && focused {
			edge = v.styles.Accent.Render("▌") + " "
		}
		out[i] = edge + line
	}
	if more := len(lines) - r.top - len(seen); more > 0 && len(out) > 0 {
		out[len(out)-1] = widget.Ends("", v.styles.Faint.Render(fmt.Sprintf("▾ %d more", more+1))+"  ", w)
	}
	return strings.Join(out, "\n")
}

// textLimit is how wide text may be; longer lines are hard to read.
const textLimit = 100

func textWidth(w int) int { return max(1, min(w-4, textLimit)) }

// detailView says what the selected rubric is and what it does; apart, the
// figures stand in a column of their own.
func (v *Versions) detailView(w, h int, apart bool) string {
	e, ok := v.list.Selected()
	if !ok {
		return ""
	}
	tw := textWidth(w)
	sections := [][]string{v.aboutLines(&e, tw)}
	switch after, before, ok := v.sides(); {
	case e.broken != nil:
		sections = append(sections, v.brokenLines(e.broken, tw))
	case !ok:
		sections = append(sections, v.firstLines(&e, tw))
	case apart:
		sections = append(sections, v.changeLines(&after, &before, tw))
	case v.layout.stacked && v.focus == onList:
		sections = append(sections, v.brief(tw), v.changeLines(&after, &before, tw))
	default:
		const few = 10 // lines of changes that may stand above the leads, and of leads above more changes
		sections = append(sections, v.figureLines(tw))
		if changes := v.changeLines(&after, &before, tw); len(changes) <= few {
			sections = append(sections, changes, v.moverLines(tw, mostNamed))
		} else {
			sections = append(sections, v.moverLines(tw, few), changes)
		}
	}
	return v.detail.view(v, joined(sections), w, h, v.focus == onDetail && !v.layout.stacked)
}

// figuresView is what the selected rubric does, in a column of its own.
func (v *Versions) figuresView(w, h int) string {
	e, ok := v.list.Selected()
	if _, _, two := v.sides(); !ok || !two || e.broken != nil {
		return ""
	}
	tw := textWidth(w)
	return v.figures.view(v, joined([][]string{v.figureLines(tw), v.moverLines(tw, mostNamed)}), w, h, false)
}

// joined puts a blank line between sections.
func joined(sections [][]string) []string {
	var lines []string
	for _, s := range sections {
		if len(s) == 0 {
			continue
		}
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, s...)
	}
	return lines
}

// aboutLines is the name of the selected rubric, against which other one it
// stands, where it comes from, and why.
func (v *Versions) aboutLines(e *entry, w int) []string {
	st := v.styles
	title := st.Title.Render(text.Truncate(e.name(), w))
	if e.name() != e.version.Rubric.Name && e.version.Rubric.Name != "" {
		title += st.Muted.Render("  " + text.Clean(e.version.Rubric.Name))
	}
	if _, before, ok := v.sides(); ok {
		against := before.name()
		if before.active {
			against += ", in force"
		}
		title += st.Faint.Render("  against ") + st.Accent.Render(against)
	}
	lines := []string{widget.Line(title, w)}
	for _, part := range widget.Wrap(v.about(e), w) {
		lines = append(lines, st.Muted.Render(part))
	}
	if note := strings.TrimSpace(text.CleanLines(e.version.Note)); note != "" {
		for line := range strings.Lines(note) {
			for _, part := range widget.Wrap(line, w-2) {
				lines = append(lines, st.Rule.Render("▏ ")+st.Text.Render(part))
			}
		}
	}
	if e.template() {
		lines = append(lines, "", widget.Heading(st, "IT LOOKS AT", fmt.Sprintf("%d criteria in %d groups", e.criteria(), len(e.version.Rubric.Groups)), w))
		for _, part := range widget.Wrap(e.looksAt(), w) {
			lines = append(lines, st.Text.Render(part))
		}
	}
	return lines
}

// changeLines is what differs, in words.
func (v *Versions) changeLines(after, before *entry, w int) []string {
	st := v.styles
	changes := rubric.Diff(before.version.Rubric, after.version.Rubric)
	if len(changes) == 0 {
		return []string{widget.Heading(st, "CHANGES", "none: the same rubric", w)}
	}
	lines := []string{widget.Heading(st, "CHANGES", fmt.Sprintf("%d, from %s to %s", len(changes), before.name(), after.name()), w)}
	for _, c := range changes {
		mark, ink := "· ", st.Muted
		switch c.Kind {
		case rubric.Added:
			mark, ink = "+ ", st.Good
		case rubric.Removed:
			mark, ink = "- ", st.Bad
		case rubric.Changed:
		}
		words := strings.TrimPrefix(strings.TrimPrefix(c.Words(), "added "), "removed ")
		for i, part := range widget.Wrap(words, w-2) {
			if i > 0 {
				mark = "  "
			}
			lines = append(lines, ink.Render(mark)+st.Text.Render(part))
		}
	}
	return lines
}

// firstLines stand where there is nothing to compare with.
func (v *Versions) firstLines(e *entry, w int) []string {
	words := fmt.Sprintf("The first version, with %d criteria in %d groups. There is nothing before it to compare with.",
		e.criteria(), len(e.version.Rubric.Groups))
	var lines []string
	for _, part := range widget.Wrap(words, w) {
		lines = append(lines, v.styles.Text.Render(part))
	}
	return lines
}

// brokenLines say why a draft cannot be measured.
func (v *Versions) brokenLines(err error, w int) []string {
	message, _ := screen.Sentence(err)
	lines := []string{widget.Heading(v.styles, "NOT A RUBRIC YET", "", w)}
	for line := range strings.Lines(text.CleanLines(message)) {
		for _, part := range widget.Wrap(line, w) {
			lines = append(lines, v.styles.Bad.Render(part))
		}
	}
	return append(lines, "", v.styles.Key.Render("u")+v.styles.Muted.Render(" opens it to be mended"))
}

// errorPage stands for the whole screen when nothing could be read.
func (v *Versions) errorPage() string {
	message, hint := screen.Sentence(v.load.err)
	lines := []string{"", "  " + v.styles.Title.Render("VERSIONS"), ""}
	for _, part := range widget.Wrap("The versions could not be read: "+message+".", min(v.w-4, 76)) {
		lines = append(lines, "  "+v.styles.Bad.Render(part))
	}
	for _, part := range widget.Wrap(hint, min(v.w-4, 76)) {
		lines = append(lines, "  "+v.styles.Text.Render(part))
	}
	lines = append(lines, "", "  "+v.styles.Key.Render("r")+v.styles.Muted.Render(" tries again"))
	return widget.Block(strings.Join(lines, "\n"), v.w, v.h)
}
