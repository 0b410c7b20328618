package funnel

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"smarketing/internal/crm"
	"smarketing/internal/stat"
)

// TestSentence: the share is said to be of those decided, which of them in the
// longest form, and what is estimated in three digits.
func TestSentence(t *testing.T) {
	t.Parallel()
	stages := crm.DefaultStages()
	b := Bottleneck{
		From: stages[1], To: stages[2], Rate: 0.434, N: 2301, Norm: Norm{Rate: 0.75, Why: "Q1 2026", N: 40, Known: true},
		Customers: 1234.4, Cost: 508_912.4, Currency: "USD", Priced: true, Window: ", new in the last 90 days,",
	}
	for i, want := range []string{
		"MQL → SAL: of 2,301 decided, new in the last 90 days, 43 % went on, against 75 % in Q1 2026; costs about 1,230 customers, USD 509k",
		"MQL → SAL: of 2,301 decided 43 % went on, against 75 % in Q1 2026; costs about 1,230 customers, USD 509k",
		"MQL → SAL 43 % of 2,301 decided, Q1 2026 75 %: costs USD 509k",
		"MQL → SAL 43 % of 2,301 decided, Q1 2026 75 %",
	} {
		if got := b.Forms()[i]; got != want {
			t.Errorf("form %d is %q, want %q", i, got, want)
		}
	}
	b.Norm, b.Window, b.Priced, b.Customers = Norm{Rate: 0.75, Why: "planned", Known: true}, "", false, 1.2
	if got, want := b.Sentence(), "MQL → SAL: of 2,301 decided 43 % went on, against 75 % planned; costs about a customer"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := b.Forms()[1], "MQL → SAL 43 % of 2,301 decided, planned 75 %: costs about a customer"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestRoughly(t *testing.T) {
	t.Parallel()
	for sum, want := range map[float64]string{
		0.4: "0", 640.4: "640", 9_484: "9,480", 9_996: "10k", 48_000: "48k", 60_849: "60.8k", 508_912: "509k", 999_600: "1M", 1_234_567: "1.23M",
		2.5e9: "2.5bn", 7.123e12: "7.12tn",
	} {
		if got := roughly(sum); got != want {
			t.Errorf("%f is said as %q, want %q", sum, got, want)
		}
	}
}

// TestWindowWords: how a question says its window, alone and behind decided
// entries. A single day is one day.
func TestWindowWords(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC)
	at := func(month time.Month, d int) time.Time { return time.Date(2026, month, d, 0, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		since, until      time.Time
		basis             Basis
		subject, decision string
	}{
		{basis: Cohort, subject: "all leads, until now"},
		{basis: Period, subject: "all that happened"},
		{at(8, 26), time.Time{}, Cohort, "new since 26 Aug 2026, until now", ", new in the last 90 days,"},
		{at(8, 26), time.Time{}, Period, "what happened since 26 Aug 2026", " in the last 90 days,"},
		{at(1, 1), time.Time{}, Cohort, "new since 1 Jan 2026, until now", ", new since 1 Jan 2026,"},
		{at(10, 25), at(10, 26), Cohort, "new on 25 Oct 2026, until now", ", new on 25 Oct 2026,"},
		{at(10, 25), at(10, 26), Period, "what happened on 25 Oct 2026", " on 25 Oct 2026,"},
		{at(10, 25), at(10, 27), Period, "what happened from 25 Oct 2026 to 26 Oct 2026", " from 25 Oct 2026 to 26 Oct 2026,"},
		{time.Time{}, at(10, 26), Cohort, "new until 25 Oct 2026, until now", ", new until 25 Oct 2026,"},
	} {
		q, err := Question{Since: c.since, Until: c.until, Basis: c.basis, Now: now}.Normal()
		if err != nil {
			t.Fatal(err)
		}
		if got := q.Words(); !strings.HasPrefix(got, c.subject+";") || q.decidedIn() != c.decision {
			t.Errorf("%q and %q, want %q and %q", got, q.decidedIn(), c.subject, c.decision)
		}
	}
}

// TestSamePercentIsNoBottleneck: a shortfall that nobody can see is none, by
// either norm.
func TestSamePercentIsNoBottleneck(t *testing.T) {
	t.Parallel()
	f := Funnel{Stages: []Figures{
		{Stage: crm.DefaultStages()[0], Entered: 4_000_000, Advanced: 1_996_000, Decided: stat.Of(1_996_000, 4_000_000)},
		{Stage: crm.DefaultStages()[5]},
	}}
	for _, n := range []int{0, 100} { // planned, and the best quarter
		for rate, want := range map[float64]bool{0.5: false, 0.5049: false, 0.506: true} {
			b := FindBottleneck(&f, []Norm{{Rate: rate, N: n, Known: true}, {}}, 1000, "USD")
			if (b != nil) != want {
				t.Errorf("49.9 %% against %.2f %% (n %d): %+v", rate*100, n, b)
			}
		}
	}
}

// TestWhyNoBottleneck tells apart why no step is named.
func TestWhyNoBottleneck(t *testing.T) {
	t.Parallel()
	report := func(leads int, each func(i int) []any) Report {
		var changes []crm.StageChange
		for i := range leads {
			changes = append(changes, story(i+1, each(i)...)...)
		}
		l := logOf(t, changes...)
		q := Question{Now: day(60)}
		trends, err := l.Trends(q)
		if err != nil {
			t.Fatal(err)
		}
		r, err := l.Report(q, &Facts{Currency: "USD", Trends: trends})
		if err != nil || r.Bottleneck != nil {
			t.Fatalf("%+v, %v", r.Bottleneck, err)
		}
		return r
	}
	won := []any{"lead", 0.0, "mql", 1.0, "sal", 2.0, "sql", 3.0, "opportunity", 4.0, "customer", 5.0}
	for want, r := range map[string]Report{
		"no step can be judged: 60 of 80 leads still open, and none was ever lost, recycled or disqualified": report(80, func(i int) []any {
			if i < 20 {
				return won
			}
			return []any{"lead", 0.0}
		}),
		"no step has enough decided cases (n 10 or more): 5 of 8 leads still open": report(8, func(i int) []any {
			if i < 3 {
				return []any{"lead", 0.0, "lost", 1.0}
			}
			return []any{"lead", 0.0}
		}),
		"what a step costs cannot be said: it is decided of nobody yet whether they go on from MQL": report(40, func(i int) []any {
			if i < 20 {
				return []any{"lead", 0.0, "lost", 1.0}
			}
			return []any{"lead", 0.0, "mql", 1.0}
		}),
		"no step has a quarter with enough decided cases to be its norm (n 30 or more)": report(20, func(i int) []any {
			if i < 10 {
				return []any{"lead", 0.0, "lost", 1.0}
			}
			return won
		}),
	} {
		forms := r.BottleneckForms()
		if forms[0] != want || r.BottleneckWords() != want {
			t.Errorf("%q, want %q", forms[0], want)
		}
		for i, form := range forms[1:] {
			if utf8.RuneCountInString(form) >= utf8.RuneCountInString(forms[i]) {
				t.Errorf("%q is not shorter than %q", form, forms[i])
			}
		}
	}
	// All before, in a quarter that is over, as now: enough of everything.
	r := report(100, func(i int) []any {
		if i < 50 {
			return []any{"lead", -100.0, "lost", -99.0}
		}
		return []any{"lead", -100.0, "mql", -99.0, "sal", -98.0, "sql", -97.0, "opportunity", -96.0, "customer", -95.0}
	})
	if want := "no step with enough cases lies below its best quarter (n 30 or more)"; r.BottleneckWords() != want {
		t.Errorf("%q, want %q", r.BottleneckWords(), want)
	}
}
