package goals

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"smarketing/ui/vttest"
)

func TestWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ got, want string }{
		{exact(-39_100_64), "-39,100.64"}, {exact(-7), "-0.07"}, {signedExact(7), "+0.07"}, {signedExact(0), "0.00"},
		{amount(20_000), "20,000"}, {amount(20_415.5), "20,415.50"},
		{percent(0), "0 %"}, {percent(0.0004), "0.04 %"}, {percent(0.042), "4.2 %"}, {percent(0.05), "5 %"}, {percent(0.339), "34 %"}, {percent(1), "100 %"},

		{perWeek(3.44), "3.4"}, {perWeek(1234.4), "1,234"}, {whole(26.0000000001), "26"}, {whole(26.1), "27"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// TestWaterfallAddsUp reads the sums off the screen: from the plan over all its
// parts to the fact, to the cent.
func TestWaterfallAddsUp(t *testing.T) {
	sum := regexp.MustCompile(`([-+]?[\d,]+)\.(\d\d)[ ▲▼]*$`)
	drive(t, newFake(), 80, 20, vttest.Dark(), func(d driver) {
		d.Press("tab", "tab")
		cents := func(line string) int64 {
			m := sum.FindStringSubmatch(line)
			if m == nil {
				t.Fatalf("no sum in %q", line)
			}
			n, err := strconv.ParseInt(strings.ReplaceAll(m[1], ",", "")+m[2], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		at := cents(d.Line("plan so far"))
		for _, part := range []string{"new leads", "Lead → MQL", "MQL → SAL", "SAL → SQL", "SQL → Opp", "Opportunity → Cus", "average deal"} {
			at += cents(d.Line(part))
		}
		if actual := cents(d.Line("actual so far")); at != actual {
			t.Errorf("the parts lead to %d, the fact is %d", at, actual)
		}
	})
}
