package goal

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"smarketing/internal/crm"
)

var (
	quarterForm = regexp.MustCompile(`^(?:q([1-4])(?:[ /-]?(\d{4}))?|(\d{4})[ /-]?q([1-4]))$`)
	monthForm   = regexp.MustCompile(`^(\d{4})-(0[1-9]|1[0-2])$`)
	yearForm    = regexp.MustCompile(`^\d{4}$`)
)

// ParsePeriod reads the time of a goal: a quarter ("q4", "q4 2026"), a month
// ("2026-12"), a year ("2026"), or else a deadline as crm.ParseDate reads it,
// which is the last day of a time that begins today. A quarter without its year
// is the next one that is not over. It is [start, end); Invalid when it cannot
// be read, or is over.
func ParsePeriod(s string, now time.Time, zone *time.Location) (start, end time.Time, err error) {
	word := strings.Join(strings.Fields(strings.ToLower(s)), " ")
	first := func(year, month int) time.Time {
		return crm.DayOf(time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC), time.UTC).Start(zone)
	}
	number := func(digits string) int { n, _ := strconv.Atoi(digits); return n } // the forms hold digits only
	switch {
	case quarterForm.MatchString(word):
		m := quarterForm.FindStringSubmatch(word)
		quarter, year := number(m[1]+m[4]), number(m[2]+m[3])
		if year == 0 {
			year = now.In(zone).Year()
			if !first(year, 3*quarter+1).After(now) {
				year++
			}
		}
		start, end = first(year, 3*quarter-2), first(year, 3*quarter+1)
	case monthForm.MatchString(word):
		m := monthForm.FindStringSubmatch(word)
		start, end = first(number(m[1]), number(m[2])), first(number(m[1]), number(m[2])+1)
	case yearForm.MatchString(word):
		start, end = first(number(word), 1), first(number(word)+1, 1)
	default:
		day, err := crm.ParseDate(s, now, zone)
		if err != nil {
			return start, end, crm.Errorf(crm.Invalid, "%q is no time for a goal", s).
				WithHint("write a quarter such as q4, a month such as 2026-12, a year, or a date such as 2026-12-31")
		}
		start, end = crm.DayOf(now, zone).Start(zone), (crm.DayOf(day, zone) + 1).Start(zone)
	}
	if !end.After(now) {
		words := PeriodWords(start, end, zone)
		if !start.Before(end) {
			words = (crm.DayOf(end, zone) - 1).String()
		}
		return start, end, crm.Errorf(crm.Invalid, "%s is over", words).
			WithHint("choose a time that ends today or later")
	}
	return start, end, nil
}

// PeriodWords says the time [start, end) of a goal: "Q4 2026", "Dec 2026",
// "2026", or "23 Nov 2026 to 31 Dec 2026".
func PeriodWords(start, end time.Time, zone *time.Location) string {
	from, last := start.In(zone), (crm.DayOf(end, zone) - 1).Date()
	after := crm.DayOf(end, zone).Date()
	months := (after.Year()-from.Year())*12 + int(after.Month()) - int(from.Month())
	whole := from.Day() == 1 && after.Day() == 1
	switch {
	case whole && months == 12 && from.Month() == time.January:
		return from.Format("2006")
	case whole && months == 3 && from.Month()%3 == 1:
		return fmt.Sprintf("Q%d %d", from.Month()/3+1, from.Year())
	case whole && months == 1:
		return from.Format("Jan 2006")
	}
	return from.Format("2 Jan 2006") + " to " + last.Format("2 Jan 2006")
}
