package goals

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"smarketing/internal/crm"
	"smarketing/internal/goal"
	"smarketing/internal/stat"
)

func comma(n int) string { return humanize.Comma(int64(n)) }

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return comma(n) + " " + many
}

func signed(n int, one, many string) string {
	sign := "+"
	if n < 0 {
		sign = "-"
		n = -n
	}
	return sign + plural(n, one, many)
}

// amount writes money in whole units, with its cents where it has any.
func amount(v float64) string {
	if v == math.Trunc(v) {
		return humanize.Comma(int64(v))
	}
	return exact(int64(math.Round(v * 100)))
}

func signedShort(v float64) string {
	if v < 0 {
		return goal.Short(int64(math.Round(v * 100)))
	}
	return "+" + goal.Short(int64(math.Round(v*100)))
}

// exact writes hundredths to the cent.
func exact(cents int64) string {
	sign := ""
	if cents < 0 {
		sign, cents = "-", -cents
	}
	return fmt.Sprintf("%s%s.%02d", sign, humanize.Comma(cents/100), cents%100)
}

// percent writes a rate, with a digit more below ten.
func percent(v float64) string { return bare(v) + " %" }

func bare(v float64) string {
	switch p := v * 100; {
	case p > 0 && p < 0.095:
		return strconv.FormatFloat(p, 'g', 2, 64)
	case p > 0 && p < 9.95:
		return strings.TrimSuffix(strconv.FormatFloat(p, 'f', 1, 64), ".0")
	}
	return strconv.FormatFloat(v*100, 'f', 0, 64)
}

// rateWords says a measured rate with its base and interval.
func rateWords(s stat.Share) string {
	return fmt.Sprintf("(n %s, %s-%s %%)", comma(s.N), bare(s.Low), bare(s.High))
}

// atMost says a rate of which not one case is known.
func atMost(s stat.Share) string {
	return fmt.Sprintf("none of %s, at most %.1f %%", comma(s.N), s.High*100)
}

// perWeek writes how many a week, with a digit where they are few.
func perWeek(v float64) string {
	if v < 9.95 {
		return strconv.FormatFloat(v, 'f', 1, 64)
	}
	return humanize.Comma(int64(math.Round(v)))
}

// day writes the day of an instant.
func (g *Goals) day(t time.Time) string {
	return t.In(g.load.report.Zone).Format("2 Jan 2006")
}

// lastDay writes the last day before an instant.
func (g *Goals) lastDay(end time.Time) string {
	return (crm.DayOf(end, g.load.report.Zone) - 1).Date().Format("2 Jan 2006")
}
