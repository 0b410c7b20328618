package crm_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
)

func zone(tb testing.TB, name string) *time.Location {
	tb.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		tb.Fatal(err)
	}
	return loc
}

func TestParseDate(t *testing.T) {
	t.Parallel()
	berlin := zone(t, "Europe/Berlin")
	monday := time.Date(2026, 11, 23, 14, 20, 30, 0, berlin)
	for _, c := range []struct{ say, want string }{
		{"today", "2026-11-23 00:00"},
		{" Today ", "2026-11-23 00:00"},
		{"tomorrow", "2026-11-24 00:00"},
		{"yesterday", "2026-11-22 00:00"},
		{"fri", "2026-11-27 00:00"},
		{"FRIDAY", "2026-11-27 00:00"},
		{"thurs", "2026-11-26 00:00"},
		{"sun", "2026-11-29 00:00"},
		{"mon", "2026-11-30 00:00"}, // today is one
		{"next mon", "2026-11-30 00:00"},
		{"next fri", "2026-12-04 00:00"},
		{"next  sunday", "2026-12-06 00:00"},
		{"next week", "2026-11-30 00:00"},
		{"next month", "2026-12-01 00:00"},
		{"next year", "2027-01-01 00:00"},
		{"+3d", "2026-11-26 00:00"},
		{"3d", "2026-11-26 00:00"},
		{"+0d", "2026-11-23 00:00"},
		{"+2w", "2026-12-07 00:00"},
		{"+1m", "2026-12-23 00:00"},
		{"+1y", "2027-11-23 00:00"},
		{"in 2 weeks", "2026-12-07 00:00"},
		{"in a week", "2026-11-30 00:00"},
		{"in one month", "2026-12-23 00:00"},
		{"in 3d", "2026-11-26 00:00"},
		{"+3 days", "2026-11-26 00:00"},
		{"+4h", "2026-11-23 18:20"},
		{"in an hour", "2026-11-23 15:20"},
		{"2026-12-01", "2026-12-01 00:00"},
		{"2026-12-01 9:30", "2026-12-01 09:30"},
		{"2026-12-01T09:30:00Z", "2026-12-01 10:30"},
		{"1 dec", "2026-12-01 00:00"},
		{"1. December", "2026-12-01 00:00"},
		{"dec 1", "2026-12-01 00:00"},
		{"23 nov", "2026-11-23 00:00"},
		{"22 nov", "2027-11-22 00:00"},
		{"1 dec 2028", "2028-12-01 00:00"},
		{"29 feb", "2028-02-29 00:00"},
		{"fri 27 nov", "2026-11-27 00:00"},
		{"fri 14:30", "2026-11-27 14:30"},
		{"tomorrow 00:00", "2026-11-24 00:00"},
		{"eom", "2026-11-30 00:00"},
		{"eoq", "2026-12-31 00:00"},
		{"eoy", "2026-12-31 00:00"},
	} {
		got, err := crm.ParseDate(c.say, monday, berlin)
		if err != nil || got.In(berlin).Format("2006-01-02 15:04") != c.want || got.Second() != 0 {
			t.Errorf("%q is %s (%v), want %s", c.say, got, err, c.want)
		}
	}
}

func TestParseDateRefuses(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 14, 20, 0, 0, time.UTC)
	for _, say := range []string{
		"", " ", "soon", "fr", "next", "next time", "+d", "+3", "3", "+-3d", "-3d", "+3x", "in", "in 2", "in week", "in two fortnights",
		"1.12.", "1/12", "12/1/2026", "2026-13-01", "2026-02-30", "30 feb", "0 dec", "31 nov", "1 dec 26", "32 dec 2026", "1 dec 2026 x y",
		"14:30", "fri 25:00", "fri 14", "+99999d", "+5000y", "3000-01-01", "1 dec 9999", "fri 28 nov", "0001-01-01",
	} {
		got, err := crm.ParseDate(say, now, time.UTC)
		e, ok := errors.AsType[*crm.Error](err)
		if !ok || e.Code != crm.Invalid || e.Hint == "" || !got.IsZero() {
			t.Errorf("%q is %s (%v)", say, got, err)
		}
	}
}

func TestParseFuture(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 14, 20, 0, 0, time.UTC)
	for _, say := range []string{"today", "today 14:21", "+0d", "fri", "23 nov 2026", "+1h"} {
		if _, err := crm.ParseFuture(say, now, time.UTC); err != nil {
			t.Errorf("%q: %v", say, err)
		}
	}
	for _, say := range []string{"yesterday", "today 14:19", "2026-11-22", "22 nov 2026", "soon"} {
		if _, err := crm.ParseFuture(say, now, time.UTC); crm.ErrorCode(err) != crm.Invalid {
			t.Errorf("%q is accepted: %v", say, err)
		}
	}
	_, err := crm.ParseFuture("2026-11-20", now, time.UTC)
	if err == nil || !strings.Contains(err.Error(), "fri 20 nov is in the past") {
		t.Errorf("the error does not name the day: %v", err)
	}
}

func TestDateWords(t *testing.T) {
	t.Parallel()
	berlin := zone(t, "Europe/Berlin")
	now := time.Date(2026, 11, 23, 14, 20, 0, 0, berlin)
	for _, c := range []struct {
		at   time.Time
		want string
	}{
		{time.Date(2026, 11, 23, 0, 0, 0, 0, berlin), "today"},
		{time.Date(2026, 11, 23, 23, 0, 0, 0, time.UTC), "tomorrow"},
		{time.Date(2026, 11, 24, 9, 5, 0, 0, berlin), "tomorrow 09:05"},
		{time.Date(2026, 11, 27, 0, 0, 0, 0, berlin), "fri 27 nov"},
		{time.Date(2026, 11, 20, 0, 0, 0, 0, berlin), "fri 20 nov"},
		{time.Date(2027, 1, 1, 0, 0, 0, 0, berlin), "1 jan 2027"},
	} {
		if got := crm.DateWords(c.at, now, berlin); got != c.want {
			t.Errorf("%s is %q, want %q", c.at, got, c.want)
		}
	}
}

// TestDateMidnight: where a day begins at one o'clock, it begins at one
// o'clock, and not the day before.
func TestDateMidnight(t *testing.T) {
	t.Parallel()
	paulo := zone(t, "America/Sao_Paulo")
	now := time.Date(2018, 11, 3, 12, 0, 0, 0, paulo)
	got, err := crm.ParseDate("tomorrow", now, paulo)
	if want := time.Date(2018, 11, 4, 1, 0, 0, 0, paulo); err != nil || !got.Equal(want) {
		t.Errorf("got %s (%v), want %s", got, err, want)
	}
	if words := crm.DateWords(got, now, paulo); words != "tomorrow" {
		t.Errorf("it is called %q", words)
	}
}

// TestDateRoundTrip: what is said of a day to come is read as that day.
func TestDateRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"UTC", "Europe/Berlin", "America/Sao_Paulo", "Asia/Kathmandu", "America/St_Johns"}).Draw(t, "zone")
		loc, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		now := time.Unix(rapid.Int64Range(86_400, 4_000_000_000).Draw(t, "now"), 0)
		said := now.Add(time.Duration(rapid.Int64Range(0, 20_000).Draw(t, "hours")) * time.Hour).In(loc)
		want, err := crm.ParseDate(said.Format(time.DateOnly), now, loc)
		if err != nil {
			t.Fatal(err)
		}
		words := crm.DateWords(want, now, loc)
		if got, err := crm.ParseDate(words, now, loc); err != nil || !got.Equal(want) {
			t.Fatalf("%s is called %q, which is %s (%v)", want, words, got, err)
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"today", "next mon 14:30", "+3d", "in 2 weeks", "1 dec", "2026-12-01", "2026-12-01T10:00:00+14:00", "eom", "fri 27 nov", "İ 1"} {
		f.Add(s, int64(1_795_443_630))
	}
	berlin := zone(f, "Europe/Berlin")
	f.Fuzz(func(t *testing.T, s string, unix int64) {
		now := time.Unix(min(max(unix, 0), 7_000_000_000), 0)
		got, err := crm.ParseDate(s, now, berlin)
		if err != nil {
			if crm.ErrorCode(err) != crm.Invalid || !got.IsZero() {
				t.Fatalf("%q: %s, %v", s, got, err)
			}
			return
		}
		again, err := crm.ParseDate(" "+strings.ToUpper(s)+" ", now, berlin)
		if y := got.Year(); y < 1970 || y > 2199 || err != nil || !again.Equal(got) {
			t.Fatalf("%q is %s, in capitals %s (%v)", s, got, again, err)
		}
	})
}
