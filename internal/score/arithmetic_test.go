package score

import (
	"math"
	"math/big"
	"slices"
	"strconv"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
)

func TestDecayHalves(t *testing.T) {
	t.Parallel()
	for _, halfLife := range []int{1, 7, 30, 3650} {
		d := newDecay(halfLife)
		for halves, want := range []int64{65536, 32768, 16384, 8192} {
			if got := d.strength(halves * halfLife); got != want {
				t.Errorf("half-life %d after %d: %d, want %d", halfLife, halves, got, want)
			}
		}
		if got := d.strength(17 * halfLife); got != 1 { // a half rounds up
			t.Errorf("half-life %d after 17: %d, want 1", halfLife, got)
		}
		if got := d.strength(18 * halfLife); got != 0 {
			t.Errorf("half-life %d after 18: %d, want 0", halfLife, got)
		}
	}
	var none decay
	if got := none.strength(100000); got != Full {
		t.Errorf("no decay: %d, want %d", got, Full)
	}
}

// Every table equals the definition worked out in whole numbers, so nothing
// hangs on the last bit of a machine's Exp2: s = round(2^(16-age/h)) holds
// exactly when (2s-1)^h <= 2^(17h-age) < (2s+1)^h.
func TestDecayIsExact(t *testing.T) {
	t.Parallel()
	for _, halfLife := range []int{1, 2, 3, 7, 10, 14, 30, 45} {
		h := big.NewInt(int64(halfLife))
		d := newDecay(halfLife)
		for age := range 18 * halfLife {
			s := d.strength(age)
			if age > 17*halfLife {
				if s != 0 {
					t.Errorf("half-life %d, age %d: %d, want 0", halfLife, age, s)
				}
				continue
			}
			power := new(big.Int).Lsh(big.NewInt(1), uint(17*halfLife-age))
			low := new(big.Int).Exp(big.NewInt(2*s-1), h, nil)
			high := new(big.Int).Exp(big.NewInt(2*s+1), h, nil)
			if low.Cmp(power) > 0 || high.Cmp(power) <= 0 {
				t.Errorf("half-life %d, age %d: %d is not the nearest", halfLife, age, s)
			}
		}
	}
}

func TestRangeFades(t *testing.T) {
	t.Parallel()
	size := rubric.Range{Low: 50, High: 250, FadeBelow: 40, FadeAbove: 200}
	hard := rubric.Range{Low: 50, High: 250}
	for _, c := range []struct {
		in    rubric.Range
		value float64
		want  int32
	}{
		{size, 50, Full}, {size, 120, Full}, {size, 250, Full},
		{size, 30, Full / 2}, {size, 350, Full / 2},
		{size, 10, 0}, {size, 450, 0}, {size, -1e300, 0}, {size, 1e300, 0},
		{size, 49, 63898}, {size, 40, 49152}, {size, 449, 328}, // 65536*39/40 = 63897.6, 65536/200 = 327.68
		{hard, 50, Full}, {hard, 49.999, 0}, {hard, 250.001, 0},
		{rubric.Range{Low: -math.MaxFloat64, High: -math.MaxFloat64, FadeAbove: 1}, math.MaxFloat64, 0},
	} {
		if got := within(c.in, c.value); got != c.want {
			t.Errorf("%v in %+v: %d, want %d", c.value, c.in, got, c.want)
		}
	}
}

func TestEarnedRoundsAwayFromZero(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ points, strength, want int64 }{
		{10, Full, 1000}, {-10, Full, -1000}, {10, 3 * Full, 3000},
		{1, 32768, 50}, {1, 327, 0}, {1, 328, 1}, // 0.499 and 0.5005 hundredths
		{2, Full / 400, 0}, {25, 8192, 313}, {-25, 8192, -313}, // 312.5 away from zero
		{100, 32767 * Full, 327670000}, {0, Full, 0},
	} {
		if got := (&criterion{points: c.points}).earned(c.strength); got != c.want {
			t.Errorf("%d points at %d/65536: %d, want %d", c.points, c.strength, got, c.want)
		}
	}
}

// A meter stays small however many values go by.
func TestMeterIsBounded(t *testing.T) {
	t.Parallel()
	event := rubric.Condition{Event: "x", Detail: "y"}
	p, err := Compile(rubric.Rubric{Groups: []rubric.Group{{Axis: rubric.Fit, Criteria: []rubric.Criterion{
		{ID: "a", When: []rubric.Condition{{Field: "email", Contains: []string{"@"}}, event}},
	}}}}, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	m := newMeter(p)
	at := time.Unix(0, 0)
	for i := range 2 * remembered {
		s := strconv.Itoa(i)
		m.measure(&crm.Lead{Email: s}, []crm.Activity{{Event: "x", Detail: s, At: at}, {Event: s, At: at}}, at)
	}
	if n := max(len(m.memos[0].rows), len(m.heard), len(m.heard["x"].details)); n != remembered {
		t.Errorf("remembers up to %d values, want %d", n, remembered)
	}
}

func TestGradeBoundaries(t *testing.T) {
	t.Parallel()
	a := axis{cap: 60, max: 6000, bands: [3]int{75, 50, 25}}
	p := Program{axes: [2]axis{a, {cap: 33, max: 3300, bands: [3]int{80, 50, 10}}}}
	for _, c := range []struct {
		fit, engagement int64
		want            string
	}{
		{6000, 3300, "A1"}, {4500, 2640, "A1"}, {4499, 2639, "B2"}, {3000, 1650, "B2"},
		{2999, 1649, "C3"}, {1500, 330, "C3"}, {1499, 329, "D4"}, {0, 0, "D4"}, {6000, 0, "A4"}, {0, 3300, "D1"},
	} {
		if got := p.grade(c.fit, c.engagement); got != c.want {
			t.Errorf("fit %d, engagement %d: %s, want %s", c.fit, c.engagement, got, c.want)
		}
	}
}

func TestApportion(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		total int
		parts []int32
		want  []int
	}{
		{10, []int32{333, 333, 334}, []int{3, 3, 4}},
		{1, []int32{50, 50}, []int{1, 0}}, // the earlier first
		{0, []int32{-30, 30}, []int{0, 0}},
		{-1, []int32{-150, 0, 50}, []int{-1, 0, 0}},
		{70, []int32{2040, 2040, 2920}, []int{21, 20, 29}},
		{0, nil, []int{}},
	} {
		if got := apportion(c.total, c.parts...); !slices.Equal(got, c.want) {
			t.Errorf("%d over %v: %v, want %v", c.total, c.parts, got, c.want)
		}
	}
}

// Where no limit is at work, what a group earned is shown as what it counts,
// although on its own it would round the other way.
func TestShownAgreesWithItself(t *testing.T) {
	t.Parallel()
	groups := []GroupEntry{
		{Earned: 50, Counted: 50, Criteria: []Entry{{Earned: 50}}},
		{Earned: 50, Counted: 50, Criteria: []Entry{{Earned: 50}}},
		{Earned: 950, Counted: 0, Criteria: []Entry{{Earned: 450}, {Earned: 500}}},
	}
	l := Ledger{Score: 100, Axes: [2]AxisEntry{{Earned: 100, Counted: 100, Groups: groups}}}
	l.show()
	var got []int
	for _, g := range l.Axes[0].Groups {
		got = append(got, g.Shown, g.ShownEarned)
		for _, e := range g.Criteria {
			got = append(got, e.Shown)
		}
	}
	if want := []int{1, 1, 1, 0, 0, 0, 0, 10, 5, 5}; !slices.Equal(got, want) {
		t.Errorf("shown %v, want %v", got, want)
	}
}
