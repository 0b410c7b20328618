package main

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/score"
	"smarketing/internal/workspace"
)

// TestLedgersOfRealLeads scores every lead of every real file and checks that
// its ledger adds up to its score at every level, and that the score is what
// plain floating-point arithmetic gives.
func TestLedgersOfRealLeads(t *testing.T) {
	data := os.Getenv("SMARKETING_DATA")
	if data == "" {
		t.Skip("SMARKETING_DATA names no folder with the real files")
	}
	for name, c := range map[string]struct {
		rubric string
		args   []string
		plain  func(*crm.Lead) float64
	}{
		"olist": {"", line("olist/leads.csv", "--map key=mql_id --map created_at=first_contact_date --map source=origin"), nil},
		"bank":  {filepath.Join("testdata", "bank.toml"), line("uci_bank/bank-additional-full.csv", "--map outcome=y --stage yes=won --stage no=lost"), bankScore},
		"bpi":   {"", line("bpi2012/cases.csv", "--map key=case_id --map created_at=reg_date"), nil},
		"maven": {"", line("maven_crm/accounts.csv", "--map key=account --map industry=sector --map country=office_location --map annual_revenue=revenue"), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := filepath.Join(t.TempDir(), name+".db")
			args := append([]string{"--db", db, "import"}, c.args...)
			args[3] = filepath.Join(data, args[3])
			mustRun(t, args...)
			if c.rubric != "" {
				mustRun(t, "--db", db, "rubric", "import", c.rubric)
			}
			now, err := time.Parse(time.RFC3339, fixed["SMARKETING_NOW"])
			if err != nil {
				t.Fatal(err)
			}
			w, err := workspace.Open(t.Context(), workspace.Options{Path: db, ReadOnly: true, Clock: func() time.Time { return now }})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = w.Close() })
			seen, distinct := 0, map[int32]bool{}
			for s, err := range w.Leads(t.Context(), crm.LeadQuery{}) {
				if err != nil {
					t.Fatal(err)
				}
				seen++
				distinct[s.Lead.Stamp.Score] = true
				addsUp(t, &s)
				if c.plain != nil {
					if want := c.plain(&s.Lead); math.Abs(want*100-float64(s.Lead.Stamp.Score)) > 2.5 {
						t.Fatalf("%s: %d hundredths, plain arithmetic gives %.4f points", s.Lead.Key, s.Lead.Stamp.Score, want)
					}
				}
				if t.Failed() {
					t.Fatalf("lead %s: %+v", s.Lead.Key, s.Explanation.Ledger)
				}
			}
			if seen == 0 || c.plain != nil && len(distinct) < 50 {
				t.Errorf("%d leads of %d different scores: nothing was tried", seen, len(distinct))
			}
		})
	}
}

// addsUp checks the sums and clamps of one ledger, and what is shown of it.
func addsUp(t *testing.T, s *score.Scored) {
	t.Helper()
	l := &s.Explanation.Ledger
	if l.Score != s.Lead.Stamp.Score {
		t.Errorf("the ledger says %d, stored is %d", l.Score, s.Lead.Stamp.Score)
	}
	var total int32
	shown := 0
	for _, a := range l.Axes {
		var earned int32
		groups := 0
		for _, g := range a.Groups {
			var sum int32
			criteria := 0
			for _, e := range g.Criteria {
				sum += e.Earned
				criteria += e.Shown
			}
			if sum != g.Earned || criteria != g.ShownEarned || g.Counted != limited(sum, g.Min, g.Max) {
				t.Errorf("group %s does not add up", g.Name)
			}
			earned += g.Counted
			groups += g.Shown
		}
		if earned != a.Earned || groups != a.ShownEarned || a.Counted != min(max(earned, 0), int32(a.Cap)*100) {
			t.Errorf("axis %s does not add up", a.Axis)
		}
		total += a.Counted
		shown += a.Shown
	}
	if total != l.Score || shown != l.Shown {
		t.Errorf("the axes do not add up to %d", l.Score)
	}
}

func limited(sum int32, low, high *int) int32 {
	if high != nil {
		sum = min(sum, int32(*high)*100)
	}
	if low != nil {
		sum = max(sum, int32(*low)*100)
	}
	return sum
}

// bankScore is testdata/bank.toml in plain arithmetic.
func bankScore(l *crm.Lead) float64 {
	text := func(name string) string { return strings.ToLower(l.Custom.Get(name).String()) }
	number := func(name string) float64 { f, _ := l.Custom.Get(name).Float(); return f }
	person := 0.0
	switch age := number("age"); {
	case age >= 30 && age <= 50:
		person += 15
	case age < 30:
		person += 15 * math.Max(0, 1-(30-age)/13)
	default:
		person += 15 * math.Max(0, 1-(age-50)/29)
	}
	if job := text("job"); job == "student" || job == "retired" {
		person += 17
	}
	if text("loan") == "yes" {
		person -= 7
	}
	contact := 0.0
	if n := number("campaign_2"); strings.Contains(text("contact"), "cell") && n >= 1 && n <= 3 {
		contact += 12
	}
	if text("poutcome") == "success" {
		contact += 33
	}
	fit := math.Max(-25, math.Min(25, person)) + contact
	return math.Max(0, math.Min(60, fit))
}
