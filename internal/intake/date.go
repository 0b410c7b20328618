package intake

import (
	"strings"
	"time"
)

// dateForm is how a date is written.
type dateForm uint8

const (
	notDate    dateForm = iota
	isoDate             // year first, four digits
	namedDate           // with the name of the month
	threeDate           // three short numbers: the order is the column's
	eightDate           // 20240131
	unixDate            // seconds or milliseconds since 1970
	serialDate          // days since 1899-12-30, as spreadsheets count
)

// The orders of a date of three numbers, as the user names them.
const (
	orderMDY = "mdy"
	orderDMY = "dmy"
	orderYMD = "ymd"
)

// moment is a date as written: for a threeDate a, b and c are the numbers in
// their order, else year, month and day.
type moment struct {
	form    dateForm
	a, b, c int
	short   bool // the last number of a threeDate has two digits
	clock   time.Duration
	zone    *time.Location // nil when the cell names none
	unix    float64        // milliseconds of a unixDate, days of a serialDate
}

// scanDate reads a cell as a date of any form.
func scanDate(s string) (moment, bool) {
	if len(s) < 5 || len(s) > 64 {
		return moment{}, false
	}
	if m, ok := numericDate(s); ok {
		return m, true
	}
	d := dateScanner{s: s}
	if !d.date() || !d.time() {
		return moment{}, false
	}
	return d.m, true
}

// numericDate reads Unix times, serial days and 20240131.
func numericDate(s string) (moment, bool) {
	dot, ok := plainDigits(s)
	if !ok && len(s) > 6 && s[5] == ',' { // a serial day with a decimal comma
		s = s[:5] + "." + s[6:]
		dot, ok = plainDigits(s)
	}
	if !ok || s[0] == '-' {
		return moment{}, false
	}
	whole := s
	if dot >= 0 {
		whole = s[:dot]
	}
	f, _, _ := parseNumber(s, '.')
	switch {
	case len(whole) == 5:
		return moment{form: serialDate, unix: f}, true
	case len(whole) == 8 && dot < 0:
		n := int(f)
		m := moment{form: eightDate, a: n / 10000, b: n / 100 % 100, c: n % 100}
		return m, validDay(m.a, m.b, m.c)
	case len(whole) == 10:
		return moment{form: unixDate, unix: f * 1000}, true
	case len(whole) == 13:
		return moment{form: unixDate, unix: f}, true
	}
	return moment{}, false
}

// at returns the instant of the moment in a column of that order, in the zone
// unless the cell has its own; false when the order does not fit.
func (m moment) at(order string, zone *time.Location) (time.Time, bool) {
	if m.zone != nil {
		zone = m.zone
	}
	y, mo, d := m.a, m.b, m.c
	switch m.form {
	case unixDate:
		return time.UnixMilli(int64(m.unix)).UTC(), true
	case serialDate:
		day := int(m.unix)
		y, mo, d = 1899, 12, 30+day
		m.clock = time.Duration((m.unix-float64(day))*86400e3+0.5) * time.Millisecond
	case threeDate:
		switch order {
		case orderDMY:
			y, mo, d = m.c, m.b, m.a
		case orderYMD:
			y, mo, d = m.a, m.b, m.c
			if !m.short {
				return time.Time{}, false
			}
		default:
			y, mo, d = m.c, m.a, m.b
		}
		if m.short {
			y = century(y)
		}
		if !validDay(y, mo, d) {
			return time.Time{}, false
		}
	}
	c := m.clock
	return time.Date(y, time.Month(mo), d, int(c/time.Hour), int(c/time.Minute)%60, int(c/time.Second)%60, int(c%time.Second), zone), true
}

// fits reports in which orders a threeDate is a day of the calendar.
func (m moment) fits() (mdy, dmy, ymd bool) {
	y := m.c
	if m.short {
		y = century(y)
		ymd = validDay(century(m.a), m.b, m.c)
	}
	return validDay(y, m.a, m.b), validDay(y, m.b, m.a), ymd
}

// century completes a year of two digits: 70 to 99 are 19xx.
func century(y int) int {
	if y >= 70 {
		return 1900 + y
	}
	return 2000 + y
}

func validDay(y, m, d int) bool {
	return m >= 1 && m <= 12 && d >= 1 && d <= 31 && (d <= 28 || d <= time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day())
}

// zones are the abbreviations seen in exports, with their offset in minutes.
var zones = map[string]int{
	"UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 60, "BST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180, "MSK": 180,
	"EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
	"AKST": -540, "AKDT": -480, "HST": -600, "BRT": -180, "IST": 330, "SGT": 480, "HKT": 480, "JST": 540, "KST": 540,
	"AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
}

// parseZone reads an abbreviation, an offset such as +02:00 or +0200, or both
// (GMT+2).
func parseZone(s string) (*time.Location, bool) {
	s = strings.TrimSpace(s)
	i := strings.IndexAny(s, "+-")
	if i < 0 {
		i = len(s)
	}
	name := strings.ToUpper(s[:i])
	minutes, known := zones[name]
	if name != "" && (!known || i < len(s) && minutes != 0) {
		return nil, false
	}
	if i < len(s) {
		digits := strings.Replace(s[i+1:], ":", "", 1)
		if len(digits) <= 2 {
			digits += "00"
		}
		if len(digits) == 3 {
			digits = "0" + digits
		}
		n, ok := number(digits)
		if !ok || len(digits) != 4 || n%100 > 59 || n > 1400 {
			return nil, false
		}
		minutes = n/100*60 + n%100
		if s[i] == '-' {
			minutes = -minutes
		}
		name = s[i:]
	}
	if minutes == 0 {
		return time.UTC, true
	}
	return fixedZone(name, minutes), true
}

// fixedZone returns the zone of that offset; one per offset, since a file has
// a million cells and two offsets.
func fixedZone(name string, minutes int) *time.Location {
	if minutes%60 == 0 && minutes >= -12*60 && minutes <= 14*60 {
		return wholeHours[minutes/60+12]
	}
	return time.FixedZone(name, minutes*60)
}

var wholeHours = func() (z [27]*time.Location) {
	for i := range z {
		z[i] = time.FixedZone("", (i-12)*3600)
	}
	return z
}()

func number(s string) (int, bool) {
	n := 0
	for i := range len(s) {
		if !digit(s[i]) || i > 8 {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, s != ""
}
