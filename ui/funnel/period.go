package funnel

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/ui/screen"
)

// period is the span of time that is asked about. It is kept as it was chosen,
// so that the last 30 days are those of today also tomorrow.
type period struct {
	kind         periodKind
	since, until string // days, of typed dates: 2026-07-01; until is the last day; empty: no limit
}

type periodKind uint8

const (
	last30 periodKind = iota
	last90
	thisQuarter
	thisYear
	allTime
	typedDates
)

var periods = []struct {
	kind       periodKind
	key, label string
}{
	{last30, "m", "the last 30 days"}, {last90, "9", "the last 90 days"}, {thisQuarter, "q", "this quarter"},
	{thisYear, "y", "this year"}, {allTime, "a", "all time"},
}

// window returns the instants between which the period lies, zero where it has
// no limit. Days are those of the zone.
func (p period) window(now time.Time, zone *time.Location) (since, until time.Time) {
	now = now.In(zone)
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, zone) }
	switch p.kind {
	case last30:
		return day(now.Year(), now.Month(), now.Day()-30), until
	case last90:
		return day(now.Year(), now.Month(), now.Day()-90), until
	case thisQuarter:
		return day(now.Year(), (now.Month()-1)/3*3+1, 1), until
	case thisYear:
		return day(now.Year(), time.January, 1), until
	case typedDates:
		if t, ok := parseDay(p.since, zone); ok {
			since = t
		}
		if t, ok := parseDay(p.until, zone); ok {
			until = day(t.Year(), t.Month(), t.Day()+1)
		}
	case allTime:
	}
	return since, until
}

func parseDay(s string, zone *time.Location) (time.Time, bool) {
	t, err := time.ParseInLocation(time.DateOnly, s, zone)
	return t, err == nil
}

// label says which period it is.
func (p period) label() string {
	for _, known := range periods {
		if known.kind == p.kind {
			return known.label
		}
	}
	switch {
	case p.since == "":
		return "until " + p.until
	case p.until == "":
		return "since " + p.since
	case p.since == p.until:
		return p.since
	}
	return p.since + " to " + p.until
}

// during says the same behind what happened in it.
func (p period) during() string {
	switch {
	case p.kind != typedDates:
		return "within " + p.label()
	case p.since == "" || p.until == "":
		return p.label()
	case p.since == p.until:
		return "on " + p.label()
	}
	return "from " + p.label()
}

// pickPeriod offers the periods.
func (f *Funnel) pickPeriod() tea.Cmd {
	m := screen.PickMsg{Title: "Which leads?", Body: "Now: " + f.asked.period.label()}
	for _, p := range periods {
		m.Options = append(m.Options, screen.Option{Key: p.key, Label: p.label, Run: func() tea.Cmd { return choosePeriod(period{kind: p.kind}) }})
	}
	m.Options = append(m.Options, screen.Option{Key: "d", Label: "dates of your own …", Run: f.typePeriod})
	return func() tea.Msg { return m }
}

func choosePeriod(p period) tea.Cmd {
	return choose(func(f *Funnel) tea.Cmd {
		f.asked.period, f.asked.chosen = p, true
		return f.ask()
	})
}

// typePeriod asks for two days.
func (f *Funnel) typePeriod() tea.Cmd {
	old := f.asked.period
	m := screen.FormMsg{
		Title: "From when to when?", Submit: "show",
		Fields: func(screen.Values) []screen.Field {
			return []screen.Field{
				{Key: "since", Label: "First day", Value: old.since, Placeholder: "2026-07-01", Hint: "empty: from the beginning"},
				{Key: "until", Label: "Last day", Value: old.until, Placeholder: "2026-09-30", Hint: "empty: until now"},
			}
		},
		Check: checkDates,
		Run: func(v screen.Values) tea.Cmd {
			return choosePeriod(period{kind: typedDates, since: v["since"], until: v["until"]})
		},
	}
	return func() tea.Msg { return m }
}

func checkDates(v screen.Values) map[string]string {
	wrong := map[string]string{}
	for _, key := range []string{"since", "until"} {
		if _, ok := parseDay(v[key], time.UTC); !ok && v[key] != "" {
			wrong[key] = "write the day as 2026-07-01"
		}
	}
	switch {
	case len(wrong) > 0:
	case v["since"] == "" && v["until"] == "":
		wrong["since"] = "give one of the two days, or choose all time"
	case v["since"] != "" && v["until"] != "" && strings.Compare(v["since"], v["until"]) > 0:
		wrong["until"] = "the last day comes before the first"
	}
	return wrong
}
