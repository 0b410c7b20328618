package sla_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/sla"
)

func settings(change func(*crm.Settings)) crm.Settings {
	s := crm.DefaultSettings()
	s.Zone = "Europe/Berlin"
	if change != nil {
		change(&s)
	}
	return s
}

func at(tb testing.TB, zone, s string) time.Time {
	tb.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		tb.Fatal(err)
	}
	v, err := time.ParseInLocation("2006-01-02 15:04", s, loc)
	if err != nil {
		tb.Fatal(err)
	}
	return v
}

func TestAdd(t *testing.T) {
	t.Parallel()
	always := func(s *crm.Settings) {
		s.WorkingDays, s.WorkingHours = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}, "00:00-24:00"
	}
	cases := []struct {
		name   string
		change func(*crm.Settings)
		from   string
		d      time.Duration
		want   string
	}{
		{"within a day", nil, "2026-11-23 09:00", 4 * time.Hour, "2026-11-23 13:00"},
		{"to closing time", nil, "2026-11-23 09:00", 8 * time.Hour, "2026-11-23 17:00"},
		{"over night", nil, "2026-11-23 16:00", 2 * time.Hour, "2026-11-24 10:00"},
		{"before opening", nil, "2026-11-23 03:00", time.Hour, "2026-11-23 10:00"},
		{"after closing", nil, "2026-11-23 20:00", time.Hour, "2026-11-24 10:00"},
		{"over a weekend", nil, "2026-11-27 16:00", 2 * time.Hour, "2026-11-30 10:00"},
		{"from a weekend", nil, "2026-11-28 12:00", time.Hour, "2026-11-30 10:00"},
		{"three days of work", nil, "2026-11-23 12:00", 24 * time.Hour, "2026-11-26 12:00"},
		{"a year of work", nil, "2026-01-05 09:00", 52 * 40 * time.Hour, "2027-01-01 17:00"},
		{"a holiday", func(s *crm.Settings) { s.Holidays = []string{"2026-11-24"} }, "2026-11-23 16:00", 2 * time.Hour, "2026-11-25 10:00"},
		{"a holiday on a weekend", func(s *crm.Settings) { s.Holidays = []string{"2026-11-28"} }, "2026-11-27 16:00", 2 * time.Hour, "2026-11-30 10:00"},
		{"Christmas", func(s *crm.Settings) { s.Holidays = []string{"2026-12-24", "2026-12-25", "2027-01-01"} }, "2026-12-23 16:30", time.Hour, "2026-12-28 09:30"},
		{"nothing to wait for", nil, "2026-11-28 12:00", 0, "2026-11-28 12:00"},
		{"less than nothing", nil, "2026-11-28 12:00", -time.Hour, "2026-11-28 12:00"},
		{"office hours do not notice summer time", nil, "2026-03-27 16:00", 2 * time.Hour, "2026-03-30 10:00"},
		{"the day of 23 hours", always, "2026-03-28 12:00", 24 * time.Hour, "2026-03-29 13:00"},
		{"the day of 25 hours", always, "2026-10-24 12:00", 24 * time.Hour, "2026-10-25 11:00"},
		{"24:00 is the end of the day", func(s *crm.Settings) { s.WorkingHours = "20:00-24:00" }, "2026-11-23 23:00", 2 * time.Hour, "2026-11-24 21:00"},
		{"nights, over the lost hour", func(s *crm.Settings) { s.WorkingDays, s.WorkingHours = []string{"sun"}, "01:00-05:00" }, "2026-03-29 01:00", 4 * time.Hour, "2026-04-05 02:00"},
		{"nights, over the doubled hour", func(s *crm.Settings) { s.WorkingDays, s.WorkingHours = []string{"sun"}, "01:00-05:00" }, "2026-10-25 01:00", 5 * time.Hour, "2026-10-25 05:00"},
		{"no working days: every day is one", func(s *crm.Settings) { s.WorkingDays = nil }, "2026-11-28 16:00", 2 * time.Hour, "2026-11-29 10:00"},
		{"no hours: the whole day", func(s *crm.Settings) { s.WorkingHours = "" }, "2026-11-27 23:00", 2 * time.Hour, "2026-11-30 01:00"},
		{"hours that say nothing", func(s *crm.Settings) { s.WorkingHours = "nine to five" }, "2026-11-23 01:00", time.Hour, "2026-11-23 02:00"},
		{"hours that end before they begin", func(s *crm.Settings) { s.WorkingHours = "17:00-09:00" }, "2026-11-23 01:00", time.Hour, "2026-11-23 02:00"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := settings(c.change)
			cal := sla.NewCalendar(s)
			from, want := at(t, s.Zone, c.from), at(t, s.Zone, c.want)
			if got := cal.Add(from, c.d); !got.Equal(want) {
				t.Errorf("got %s, want %s", got, want)
			}
			if got := cal.Between(from, want); c.d >= 0 && got != c.d {
				t.Errorf("between are %s, want %s", got, c.d)
			}
		})
	}
}

func TestIsWorking(t *testing.T) {
	t.Parallel()
	cal := sla.NewCalendar(settings(nil))
	for _, c := range []struct {
		at, next string
	}{
		{"2026-11-23 09:00", "2026-11-23 09:00"},
		{"2026-11-23 16:59", "2026-11-23 16:59"},
		{"2026-11-23 17:00", "2026-11-24 09:00"},
		{"2026-11-23 08:59", "2026-11-23 09:00"},
		{"2026-11-27 18:00", "2026-11-30 09:00"},
	} {
		instant, next := at(t, "Europe/Berlin", c.at), at(t, "Europe/Berlin", c.next)
		if got := cal.NextOpening(instant); !got.Equal(next) {
			t.Errorf("after %s the office opens at %s, want %s", c.at, got, next)
		}
		if got := cal.IsWorking(instant); got != (c.at == c.next) {
			t.Errorf("at %s working is %v", c.at, got)
		}
	}
}

// TestBounds asks for times of which no calendar knows anything.
func TestBounds(t *testing.T) {
	t.Parallel()
	cal := sla.NewCalendar(settings(nil))
	far := time.Date(2201, 1, 1, 0, 0, 0, 0, time.UTC)
	if got := cal.Add(time.Date(2200, 12, 1, 0, 0, 0, 0, time.UTC), 10_000*time.Hour); !got.Equal(far) {
		t.Errorf("more work than there is time ends at %s", got)
	}
	if got := cal.Between(far, far.AddDate(100, 0, 0)); got != 0 {
		t.Errorf("after the calendar are %s of work", got)
	}
	if got, want := cal.Add(time.Time{}, time.Hour), at(t, "Europe/Berlin", "1970-01-01 10:00"); !got.Equal(want) {
		t.Errorf("the first hour of work ends at %s, want %s", got, want)
	}
	if cal.IsWorking(time.Time{}) || cal.IsWorking(far.AddDate(0, 0, 4)) {
		t.Error("somebody works before 1970 or after 2200")
	}
	slow := sla.NewCalendar(settings(func(s *crm.Settings) { s.WorkingDays, s.WorkingHours = []string{"mon"}, "09:00-09:01" }))
	if got := slow.Add(at(t, "Europe/Berlin", "2026-11-23 09:00"), 10_000*time.Hour); !got.Equal(far) {
		t.Errorf("a minute a week is enough at %s", got)
	}
}

// zones set their clocks at noon, at night, at midnight, by half an hour, by a
// whole day, or never.
var zones = []string{
	"UTC", "Europe/Berlin", "America/New_York", "America/St_Johns", "America/Havana", "America/Sao_Paulo",
	"Australia/Lord_Howe", "Pacific/Apia", "Asia/Kolkata", "Asia/Kathmandu", "Africa/Casablanca",
}

func anyCalendar(t *rapid.T) *sla.Calendar {
	clock := rapid.Custom(func(t *rapid.T) string {
		minute := rapid.IntRange(0, 24*60).Draw(t, "minute")
		return time.Time{}.Add(time.Duration(minute)*time.Minute).Format("15") + ":" + time.Time{}.Add(time.Duration(minute)*time.Minute).Format("04")
	})
	s := crm.DefaultSettings()
	s.Zone = rapid.SampledFrom(zones).Draw(t, "zone")
	s.WorkingDays = rapid.SliceOf(rapid.SampledFrom([]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"})).Draw(t, "days")
	s.WorkingHours = clock.Draw(t, "open") + "-" + clock.Draw(t, "close")
	s.Holidays = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
		return crm.Day(rapid.IntRange(15_000, 22_000).Draw(t, "holiday")).String()
	}), 0, 20).Draw(t, "holidays")
	return sla.NewCalendar(s)
}

func anyInstant(t *rapid.T, name string) time.Time {
	return time.UnixMilli(rapid.Int64Range(15_000*86_400_000, 22_000*86_400_000).Draw(t, name)).UTC()
}

// TestInverse: what is added lies between, and nothing less does.
func TestInverse(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		cal, from := anyCalendar(t), anyInstant(t, "from")
		d := time.Duration(rapid.Int64Range(1, int64(2000*time.Hour)).Draw(t, "d"))
		to := cal.Add(from, d)
		if to.Year() > 2200 { // a minute a day is not enough
			if got := cal.Between(from, to); got >= d {
				t.Fatalf("until the end of all days are %s of work, %s were asked for", got, d)
			}
			return
		}
		if got := cal.Between(from, to); got != d {
			t.Fatalf("from %s to %s are %s of work, want %s", from, to, got, d)
		}
		if got := cal.Between(from, to.Add(-1)); got != d-1 {
			t.Fatalf("%s is not the earliest instant: %s before it", to, got)
		}
		if got := cal.Between(to, from); got != -d {
			t.Fatalf("backwards are %s, want %s", got, -d)
		}
	})
}

// TestMonotone: time is additive, never runs faster than the clock, and a
// later start is never done earlier.
func TestMonotone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		cal := anyCalendar(t)
		ts := []time.Time{anyInstant(t, "a"), anyInstant(t, "b"), anyInstant(t, "c")}
		slices.SortFunc(ts, time.Time.Compare)
		ab, bc, ac := cal.Between(ts[0], ts[1]), cal.Between(ts[1], ts[2]), cal.Between(ts[0], ts[2])
		if ab < 0 || bc < 0 || ab+bc != ac {
			t.Fatalf("%s and %s make %s", ab, bc, ac)
		}
		if clock := ts[2].Sub(ts[0]); ac > clock {
			t.Fatalf("%s of work in %s", ac, clock)
		}
		d := time.Duration(rapid.Int64Range(1, int64(300*time.Hour)).Draw(t, "d"))
		if early, late := cal.Add(ts[0], d), cal.Add(ts[1], d); early.After(late) {
			t.Fatalf("begun at %s it is done at %s, begun at %s at %s", ts[0], early, ts[1], late)
		}
		next := cal.NextOpening(ts[0])
		if !cal.IsWorking(next) || cal.Between(ts[0], next) != 0 {
			t.Fatalf("%s is no opening after %s", next, ts[0])
		}
	})
}

func BenchmarkAdd(b *testing.B) {
	cal := sla.NewCalendar(settings(nil))
	from := at(b, "Europe/Berlin", "2026-11-23 11:00")
	for i := range b.N {
		cal.Add(from.Add(time.Duration(i%10_000)*time.Hour), 24*time.Hour)
	}
}

func BenchmarkNewCalendar(b *testing.B) {
	s := settings(nil)
	from := at(b, "Europe/Berlin", "2026-11-23 11:00")
	for range b.N {
		sla.NewCalendar(s).Add(from, 24*time.Hour)
	}
}
