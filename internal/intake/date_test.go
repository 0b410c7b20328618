package intake

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestScanDate(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]string{
		"2021-04-15":                          "2021-04-15T00:00:00Z",
		"2021/4/5":                            "2021-04-05T00:00:00Z",
		"2021.04.15":                          "2021-04-15T00:00:00Z",
		"20210415":                            "2021-04-15T00:00:00Z",
		"2021-Apr-15":                         "2021-04-15T00:00:00Z",
		"2021-04-15T10:11":                    "2021-04-15T10:11:00Z",
		"2021-04-15 10:11:12.345678":          "2021-04-15T10:11:12.345678Z",
		"2021-04-15T10:11:12,5Z":              "2021-04-15T10:11:12.5Z",
		"2021-04-15T10:11:12+0530":            "2021-04-15T04:41:12Z",
		"2021-04-15T10:11:12-03":              "2021-04-15T13:11:12Z",
		"2021-04-15 10:11:12 +02:00":          "2021-04-15T08:11:12Z",
		"2021-04-15 10:11:12 UTC":             "2021-04-15T10:11:12Z",
		"2021-04-15 12:00:00 AM":              "2021-04-15T00:00:00Z",
		"4/15/2021 12:05 PM":                  "2021-04-15T12:05:00Z",
		"4/5/21 1:05pm":                       "2021-04-05T13:05:00Z",
		"4/5/1921":                            "1921-04-05T00:00:00Z",
		"15 Apr, 2021 00:03:00":               "2021-04-15T00:03:00Z",
		"15th of April 2021":                  "2021-04-15T00:00:00Z",
		"15. April 2021":                      "2021-04-15T00:00:00Z",
		"15-Apr-99":                           "1999-04-15T00:00:00Z",
		"Sept 5, 2021":                        "2021-09-05T00:00:00Z",
		"Thu, 15 Apr 2021 10:11:12 GMT":       "2021-04-15T10:11:12Z",
		"Thursday, April 15, 2021":            "2021-04-15T00:00:00Z",
		"Apr 15 2021 10:11:12 GMT+0200 (X Y)": "2021-04-15T08:11:12Z",
		"1618481472":                          "2021-04-15T10:11:12Z",
		"1618481472000":                       "2021-04-15T10:11:12Z",
		"44301.5":                             "2021-04-15T12:00:00Z",
		"2024-02-29":                          "2024-02-29T00:00:00Z",
	} {
		m, ok := scanDate(cell)
		if !ok {
			t.Errorf("%q is no date, want %s", cell, want)
			continue
		}
		at, ok := m.at(orderMDY, time.UTC)
		if got := at.UTC().Format(time.RFC3339Nano); !ok || got != want {
			t.Errorf("%q is %s, want %s", cell, got, want)
		}
	}
	for _, cell := range []string{"", "x", "2023-02-29", "2021-13-01", "32/13/2021", "2021-04", "10:11", "12.5", "1.234.567", "1-800-555",
		"192.168.1.1", "2021-04-15x", "2021-04-15 25:00", "2021-04-15 13:00 PM", "2021-04-15 10", "April", "may", "May 2021", "5.1.2",
		"2021-04-15 10:00 Mars", "123456789", "2021-04-15T10:11:12+99:00", "+1 555 123 4567", "4711-08-15-1"} {
		if m, ok := scanDate(cell); ok {
			t.Errorf("%q is the date %+v", cell, m)
		}
	}
}

func TestOrderOfThreeNumbers(t *testing.T) {
	t.Parallel()
	for order, want := range map[string]string{orderMDY: "2003-01-02", orderDMY: "2003-02-01", orderYMD: "2001-02-03"} {
		m, ok := scanDate("01/02/03")
		at, fits := m.at(order, time.UTC)
		if !ok || !fits || at.Format(time.DateOnly) != want {
			t.Errorf("%s: %s, want %s", order, at.Format(time.DateOnly), want)
		}
	}
	m, _ := scanDate("25/02/2003")
	if _, fits := m.at(orderMDY, time.UTC); fits {
		t.Error("there is no 25th month")
	}
}

// A date without a zone is midnight where the file says, also on the day the
// clocks change.
func TestDateOnlyIsMidnightInTheZone(t *testing.T) {
	t.Parallel()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip("no zone database")
	}
	for cell, want := range map[string]string{"2026-03-29": "2026-03-28T23:00:00Z", "2026-03-30": "2026-03-29T22:00:00Z", "46110": "2026-03-28T23:00:00Z"} {
		m, _ := scanDate(cell)
		at, _ := m.at("", berlin)
		if got := at.UTC().Format(time.RFC3339); got != want {
			t.Errorf("%s is %s, want %s", cell, got, want)
		}
	}
}

// Whatever layout writes an instant, the scanner reads the same instant.
func TestDatesComeBack(t *testing.T) {
	t.Parallel()
	layouts := map[string]string{
		time.RFC3339: "", time.DateTime: "", "2006/01/02 15:04:05": "", time.RFC1123: "", time.RFC1123Z: "", "Jan 2, 2006 3:04:05 PM": "",
		"2 January 2006 15:04:05": "", "1/2/2006 15:04:05": orderMDY, "02.01.2006 15:04:05": orderDMY, "06-01-02 15:04:05": orderYMD,
	}
	rapid.Check(t, func(rt *rapid.T) {
		at := time.Unix(rapid.Int64Range(0, 1893456000).Draw(rt, "at"), 0).UTC()
		for layout, order := range layouts {
			m, ok := scanDate(at.Format(layout))
			got, fits := m.at(order, time.UTC)
			if !ok || !fits || !got.Equal(at) {
				rt.Fatalf("%q reads as %v", at.Format(layout), got)
			}
		}
	})
}

func TestParseNumber(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		cell     string
		mark     decimalMark
		want     float64
		currency string
	}{
		{"0", '.', 0, ""}, {"-36.4", '.', -36.4, ""}, {"93.994", '.', 93.994, ""}, {"+5", '.', 5, ""},
		{"1,098", '.', 1098, ""}, {"1,098", ',', 1.098, ""}, {"1.098", ',', 1098, ""}, {"1.234.567,89", ',', 1234567.89, ""},
		{"1,234,567.89", '.', 1234567.89, ""}, {"1,00,000", '.', 100000, ""}, {"€ 2.900,00", ',', 2900, "EUR"}, {"2.900,00 €", ',', 2900, "EUR"},
		{"$54,805.00 ", '.', 54805, "USD"}, {"-$5.50", '.', -5.5, "USD"}, {"$-5.50", '.', -5.5, "USD"}, {"($5.50)", '.', -5.5, "USD"},
		{"5.50-", '.', -5.5, ""}, {"USD 1,000", '.', 1000, "USD"}, {"1,000 EUR", '.', 1000, "EUR"}, {"R$ 10,50", ',', 10.5, "BRL"},
		{"12 %", '.', 12, ""}, {"1 234 567,5", ',', 1234567.5, ""}, {"12'500.25", '.', 12500.25, ""}, {"1\u00a0234", '.', 1234, ""},
		{"5.80503E+18", '.', 5.80503e18, ""}, {"1e-3", '.', 0.001, ""}, {"\u22125", '.', -5, ""}, {"-0", '.', 0, ""},
	} {
		f, currency, ok := parseNumber(c.cell, c.mark)
		if !ok || f != c.want || currency != c.currency {
			t.Errorf("%q with %c is %v %q %v, want %v %q", c.cell, c.mark, f, currency, ok, c.want, c.currency)
		}
	}
	for cell, mark := range map[string]decimalMark{"": '.', "-": '.', "x": '.', "1.5": ',', "1,5": '.', "1,23,4": '.', "1.2.3": '.', "12 34": '.',
		"0x10": '.', "1_000": '.', "Inf": '.', "NaN": '.', "11-50": '.', "$": '.', "%": '.', "1,2,3": ',', "5 disks": '.', "1e999": '.', "--5": '.', "()": '.'} {
		if f, _, ok := parseNumber(cell, mark); ok {
			t.Errorf("%q with %c is the number %v", cell, mark, f)
		}
	}
}

// FuzzCell feeds any cell to everything that reads cells: nothing panics, and
// numbers are finite.
func FuzzCell(f *testing.F) {
	for _, s := range []string{"1,098", "€ 2.900,00", "(5)", "2021-04-15T10:11:12+02:00", "15 Apr, 2021 00:03:00", "1618481472", "5.80503E+18",
		"a@b.c; d@e.f", "Thu, 15 Apr 2021 10:11:12 GMT", "1'000", "#REF!", "000000000000000AAA"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, mark := range []decimalMark{'.', ','} {
			if v, _, ok := parseNumber(s, mark); ok && (math.IsNaN(v) || math.IsInf(v, 0)) {
				t.Errorf("%q is %v", s, v)
			}
		}
		if m, ok := scanDate(s); ok {
			for _, order := range []string{"", orderMDY, orderDMY, orderYMD} {
				m.at(order, time.UTC)
			}
		}
		if first, _ := splitEmails(s); first != "" && !isEmail(first) {
			t.Errorf("%q gives the address %q", s, first)
		}
		var p profile
		p.ids.watched = true
		if s != "" {
			p.add(s)
			p.settle(s, '.', "")
			p.mangledIDs()
			p.outliers()
		}
		if slug(s) == "" || slug(slug(s)) != slug(s) {
			t.Errorf("the slug of %q is %q", s, slug(s))
		}
	})
}
