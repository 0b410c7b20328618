package nurture_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/nurture"
	"smarketing/internal/text"
)

var berlin = zone("Europe/Berlin")

func zone(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return loc
}

func day(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, berlin)
	if err != nil {
		panic(err)
	}
	return t
}

func TestDefaultPlan(t *testing.T) {
	t.Parallel()
	p := nurture.DefaultPlan()
	recycled := day("2026-11-23 16:30")
	for reason, want := range map[string]string{
		"no contact": "2026-12-23", "timing": "2027-01-22", "budget": "2027-02-21", "competitor": "2027-05-22", "evaluating": "2026-12-23",
		" No  Contact": "2026-12-23", "the dog ate it": "2027-01-22", "": "2027-01-22",
	} {
		if got := p.For(reason).ReturnAt(recycled, berlin); got.Format("2006-01-02 15:04") != want+" 00:00" {
			t.Errorf("recycled for %q returns %s, want %s", reason, got, want)
		}
	}
	if got := p.For(" No  Contact").Reason; got != "no contact" {
		t.Errorf("the reason is spelt %q", got)
	}
	if got := p.For("the dog ate it").Reason; got != "the dog ate it" {
		t.Errorf("a reason of its own became %q", got)
	}
	again, err := nurture.ParsePlan(p.String())
	if err != nil || !reflect.DeepEqual(p, again) {
		t.Errorf("the default plan reads back as %+v (%v)", again, err)
	}
}

func TestNextTouch(t *testing.T) {
	t.Parallel()
	c := nurture.Cadence{Return: 30, Touch: 10}
	recycled := day("2026-11-23 16:30")
	returns := c.ReturnAt(recycled, berlin)
	for _, x := range []struct {
		name    string
		cadence nurture.Cadence
		touched time.Time
		returns time.Time
		want    string
	}{
		{"the first", c, time.Time{}, returns, "2026-12-03"},
		{"after a touch", c, day("2026-12-01 09:00"), returns, "2026-12-11"},
		{"a touch before it was recycled does not count", c, day("2026-11-01 09:00"), returns, "2026-12-03"},
		{"never after it returns", c, day("2026-12-15 09:00"), returns, "2026-12-23"},
		{"touched on the day it returns", c, day("2026-12-23 09:00"), returns, "2026-12-23"},
		{"no rhythm", nurture.Cadence{Return: 30}, time.Time{}, returns, "2026-12-23"},
		{"no return", c, time.Time{}, time.Time{}, "2026-12-03"},
	} {
		if got := x.cadence.NextTouch(recycled, x.touched, x.returns, berlin); got.Format(time.DateOnly) != x.want {
			t.Errorf("%s: %s, want %s", x.name, got, x.want)
		}
	}
	if got := (nurture.Cadence{}).NextTouch(recycled, time.Time{}, time.Time{}, berlin); !got.IsZero() {
		t.Errorf("without rhythm and return it is touched at %s", got)
	}
}

func TestParsePlanRefuses(t *testing.T) {
	t.Parallel()
	one := "[[cadence]]\nreason = \"timing\"\nreturn = \"60d\"\n"
	for _, c := range []struct{ name, src, say string }{
		{"nothing", "", "names no reason"},
		{"not TOML", "cool_off = = 3", "line 1"},
		{"misspelt", one + "tuoch = \"3d\"", "did you mean touch?"},
		{"foreign", "colour = 3\n" + one, "the keys are cool_off"},
		{"a number", "cool_off = 30\n" + one, "line 1: this is a value of the wrong kind"},
		{"no list", "\ncadence = 3", "line 2: this is a value of the wrong kind"},
		{"no reason", "[[cadence]]\nreturn = \"60d\"", "has no reason"},
		{"blank reason", "[[cadence]]\nreason = \" \\t\"\nreturn = \"60d\"", "has no reason"},
		{"no return", "[[cadence]]\nreason = \"timing\"", `return of timing cannot be ""`},
		{"at once", "[[cadence]]\nreason = \"timing\"\nreturn = \"0d\"", "returns at once"},
		{"hours", "[[cadence]]\nreason = \"timing\"\nreturn = \"60h\"", `write whole days such as "30d"`},
		{"for ever", "[[cadence]]\nreason = \"timing\"\nreturn = \"9999d\"", "ten years"},
		{"touch", one + "touch = \"often\"", `touch of timing cannot be "often"`},
		{"policy", one + "engagement = \"kept\"", `write "fresh" or "keep"`},
		{"twice", one + strings.Replace(one, "timing", "Timing", 1), "is there twice"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := nurture.ParsePlan(c.src)
			e, ok := errors.AsType[*crm.Error](err)
			if !ok || e.Code != crm.Invalid || e.Hint == "" || !strings.Contains(err.Error(), c.say) {
				t.Errorf("got %v, want an error with %q", err, c.say)
			}
		})
	}
}

func anyPlan(t *rapid.T) nurture.Plan {
	p := nurture.Plan{CoolOff: rapid.IntRange(0, 3650).Draw(t, "cool off")}
	seen := map[string]bool{}
	for range rapid.IntRange(1, 6).Draw(t, "reasons") {
		reason := strings.TrimSpace(text.Clean(rapid.String().Draw(t, "reason")))
		if text.Fold(reason) == "" || reason != text.Clean(reason) || seen[text.Fold(reason)] {
			continue
		}
		seen[text.Fold(reason)] = true
		p.Cadences = append(p.Cadences, nurture.Cadence{
			Reason: reason, Return: rapid.IntRange(1, 3650).Draw(t, "return"),
			Touch: rapid.IntRange(0, 3650).Draw(t, "touch"), Policy: rapid.SampledFrom([]crm.Policy{crm.StartFresh, crm.KeepScore}).Draw(t, "policy"),
		})
	}
	return p
}

// TestPlanRoundTrip: a plan reads back as it was written, and finds its own
// reasons.
func TestPlanRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := anyPlan(t)
		if len(p.Cadences) == 0 {
			return
		}
		again, err := nurture.ParsePlan(p.String())
		if err != nil || !reflect.DeepEqual(p, again) {
			t.Fatalf("%+v reads back as %+v (%v)", p, again, err)
		}
		for i, reason := range p.Reasons() {
			if p.For(strings.ToUpper(reason)) != p.Cadences[i] && p.For(reason) != p.Cadences[i] {
				t.Fatalf("%q is not found", reason)
			}
		}
	})
}

// TestTouchesEnd: whoever touches a lead on the day it is due touches it a
// bounded number of times, always later, and never after it returns.
func TestTouchesEnd(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := nurture.Cadence{Return: rapid.IntRange(1, 400).Draw(t, "return"), Touch: rapid.IntRange(1, 400).Draw(t, "touch")}
		recycled := time.Unix(rapid.Int64Range(1_500_000_000, 1_900_000_000).Draw(t, "recycled"), 0)
		returns := c.ReturnAt(recycled, berlin)
		touched, n := time.Time{}, 0
		for {
			next := c.NextTouch(recycled, touched, returns, berlin)
			if next.After(returns) {
				t.Fatalf("touched at %s, returns at %s", next, returns)
			}
			if next.Equal(returns) {
				break
			}
			if n++; n > 400 || !next.After(touched) {
				t.Fatalf("touch %d is at %s after %s", n, next, touched)
			}
			touched = next.Add(12 * time.Hour)
		}
		if want := (c.Return - 1) / c.Touch; n != want {
			t.Fatalf("%d touches every %d days in %d, want %d", n, c.Touch, c.Return, want)
		}
	})
}

func TestTaker(t *testing.T) {
	t.Parallel()
	p := nurture.Plan{CoolOff: 30}
	now := day("2026-11-23 10:00")
	recent, old := day("2026-10-25 00:00"), day("2026-10-24 23:59")
	team := []nurture.Candidate{{"Ana", 20, 10}, {"Ben", 10, 4}, {"Caro", 0, 8}}
	for _, c := range []struct {
		name string
		team []nurture.Candidate
		from nurture.Declined
		want string
	}{
		{"nobody declined: the freest for their capacity", team, nurture.Declined{}, "Ben"},
		{"who declined long ago gets it back", team, nurture.Declined{By: "ana", At: old}, "Ana"},
		{"who declined just now does not", team, nurture.Declined{By: "Ben", At: recent}, "Caro"},
		{"who left does not", team, nurture.Declined{By: "Zoe", At: old}, "Ben"},
		{"alone and cooling off", team[:1], nurture.Declined{By: "Ana", At: recent}, ""},
		{"no team", nil, nurture.Declined{}, ""},
		{"equals by name", []nurture.Candidate{{"Zed", 10, 5}, {"Amy", 20, 10}}, nurture.Declined{}, "Amy"},
	} {
		if got := p.Taker(c.team, c.from, now, berlin); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestTakerFair: the taker is never cooling off, and is one of the team, in
// whatever order the team stands.
func TestTakerFair(t *testing.T) {
	t.Parallel()
	now := day("2026-11-23 10:00")
	rapid.Check(t, func(t *rapid.T) {
		p := nurture.Plan{CoolOff: rapid.IntRange(0, 60).Draw(t, "cool off")}
		var team []nurture.Candidate
		for _, name := range []string{"Ana", "Ben", "Caro", "Dan"} {
			if rapid.Bool().Draw(t, name) {
				team = append(team, nurture.Candidate{Name: name, Capacity: rapid.IntRange(0, 30).Draw(t, "capacity"), Load: rapid.IntRange(0, 50).Draw(t, "load")})
			}
		}
		d := nurture.Declined{By: rapid.SampledFrom([]string{"Ana", "Ben", "Zoe"}).Draw(t, "by"), At: now.AddDate(0, 0, -rapid.IntRange(0, 60).Draw(t, "ago"))}
		got := p.Taker(team, d, now, berlin)
		slices.Reverse(team)
		if again := p.Taker(team, d, now, berlin); again != got {
			t.Fatalf("%q, in another order %q", got, again)
		}
		if got != "" && (p.CoolingOff(got, d, now, berlin) || !slices.ContainsFunc(team, func(c nurture.Candidate) bool { return c.Name == got })) {
			t.Fatalf("%q must not take it", got)
		}
		for _, c := range team {
			if got == "" && !p.CoolingOff(c.Name, d, now, berlin) {
				t.Fatalf("nobody takes it although %s may", c.Name)
			}
		}
	})
}

func FuzzParsePlan(f *testing.F) {
	f.Add(nurture.DefaultPlan().String())
	f.Add("cool_off = \"2w\"\n[[cadence]]\nreason = 'a \"b\" \\'\nreturn = \"1d\"\nengagement = \"keep\"")
	f.Fuzz(func(t *testing.T, src string) {
		p, err := nurture.ParsePlan(src)
		if err != nil {
			if crm.ErrorCode(err) != crm.Invalid {
				t.Fatalf("%v is no Invalid", err)
			}
			return
		}
		if again, err := nurture.ParsePlan(p.String()); err != nil || !reflect.DeepEqual(p, again) {
			t.Fatalf("%+v reads back as %+v (%v)", p, again, err)
		}
	})
}
