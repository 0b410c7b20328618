package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// workedLine is a command of the documentation on real data, and what must come
// of it.
type workedLine struct {
	args     []string
	rows     int
	delim    string
	status   map[string]int // deals by raw status
	newLeads int
	noLead   int
}

// TestWorkedLines runs the worked lines of the documentation as they are
// written, on the real files in the folder that SMARKETING_DATA names, twice:
// the second time nothing may change.
func TestWorkedLines(t *testing.T) {
	data := os.Getenv("SMARKETING_DATA")
	if data == "" {
		t.Skip("SMARKETING_DATA names no folder with the real files")
	}
	cases := []struct {
		name  string
		first []string // a command before the imports
		lines []workedLine
		leads string
		enter map[string]int // entries into stages
	}{
		{
			name: "olist", leads: "8,000 leads", enter: map[string]int{"customer": 842},
			lines: []workedLine{
				{args: line("olist/leads.csv", "--map key=mql_id --map created_at=first_contact_date --map source=origin"), rows: 8000, delim: ","},
				{args: line("olist/deals.csv", "--as deals --map lead=mql_id --map closed_at=won_date --map owner=sr_id --set status=won"), rows: 842, delim: ","},
			},
		},
		{
			name: "bank", leads: "41,188 leads", enter: map[string]int{"customer": 4640, "lost": 41188 - 4640},
			lines: []workedLine{
				{args: line("uci_bank/bank-additional-full.csv", "--map outcome=y --stage yes=won --stage no=lost"), rows: 41188, delim: ";"},
			},
		},
		{
			name: "bpi", leads: "13,087 leads", enter: map[string]int{"submitted": 13087, "preaccepted": 7367, "activated": 2246, "lost": 7635, "disqualified": 2807},
			first: []string{"stages", "import", filepath.Join("testdata", "bpi.toml")},
			lines: []workedLine{
				{args: line("bpi2012/cases.csv", "--map key=case_id --map created_at=reg_date"), rows: 13087, delim: ","},
				{args: line("bpi2012/stage_changes.csv", "--as stages --map lead=case_id --map stage=activity --map at=timestamp "+bpiStages), rows: 85063, delim: ","},
			},
		},
		{
			name: "maven", leads: "85 leads",
			lines: []workedLine{{
				args: line("maven_crm/sales_pipeline.csv", "--as deals --map key=opportunity_id --map lead=account --map amount=close_value "+
					"--map closed_at=close_date --map created_at=engage_date --map owner=sales_agent --map status=deal_stage "+
					"--stage Won=won --stage Lost=lost --stage Engaging=open --stage Prospecting=open"),
				rows: 8800, delim: ",", newLeads: 85, noLead: 1425,
				status: map[string]int{"Won": 4238, "Lost": 2473, "Engaging": 1589, "Prospecting": 500},
			}},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			db := filepath.Join(t.TempDir(), c.name+".db")
			if c.first != nil {
				mustRun(t, append([]string{"--db", db}, c.first...)...)
			}
			for _, l := range c.lines {
				l.check(t, data, db)
			}
			if out := mustRun(t, "--db", db, "check"); !strings.Contains(out, c.leads) {
				t.Errorf("the file holds\n%swant %s", out, c.leads)
			}
			changes := mustRun(t, "--db", db, "export", "stages", "--format", "json")
			for stage, want := range c.enter {
				if got := strings.Count(changes, `"stage":"`+stage+`"`); got != want {
					t.Errorf("%s was entered %d times, want %d", stage, got, want)
				}
			}
		})
	}
}

// check imports the file twice.
func (l workedLine) check(t *testing.T, data, db string) {
	t.Helper()
	args := append([]string{"--db", db, "import"}, l.args...)
	args[3] = filepath.Join(data, args[3])
	for run := range 2 {
		got := importJSON(t, args...).Files[0]
		created, unchanged := l.rows, 0
		if run == 1 {
			created, unchanged = 0, l.rows
		}
		if got.Rows != l.rows || got.Created != created || got.Updated != 0 || got.Unchanged != unchanged || got.Rejected != 0 || !got.Complete {
			t.Errorf("%s, run %d: %+v, want %d created", args[3], run+1, got, created)
		}
		if got.Delimiter != l.delim {
			t.Errorf("%s: delimiter %q, want %q", args[3], got.Delimiter, l.delim)
		}
		for status, n := range l.status {
			if got.ByStatus[status] != n {
				t.Errorf("%s: %d deals are %s, want %d", args[3], got.ByStatus[status], status, n)
			}
		}
		if got.WithoutLead != l.noLead || run == 0 && got.LeadsNew != l.newLeads {
			t.Errorf("%s: %d leads created and %d deals without, want %d and %d", args[3], got.LeadsNew, got.WithoutLead, l.newLeads, l.noLead)
		}
	}
}

func line(file, flags string) []string { return append([]string{file}, strings.Fields(flags)...) }

// bpiStages maps the activities of the loan applications to stage keys.
const bpiStages = "--stage A_SUBMITTED=submitted --stage A_PARTLYSUBMITTED=partlysubmitted --stage A_PREACCEPTED=preaccepted " +
	"--stage A_ACCEPTED=accepted --stage A_FINALIZED=finalized --stage O_SELECTED=selected --stage O_SENT=sent " +
	"--stage O_SENT_BACK=sent_back --stage O_CANCELLED=offer_cancelled --stage O_DECLINED=offer_declined " +
	"--stage O_ACCEPTED=offer_accepted --stage A_APPROVED=approved --stage A_REGISTERED=registered " +
	"--stage A_ACTIVATED=activated --stage A_DECLINED=lost --stage A_CANCELLED=disqualified"

// mustRun runs a command that must succeed and returns its output.
func mustRun(t *testing.T, args ...string) string {
	t.Helper()
	status, out, errs := command(t.Context(), fixed, args...)
	if status != exitOK {
		t.Fatalf("smarketing %s: exit %d\n%s", strings.Join(args, " "), status, errs)
	}
	return out
}
