package overview

import (
	"fmt"
	"math"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"smarketing/internal/crm"
	"smarketing/internal/goal"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

// headline is the revenue won so far of the goal, readable from across the room,
// with its pace and forecast. Without a goal it is what waits for sales.
func headline(f crm.Overview, l *later, now time.Time) tile {
	if f.Goal == nil {
		return ready(f, now)
	}
	r, known := reportOf(f, l)
	t := tile{
		title: "TEAM REVENUE", note: goal.PeriodWords(f.Goal.Start, f.Goal.End, zoneOf(f)), rows: 1,
		open:  func(int) screen.OpenMsg { return screen.OpenMsg{Screen: goalsTitle} },
		rowAt: func(int) int { return 0 },
		fit:   func(int) int { return 1 },
	}
	if known {
		t.caption = func(w int) string { return dayWords(r, w) }
	}
	t.draw = func(p pen) []string {
		digits, words := widget.Digits(""), p.measuring(f, l.goal.err)
		if known {
			digits, words = widget.Digits(figureOf(r.Pace.Actual)), p.won(r, l, p.h < goalFull)
		}
		bodies := p.beside(digits, words)
		if p.h > widget.DigitRows {
			bodies = append(bodies, goalBar(p, r, known))
		}
		if known && p.h >= goalFull {
			bodies = append(bodies, p.paceLine(r), p.forecastLine(r))
		}
		if known && p.h > goalFull {
			bodies = append(bodies, p.toGoLine(r))
		}
		return p.whole(airy(bodies, p.h))
	}
	return t
}

// goalFull is from how many lines below the heading on pace and forecast have
// lines of their own.
const goalFull = headlineFull - 1

// reportOf returns the report of the goal in force, false while there is none.
func reportOf(f crm.Overview, l *later) (*goal.Report, bool) {
	r := &l.goal.value
	return r, f.Goal != nil && l.goal.known && r.Goal != nil && r.Goal.Version == f.Goal.Version
}

func zoneOf(f crm.Overview) *time.Location {
	if f.Zone == nil {
		return time.UTC
	}
	return f.Zone
}

// figureOf is a sum in large digits, in the millions where it is more.
func figureOf(cents int64) string {
	if s := goal.Short(cents); !strings.HasSuffix(s, "bn") {
		return s
	}
	return count(int(cents/1e8), 9) + "M"
}

// airy puts a blank line below the digits and below the bar where there is room
// for both.
func airy(bodies []string, h int) []string {
	const digits, bar = widget.DigitRows, 1
	if len(bodies) <= digits+bar || h < len(bodies)+2 {
		return bodies
	}
	spaced := append(append([]string{}, bodies[:digits]...), "", bodies[digits], "")
	return append(spaced, bodies[digits+bar:]...)
}

// leastDigits is the room that large digits take at least, so that words beside
// them keep their place while the figure grows, or is not known yet.
const leastDigits = 27

// beside puts words beside large digits.
func (p pen) beside(digits []string, words [][]piece) []string {
	wide := max(min(leastDigits, p.w/2), text.Width(digits[0]))
	bodies := make([]string, widget.DigitRows)
	for i, row := range digits {
		bodies[i] = p.st.Shared.Render(row) + widget.Spaces(wide-text.Width(row)+digitGap)
		if i < len(words) {
			bodies[i] += p.groups(p.w-edge-wide-digitGap, 2, words[i]...)
		}
	}
	return bodies
}

// measuring says what is known before the report has come.
func (p pen) measuring(f crm.Overview, err error) [][]piece {
	words := [][]piece{{{p.st.Title, "of " + f.Currency + " " + goal.Short(f.Goal.Target())}}, {{p.st.Faint, "measuring …"}}}
	if err != nil {
		message, _ := screen.Sentence(err)
		words[1] = []piece{{p.st.Bad, "! " + message}}
		words = append(words, []piece{{p.st.Muted, "r tries again"}})
	}
	return words
}

// won says in words what the digits are of. Where there are no lines for pace
// and forecast it says them as well.
func (p pen) won(r *goal.Report, l *later, compact bool) [][]piece {
	st, pace := p.st, &r.Pace
	part := 0.0
	if pace.Target > 0 {
		part = float64(pace.Actual) / float64(pace.Target)
	}
	of := piece{st.Title, "of " + r.Currency + " " + goal.Short(pace.Target)}
	share := piece{st.Text, fmt.Sprintf("%.0f %%", 100*part)}
	if compact {
		ahead, ink := aheadWords(st, r)
		return [][]piece{
			{{st.Title, share.text + " " + of.text}}, {{ink, ahead}, {st.Muted, "pace " + goal.Short(pace.Plan)}}, p.forecastWords(r),
		}
	}
	share.text += " won"
	over := fmt.Sprintf("%.0f %% of time over", 100*pace.Part)
	return [][]piece{{of}, {share, {st.Muted, over}}, p.wonWeek(l)}
}

// wonWeek compares what was won in the last seven days.
func (p pen) wonWeek(l *later) []piece {
	st := p.st
	if !l.today.known {
		return []piece{{st.Faint, "…"}}
	}
	sum := l.today.value.Revenue
	diff := sum.ThisWeek - sum.LastWeek
	change := p.change(sign(diff), goal.Short(max(diff, -diff)), diff > 0)
	return []piece{
		{st.Text, goal.Short(sum.ThisWeek) + " in 7 days"}, {change.style, strings.TrimSpace(change.text)}, {st.Muted, goal.Short(sum.LastWeek) + " before"},
	}
}

func sign(n int64) int {
	switch {
	case n > 0:
		return 1
	case n < 0:
		return -1
	}
	return 0
}

// aheadWords say how far the revenue is from its pace.
func aheadWords(st theme.Styles, r *goal.Report) (string, lipgloss.Style) {
	switch p := &r.Pace; {
	case !r.Begun():
		return "not begun", st.Muted
	case r.Over() && p.Ahead < 0:
		return "▼ missed by " + goal.Short(-p.Ahead), st.Bad
	case r.Over():
		return "✓ reached, " + goal.Short(p.Ahead) + " more", st.Good
	case p.Ahead < 0:
		return "▼ " + goal.Short(-p.Ahead) + " behind", st.Bad
	default:
		return "▲ " + goal.Short(p.Ahead) + " ahead", st.Good
	}
}

// dayWords say how much of the time of the goal is over.
func dayWords(r *goal.Report, w int) string {
	p := &r.Pace
	switch {
	case !r.Begun():
		return "begins on " + r.Goal.Start.In(r.Zone).Format("2 Jan 2006")
	case r.Over():
		return "over, " + goalsKey + " sets the next"
	case w < 44:
		return fmt.Sprintf("day %d of %d", min(p.DaysOver+1, p.Days), p.Days)
	}
	return fmt.Sprintf("working day %d of %d", min(p.DaysOver+1, p.Days), p.Days)
}

// goalBar is the way to the goal: what is won, and a mark where it should be. It
// is half a line high, so that it stands apart from the digits above it.
func goalBar(p pen, r *goal.Report, known bool) string {
	w := p.w - edge
	full, mark := 0, -1
	if known && r.Pace.Target > 0 {
		target := float64(r.Pace.Target)
		full = max(0, min(w, int(math.Round(float64(r.Pace.Actual)/target*float64(w)))))
		mark = max(0, min(w-1, int(float64(r.Pace.Plan)/target*float64(w))))
	}
	done, rest := func(n int) string { return p.st.Shared.Render(strings.Repeat("▄", max(0, n))) }, func(n int) string {
		return p.st.Faint.Render(strings.Repeat("▁", max(0, n)))
	}
	if mark < 0 {
		return done(full) + rest(w-full)
	}
	at := p.st.Title.Render("┃")
	if full > mark {
		return done(mark) + at + done(full-mark-1) + rest(w-full)
	}
	return done(full) + rest(mark-full) + at + rest(w-mark-1)
}

// The columns of the lines of pace and forecast.
const labelColumn, sumColumn = 10, 8

func (p pen) paceLine(r *goal.Report) string {
	ahead, ink := aheadWords(p.st, r)
	head := p.st.Muted.Render(text.Fit("pace", labelColumn)) + p.st.Title.Render(text.Fit(goal.Short(r.Pace.Plan), sumColumn))
	won, planned := count(r.Pace.Customers, 9), count(int(math.RoundToEven(r.Pace.Planned)), 9)
	customers := won + " won of " + planned + " planned"
	if r.Over() {
		customers = won + " of " + planned + " won"
	}
	return head + p.groups(p.w-edge-labelColumn-sumColumn, 2, piece{ink.Bold(true), ahead}, piece{p.st.Muted, customers})
}

func (p pen) forecastLine(r *goal.Report) string {
	head := p.st.Muted.Render(text.Fit("forecast", labelColumn))
	words := p.forecastWords(r)
	if r.Forecast.Known && !r.Over() {
		head += p.st.Shared.Bold(true).Render(text.Fit(goal.Short(r.Forecast.P50), sumColumn))
		words = words[1:]
	}
	return head + p.groups(p.w-edge-text.Width(head), 2, words...)
}

// forecastWords say what will come out, or that nobody can tell.
func (p pen) forecastWords(r *goal.Report) []piece {
	f := &r.Forecast
	if r.Over() {
		return []piece{{p.st.Muted, "the time is over: nothing more is expected"}}
	}
	if !f.Known {
		return []piece{{p.st.Faint, "not enough has been won or lost for a forecast"}}
	}
	ink := p.st.Good
	switch {
	case f.Chance < 0.5:
		ink = p.st.Bad
	case f.Chance < 0.8:
		ink = p.st.Watch
	}
	return []piece{
		{p.st.Shared, "forecast " + goal.Short(f.P50)}, {ink, "chance " + goal.Chance(f.Chance)},
		{p.st.Muted, "P10 " + goal.Short(f.P10) + "  P90 " + goal.Short(f.P90)},
	}
}

// toGoLine says what is still missing and what the pipeline holds.
func (p pen) toGoLine(r *goal.Report) string {
	t := &r.ToGo
	head := p.st.Muted.Render(text.Fit("to go", labelColumn))
	if t.Customers == 0 {
		return head + p.st.Good.Render("✓ the goal is reached")
	}
	if r.Over() {
		return p.st.Muted.Render(text.Fit("missing", labelColumn)) + p.st.Title.Render(text.Fit(count(t.Customers, sumColumn-1), sumColumn)) +
			p.groups(p.w-edge-labelColumn-sumColumn, 2, piece{p.st.Text, "customers"})
	}
	return head + p.st.Title.Render(text.Fit(count(t.Customers, sumColumn-1), sumColumn)) + p.groups(p.w-edge-labelColumn-sumColumn, 2,
		piece{p.st.Text, "customers"}, piece{p.st.Muted, fmt.Sprintf("the open pipeline brings %.1f", t.FromPipeline)})
}
