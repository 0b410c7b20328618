package crm

import (
	"strings"
	"time"
)

// dateHint shows what can be written for a date.
const dateHint = "write today, tomorrow, fri, next mon, +3d, in 2 weeks, 1 dec, eom or 2026-12-01, and a time such as 14:30 if need be"

// ParseDate reads a date as people write it, in the zone of the file: "today",
// "fri", "next mon", "+3d", "in 2 weeks", "1 dec", "eom", "2026-12-01". It is
// midnight of that day, unless a time follows ("fri 14:30") or hours are
// counted ("+4h").
//
// A weekday is the next one after today, with "next" that of the next week,
// which begins on Monday. A date without its year is the next one from today
// on. A month after the 31st is the last day of the month after. The error is
// Invalid.
func ParseDate(s string, now time.Time, zone *time.Location) (time.Time, error) {
	p := dateParser{text: s, now: now.In(zone)}
	p.today = civil(p.now.Date())
	words := strings.Fields(strings.ToLower(s))
	if t, err := time.Parse(time.RFC3339, strings.ToUpper(strings.Join(words, " "))); err == nil {
		return p.within(t)
	}
	if t, ok := p.hours(words); ok {
		return p.within(t)
	}
	var clock time.Duration
	if n := len(words) - 1; n > 0 {
		if t, err := time.Parse("15:04", words[n]); err == nil {
			clock, words = time.Duration(t.Hour())*time.Hour+time.Duration(t.Minute())*time.Minute, words[:n]
		}
	}
	day, ok, err := p.day(words)
	if err != nil {
		return time.Time{}, err
	}
	if !ok {
		return time.Time{}, Errorf(Invalid, "%q is not a date", s).WithHint("%s", dateHint)
	}
	return p.within(wallClock(day, clock, zone))
}

// ParseFuture is ParseDate for what is still to come: today, or later. The
// error is Invalid for what is past.
func ParseFuture(s string, now time.Time, zone *time.Location) (time.Time, error) {
	t, err := ParseDate(s, now, zone)
	if err != nil {
		return t, err
	}
	if wholeDay(t, zone) && DayOf(t, zone) == DayOf(now, zone) {
		return t, nil
	}
	if t.Before(now) {
		return time.Time{}, Errorf(Invalid, "%s is in the past", DateWords(t, now, zone)).
			WithHint("today is %s; choose today or a later day", now.In(zone).Format(time.DateOnly))
	}
	return t, nil
}

// DateWords says a date as ParseDate reads it: "today", "tomorrow",
// "fri 27 nov", "1 jan 2027" in another year, with the time of day unless it
// is midnight.
func DateWords(t, now time.Time, zone *time.Location) string {
	t, now = t.In(zone), now.In(zone)
	var s string
	switch days := DayOf(t, zone) - DayOf(now, zone); {
	case days == 0:
		s = "today"
	case days == 1:
		s = "tomorrow"
	case t.Year() == now.Year():
		s = strings.ToLower(t.Format("Mon 2 Jan"))
	default:
		s = strings.ToLower(t.Format("2 Jan 2006"))
	}
	if !wholeDay(t, zone) {
		s += t.Format(" 15:04")
	}
	return s
}

// Start returns the instant at which the day begins in a zone.
func (d Day) Start(zone *time.Location) time.Time { return wallClock(d.Date(), 0, zone) }

// wholeDay reports whether an instant is the beginning of its day.
func wholeDay(t time.Time, zone *time.Location) bool {
	return t.Equal(DayOf(t, zone).Start(zone))
}

// civil returns a day as midnight UTC, where days can be counted safely.
func civil(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// wallClock returns when the clock on the wall shows that time on that day;
// where clocks are set forward over it, the instant at which they are.
func wallClock(day time.Time, clock time.Duration, zone *time.Location) time.Time {
	y, m, d := day.Date()
	hour, minute := int(clock.Hours()), int(clock.Minutes())%60
	t := time.Date(y, m, d, hour, minute, 0, 0, zone)
	shown := civil(t.Date()).Add(time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute)
	start, end := t.ZoneBounds()
	switch wanted := day.Add(clock); {
	case shown.Before(wanted):
		return end
	case shown.After(wanted):
		return start
	}
	return t
}
