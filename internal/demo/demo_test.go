package demo

import (
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"smarketing/internal/crm"
)

var now = time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)

func options(leads int) Options { return Options{Leads: leads, Seed: 1, Now: now} }

// collect keeps all records.
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

func TestNoKeyAndNoAddressTwice(t *testing.T) {
	t.Parallel()
	keys, addresses := map[string]bool{}, map[string]string{}
	for r := range Leads(options(contacts + 20_000)) {
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
