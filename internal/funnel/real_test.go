package funnel

import (
	"cmp"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"smarketing/internal/crm"
)

// bpiPath is the success path of the loan applications, in the log's own words.
var bpiPath = []string{"A_SUBMITTED", "A_PREACCEPTED", "A_ACCEPTED", "A_FINALIZED", "O_SENT", "O_SENT_BACK", "A_APPROVED"}

// bpi reads the loan applications of a Dutch lender, a public log of a real
// funnel with loops, exits and open cases.
func bpi(t *testing.T) (*Log, []crm.StageChange) {
	t.Helper()
	folder := os.Getenv("SMARKETING_DATA")
	file, err := os.Open(filepath.Join(folder, "bpi2012", "stage_changes.csv"))
	if folder == "" || err != nil {
		t.Skip("SMARKETING_DATA names no folder with bpi2012/stage_changes.csv")
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := func(name string) int { return slices.Index(rows[0], name) }
	id, stage, at, cases := column("case_id"), column("activity"), column("timestamp"), map[string]crm.LeadID{}
	detours := map[string]string{"A_DECLINED": crm.LostDetour, "A_CANCELLED": crm.Disqualified}
	var changes []crm.StageChange
	for _, row := range rows[1:] {
		if cases[row[id]] == 0 {
			cases[row[id]] = crm.LeadID(len(cases) + 1)
		}
		when, err := time.Parse(time.RFC3339Nano, row[at])
		if err != nil {
			t.Fatal(err)
		}
		key := row[stage]
		if to, ok := detours[key]; ok {
			key = to
		}
		changes = append(changes, crm.StageChange{Lead: cases[row[id]], Stage: key, At: when})
	}
	slices.SortStableFunc(changes, func(a, b crm.StageChange) int {
		return cmp.Or(cmp.Compare(a.Lead, b.Lead), a.At.Compare(b.At))
	})
	var stages crm.Stages
	for _, key := range bpiPath {
		stages = append(stages, crm.Stage{Key: key, Label: key, Team: crm.Sales, Kind: crm.Inventory})
	}
	stages[len(stages)-1].Kind = crm.WonStage
	for _, key := range []string{crm.LostDetour, crm.Disqualified} {
		stages = append(stages, crm.Stage{Key: key, Team: crm.Sales, Kind: crm.Detour})
	}
	l, err := Build(stages, seq(changes))
	if err != nil {
		t.Fatal(err)
	}
	return l, changes
}

// TestBPI reproduces figures computed independently from the same log.
func TestBPI(t *testing.T) {
	t.Parallel()
	l, _ := bpi(t)
	f, err := l.Ask(Question{Now: time.Date(2012, 3, 15, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	entered, _ := figures(f)
	if want := []int{13087, 7367, 5113, 5015, 5015, 3254, 2246}; !slices.Equal(entered, want) {
		t.Errorf("entered %v, want %v", entered, want)
	}
	for i, want := range []float64{.5629, .6940, .9808, 1, .6489, .6902} {
		if got := f.Stages[i].Rate.Value; math.Abs(got-want) > 5e-5 {
			t.Errorf("%s advances at %v, want %v", bpiPath[i], got, want)
		}
	}
	if got := f.Stages[6].Cumulative.Value; math.Abs(got-.1716) > 5e-5 {
		t.Errorf("%v come through, want .1716", got)
	}
	if f.Exits.Lost != 7635 || f.Exits.Disqualified != 2807 || f.Exits.Open != 399 {
		t.Errorf("exits %+v, want 7635 declined, 2807 cancelled, 399 open", f.Exits)
	}
	for _, c := range []struct {
		from, to    string
		median, p90 float64
	}{
		{"A_SUBMITTED", "A_PREACCEPTED", .0005, .3997}, {"A_PREACCEPTED", "A_ACCEPTED", .1717, 1.8174},
		{"O_SENT", "O_SENT_BACK", 9.0021, 20.7027},
		{"A_SUBMITTED", crm.LostDetour, .0078, 7.8712}, {"A_SUBMITTED", crm.Disqualified, 16.8461, 31.8023},
	} {
		lags, err := l.Lags(c.from, c.to, f.Question)
		if err != nil {
			t.Fatal(err)
		}
		median, _ := lags.Quantile(0.5)
		p90, _ := lags.Quantile(0.9)
		if math.Abs(median-c.median) > 5e-5 || math.Abs(p90-c.p90) > 5e-5 {
			t.Errorf("%s to %s takes %.4f and %.4f, want %v and %v", c.from, c.to, median, p90, c.median, c.p90)
		}
	}
}

// TestBPITimes checks the times in every stage against the estimator computed
// in another way: from the changes themselves, step by step over every length.
func TestBPITimes(t *testing.T) {
	t.Parallel()
	l, changes := bpi(t)
	now := time.Date(2012, 3, 15, 0, 0, 0, 0, time.UTC)
	f, err := l.Ask(Question{Now: now, Count: AllPasses, Order: Strict})
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{crm.LostDetour: true, crm.Disqualified: true}
	for _, key := range bpiPath {
		known[key] = true
	}
	var kept []crm.StageChange
	for _, c := range changes {
		if n := len(kept); known[c.Stage] && (n == 0 || kept[n-1].Lead != c.Lead || kept[n-1].Stage != c.Stage) {
			kept = append(kept, c)
		}
	}
	for s, key := range bpiPath[:6] {
		ended, all := map[int64]int{}, []int64{}
		for i, c := range kept {
			if c.Stage != key {
				continue
			}
			until := now
			if i+1 < len(kept) && kept[i+1].Lead == c.Lead {
				until = kept[i+1].At
				ended[int64(until.Sub(c.At)/time.Second)]++
			}
			all = append(all, int64(until.Sub(c.At)/time.Second))
		}
		lengths := make([]int64, 0, len(ended))
		for length := range ended {
			lengths = append(lengths, length)
		}
		slices.Sort(lengths)
		slices.Sort(all)
		left, median := 1.0, int64(-1)
		for _, length := range lengths {
			i, _ := slices.BinarySearch(all, length)
			left *= 1 - float64(ended[length])/float64(len(all)-i)
			if median < 0 && left <= 0.5+1e-9 {
				median = length
			}
		}
		if got := int64(f.Stages[s].Days.Median / time.Second); got != median {
			t.Errorf("%s: the median is %d s, want %d", key, got, median)
		}
	}
}
