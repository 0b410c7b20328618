package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
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

// bpiStage is a stage of the loan applications, or a way out: its name in the
// log, ours, how many reached it and what share of them went on; 0: not looked
// at.
type bpiStage struct {
	activity, key string
	entered       int
	rate          float64
}

// bpiPath are the stages that lead to a loan, and the ways out.
var bpiPath = []bpiStage{
	{"A_SUBMITTED", "submitted", 13087, .5629}, {"A_PREACCEPTED", "preaccepted", 7367, .6940}, {"A_ACCEPTED", "accepted", 5113, .9808},
	{"A_FINALIZED", "finalized", 5015, 1}, {"O_SENT", "sent", 5015, .6489}, {"O_SENT_BACK", "sent_back", 3254, .6902}, {"A_ACTIVATED", "activated", 2246, 0},
	{"A_DECLINED", "lost", 0, 0}, {"A_CANCELLED", "disqualified", 0, 0},
}

// bpiFile writes the definitions of that path, and of the log what it names.
func bpiFile(t *testing.T) (stages, changes, flags string) {
	t.Helper()
	log, err := os.ReadFile(filepath.Join(os.Getenv("SMARKETING_DATA"), "bpi2012", "stage_changes.csv"))
	if err != nil {
		t.Skip("SMARKETING_DATA names no folder with bpi2012/stage_changes.csv")
	}
	var toml, kept strings.Builder
	for i, s := range bpiPath[:7] {
		kind := "inventory"
		if i == 6 {
			kind = "won"
		}
		fmt.Fprintf(&toml, "[[stage]]\nkey = %q\nteam = \"sales\"\nkind = %q\n", s.key, kind)
	}
	for _, s := range bpiPath {
		flags += " --stage " + s.activity + "=" + s.key
	}
	first := true
	for row := range strings.Lines(string(log)) {
		if first || slices.ContainsFunc(bpiPath, func(s bpiStage) bool { return strings.Contains(row, ","+s.activity+",") }) {
			kept.WriteString(row)
		}
		first = false
	}
	folder := t.TempDir()
	stages, changes = filepath.Join(folder, "path.toml"), filepath.Join(folder, "changes.csv")
	for name, content := range map[string]string{stages: toml.String(), changes: kept.String()} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return stages, changes, flags
}

// TestBPIFunnel reproduces the way of the loan applications to a loan: who
// reached what, at which rates, where the others left, and how long it took.
func TestBPIFunnel(t *testing.T) {
	t.Parallel()
	stages, changes, flags := bpiFile(t)
	db := workedFile(t, []string{"stages", "import", stages}, line("bpi2012/cases.csv", "--map key=case_id --map created_at=reg_date"))
	mustRun(t, append([]string{"--db", db, "import"}, line(changes, "--as stages --map lead=case_id --map stage=activity --map at=timestamp"+flags)...)...)
	a := askFunnel(t, "--db", db)
	for i, s := range a.Stages {
		want := bpiPath[i]
		if s.Key != want.key || s.Entered != want.entered {
			t.Errorf("%s was entered by %d, want %s by %d", s.Key, s.Entered, want.key, want.entered)
		}
		if want.rate != 0 {
			near(t, "from "+s.Key, *s.Rate, want.rate, 5e-5)
		}
	}
	near(t, "come through", *a.Stages[6].Cumulative, 0.1716, 5e-5)
	if a.Exits.Lost != 7635 || a.Exits.Disqualified != 2807 || a.Exits.Open != 399 || a.Exits.Won != 2246 {
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
