package report

import (
	"bytes"
	"encoding/csv"
	"io"
	"strings"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/funnel"
	"smarketing/internal/stat"
)

// funnelOf is a funnel of two stages with a name and a reason that mean harm.
func funnelOf() funnel.Report {
	stages := crm.Stages{
		{Key: "in", Label: hostile, Team: crm.Marketing, Kind: crm.Inventory},
		{Key: "won", Label: "=1+1|<b>", Team: crm.Sales, Kind: crm.WonStage},
	}
	r := funnel.Report{By: "source", Currency: "EUR", Parts: []funnel.Part{
		{Name: "+fair", Leads: 30, Won: 12, Entered: []int{30, 12}, Advanced: []int{12, 0}, Rates: []stat.Share{stat.Of(12, 30), {}}},
		{Leads: 2, Entered: []int{2, 0}, Advanced: []int{0, 0}, Rates: []stat.Share{stat.Of(0, 2), {}}},
	}}
	r.Leads, r.OutOfOrder = 32, 1
	r.Question, _ = funnel.Question{Now: now, Since: now.AddDate(0, 0, -90)}.Normal()
	r.Stages = []funnel.Figures{
		{Stage: stages[0], Entered: 32, Current: 9, Advanced: 12, Rate: stat.Of(12, 32), Pending: 9, Decided: stat.Of(12, 23), Cumulative: stat.Of(32, 32),
			Days:    funnel.Times{Median: 36 * time.Hour, MedianKnown: true},
			Detours: []funnel.Detour{{Key: crm.LostDetour, Label: "Lost", Leads: 11, Reasons: []funnel.Reason{{Text: "[x](http://evil)", Leads: 11}}}}},
		{Stage: stages[1], Entered: 12, Current: 12, Cumulative: stat.Of(12, 32)},
	}
	week := funnel.Point{From: now.AddDate(0, 0, -7), To: now, Entered: 5, Left: 3}
	r.Weeks = [][]funnel.Point{{week, week}, {week, week}}
	return r
}

// TestFunnelCSV reads back what was written: every row has every column, and
// no cell is a formula or carries what a terminal would act upon.
func TestFunnelCSV(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := FunnelCSV(&b, funnelOf()); err != nil {
		t.Fatal(err)
	}
	got, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(got) != 1+2+4 {
		t.Fatalf("%d rows, %v", len(got), err)
	}
	at := map[string]int{}
	for i, name := range got[0] {
		at[name] = i
	}
	for _, c := range []struct {
		row        int
		name, want string
	}{
		{1, "by", ""}, {1, "entered", "32"}, {1, "rate", "0.375"}, {1, "rate_decided", "0.5217391304347826"}, {1, "days_median", "1.5"}, {1, "days_p90", ""},
		{1, "since", "2026-08-25T09:00:00Z"}, {1, "basis", "cohort"}, {2, "rate", ""}, {2, "label", "'=1+1|<b>"}, {3, "by", "source"}, {3, "group", "'+fair"},
		{3, "rate", "0.4"}, {3, "current", ""}, {5, "group", ""}, {5, "entered", "2"}, {5, "rate", ""},
	} {
		if cell := got[c.row][at[c.name]]; cell != c.want {
			t.Errorf("row %d, %s: %q, want %q", c.row, c.name, cell, c.want)
		}
	}
	if strings.ContainsAny(got[1][at["label"]], "\x1b\u202e\u009b") {
		t.Errorf("the label is %q", got[1][at["label"]])
	}
}

// TestFunnelMarkdown looks at the page: foreign text stands for itself.
func TestFunnelMarkdown(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := FunnelMarkdown(&b, funnelOf()); err != nil {
		t.Fatal(err)
	}
	golden(t, "funnel.md", b.String())
	b.Reset()
	if err := Funnel(&b, funnelOf()); err != nil {
		t.Fatal(err)
	}
	golden(t, "funnel.txt", b.String())
}

// TestBottleneckIsSaidAlike: text, JSON and Markdown say the same sentence, in
// the money of the goal.
func TestBottleneckIsSaidAlike(t *testing.T) {
	t.Parallel()
	stages := crm.DefaultStages()
	r := funnelOf()
	r.Planned, r.Plan = true, funnel.Plan{Version: 1, Rates: []float64{0.7}, AverageDeal: 100, Currency: "CHF"}
	r.Bottleneck = &funnel.Bottleneck{
		From: stages[1], To: stages[2], Rate: 0.61, N: 911, Norm: funnel.Norm{Rate: 0.7, Why: "planned", Known: true},
		Customers: 12, Cost: 209_876, Currency: "CHF", Priced: true,
	}
	const want = "MQL → SAL: of 911 decided 61 % went on, against 70 % planned; costs about 12 customers, CHF 210k"
	for name, write := range map[string]func(io.Writer, funnel.Report) error{"text": Funnel, "JSON": FunnelJSON, "Markdown": FunnelMarkdown} {
		var b bytes.Buffer
		if err := write(&b, r); name == "JSON" && !strings.Contains(b.String(), `"cost": 209876`) {
			t.Errorf("the cost is not exact in %s (%v)", b.String(), err)
		} else if err != nil || !strings.Contains(strings.Join(strings.Fields(b.String()), " "), want) {
			t.Errorf("%s does not say %q (%v):\n%s", name, want, err, b.String())
		}
	}
}
