package crm

import "time"

// Clock tells the time. Everything that asks for the time asks a Clock, so
// that tests and SMARKETING_NOW can hold it still.
type Clock func() time.Time

// Day is a calendar day in the zone of a file, as days since 1970-01-01.
// Ages are differences of days, so a score is stable within a day.
type Day int32

// DayOf returns the calendar day of t in the zone loc.
func DayOf(t time.Time, loc *time.Location) Day {
	_, offset := t.In(loc).Zone()
	return Day(floorDiv(t.Unix()+int64(offset), 86400))
}

// Date returns midnight UTC of the day, for formatting only.
func (d Day) Date() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// String returns the day as 2006-01-02.
func (d Day) String() string { return d.Date().Format(time.DateOnly) }

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
