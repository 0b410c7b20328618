package overview

import (
	"fmt"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
)

// count returns n with separators, shortened when it is wider than w cells.
func count(n, w int) string {
	s := humanize.Comma(int64(n))
	if len(s) <= w {
		return s
	}
	for _, unit := range []struct {
		size float64
		name string
	}{{1e3, "k"}, {1e6, "M"}, {1e9, "G"}} {
		v := float64(n) / unit.size
		for _, form := range []string{"%.1f", "%.0f"} {
			if s = fmt.Sprintf(form, v) + unit.name; len(s) <= w && !strings.HasPrefix(s, "1000") {
				return s
			}
		}
	}
	return s
}

// age returns how long ago t was, in one unit. What lies ahead is now.
func age(t, now time.Time) string {
	d := now.Sub(t)
	days := int(d / (24 * time.Hour))
	switch {
	case t.IsZero():
		return "–"
	case d < time.Minute:
		return "now"
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d/time.Minute))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", int(d/time.Hour))
	case days < 61:
		return fmt.Sprintf("%d d", days)
	case days < 730:
		return fmt.Sprintf("%d mo", days/30)
	}
	return fmt.Sprintf("%d y", days/365)
}

// enough is how many closed leads a rate needs before it is shown.
const enough = 20

// rate returns won of closed in whole percent, a dash when they are too few.
func rate(won, closed int) string {
	if closed < enough {
		return "–"
	}
	return fmt.Sprintf("%d%%", (won*200+closed)/(2*closed))
}

// plural returns "1 lead", "2 leads".
func plural(n int, noun string) string {
	s := humanize.Comma(int64(n)) + " " + noun
	if n != 1 {
		s += "s"
	}
	return s
}
