package intake_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"smarketing/internal/crm"
	"smarketing/internal/intake"
)

// realFile returns a file of the folder of real data, or skips the test.
func realFile(t testing.TB, name string) string {
	t.Helper()
	folder := os.Getenv("SMARKETING_DATA")
	if folder == "" {
		t.Skip("SMARKETING_DATA does not name the folder with the real data")
	}
	path := filepath.Join(folder, name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("no real data: %v", err)
	}
	return path
}

// taken is what a source yielded.
type taken struct {
	records []crm.Record // the accepted ones
	rejects []*crm.RowError
	ignored int
}

// read opens the file and reads all of its rows.
func read(t testing.TB, path string, o intake.Options) (crm.ImportSource, taken) {
	t.Helper()
	s, err := intake.Open(context.Background(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var out taken
	for rec, err := range s.Records(context.Background()) {
		if bad, ok := errors.AsType[*crm.RowError](err); ok {
			out.rejects = append(out.rejects, bad)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if rec.Ignored {
			out.ignored++
			continue
		}
		out.records = append(out.records, rec)
	}
	if got := len(out.records) + len(out.rejects) + out.ignored; got != s.Info().Rows {
		t.Errorf("the second pass yields %d rows, the first found %d", got, s.Info().Rows)
	}
	return s.Info(), out
}

func column(t testing.TB, in crm.ImportSource, header string) crm.ImportColumn {
	t.Helper()
	for _, c := range in.Columns {
		if c.Header == header {
			return c
		}
	}
	t.Fatalf("no column %q in %v", header, in.Columns)
	return crm.ImportColumn{}
}

func TestRealDump(t *testing.T) {
	for _, f := range []struct {
		name string
		o    intake.Options
	}{
		{"olist/leads.csv", intake.Options{Map: map[string]string{"key": "mql_id", "created_at": "first_contact_date", "source": "origin"}}},
		{"olist/deals.csv", intake.Options{As: crm.DealRecord, Map: map[string]string{"lead": "mql_id", "closed_at": "won_date", "owner": "sr_id"}, Set: map[string]string{"status": "won"}}},
		{"uci_bank/bank-additional-full.csv", intake.Options{Map: map[string]string{"outcome": "y"}, Stage: map[string]string{"yes": "won", "no": "lost"}}},
		{"bpi2012/cases.csv", intake.Options{Map: map[string]string{"key": "case_id", "created_at": "reg_date"}}},
		{"maven_crm/sales_pipeline.csv", intake.Options{As: crm.DealRecord, Map: map[string]string{"key": "opportunity_id", "lead": "account", "amount": "close_value", "closed_at": "close_date", "created_at": "engage_date", "owner": "sales_agent", "status": "deal_stage"}, Stage: map[string]string{"Won": "won", "Lost": "lost", "Engaging": "open", "Prospecting": "open"}}},
		{"maven_crm/accounts.csv", intake.Options{}},
	} {
		in, got := read(t, realFile(t, f.name), f.o)
		t.Logf("%s %s %q %s rows=%d rec=%d rej=%d", in.File, in.Encoding, in.Delimiter, in.DateOrder, in.Rows, len(got.records), len(got.rejects))
		for _, c := range in.Columns {
			t.Logf("   %s -> %s %s custom=%v known=%d nulls=%v suspects=%v %s", c.Header, c.Field, c.Type, c.Custom, c.Known, c.Nulls, c.Suspects, c.DateOrder)
		}
		for _, n := range in.Notes {
			t.Log("   note:", n)
		}
		for i, r := range got.rejects {
			if i < 3 {
				t.Log(r)
			}
		}
		if len(got.records) > 0 {
			t.Logf("%+v", got.records[0])
		}
	}
}
