package crm

import (
	"strconv"
	"strings"
	"time"
)

// dateParser reads one date. Days are midnight UTC while it works.
type dateParser struct {
	text       string
	now, today time.Time
}

// farthest is how many of a unit may be counted.
const farthest = 5000

// within refuses years in which nobody plans anything.
func (p *dateParser) within(t time.Time) (time.Time, error) {
	if y := t.Year(); y < 1970 || y > 2199 {
		return time.Time{}, Errorf(Invalid, "the date %q is out of reach", p.text).WithHint("choose a year from 1970 to 2199")
	}
	return t, nil
}

// hours reads "+4h" and "in 4 hours".
func (p *dateParser) hours(words []string) (time.Time, bool) {
	n, unit, ok := amount(words)
	if !ok || unit != "h" {
		return time.Time{}, false
	}
	return p.now.Add(time.Duration(n) * time.Hour).Truncate(time.Minute), true
}

// day reads every form that names a day. An error says what is wrong with a
// form that was understood.
func (p *dateParser) day(words []string) (time.Time, bool, error) {
	if len(words) == 0 {
		return time.Time{}, false, nil
	}
	if n, unit, ok := amount(words); ok {
		return p.later(n, unit), true, nil
	}
	word := words[0]
	if len(words) == 1 {
		if day, ok := p.named(word); ok {
			return day, true, nil
		}
	}
	if len(words) == 2 && word == "next" {
		day, ok := p.next(words[1])
		return day, ok, nil
	}
	if weekday, ok := weekdayOf(word); ok && len(words) > 1 {
		day, ok := p.calendar(words[1:])
		if ok && day.Weekday() != weekday {
			return day, false, Errorf(Invalid, "%s is a %s, not a %s", day.Format("2 January 2006"), day.Weekday(), weekday).
				WithHint("write the date or the weekday alone")
		}
		return day, ok, nil
	}
	day, ok := p.calendar(words)
	return day, ok, nil
}

// named reads a single word.
func (p *dateParser) named(word string) (time.Time, bool) {
	y, m, _ := p.today.Date()
	switch word {
	case "today":
		return p.today, true
	case "tomorrow", "tom":
		return p.today.AddDate(0, 0, 1), true
	case "yesterday":
		return p.today.AddDate(0, 0, -1), true
	case "eom":
		return civil(y, m+1, 0), true
	case "eoq":
		return civil(y, m+3-(m-1)%3, 0), true
	case "eoy":
		return civil(y, time.December, 31), true
	}
	if weekday, ok := weekdayOf(word); ok {
		ahead := (int(weekday)-int(p.today.Weekday())+6)%7 + 1
		return p.today.AddDate(0, 0, ahead), true
	}
	return time.Time{}, false
}

// next reads what follows "next".
func (p *dateParser) next(word string) (time.Time, bool) {
	y, m, _ := p.today.Date()
	monday := p.today.AddDate(0, 0, 7-(int(p.today.Weekday())+6)%7)
	switch word {
	case "week":
		return monday, true
	case "month":
		return civil(y, m+1, 1), true
	case "year":
		return civil(y+1, time.January, 1), true
	}
	weekday, ok := weekdayOf(word)
	return monday.AddDate(0, 0, (int(weekday)+6)%7), ok
}

// later counts days, weeks, months or years from today.
func (p *dateParser) later(n int, unit string) time.Time {
	switch unit {
	case "d":
		return p.today.AddDate(0, 0, n)
	case "w":
		return p.today.AddDate(0, 0, 7*n)
	case "y":
		n *= 12
	}
	y, m, d := p.today.Date()
	last := civil(y, m+time.Month(n)+1, 0)
	return civil(y, m+time.Month(n), min(d, last.Day()))
}

// calendar reads "2026-12-01", "1 dec", "dec 1", each with a year or without.
func (p *dateParser) calendar(words []string) (time.Time, bool) {
	if len(words) == 1 {
		day, err := time.Parse(time.DateOnly, words[0])
		return day, err == nil
	}
	if len(words) < 2 || len(words) > 3 {
		return time.Time{}, false
	}
	month, ok := monthOf(words[0])
	number := words[1]
	if !ok {
		month, ok = monthOf(words[1])
		number = words[0]
	}
	d, err := strconv.Atoi(strings.TrimSuffix(number, "."))
	if !ok || err != nil {
		return time.Time{}, false
	}
	if len(words) == 3 {
		y, err := strconv.Atoi(words[2])
		if err != nil || len(words[2]) != 4 {
			return time.Time{}, false
		}
		day := civil(y, month, d)
		return day, day.Day() == d
	}
	// A leap day is eight years away at most.
	for y := p.today.Year(); y <= p.today.Year()+8; y++ {
		if day := civil(y, month, d); day.Day() == d && !day.Before(p.today) {
			return day, true
		}
	}
	return time.Time{}, false
}

// amount reads "+3d", "3d", "in 2 weeks", "in a month": how many, and the unit
// as one of h, d, w, m, y.
func amount(words []string) (n int, unit string, ok bool) {
	switch {
	case len(words) == 3 && words[0] == "in":
		words = words[1:]
	case len(words) == 2 && words[0] == "in" && len(words[1]) > 1, len(words) == 1:
		word := strings.TrimPrefix(words[len(words)-1], "+")
		digits := strings.TrimRight(word, "abcdefghijklmnopqrstuvwxyz")
		words = []string{digits, word[len(digits):]}
	case len(words) == 2 && strings.HasPrefix(words[0], "+"):
		words = []string{words[0][1:], words[1]}
	default:
		return 0, "", false
	}
	switch words[1] {
	case "h", "hour", "hours":
		unit = "h"
	case "d", "day", "days":
		unit = "d"
	case "w", "week", "weeks":
		unit = "w"
	case "m", "month", "months":
		unit = "m"
	case "y", "year", "years":
		unit = "y"
	default:
		return 0, "", false
	}
	if words[0] == "a" || words[0] == "an" || words[0] == "one" {
		return 1, unit, true
	}
	count, err := strconv.ParseUint(words[0], 10, 16)
	return int(count), unit, err == nil && count <= farthest
}

// weekdayOf reads the name of a weekday, or its first letters, three at least.
func weekdayOf(word string) (time.Weekday, bool) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if len(word) >= 3 && strings.HasPrefix(strings.ToLower(d.String()), word) {
			return d, true
		}
	}
	return 0, false
}

// monthOf reads the name of a month, or its first letters, three at least.
func monthOf(word string) (time.Month, bool) {
	for m := time.January; m <= time.December; m++ {
		if len(word) >= 3 && strings.HasPrefix(strings.ToLower(m.String()), word) {
			return m, true
		}
	}
	return 0, false
}
