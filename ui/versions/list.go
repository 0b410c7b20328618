package versions

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/dustin/go-humanize"

	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// filterX is where the text of the filter begins: after the edge and "/ ".
const filterX = 4

func (v *Versions) filterWidth() int { return max(8, min(36, v.layout.list-filterX-2)) }

func (v *Versions) columns() []widget.Column[entry] {
	marks := widget.Column[entry]{Width: 2, Cell: v.marks}
	if v.topic == templates {
		return []widget.Column[entry]{
			marks,
			{Title: "Template", Width: 14, Flex: 2, Limit: 30, Tight: true, Cell: func(e entry) widget.Cell {
				return widget.Cell{Text: e.version.Rubric.Name, Style: v.styles.Title}
			}},
			{Title: "Groups", Width: 6, Right: true, Drop: 1, Cell: func(e entry) widget.Cell {
				return widget.Cell{Text: strconv.Itoa(len(e.version.Rubric.Groups)), Style: v.styles.Text}
			}},
			{Title: "Criteria", Width: 8, Right: true, Cell: func(e entry) widget.Cell {
				return widget.Cell{Text: strconv.Itoa(e.criteria()), Style: v.styles.Text}
			}},
			{Title: "For whom", Width: 20, Flex: 5, Cell: func(e entry) widget.Cell {
				return widget.Cell{Text: e.summary, Style: v.styles.Muted}
			}},
		}
	}
	return []widget.Column[entry]{
		marks,
		{Title: "Version", Width: 7, Tight: true, Cell: v.nameCell},
		{Title: "Date", Width: 11, Drop: 2, Cell: func(e entry) widget.Cell {
			return widget.Cell{Text: v.day(e.version.At), Style: v.styles.Muted}
		}},
		{Title: "By", Width: 8, Flex: 1, Limit: 18, Drop: 1, Cell: func(e entry) widget.Cell {
			return widget.Cell{Text: e.version.By, Style: v.styles.Text}
		}},
		{Title: "Ready then", Width: 13, Right: true, Cell: v.effectCell},
		{Title: "Why", Width: 12, Flex: 4, Cell: v.noteCell},
	}
}

// marks tell the version in force from the others, and which is compared with.
func (v *Versions) marks(e entry) widget.Cell {
	switch {
	case e.key == v.other:
		return widget.Cell{Text: "◆", Style: v.styles.Accent}
	case e.active:
		return widget.Cell{Text: "●", Style: v.styles.Good}
	case e.draft():
		return widget.Cell{Text: "○", Style: v.styles.Watch}
	}
	return widget.Cell{}
}

func (v *Versions) nameCell(e entry) widget.Cell {
	switch {
	case e.draft():
		return widget.Cell{Text: "draft", Style: v.styles.Watch}
	case e.active:
		return widget.Cell{Text: e.name(), Style: v.styles.Title}
	}
	return widget.Cell{Text: e.name(), Style: v.styles.Text}
}

// effectCell is what publishing did to the number of ready leads at that time.
func (v *Versions) effectCell(e entry) widget.Cell {
	f := e.version.Effect
	if f == nil {
		return widget.Cell{Text: "–", Style: v.styles.Faint}
	}
	return widget.Cell{Text: comma(f.ReadyBefore) + "→" + comma(f.ReadyAfter), Style: v.styles.Text}
}

func (v *Versions) noteCell(e entry) widget.Cell {
	switch {
	case e.broken != nil:
		return widget.Cell{Text: "! not a rubric yet", Style: v.styles.Bad}
	case e.draft():
		return widget.Cell{Text: fmt.Sprintf("not published, started from v%d", e.base), Style: v.styles.Muted}
	case e.version.Note == "":
		return widget.Cell{Text: "no note", Style: v.styles.Faint}
	}
	return widget.Cell{Text: e.version.Note, Style: v.styles.Muted}
}

// change writes a figure before and after.
func change(before, after int) string {
	return humanize.Comma(int64(before)) + " → " + humanize.Comma(int64(after))
}

// listView is the heading and the table.
func (v *Versions) listView() string {
	head := v.headline(v.layout.list) + "\n" + v.subline(v.layout.list) + "\n"
	if v.load.known && v.list.Total() == 0 {
		return widget.Block(head+widget.Line("", v.layout.list)+"\n"+
			widget.Line("  "+v.styles.Text.Render(v.nothing()), v.layout.list)+"\n"+
			widget.Line("  "+v.styles.Muted.Render("esc clears the filter"), v.layout.list), v.layout.list, v.layout.listRows)
	}
	return head + v.list.View()
}

func (v *Versions) nothing() string {
	return fmt.Sprintf("Nothing here matches %q.", text.Truncate(v.filter.Value(), 30))
}

// headline says what is listed.
func (v *Versions) headline(w int) string {
	st := v.styles
	name, what, n := "HISTORY", "every rubric that was published", 0
	for _, e := range v.load.entries[v.topic] {
		if !e.draft() {
			n++
		}
	}
	if v.topic == templates {
		name, what = "TEMPLATES", "rubrics to start from"
	}
	left := "  " + st.Title.Render(name)
	switch {
	case !v.load.known:
		left += "  " + st.Muted.Render("loading")
	case v.list.Total() < len(v.load.entries[v.topic]):
		left += "  " + st.Muted.Render(fmt.Sprintf("%d of %d", v.list.Total(), len(v.load.entries[v.topic])))
	default:
		left += "  " + st.Muted.Render(strconv.Itoa(n))
	}
	left += "  " + st.Faint.Render(what)
	if v.load.running {
		left += "  " + st.Accent.Render(v.spin.View())
	}
	return widget.Line(left, w)
}

// subline carries the filter, what is compared with, and what went wrong.
func (v *Versions) subline(w int) string {
	st := v.styles
	var parts []string
	if v.load.err != nil {
		message, _ := screen.Sentence(v.load.err)
		parts = append(parts, st.Bad.Render("! "+text.Clean(message)+"; r tries again"))
	}
	switch {
	case v.filtering:
		parts = append(parts, st.Key.Render("/")+" "+v.filter.View(st, v.filterWidth()))
	case v.filter.Value() != "":
		parts = append(parts, st.Key.Render("/")+" "+st.Text.Render(text.Truncate(v.filter.Value(), v.filterWidth())))
	}
	if e, ok := v.find(v.other); ok {
		parts = append(parts, st.Accent.Render("◆ compared with "+e.name()))
	} else if v.topic == history && !v.filtering {
		parts = append(parts, st.Faint.Render("● in force   ○ your draft   ◆ compared with"))
	}
	return widget.Line("  "+strings.Join(parts, "   "), w)
}
