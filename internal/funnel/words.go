package funnel

import (
	"fmt"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"smarketing/internal/stat"
)

// The words in which figures are said, the same on the screen, in the report
// and in what is exported.

// NotEnough is said in the place of a figure that rests on too few cases.
const NotEnough = "not enough"

// Telling reports whether a share rests on enough cases to be said.
func Telling(s stat.Share) bool { return s.Known && s.N >= Enough }

// Percent says a fraction in percent, with a digit more below ten.
func Percent(f float64) string {
	if p := f * 100; p > 0 && p < 9.95 {
		return fmt.Sprintf("%.1f %%", p)
	}
	return fmt.Sprintf("%.0f %%", f*100)
}

// RateWords says a share with its interval, or that there is not enough to say.
func RateWords(s stat.Share) string {
	if !Telling(s) {
		return NotEnough
	}
	bare := func(f float64) string { return strings.TrimSuffix(Percent(f), " %") }
	return fmt.Sprintf("%s (%s-%s)", Percent(s.Value), bare(s.Low), bare(s.High))
}

// StayWords says how long leads stay; empty when it is not known.
func StayWords(d time.Duration, known bool) string {
	switch {
	case !known:
		return ""
	case d >= 10*24*time.Hour:
		return fmt.Sprintf("%.0f d", d.Hours()/24)
	case d >= 24*time.Hour:
		return fmt.Sprintf("%.1f d", d.Hours()/24)
	case d >= time.Hour:
		return fmt.Sprintf("%.0f h", d.Hours())
	}
	return fmt.Sprintf("%.0f min", d.Minutes())
}

// unplanned says why a goal is in force and the norms are not its plan; empty
// when there is nothing to explain.
func (r *Report) unplanned() string {
	switch {
	case r.Plan.Version == 0 || r.Planned:
		return ""
	case r.Plan.Rates == nil:
		return "the goal plans no rates for these steps: they are measured against their best quarters"
	}
	return "the goal plans first passes to the next stage or beyond: by these switches steps are measured against their best quarters"
}

// AgoWeeks reports whether the weeks end before the present one: with the window
// that was asked about, or with a log of the past.
func (r *Report) AgoWeeks() bool {
	if len(r.Weeks) == 0 || len(r.Weeks[0]) == 0 {
		return false
	}
	weeks := r.Weeks[0]
	return weeks[len(weeks)-1].To.Before(r.Question.Now)
}

// WeekWords names the last whole week of the trend: "the last whole week", or
// "the week of 21 May 2018" when the trend ends before the present.
func (r *Report) WeekWords() string {
	if !r.AgoWeeks() || len(r.Weeks[0]) < 2 {
		return "the last whole week"
	}
	weeks := r.Weeks[0]
	return "the week of " + weeks[len(weeks)-2].From.In(r.Question.Zone).Format("2 Jan 2006")
}

// Words says the velocity as the product that it is, or what is missing for it.
func (v *Velocity) Words(currency string) string {
	if !v.Known {
		return fmt.Sprintf("not enough (%s open, %s closed, %s won with a sum, %s with both dates)",
			plural(v.Open, "deal", "deals"), comma(v.WinRate.N), comma(v.Priced), comma(v.Cycles))
	}
	return fmt.Sprintf("%s %s a day = %s x %s won (n %s) x %s / %.0f days",
		currency, humanize.Comma(int64(v.PerDay)), plural(v.Open, "open deal", "open deals"), Percent(v.WinRate.Value), comma(v.WinRate.N),
		humanize.Comma(int64(v.AverageDeal)), v.CycleDays)
}

// LeverWords says what the levers of the velocity are worth; empty when it is
// not known.
func (v *Velocity) LeverWords(currency string) string {
	if !v.Known {
		return ""
	}
	more, faster := v.Levers()
	return fmt.Sprintf("10 %% better win rate, more or larger deals: +%s %s a day; 10 %% shorter cycle: +%s",
		currency, humanize.Comma(int64(more)), humanize.Comma(int64(faster)))
}

// Words says how long it took from the first contact to the win, or that too
// few were won to say it.
func (p *Passage) Words() string {
	if p.N < Enough {
		return fmt.Sprintf("not enough (%s won)", comma(p.N))
	}
	days := func(d float64) string { return StayWords(time.Duration(d*24*float64(time.Hour)), true) }
	return fmt.Sprintf("median %s, 9 of 10 within %s (n %s won)", days(p.Median), days(p.P90), comma(p.N))
}

// Notes says what has been left out or cannot be as it is recorded, a sentence
// each.
func (r *Report) Notes() []string {
	var notes []string
	if words := r.unplanned(); words != "" {
		notes = append(notes, words)
	}
	for _, c := range []struct {
		n         int
		one, many string
	}{
		{r.OutOfOrder, "lead has a later stage dated before an earlier one", "leads have a later stage dated before an earlier one"},
		{r.Future, "lead has changes dated in the future, which do not count yet", "leads have changes dated in the future, which do not count yet"},
		{r.ToWin.Negative, "lead was won before its first contact, as it is dated", "leads were won before their first contact, as they are dated"},
		{r.Undated, "entry has no date: it counts, but for no time", "entries have no date: they count, but for no time"},
		{r.Velocity.Foreign, "deal was won in another currency and is kept out of the sums", "deals were won in another currency and are kept out of the sums"},
		{r.Velocity.Backwards, "deal was closed before it was created, or in the future: not timed", "deals were closed before they were created, or in the future: not timed"},
		{r.Undefined, "change leads to a stage that is not defined any more", "changes lead to stages that are not defined any more"},
	} {
		if c.n > 0 {
			notes = append(notes, plural(c.n, c.one, c.many))
		}
	}
	return notes
}

func comma(n int) string { return humanize.Comma(int64(n)) }

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return comma(n) + " " + many
}
