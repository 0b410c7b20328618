package goals

import (
	"math"
	"strconv"
	"strings"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/goal"
	"smarketing/internal/stat"
)

// input is one input of the plan, in the order of the form.
type input uint8

const (
	revenue input = iota
	share
	averageDeal
	winRate
	leadRate
	readyRate
	lag
	deadline
	inputs
)

var inputLabels = [inputs]string{
	"Revenue", "From our leads", "Average deal", "Win rate", "Lead to customer", "Lead to ready", "Lead to win", "Deadline",
}

// isRate reports whether the input is a percentage.
func (i input) isRate() bool { return i == share || i == winRate || i == leadRate || i == readyRate }

func (i input) isMoney() bool { return i == revenue || i == averageDeal }

// hint says how a figure is typed.
func (i input) hint(currency string) string {
	switch {
	case i == deadline:
		return "q4, 2026-12 or a date"
	case i.isMoney():
		return currency + ", such as 20000 or 1.5m"
	case i.isRate():
		return "in percent"
	}
	return "in days"
}

// origin is where the figure of an input comes from.
type origin uint8

const (
	unset    origin = iota
	assumed         // nobody has said otherwise
	typed           // by the person at the screen
	measured        // in the file's own past
	agreed          // the goal in force has it
)

// entry is the figure of one input. The zero entry is unknown.
type entry struct {
	from       origin
	value      float64   // money in units, rates 0..1, the lag in days
	start, end time.Time // of the deadline: [start, end)
}

// was reports whether two entries say the same.
func (e entry) was(o entry) bool {
	return e.value == o.value && e.start.Equal(o.start) && e.end.Equal(o.end)
}

// parse reads what a person has typed into an input. Nothing is the zero entry.
// The error is one sentence for the line below the form.
func (i input) parse(typing string, r *goal.Report, now time.Time) (entry, error) {
	word := strings.ToLower(strings.TrimSpace(typing))
	if word == "" {
		return entry{}, nil
	}
	switch {
	case i == deadline:
		start, end, err := goal.ParsePeriod(word, now, r.Zone)
		return entry{from: typed, start: start, end: end}, err
	case i.isMoney():
		return i.parseAmount(word, r.Currency)
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(strings.TrimRight(word, "%days ")), ",", "."), 64)
	switch {
	case err != nil || math.IsNaN(v) || math.IsInf(v, 0):
		return entry{}, crm.Errorf(crm.Invalid, "%q is no number", typing)
	case i == lag && (v <= 0 || v > 3650):
		return entry{}, crm.Errorf(crm.Invalid, "the days from lead to win lie between 1 and 3,650")
	case i.isRate() && (v <= 0 || v > 100):
		return entry{}, crm.Errorf(crm.Invalid, "the %s lies above 0 and up to 100 %%", strings.ToLower(inputLabels[i]))
	case i.isRate():
		v /= 100
	}
	return entry{from: typed, value: v}, nil
}

// parseAmount reads a sum, with the reporting currency around it or without.
func (i input) parseAmount(word, currency string) (entry, error) {
	code := strings.ToLower(currency)
	v, err := goal.ParseAmount(strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(strings.Trim(word, "$€£ "), code), code)))
	if err == nil && v < 0.01 {
		err = crm.Errorf(crm.Invalid, "the %s must be more than 0", strings.ToLower(inputLabels[i]))
	}
	return entry{from: typed, value: v}, err
}

// measure returns what the file's own past says of an input, and on how many
// cases that rests. Nothing is known of the revenue, the share and the deadline.
func (i input) measure(m *goal.Measured) (e entry, n int) {
	of := func(v float64, n int) (entry, int) {
		if v <= 0 {
			return entry{}, n
		}
		return entry{from: measured, value: v}, n
	}
	switch i {
	case averageDeal:
		return of(math.Round(m.AverageDeal*100)/100, m.Priced)
	case lag:
		return of(m.Lag, m.Lags)
	case winRate, leadRate, readyRate:
		s := i.share(m)
		return of(s.Value, s.N)
	}
	return entry{}, 0
}

// share returns the measured rate of an input, the zero Share for one that is
// no measured rate.
func (i input) share(m *goal.Measured) stat.Share {
	switch i {
	case winRate:
		return m.WinRate
	case leadRate:
		return m.LeadRate
	case readyRate:
		return m.ReadyRate
	}
	return stat.Share{}
}

// agree returns what the goal in force says of an input.
func (i input) agree(g *crm.Goal) entry {
	e := entry{from: agreed}
	switch i {
	case revenue:
		e.value = g.Revenue.Float()
	case share:
		e.value = g.Share
	case averageDeal:
		e.value = g.AverageDeal.Float()
	case winRate:
		e.value = g.WinRate
	case leadRate:
		e.value = g.LeadRate
	case readyRate:
		e.value = g.ReadyRate
	case lag:
		e.value = g.LagDays
	case deadline:
		e.start, e.end = g.Start, g.End
		return e
	}
	if e.value <= 0 {
		return entry{}
	}
	return e
}

// text writes an entry as it can be typed.
func (i input) text(e entry, zone *time.Location) string {
	switch {
	case e.from == unset:
		return ""
	case i == deadline:
		return periodText(e, zone)
	case i.isMoney():
		return amount(e.value)
	case i.isRate():
		return strconv.FormatFloat(math.Round(e.value*1e4)/100, 'f', -1, 64)
	}
	return strconv.FormatFloat(math.Round(e.value*10)/10, 'f', -1, 64)
}

// periodText writes a time so that goal.ParsePeriod reads it.
func periodText(e entry, zone *time.Location) string {
	start, words := e.start.In(zone), goal.PeriodWords(e.start, e.end, zone)
	switch {
	case words == start.Format("Jan 2006"):
		return start.Format("2006-01")
	case words == start.Format("2006") || strings.HasPrefix(words, "Q"):
		return words
	}
	return (crm.DayOf(e.end, zone) - 1).Date().Format("2006-01-02")
}
