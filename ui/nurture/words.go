package nurture

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/dustin/go-humanize"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// day says the day of an instant as it can be typed: "today", "fri 27 nov".
func (n *Nurture) day(t time.Time) string {
	now := n.now()
	zone := now.Location()
	return crm.DateWords(crm.DayOf(t, zone).Start(zone), now, zone)
}

// days returns how many days from today an instant is, less than 0 when its day
// is over.
func (n *Nurture) days(t time.Time) int {
	now := n.now()
	return int(crm.DayOf(t, now.Location()) - crm.DayOf(now, now.Location()))
}

// distance says how far away a day is: "3 d ago", "today", "in 12 d".
func (n *Nurture) distance(t time.Time) string {
	switch d := n.days(t); {
	case d < 0:
		return fmt.Sprintf("%d d ago", -d)
	case d == 0:
		return "today"
	default:
		return fmt.Sprintf("in %d d", d)
	}
}

// age is how long ago the day of an instant was, in the shortest words.
func (n *Nurture) age(t time.Time) string {
	const month, year = 30, 365
	switch d := -n.days(t); {
	case d <= 0:
		return "today"
	case d < 3*month:
		return fmt.Sprintf("%d d", d)
	case d < 2*year:
		return fmt.Sprintf("%d mo", d/month)
	default:
		return fmt.Sprintf("%d y", d/year)
	}
}

// comesBack reports whether what a recycled lead is due for is its return: the
// last day on which its cadence would touch it is that one.
func comesBack(w *crm.Work) bool {
	p := w.Pass
	return !p.ReturnAt.IsZero() && (w.NextTouch.IsZero() || !w.NextTouch.Before(p.ReturnAt))
}

// gained is a number of points with its sign.
func gained(hundredths int32) string {
	points := crm.Points(hundredths)
	if points == 0 && hundredths > 0 {
		return "<1" // it moves, though not by a whole point yet
	}
	if points > 0 {
		return fmt.Sprintf("+%d", points)
	}
	return fmt.Sprintf("%d", points)
}

func comma(n int) string { return humanize.Comma(int64(n)) }

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return comma(n) + " " + noun + "s"
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// fieldWords returns the name of a field for the middle of a sentence.
func fieldWords(name string) string {
	for _, f := range crm.CoreFields() {
		if f.Name == name {
			return strings.ToLower(f.Label)
		}
	}
	return strings.ReplaceAll(text.Clean(name), "_", " ")
}

// dayOr is the day of an instant, or what is said when there is none.
func (n *Nurture) dayOr(t time.Time, none string) string {
	if t.IsZero() {
		return none
	}
	return n.day(t)
}
