package leads

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/dustin/go-humanize"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

const scoreBar = 4 // cells of the thin bar beside a score

func (l *Leads) gradeCell(lead row) widget.Cell {
	return widget.Cell{Text: lead.Stamp.Grade, Style: l.gradeStyle(lead.Stamp.Grade)}
}

// gradeStyle makes the best letter strong and the worst quiet.
func (l *Leads) gradeStyle(grade string) lipgloss.Style {
	switch {
	case strings.HasPrefix(grade, "A"):
		return l.styles.Title
	case strings.HasPrefix(grade, "D"):
		return l.styles.Faint
	}
	return l.styles.Text
}

func (l *Leads) scoreCell(lead row) widget.Cell {
	if lead.Stamp.RubricVersion == 0 {
		return widget.Cell{Text: "–", Style: l.styles.Faint}
	}
	return widget.Cell{Text: strconv.Itoa(crm.Points(lead.Stamp.Score)), Style: l.styles.Title}
}

// scoreLine is the score against what both axes can give together; nothing
// until the first explanation has told the caps.
func (l *Leads) scoreLine(lead *crm.Lead) string {
	if l.caps == 0 {
		return ""
	}
	return thinBar(float64(lead.Stamp.Score)/float64(100*l.caps), scoreBar)
}

// thinBar fills the given part of w cells with a line in steps of half a cell.
// It is as thin as text, so that bars in neighbouring rows stay apart.
func thinBar(part float64, w int) string {
	halves := int(math.Round(min(max(part, 0), 1) * float64(2*w)))
	if part > 0 {
		halves = max(halves, 1)
	}
	return strings.Repeat("━", halves/2) + strings.Repeat("╸", halves%2)
}

// stageCell shows the stage in the colour of the team that owns it.
func (l *Leads) stageCell(lead row) widget.Cell {
	return widget.Cell{Text: l.stageLabel(lead.Stage), Style: l.stageStyle(lead.Stage)}
}

func (l *Leads) stageStyle(key string) lipgloss.Style {
	stage, _ := l.definitions().Find(key)
	switch {
	case stage.Kind == crm.Detour:
		return l.styles.Faint
	case stage.Kind == crm.WonStage:
		return l.styles.Good
	case stage.Team == crm.Sales:
		return l.styles.Sales
	case stage.Team == crm.Marketing:
		return l.styles.Marketing
	}
	return l.styles.Muted
}

func (l *Leads) readyCell(lead row) widget.Cell {
	r := lead.Stamp.Ready
	if !r.Ready() {
		return widget.Cell{}
	}
	return widget.Cell{Text: ago(r.Since, l.clock()), Style: l.styles.Good}
}

// listView is the heading and the table.
func (l *Leads) listView() string {
	w := l.layout.list
	lines := [headRows]string{l.headline(w), l.subline(w)}
	if l.mode == sorting {
		lines = l.chooser(w)
	}
	head := strings.Join(lines[:], "\n") + "\n"
	if l.list.Total() == 0 && l.list.Known() {
		return head + l.nothing(w)
	}
	return head + l.list.View()
}

// headline says what is listed, how much of it, and in which order.
func (l *Leads) headline(w int) string {
	st := l.styles
	left := "  " + st.Title.Render(l.view().heading())
	if l.scope != crm.Everybody {
		left += " " + st.Accent.Render(scopeWords(l.scope))
	}
	switch {
	case !l.list.Known():
		left += "  " + st.Muted.Render("loading")
	case l.list.Total() == l.all:
		left += "  " + st.Muted.Render(humanize.Comma(int64(l.all)))
	default:
		left += "  " + st.Muted.Render(fmt.Sprintf("%s of %s",
			humanize.Comma(int64(l.list.Total())), humanize.Comma(int64(l.all))))
	}
	left += "  " + st.Faint.Render(l.orderWords())
	if words := l.markWords(); words != "" {
		left += "  " + st.Accent.Bold(true).Render("● "+words)
	}
	if spin := l.spin.View(); spin != " " {
		left += "  " + st.Accent.Render(spin)
	}
	return widget.Line(left, w)
}

// subline carries the filter, the restrictions and what is doubtful about the
// order; it is blank when there is none of them.
func (l *Leads) subline(w int) string {
	st := l.styles
	var parts []string
	switch {
	case l.mode == filtering:
		parts = append(parts, st.Key.Render("/")+" "+l.filter.View(st, l.filterWidth()))
	case l.query.Filter != "":
		parts = append(parts, st.Key.Render("/")+" "+st.Text.Render(text.Truncate(l.query.Filter, l.filterWidth())))
	}
	for _, chip := range l.chips() {
		parts = append(parts, st.Accent.Render(text.Truncate(chip, 28)))
	}
	switch {
	case l.failed != nil:
		message, _ := screen.Sentence(l.failed)
		parts = append([]string{st.Bad.Render("! " + text.Clean(message) + "; r tries again")}, parts...)
	case l.list.Known() && !l.asOf.Current:
		parts = append(parts, st.Watch.Render(l.asOfWords()))
	}
	if l.mode != filtering {
		for _, part := range l.strip() {
			if text.Width(strings.Join(parts, "   "))+3+text.Width(part)+2 <= w { // a part of a figure is a wrong figure
				parts = append(parts, part)
			}
		}
	}
	return widget.Line("  "+strings.Join(parts, "   "), w)
}

// asOfWords says which day's scores the order rests on: "as of Monday,
// updating 34 %".
func (l *Leads) asOfWords() string {
	date := l.asOf.Day.Date()
	words := "as of " + date.Format("2 Jan")
	if age := crm.DayOf(l.clock(), l.clock().Location()) - l.asOf.Day; age >= 0 && age < 7 {
		words = "as of " + date.Format("Monday")
	}
	if l.asOf.Total > 0 {
		words += fmt.Sprintf(", updating %d %%", min(99, 100*l.asOf.Done/l.asOf.Total)) // the end is when it is current
	}
	return words
}

// nothing says why the list is empty although the file is not.
func (l *Leads) nothing(w int) string {
	what := "No lead is in this list now."
	help := "v shows another list"
	switch {
	case l.query.Filter != "":
		what = fmt.Sprintf("No lead matches %q.", text.Clean(l.query.Filter))
		help = "esc clears the filter"
		if l.scope != crm.Everybody {
			help += ", o looks among " + scopeWords(l.nextScope()) + " leads"
		}
	case len(l.chips()) > 0:
		what = "No lead is in this list: " + text.Clean(strings.Join(l.chips(), ", ")) + "."
		help = "esc shows all"
	case l.view() == ready:
		what = "No lead is ready and waiting."
	case l.scope != crm.Everybody:
		what = "Nothing waits for you."
		help = "o shows " + scopeWords(l.nextScope()) + " leads"
		if l.scope == crm.OfMyTeam {
			what = "Nothing waits for your team."
		}
	}
	return "\n" + widget.Line("  "+l.styles.Text.Render(what), w) + "\n" +
		widget.Line("  "+l.styles.Muted.Render(help), w)
}

// ago returns how long before now t is, in the shortest words: "4 min", "2 h",
// "3 d", "5 mo". Empty for the zero time.
func ago(t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	const day = 24 * time.Hour
	switch d := now.Sub(t); {
	case d < 0:
		return "ahead"
	case d < time.Minute:
		return "now"
	case d < time.Hour:
		return fmt.Sprintf("%d min", d/time.Minute)
	case d < 2*day:
		return fmt.Sprintf("%d h", d/time.Hour)
	case d < 90*day:
		return fmt.Sprintf("%d d", d/day)
	case d < 2*365*day:
		return fmt.Sprintf("%d mo", d/(30*day))
	default:
		return fmt.Sprintf("%d y", d/(365*day))
	}
}
