package intake_test

import (
	"os"
	"path/filepath"
	"testing"

	"smarketing/internal/crm"
	"smarketing/internal/intake"
)

// realFile returns a file of the folder of real data, or skips the test.
func realFile(tb testing.TB, name string) string {
	tb.Helper()
	folder := os.Getenv("SMARKETING_DATA")
	if folder == "" {
		tb.Skip("SMARKETING_DATA does not name the folder with the real data")
	}
	path := filepath.Join(folder, name)
	if _, err := os.Stat(path); err != nil {
		tb.Skipf("no real data: %v", err)
	}
	return path
}

func TestRealLeadsOfAMarketplace(t *testing.T) {
	t.Parallel()
	in, got := read(t, realFile(t, "olist/leads.csv"), intake.Options{
		Map: map[string]string{"key": "mql_id", "created_at": "first_contact_date", "source": "origin"},
	})
	if len(got.records) != 8000 || in.Encoding != "utf-8" || in.Delimiter != "," || in.DateOrder != "ymd" || in.NewKeys {
		t.Fatalf("%d records of %+v", len(got.records), in)
	}
	first := got.records[0].Lead
	if first.Key != "dac32acd4db4c29c230538b72f8dd87d" || first.Source != "social" ||
		first.CreatedAt.Format("2006-01-02") != "2018-02-01" || first.Custom.Get("landing_page_id").String() != "88740e65d5d6b056e0cda098e1ea6313" {
		t.Errorf("first lead: %+v", first)
	}
	if c := column(t, in, "origin"); c.Nulls[""] != 60 || c.Suspects["unknown"] != 1099 || c.Field != "source" {
		t.Errorf("origin: %+v", c)
	}
}

func TestRealDealsOfAMarketplace(t *testing.T) {
	t.Parallel()
	in, got := read(t, realFile(t, "olist/deals.csv"), intake.Options{
		As:  crm.DealRecord,
		Map: map[string]string{"lead": "mql_id", "closed_at": "won_date", "owner": "sr_id"},
		Set: map[string]string{"status": "won"},
	})
	if len(got.records) != 842 {
		t.Fatalf("%d records, want 842", len(got.records))
	}
	for _, r := range got.records {
		if r.Deal.Status != crm.DealWon || r.LeadRef == "" || r.Deal.ClosedAt.IsZero() || r.Deal.Owner == "" {
			t.Fatalf("row %d: %+v", r.Row, r.Deal)
		}
	}
	for header, typ := range map[string]crm.Type{"has_company": crm.Bool, "declared_monthly_revenue": crm.Number,
		"average_stock": crm.Text, "seller_id": crm.Text} {
		if c := column(t, in, header); c.Type != typ || !c.Custom {
			t.Errorf("%s is %s, want %s", header, c.Type, typ)
		}
	}
}

func TestRealBankWithoutIDs(t *testing.T) {
	t.Parallel()
	options := intake.Options{Map: map[string]string{"outcome": "y"}, Stage: map[string]string{"yes": "won", "no": "lost"}}
	in, got := read(t, realFile(t, "uci_bank/bank-additional-full.csv"), options)
	if len(got.records) != 41188 || in.Delimiter != ";" || !in.NewKeys {
		t.Fatalf("%d records of %+v", len(got.records), in)
	}
	keys, won, repeated := map[string]bool{}, 0, 0
	for _, r := range got.records {
		keys[r.Lead.Key] = true
		if r.Lead.Outcome == crm.Won {
			won++
		}
		if r.Occurrence > 0 {
			repeated++
		}
	}
	if len(keys) != 41188 || won != 4640 || repeated != 12 {
		t.Errorf("%d keys, %d won, %d repeated; want 41188, 4640, 12", len(keys), won, repeated)
	}
	if c := column(t, in, "campaign"); c.Type != crm.Number || !c.Custom || c.Field != "campaign_2" {
		t.Errorf("campaign: %+v", c)
	}
	if c := column(t, in, "emp.var.rate"); c.Type != crm.Number || c.Field != "emp_var_rate" {
		t.Errorf("emp.var.rate: %+v", c)
	}
	if c := column(t, in, "pdays"); c.Suspects["999"] != 39673 {
		t.Errorf("pdays: %+v", c.Suspects)
	}
	if c := column(t, in, "default"); c.Suspects["unknown"] != 8597 || c.Type != crm.Text {
		t.Errorf("default: %+v", c)
	}
}

func TestRealLoanApplications(t *testing.T) {
	t.Parallel()
	in, got := read(t, realFile(t, "bpi2012/cases.csv"), intake.Options{Map: map[string]string{"key": "case_id", "created_at": "reg_date"}})
	if len(got.records) != 13087 || in.DateOrder != "ymd" {
		t.Fatalf("%d records of %+v", len(got.records), in)
	}
	if at := got.records[0].Lead.CreatedAt.UTC().Format("2006-01-02T15:04:05.000"); at != "2011-09-30T22:38:44.546" {
		t.Errorf("first case at %s", at)
	}
	stages := crm.Stages{
		{Key: "submitted", Label: "Submitted", Team: crm.Marketing, Kind: crm.Inventory},
		{Key: "activated", Label: "Activated", Team: crm.Sales, Kind: crm.WonStage},
		{Key: "lost", Label: "Lost", Team: crm.Sales, Kind: crm.Detour},
	}
	_, got = read(t, realFile(t, "bpi2012/stage_changes.csv"), intake.Options{
		As: crm.StageRecord, Stages: stages, Map: map[string]string{"lead": "case_id", "stage": "activity", "at": "timestamp"},
		Stage: map[string]string{"A_SUBMITTED": "submitted", "A_ACTIVATED": "activated", "A_DECLINED": "lost", "A_CANCELLED": "lost", "A_PARTLYSUBMITTED": ""},
	})
	entered := map[string]int{}
	for _, r := range got.records {
		entered[r.Change.Stage]++
	}
	if entered["submitted"] != 13087 || entered["activated"] != 2246 || entered["lost"] != 7635+2807 || got.ignored != 13087 {
		t.Errorf("entered %v, ignored %d", entered, got.ignored)
	}
}

func TestRealPipeline(t *testing.T) {
	t.Parallel()
	_, got := read(t, realFile(t, "maven_crm/sales_pipeline.csv"), intake.Options{
		As: crm.DealRecord,
		Map: map[string]string{"key": "opportunity_id", "lead": "account", "amount": "close_value", "closed_at": "close_date",
			"created_at": "engage_date", "owner": "sales_agent", "status": "deal_stage"},
		Stage: map[string]string{"Won": "won", "Lost": "lost", "Engaging": "open", "Prospecting": "open"},
	})
	status, raw, without, cents := map[crm.DealStatus]int{}, map[string]int{}, 0, int64(0)
	for _, r := range got.records {
		status[r.Deal.Status]++
		raw[r.Deal.RawStatus]++
		cents += r.Deal.Amount.Cents
		if r.LeadRef == "" {
			without++
		}
	}
	if len(got.records) != 8800 || status[crm.DealWon] != 4238 || status[crm.DealLost] != 2473 || status[crm.DealOpen] != 2089 {
		t.Errorf("%d records, status %v", len(got.records), status)
	}
	if raw["Engaging"] != 1589 || raw["Prospecting"] != 500 || without != 1425 || cents != 1000553400 {
		t.Errorf("raw %v, without lead %d, cents %d", raw, without, cents)
	}
}
