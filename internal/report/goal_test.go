package report

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"smarketing/internal/goal"
)

// TestCostsCSV reads back what was written: a source is no formula and carries
// nothing that a terminal would act upon, and what is unknown is empty.
func TestCostsCSV(t *testing.T) {
	t.Parallel()
	costs := []goal.Cost{
		{Source: "=HYPERLINK(\"http://evil\")", Spend: 24050, Leads: 12, Ready: 4, Customers: 0, Foreign: 1},
		{Source: hostile, Leads: 3, Ready: 1, Customers: 1},
		{Leads: 2},
	}
	var b bytes.Buffer
	if err := CostsCSV(&b, costs, "EUR", now.AddDate(0, 0, -90), now.AddDate(0, 0, -1)); err != nil {
		t.Fatal(err)
	}
	got, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	const since, until = "2026-08-25T09:00:00Z", "2026-11-22T09:00:00Z"
	want := [][]string{
		{"source", "spend", "leads", "per_lead", "ready", "per_ready", "customers", "per_customer", "foreign_currency", "currency", "since", "until"},
		{"'=HYPERLINK(\"http://evil\")", "240.5", "12", "20.04", "4", "60.13", "0", "", "1", "EUR", since, until},
		{safeCell(hostile), "0", "3", "", "1", "", "1", "", "0", "EUR", since, until},
		{"", "0", "2", "", "0", "", "0", "", "0", "EUR", since, until},
	}
	if !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
	if strings.ContainsAny(got[2][0], "\x1b\u202e\u009b\a") {
		t.Errorf("the source is %q", got[2][0])
	}
}
