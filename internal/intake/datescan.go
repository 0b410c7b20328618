package intake

import (
	"strings"
	"time"
)

// dateScanner reads a date and a time of day from left to right.
type dateScanner struct {
	s string // what is left
	m moment
}

// digits takes up to limit digits and returns their number and how many.
func (d *dateScanner) digits(limit int) (n, size int) {
	for size < limit && size < len(d.s) && digit(d.s[size]) {
		n = n*10 + int(d.s[size]-'0')
		size++
	}
	d.s = d.s[size:]
	return n, size
}

// skip drops leading bytes of the set.
func (d *dateScanner) skip(set string) { d.s = strings.TrimLeft(d.s, set) }

// word takes leading ASCII letters.
func (d *dateScanner) word() string {
	i := 0
	for i < len(d.s) && (d.s[i]|0x20) >= 'a' && (d.s[i]|0x20) <= 'z' {
		i++
	}
	w := d.s[:i]
	d.s = d.s[i:]
	return w
}

// date reads the date and leaves the time of day.
func (d *dateScanner) date() bool {
	if !digit(d.s[0]) {
		w := d.word()
		if dayName(w) {
			d.skip("., ")
			if d.s == "" || digit(d.s[0]) {
				return d.s != "" && d.dateOfNumbers()
			}
			w = d.word()
		}
		return d.monthFirst(monthOf(w))
	}
	return d.dateOfNumbers()
}

// dateOfNumbers reads a date that starts with a number.
func (d *dateScanner) dateOfNumbers() bool {
	a, size := d.digits(4)
	if size == 3 || d.s == "" {
		return false
	}
	mark := d.s[0]
	if size <= 2 {
		if month, ok := d.ordinalMonth(); ok {
			return d.dayFirst(a, month)
		}
	}
	if mark != '-' && mark != '/' && mark != '.' {
		return false
	}
	d.s = d.s[1:]
	b, bSize := d.digits(2)
	if bSize == 0 { // 2021-Apr-15
		if b = monthOf(d.word()); b == 0 || size != 4 {
			return false
		}
	}
	if d.s == "" || d.s[0] != mark {
		return false
	}
	d.s = d.s[1:]
	if size == 4 {
		c, cSize := d.digits(2)
		d.m.form, d.m.a, d.m.b, d.m.c = isoDate, a, b, c
		return cSize > 0 && validDay(a, b, c)
	}
	c, cSize := d.digits(4)
	if cSize != 2 && cSize != 4 {
		return false
	}
	d.m.form, d.m.a, d.m.b, d.m.c, d.m.short = threeDate, a, b, c, cSize == 2
	mdy, dmy, ymd := d.m.fits()
	return mdy || dmy || ymd
}

// ordinalMonth reads the name of a month behind a day: "15 Apr", "15-Apr",
// "15th of April", "15. April". Without one it leaves everything in place.
func (d *dateScanner) ordinalMonth() (int, bool) {
	kept := d.s
	for _, end := range []string{"st", "nd", "rd", "th"} {
		if rest, ok := strings.CutPrefix(d.s, end); ok {
			d.s = rest
			break
		}
	}
	d.skip("-. /")
	d.s = strings.TrimPrefix(d.s, "of ")
	if m := monthOf(d.word()); m > 0 {
		return m, true
	}
	d.s = kept
	return 0, false
}

// dayFirst reads the year of "15 Apr, 2021".
func (d *dateScanner) dayFirst(day, month int) bool {
	d.skip("-., /")
	return d.year(month, day)
}

// monthFirst reads day and year of "April 15th, 2021".
func (d *dateScanner) monthFirst(month int) bool {
	if month == 0 {
		return false
	}
	d.skip("-. /")
	day, size := d.digits(2)
	if size == 0 || d.s == "" || digit(d.s[0]) { // May 2021 is no day
		return false
	}
	for _, end := range []string{"st", "nd", "rd", "th"} {
		if rest, ok := strings.CutPrefix(d.s, end); ok {
			d.s = rest
			break
		}
	}
	d.skip("-., /")
	return d.year(month, day)
}

func (d *dateScanner) year(month, day int) bool {
	y, size := d.digits(4)
	if size == 2 {
		y = century(y)
	}
	d.m.form, d.m.a, d.m.b, d.m.c = namedDate, y, month, day
	return (size == 2 || size == 4) && validDay(y, month, day)
}

// time reads what is left: nothing, or a time of day with an optional zone.
func (d *dateScanner) time() bool {
	if d.s == "" {
		return true
	}
	if c := d.s[0]; c != ' ' && c != 'T' && c != 't' && c != ',' {
		return false
	}
	d.s = strings.TrimLeft(d.s[1:], " ,")
	if d.s == "" {
		return true
	}
	if !digit(d.s[0]) {
		return d.zone()
	}
	hour, size := d.digits(2)
	if size == 0 {
		return false
	}
	var minute, second int
	var fraction time.Duration
	if strings.HasPrefix(d.s, ":") {
		d.s = d.s[1:]
		if minute, size = d.digits(2); size != 2 {
			return false
		}
		if strings.HasPrefix(d.s, ":") {
			d.s = d.s[1:]
			if second, size = d.digits(2); size != 2 {
				return false
			}
			fraction = d.fraction()
		}
	} else if h := strings.ToUpper(strings.TrimLeft(d.s, " ")); !strings.HasPrefix(h, "AM") && !strings.HasPrefix(h, "PM") {
		return false // a lone hour needs its half of the day
	}
	hour, ok := d.half(hour)
	if !ok || hour > 23 || minute > 59 || second > 60 {
		return false
	}
	d.m.clock = time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(second)*time.Second + fraction
	return d.zone()
}

// fraction reads the digits behind the second.
func (d *dateScanner) fraction() time.Duration {
	if len(d.s) < 2 || d.s[0] != '.' && d.s[0] != ',' || !digit(d.s[1]) {
		return 0
	}
	d.s = d.s[1:]
	n, size := d.digits(9)
	for ; size < 9; size++ {
		n *= 10
	}
	d.skip("0123456789")
	return time.Duration(n)
}

// half applies AM or PM to the hour.
func (d *dateScanner) half(hour int) (int, bool) {
	rest := strings.TrimLeft(d.s, " ")
	if len(rest) < 2 || len(rest) > 2 && rest[2] != ' ' {
		return hour, true
	}
	half := strings.ToUpper(rest[:2])
	if half != "AM" && half != "PM" {
		return hour, true
	}
	d.s = rest[2:]
	if hour < 1 || hour > 12 {
		return 0, false
	}
	hour %= 12
	if half == "PM" {
		hour += 12
	}
	return hour, true
}

// zone reads the rest as a zone.
func (d *dateScanner) zone() bool {
	rest := strings.TrimSpace(d.s)
	if i := strings.IndexByte(rest, '('); i > 0 { // GMT+0200 (Central European Summer Time)
		rest = strings.TrimSpace(rest[:i])
	}
	if rest == "" {
		return true
	}
	zone, ok := parseZone(rest)
	d.m.zone = zone
	return ok
}

var monthNames = [...]string{"january", "february", "march", "april", "may", "june", "july",
	"august", "september", "october", "november", "december"}

// monthOf returns 1 to 12 for the English name of a month or its abbreviation,
// else 0.
func monthOf(w string) int {
	if len(w) < 3 || len(w) > 9 {
		return 0
	}
	w = strings.ToLower(w)
	for i, name := range monthNames {
		if w == name || w == name[:3] || w == "sept" && i == 8 {
			return i + 1
		}
	}
	return 0
}

func dayName(w string) bool {
	if len(w) < 3 {
		return false
	}
	w = strings.ToLower(w)
	for _, name := range [...]string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"} {
		if w == name || w == name[:3] {
			return true
		}
	}
	return false
}
