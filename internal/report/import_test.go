package report

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/text"
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
				{
					Header: "Lead Status", Field: "stage", Type: crm.Text, Known: 8002, Values: map[string]int{"Working": 6000, "Junk": 2000, "Waiting": 2},
					Means: map[string]string{"Working": "sal", "Junk": ""},
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
	if err := Import(&b, importReport(), 0); err != nil {
		t.Fatal(err)
	}
	golden(t, "import.txt", b.String())
}

// TestImportTextIsBroken writes the report on a narrow terminal: no sentence is
// wider, no flag is torn, and not a word is lost.
func TestImportTextIsBroken(t *testing.T) {
	t.Parallel()
	r := importReport()
	same := `--same "source=Trade fair=Trade Show"`
	r.Notes = append(r.Notes, `Column "origin" has "Trade Show" (6) and also "Trade fair" (2): if they mean the same, say so with `+same+`.`)
	r.MembersCreated = []string{"王小明", "Ana Souza", "Ben Okoro", "Chidi Eze", "Dora Maar", "Emil Nolde", "Fay Wray", "Gus Grissom"}
	r.Sheets = []crm.Sheet{{Name: "Notes"}, {Name: "Leads", Read: true}}
	var whole, broken bytes.Buffer
	if err := errors.Join(Import(&whole, r, 0), Import(&broken, r, 60)); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(broken.String()) {
		if w := text.Width(strings.TrimSuffix(line, "\n")); w > 60 {
			t.Errorf("%d cells: %s", w, line)
		}
	}
	if !strings.Contains(broken.String(), same) {
		t.Errorf("the flag is torn:\n%s", broken.String())
	}
	if a, b := strings.Fields(whole.String()), strings.Fields(broken.String()); !slices.Equal(a, b) {
		t.Errorf("the words differ:\n%s", broken.String())
	}
	golden(t, "import-60.txt", broken.String())
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

// An ignored column keeps nothing, one of two fields is named by its header,
// and a header without an end does not widen the table.
func TestImportColumnsThatAreOdd(t *testing.T) {
	t.Parallel()
	r := crm.ImportReport{ImportSource: crm.ImportSource{File: "a.csv", Kind: crm.LeadRecord, Columns: []crm.ImportColumn{
		{Header: "idle", Suspects: map[string]int{"-": 3}},
		{Header: "both", Field: "stage, outcome", Type: crm.Text, Suspects: map[string]int{"?": 2}},
		{Header: strings.Repeat("x", 5000), Field: strings.Repeat("y", 5000), Custom: true, Type: crm.Text, Suspects: map[string]int{"-": 1}},
	}}}
	var b bytes.Buffer
	if err := Import(&b, r, 0); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "--null =") || !strings.Contains(b.String(), "--null 'both=?'") {
		t.Errorf("%s", b.String())
	}
	for line := range strings.Lines(b.String()) {
		if text.Width(line) > 160 && !strings.Contains(line, "--null") {
			t.Errorf("%d cells: %.80s", text.Width(line), line)
		}
	}
}

func TestImportSaysWhatIsUnfinished(t *testing.T) {
	t.Parallel()
	for want, r := range map[string]crm.ImportReport{
		"nothing was written":        {DryRun: true, Complete: true},
		"the same command continues": {Complete: false},
	} {
		var b bytes.Buffer
		if err := Import(&b, r, 0); err != nil || !strings.Contains(b.String(), want) {
			t.Errorf("%q misses %q, %v", b.String(), want, err)
		}
	}
}
