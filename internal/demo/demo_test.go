package demo

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
)

var now = time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)

func options(leads int) Options { return Options{Leads: leads, Seed: 1, Now: now} }

// collect takes the first n records of each kind.
func collect(t *testing.T, o Options) []crm.Record {
	t.Helper()
	var records []crm.Record
	for r, err := range Records(o) {
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, r)
	}
	return records
}

func TestSameOptionsGiveTheSameRecords(t *testing.T) {
	t.Parallel()
	a, b := collect(t, options(300)), collect(t, options(300))
	if !reflect.DeepEqual(a, b) {
		t.Fatal("two demos with the same options differ")
	}
	other := options(300)
	other.Seed = 2
	if reflect.DeepEqual(a[0].Lead, collect(t, other)[0].Lead) {
		t.Error("another seed gives the same first lead")
	}
}

func TestLeadIsTheSameInADemoOfAnySize(t *testing.T) {
	t.Parallel()
	small, large := collect(t, options(200)), collect(t, options(500))
	of := func(records []crm.Record) map[string][]crm.Record {
		m := map[string][]crm.Record{}
		for _, r := range records {
			key := r.LeadRef + r.Lead.Key
			r.Row = 0 // counts within the run
			m[key] = append(m[key], r)
		}
		return m
	}
	all := of(large)
	for key, want := range of(small) {
		if !reflect.DeepEqual(want, all[key]) {
			t.Fatalf("lead %s depends on the size of the demo", key)
		}
	}
}

// TestRecordsHoldTogether checks for any options what an import relies on.
func TestRecordsHoldTogether(t *testing.T) {
	t.Parallel()
	stages := crm.DefaultStages()
	people := map[string]bool{"": true}
	for _, m := range Members() {
		people[m.Name] = true
	}
	rapid.Check(t, func(rt *rapid.T) {
		o := Options{
			Leads: rapid.IntRange(1, 120).Draw(rt, "leads"),
			Seed:  rapid.Uint64().Draw(rt, "seed"),
			Now:   now.Add(time.Duration(rapid.Int64Range(0, 3*365*24*3600).Draw(rt, "now")) * time.Second),
			Zone:  time.FixedZone("", rapid.IntRange(-11, 13).Draw(rt, "zone")*3600),
		}
		var kinds []crm.RecordKind
		rows := map[crm.RecordKind]int{}
		leads, last, stage, wonAt := map[string]crm.Lead{}, map[string]time.Time{}, map[string]string{}, map[string]time.Time{}
		for r := range Records(o) {
			if rows[r.Kind]++; rows[r.Kind] != r.Row {
				rt.Fatalf("%s row %d comes as number %d", r.Kind, r.Row, rows[r.Kind])
			}
			if rows[r.Kind] == 1 {
				kinds = append(kinds, r.Kind)
				clear(last)
			}
			if r.Kind == crm.LeadRecord {
				l := r.Lead
				if l.Key == "" || l.Name == "" || l.CreatedAt.After(o.Now) || !people[l.Owner] {
					rt.Fatalf("bad lead %+v", l)
				}
				if l.NextStep != "" && !l.Due.After(o.Now) {
					rt.Fatalf("%s: the next step was due %s", l.Key, l.Due)
				}
				leads[l.Key] = l
				continue
			}
			lead, ok := leads[r.LeadRef]
			if !ok {
				rt.Fatalf("%s refers to unknown lead %q", r.Kind, r.LeadRef)
			}
			var at time.Time
			switch r.Kind {
			case crm.ActivityRecord:
				at = r.Activity.At
				if r.Activity.Event == "" {
					rt.Fatal("activity without an event")
				}
			case crm.StageRecord:
				at = r.Change.At
				if _, ok := stages.Find(r.Change.Stage); !ok || !people[r.Change.By] {
					rt.Fatalf("bad change %+v", r.Change)
				}
				if stage[r.LeadRef] == "" && (r.Change.Stage != stages.First() || !at.Equal(lead.CreatedAt)) {
					rt.Fatalf("%s begins with %+v", r.LeadRef, r.Change)
				}
				stage[r.LeadRef] = r.Change.Stage
				if r.Change.Stage == stages.Won() {
					wonAt[r.LeadRef] = at
				}
			case crm.DealRecord:
				at = r.Deal.CreatedAt
				checkDeal(rt, r, o.Now, stage[r.LeadRef], wonAt[r.LeadRef])
			}
			if !at.After(last[r.LeadRef]) || at.Before(lead.CreatedAt) || at.After(o.Now) {
				rt.Fatalf("%s of %s at %s, after %s", r.Kind, r.LeadRef, at, last[r.LeadRef])
			}
			last[r.LeadRef] = at
		}
		if rows[crm.LeadRecord] != o.Leads || rows[crm.StageRecord] < o.Leads || !slices.IsSortedFunc(kinds, byRun) {
			rt.Fatalf("runs %v, rows %v", kinds, rows)
		}
		for key, at := range wonAt {
			if stage[key] != stages.Won() {
				rt.Fatalf("%s was won at %s and left", key, at)
			}
		}
	})
}

func byRun(a, b crm.RecordKind) int {
	order := []crm.RecordKind{crm.LeadRecord, crm.ActivityRecord, crm.StageRecord, crm.DealRecord}
	return slices.Index(order, a) - slices.Index(order, b)
}

// checkDeal checks a deal against the stage its lead stands in.
func checkDeal(rt *rapid.T, r crm.Record, now time.Time, stage string, wonAt time.Time) {
	d := r.Deal
	want := crm.DealOpen
	switch stage {
	case "customer":
		want = crm.DealWon
	case crm.LostDetour:
		want = crm.DealLost
	}
	if d.Status != want || d.Key == "" || !d.Amount.Known || d.Amount.Cents <= 0 {
		rt.Fatalf("deal %+v of a lead in %s", d, stage)
	}
	if (d.Status == crm.DealOpen) != d.ClosedAt.IsZero() || d.ClosedAt.After(now) || (d.Status == crm.DealWon && !d.ClosedAt.Equal(wonAt)) {
		rt.Fatalf("deal closed %s, lead won %s", d.ClosedAt, wonAt)
	}
}

func TestNoKeyAndNoAddressTwice(t *testing.T) {
	t.Parallel()
	keys, addresses := map[string]bool{}, map[string]string{}
	for r := range Leads(options(3 * contacts)) {
		l := r.Lead
		if keys[l.Key] {
			t.Fatalf("key %s twice", l.Key)
		}
		keys[l.Key] = true
		if l.Email == "" {
			continue
		}
		if other := addresses[l.Email]; other != "" {
			t.Fatalf("%s and %s share %s", other, l.Key, l.Email)
		}
		addresses[l.Email] = l.Key
		if i := strings.IndexFunc(l.Email, func(r rune) bool { return r >= utf8.RuneSelf || r <= ' ' }); i >= 0 {
			t.Fatalf("%s has the address %q", l.Key, l.Email)
		}
	}
}

func TestVocabulariesAreLargeEnough(t *testing.T) {
	t.Parallel()
	for _, it := range vocabularies() {
		v := it.item
		name := v.countries[0].item.name
		if n := len(v.first) * len(v.last) * len(v.stems) * len(v.tails); n < contacts {
			t.Errorf("%s: %d x %d x %d x %d = %d contacts, fewer than %d", name,
				len(v.first), len(v.last), len(v.stems), len(v.tails), n, contacts)
		}
		if len(v.womensLast) > 0 && len(v.womensLast) != len(v.last) {
			t.Errorf("%s: %d family names, %d for women", name, len(v.last), len(v.womensLast))
		}
		distinct(t, name+" given names", v.first)
		distinct(t, name+" family names", v.last)
		distinct(t, name+" family names of women", v.womensLast)
		var firms []word
		for _, stem := range v.stems {
			for _, tail := range v.tails {
				firms = append(firms, word{stem.shown + " " + tail.shown, stem.slug + tail.slug})
			}
		}
		distinct(t, name+" companies", firms)
	}
}

func distinct(t *testing.T, what string, list []word) {
	t.Helper()
	seen := map[string]string{}
	for _, w := range list {
		if w.slug == "" || strings.Trim(w.slug, "abcdefghijklmnopqrstuvwxyz") != "" {
			t.Errorf("%s: %q is spelt %q in addresses", what, w.shown, w.slug)
		}
		if other := seen[w.slug]; other != "" {
			t.Errorf("%s: %q and %q are both spelt %q", what, other, w.shown, w.slug)
		}
		seen[w.slug] = w.shown
	}
}

func TestShuffleIsOneToOne(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		seed := rapid.Uint64().Draw(rt, "seed")
		seen := make([]bool, contacts)
		for n := range contacts {
			m := shuffle(seed, n)
			if m < 0 || m >= contacts || seen[m] {
				rt.Fatalf("%d is out of range or taken", m)
			}
			seen[m] = true
		}
	})
}

// TestPipelineLooksLikeOne holds the shape of the year: rates, openness, how
// much leads do, and that every size has it.
func TestPipelineLooksLikeOne(t *testing.T) {
	t.Parallel()
	for _, leads := range []int{DefaultLeads, 20_000} {
		stages, stage := crm.DefaultStages(), map[string]string{}
		entered, left := map[string]int{}, map[string]int{}
		for r := range StageChanges(options(leads)) {
			if from := stage[r.LeadRef]; from != "" {
				left[from+">"+r.Change.Stage]++
			}
			stage[r.LeadRef] = r.Change.Stage
			entered[r.Change.Stage]++
		}
		open := 0
		for _, s := range stage {
			if stages.Open(s) {
				open++
			}
		}
		acts := map[string]int{}
		total := 0
		for r := range Activities(options(leads)) {
			acts[r.LeadRef]++
			total++
		}
		few, many := 0, 0
		for _, n := range acts {
			if n <= 3 {
				few++
			}
			if n >= 40 {
				many++
			}
		}
		n := float64(leads)
		within(t, "lead to customer", float64(entered["customer"])/n, 0.03, 0.06)
		within(t, "open", float64(open)/n, 0.45, 0.65)
		within(t, "activities per lead", float64(total)/n, 8, 12)
		within(t, "leads with three activities at most", float64(few)/n, 0.2, 0.5)
		within(t, "leads with forty or more", float64(many)/n, 0.01, 0.08)
		handOff := float64(left["mql>sal"]) / float64(entered["mql"])
		within(t, "mql to sal", handOff, 0.3, 0.55)
		for _, step := range [][2]string{{"sal", "sql"}, {"sql", "opportunity"}} {
			if rate := float64(left[step[0]+">"+step[1]]) / float64(entered[step[0]]); rate < handOff {
				t.Errorf("%s to %s: %.2f is below the hand-off, %.2f", step[0], step[1], rate, handOff)
			}
		}
		for _, move := range []string{"recycled>mql", "opportunity>lost", "opportunity>sql", "lead>disqualified", "mql>recycled"} {
			if left[move] == 0 {
				t.Errorf("%d leads: nobody went %s", leads, move)
			}
		}
	}
}

func within(t *testing.T, what string, x, low, high float64) {
	t.Helper()
	if !(x >= low && x <= high) {
		t.Errorf("%s: %.3f is outside %.3f to %.3f", what, x, low, high)
	}
}

func TestFateFollowsTheHiddenTraits(t *testing.T) {
	t.Parallel()
	w := newWorld(options(30_000))
	type fate struct {
		hidden float64
		won    bool
	}
	var cases []fate
	for n := range w.leads {
		s, steps := w.subject(n)
		hidden := s.fit + s.intent
		past := w.past(steps)
		cases = append(cases, fate{hidden, past[len(past)-1].stage == "customer"})
	}
	slices.SortFunc(cases, func(a, b fate) int { return int(math.Copysign(1, a.hidden-b.hidden)) })
	rate := func(part []fate) float64 {
		won := 0
		for _, c := range part {
			if c.won {
				won++
			}
		}
		return float64(won) / float64(len(part))
	}
	tenth := len(cases) / 10
	if low, high := rate(cases[:tenth]), rate(cases[9*tenth:]); high < 4*low || high < 0.08 {
		t.Errorf("the top tenth wins %.3f, the bottom tenth %.3f", high, low)
	}
}

func TestSourcesDifferWithTheOptions(t *testing.T) {
	t.Parallel()
	a, again, b := Sources(options(10)), Sources(options(10)), Sources(options(11))
	if !reflect.DeepEqual(a, again) {
		t.Error("the same options are described in two ways")
	}
	seen := map[string]bool{}
	for i := range a {
		seen[a[i].Fingerprint] = true
		seen[b[i].Fingerprint] = true
	}
	if len(a) != 4 || len(seen) != 8 || a[0].Rows != 10 {
		t.Errorf("sources %+v", a)
	}
}

func BenchmarkActivities(b *testing.B) {
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		for range Activities(options(DefaultLeads)) {
			n++
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "activities/s")
}

func BenchmarkLeads(b *testing.B) {
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		for range Leads(options(DefaultLeads)) {
			n++
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "leads/s")
}
