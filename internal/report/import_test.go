package report

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"smarketing/internal/crm"
)

func importReport() crm.ImportReport {
	return crm.ImportReport{
		ID: 3, At: now, By: "Kim", Complete: true, Created: 7997, Updated: 1, Unchanged: 1, Rejected: 2, Ignored: 1,
		ImportSource: crm.ImportSource{
			File: "leads.csv", Kind: crm.LeadRecord, Format: "csv", Encoding: "utf-8", Delimiter: ",", DateOrder: "ymd", Rows: 8002,
			Columns: []crm.ImportColumn{
				{Header: "mql_id", Field: "key", Type: crm.Text, Known: 8002},
				{Header: "first contact", Field: "created_at", Type: crm.Time, Known: 8002, DateOrder: "ymd"},
				{
					Header: "origin", Field: "source", Type: crm.Text, Known: 7942, Nulls: map[string]int{"": 50, "N/A": 10},
					Suspects: map[string]int{"unknown": 1099, "not set": 3},
				},
				{Header: "emp.var.rate", Field: "emp_var_rate", Type: crm.Number, Custom: true, Known: 8002},
				{Header: "=cmd()\x1b[2J", Known: 0},
			},
			Notes: []string{"The column first contact is read in UTC."},
		},
		Reasons:      map[string]int{"the date is not a date": 1, "too many cells": 1},
		FirstRejects: []string{"leads.csv: row 17, column \"first contact\": \"soon\" is not a date"},
		RejectsFile:  "leads.rejects.csv", LeadsCreated: 2, WithoutLead: 1425, MembersCreated: []string{"Ana", "Bo"},
		ByStatus: map[string]int{"Won": 4238, "Lost": 2473}, Oddities: map[string]int{"won before contact": 1},
		NewlyReady: 12, Took: 1234 * time.Millisecond,
	}
}

func TestImportText(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := Import(&b, importReport()); err != nil {
		t.Fatal(err)
	}
	golden(t, "import.txt", b.String())
}

func TestImportJSON(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	empty := crm.ImportReport{ImportSource: crm.ImportSource{File: "empty.csv", Kind: crm.LeadRecord}, Complete: true}
	if err := ImportsJSON(&b, []crm.ImportReport{importReport(), empty}); err != nil {
		t.Fatal(err)
	}
	golden(t, "import.json", b.String())
}

func TestImportSaysWhatIsUnfinished(t *testing.T) {
	t.Parallel()
	for want, r := range map[string]crm.ImportReport{
		"nothing was written":        {DryRun: true, Complete: true},
		"the same command continues": {Complete: false},
	} {
		var b bytes.Buffer
		if err := Import(&b, r); err != nil || !strings.Contains(b.String(), want) {
			t.Errorf("%q misses %q, %v", b.String(), want, err)
		}
	}
}
