package main

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"
)

// funnelAnswer is what these tests look at of funnel --json.
type funnelAnswer struct {
	Leads  int
	Stages []struct {
		Key               string
		Entered, Advanced int
		Rate, Cumulative  *float64
	}
	Exits struct{ Won, Lost, Recycled, Disqualified, Open int }
	ToWin struct {
		N, Negative int
		Median      float64 `json:"days_median"`
		P90         float64 `json:"days_p90"`
	} `json:"to_win"`
	Velocity struct {
		Opportunities int
		WinRate       float64 `json:"win_rate"`
		AverageDeal   float64 `json:"average_deal"`
		CycleDays     float64 `json:"cycle_days"`
	}
	Parts []struct {
		Name       string
		Leads, Won int
	}
}

func askFunnel(t *testing.T, args ...string) funnelAnswer {
	t.Helper()
	var a funnelAnswer
	if err := json.Unmarshal([]byte(mustRun(t, append(args, "funnel", "--by", "source", "--json")...)), &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// workedFile imports real files, whose folder SMARKETING_DATA names.
func workedFile(t *testing.T, lines ...[]string) string {
	t.Helper()
	data := os.Getenv("SMARKETING_DATA")
	if data == "" {
		t.Skip("SMARKETING_DATA names no folder with the real files")
	}
	db := filepath.Join(t.TempDir(), "worked.db")
	for _, l := range lines {
		if l[0] != "stages" {
			l[0] = filepath.Join(data, l[0])
			l = append([]string{"import"}, l...)
		}
		mustRun(t, append([]string{"--db", db}, l...)...)
	}
	return db
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.Abs(got-want) > tolerance {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// TestOlistFunnel reproduces the figures of the marketplace: its rate, the time
// from contact to win, and both by where the leads came from.
func TestOlistFunnel(t *testing.T) {
	t.Parallel()
	a := askFunnel(t, "--db", workedFile(t,
		line("olist/leads.csv", "--map key=mql_id --map created_at=first_contact_date --map source=origin"),
		line("olist/deals.csv", "--as deals --map lead=mql_id --map closed_at=won_date --map owner=sr_id --set status=won")))
	if a.Leads != 8000 || a.Exits.Won != 842 || a.ToWin.N != 842 || a.ToWin.Negative != 1 {
		t.Errorf("%d leads, %+v, %+v", a.Leads, a.Exits, a.ToWin)
	}
	last := a.Stages[len(a.Stages)-1]
	near(t, "won of all", *last.Cumulative, 0.10525, 1e-9)
	near(t, "median days to win", a.ToWin.Median, 14.6507, 5e-5)
	near(t, "9 of 10 won within", a.ToWin.P90, 162.5888, 5e-5)
	want := map[string][2]int{
		"organic_search": {2296, 271}, "paid_search": {1586, 195}, "social": {1350, 75}, "unknown": {1099, 179}, "direct_traffic": {499, 56},
		"email": {493, 15}, "referral": {284, 24}, "other": {150, 4}, "display": {118, 6}, "other_publicities": {65, 3}, "": {60, 14},
	}
	if len(a.Parts) != len(want) {
		t.Errorf("%d origins, want %d", len(a.Parts), len(want))
	}
	for _, p := range a.Parts {
		if got := [2]int{p.Leads, p.Won}; got != want[p.Name] {
			t.Errorf("%q: %v leads and wins, want %v", p.Name, got, want[p.Name])
		}
	}
}

// TestBPIFunnel reproduces the way of the loan applications, told stage by
// stage.
func TestBPIFunnel(t *testing.T) {
	t.Parallel()
	a := askFunnel(t, "--db", workedFile(t,
		[]string{"stages", "import", filepath.Join("testdata", "bpi.toml")},
		line("bpi2012/cases.csv", "--map key=case_id --map created_at=reg_date"),
		line("bpi2012/stage_changes.csv", "--as stages --map lead=case_id --map stage=activity --map at=timestamp "+bpiStages)))
	want := map[string]int{"submitted": 13087, "preaccepted": 7367, "accepted": 5113, "finalized": 5015, "sent": 5015, "activated": 2246}
	for _, s := range a.Stages {
		if n, ok := want[s.Key]; ok && s.Entered != n {
			t.Errorf("%s was entered by %d, want %d", s.Key, s.Entered, n)
		}
	}
	near(t, "come through", *a.Stages[len(a.Stages)-1].Cumulative, 0.1716, 5e-5)
	if a.Exits.Lost != 7635 || a.Exits.Disqualified != 2807 || a.Exits.Open != 399 {
		t.Errorf("exits %+v, want 7635 declined, 2807 cancelled, 399 open", a.Exits)
	}
	near(t, "median days to activation", a.ToWin.Median, 14.4366, 5e-5)
	near(t, "9 of 10 activated within", a.ToWin.P90, 28.6837, 5e-5)
}

// TestMavenVelocity reproduces the rates of the deals.
func TestMavenVelocity(t *testing.T) {
	t.Parallel()
	a := askFunnel(t, "--db", workedFile(t,
		line("maven_crm/sales_pipeline.csv", "--as deals --map key=opportunity_id --map lead=account --map amount=close_value "+
			"--map closed_at=close_date --map created_at=engage_date --map owner=sales_agent --map status=deal_stage "+
			"--stage Won=won --stage Lost=lost --stage Engaging=open --stage Prospecting=open")))
	if a.Velocity.Opportunities != 1589+500 {
		t.Errorf("%d open deals, want %d", a.Velocity.Opportunities, 1589+500)
	}
	near(t, "win rate", a.Velocity.WinRate, 0.631501, 5e-7)
	near(t, "average deal", a.Velocity.AverageDeal, 2360.9094, 5e-5)
	near(t, "median cycle", a.Velocity.CycleDays, 57, 1e-9)
}
