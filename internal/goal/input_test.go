package goal

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/stat"
)

func TestParseAmount(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]float64{
		"1000000": 1e6, "1,000,000": 1e6, "1 000 000": 1e6, "1_000": 1000, "1.2M": 1.2e6, "1.1m": 1.1e6, "500k": 5e5, "0.5b": 5e8,
		"12,345.67": 12345.67, "-5": -5, " 7 ": 7,
	} {
		if got, err := ParseAmount(s); err != nil || got != want {
			t.Errorf("%q is %v, %v, want %v", s, got, err, want)
		}
	}
	for _, s := range []string{"", "ten", "1,2", "1.2.3", "12,34,567", "0x10", "Inf", "NaN", "1e6", "9e99", "$5", "99999999999999", "k", ",000"} {
		if got, err := ParseAmount(s); crm.ErrorCode(err) != crm.Invalid {
			t.Errorf("%q is %v, %v", s, got, err)
		}
	}
}

func TestParseRate(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]float64{"0.05": 0.05, "5%": 0.05, " 5 % ": 0.05, "1": 1, "100%": 1, "0": 0, ".5": 0.5} {
		if got, err := ParseRate(s); err != nil || got != want {
			t.Errorf("%q is %v, %v, want %v", s, got, err, want)
		}
	}
	for _, s := range []string{"", "5", "1.01", "-0.1", "101%", "NaN", "half", "%", "0x1p-2"} {
		if got, err := ParseRate(s); crm.ErrorCode(err) != crm.Invalid {
			t.Errorf("%q is %v, %v", s, got, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"1,000,000", "1.2M", "5 %", "q4 2026", "2026-12", "-1", "1'000", "next mon"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if v, err := ParseAmount(s); err == nil && !(math.Abs(v) < 1e13) {
			t.Errorf("%q is %v", s, v)
		}
		if v, err := ParseRate(s); err == nil && !fraction(v) {
			t.Errorf("%q is %v", s, v)
		}
		if start, end, err := ParsePeriod(s, now, time.UTC); err == nil && (!start.Before(end) || !end.After(now)) {
			t.Errorf("%q is from %v to %v", s, start, end)
		}
	})
}

// TestParsePeriod: now is the first of October 2026, in a zone where that is
// already the evening before, and clocks are set back in November.
func TestParsePeriod(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	at := now.Add(12 * time.Hour)
	for _, c := range []struct{ text, start, end, words string }{
		{"q4", "2026-10-01", "2027-01-01", "Q4 2026"},
		{"Q4 2026", "2026-10-01", "2027-01-01", "Q4 2026"},
		{"2026-q4", "2026-10-01", "2027-01-01", "Q4 2026"},
		{"q3", "2027-07-01", "2027-10-01", "Q3 2027"},
		{"q1", "2027-01-01", "2027-04-01", "Q1 2027"},
		{"2026-12", "2026-12-01", "2027-01-01", "Dec 2026"},
		{"2026", "2026-01-01", "2027-01-01", "2026"},
		{"2026-12-31", "2026-10-01", "2027-01-01", "Q4 2026"},
		{"2026-11-15", "2026-10-01", "2026-11-16", "1 Oct 2026 to 15 Nov 2026"},
		{"today", "2026-10-01", "2026-10-02", "1 Oct 2026 to 1 Oct 2026"},
	} {
		start, end, err := ParsePeriod(c.text, at, zone)
		if err != nil || start.In(zone).Format("2006-01-02 15") != c.start+" 00" || end.In(zone).Format("2006-01-02 15") != c.end+" 00" {
			t.Errorf("%q is from %v to %v, %v", c.text, start.In(zone), end.In(zone), err)
		}
		if words := PeriodWords(start, end, zone); words != c.words {
			t.Errorf("%q is %q, want %q", c.text, words, c.words)
		}
	}
	for _, text := range []string{"", "q5", "q3 2026", "2025", "2026-09", "2026-09-30", "2026-13", "soon"} {
		if start, end, err := ParsePeriod(text, at, zone); crm.ErrorCode(err) != crm.Invalid {
			t.Errorf("%q is from %v to %v, %v", text, start, end, err)
		}
	}
}

// TestScaled: the planned steps make the planned rate, whatever was measured.
func TestScaled(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var m Measured
		for range rapid.IntRange(1, 6).Draw(t, "steps") {
			n := rapid.IntRange(1, 500).Draw(t, "n")
			m.Steps = append(m.Steps, Step{From: path[0], To: path[1], Rate: stat.Of(rapid.IntRange(1, n).Draw(t, "k"), n)})
		}
		rate := rapid.Float64Range(1e-4, 1).Draw(t, "rate")
		product := 1.0
		for _, s := range m.Scaled(rate) {
			if s.Rate <= 0 || s.Rate > 1 {
				t.Fatalf("step %+v", s)
			}
			product *= s.Rate
		}
		if math.Abs(product-rate) > 1e-9 {
			t.Fatalf("the steps make %v, the rate is %v", product, rate)
		}
	})
	unmeasured := Measured{Steps: []Step{{Rate: stat.Of(0, 9)}}}
	if got := unmeasured.Scaled(0.1); got != nil {
		t.Errorf("a step that nobody took is planned with %v", got)
	}
}

func TestWhatIf(t *testing.T) {
	t.Parallel()
	rates := []float64{0.5, 0.4, 0.5}
	for _, c := range []struct {
		i      int
		points float64
		want   float64
	}{{1, 5, 12.5}, {1, -5, -12.5}, {0, 50, 100}, {0, 80, 100}, {2, -90, -100}, {1, 0, 0}} {
		if got := WhatIf(1000, rates, c.i, c.points); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%v points on step %d make %v customers, want %v", c.points, c.i, got, c.want)
		}
	}
}

// TestCosts: sources match whatever their case, other currencies stay out, and
// a price needs both a sum and somebody to share it.
func TestCosts(t *testing.T) {
	t.Parallel()
	spend := func(source, currency string, amount float64, days int) crm.Spend {
		return crm.Spend{At: now.AddDate(0, 0, days), Source: source, Currency: currency, Amount: crm.MoneyOf(amount)}
	}
	costs := Costs([]Cost{{Source: "Web", Leads: 4, Ready: 3, Customers: 1}, {Source: "fair", Leads: 2}}, []crm.Spend{
		spend("web", "USD", 100, 0), spend(" WEB ", "", 1, 1), spend("web", "EUR", 50, 0), spend("print", "USD", 7, 0),
		spend("web", "USD", 1000, -1), spend("web", "USD", 1000, 9),
	}, now, now.AddDate(0, 0, 9), "USD")
	if len(costs) != 3 || costs[0].Source != "Web" || costs[0].Spend != 10_100 || costs[0].Foreign != 1 || costs[1].Source != "print" {
		t.Fatalf("%+v", costs)
	}
	for n, want := range map[int]int64{4: 2525, 3: 3367, 1: 10_100} {
		if got, ok := costs[0].Each(n); !ok || got != want {
			t.Errorf("for each of %d it is %d, %v, want %d", n, got, ok, want)
		}
	}
	if _, ok := costs[1].Each(0); ok {
		t.Error("nobody came by print, but each cost something")
	}
	if _, ok := costs[2].Each(2); ok {
		t.Error("nothing was spent on the fair, but each cost something")
	}
}
