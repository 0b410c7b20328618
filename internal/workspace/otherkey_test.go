package workspace_test

import (
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/workspace"
)

// TestTheKeyOfASecondSystemNamesTheLead takes a lead from one system and then
// from another, which knows it by its e-mail: what the second system exports
// later names it by its own key, until that import is undone.
func TestTheKeyOfASecondSystemNamesTheLead(t *testing.T) {
	t.Parallel()
	d := open(t)
	from := func(system string, kind crm.RecordKind, all ...crm.Record) crm.ImportReport {
		t.Helper()
		r, err := d.Import(t.Context(), crm.ImportSource{File: system + ".csv", System: system, Fingerprint: system + string(kind), Kind: kind, Rows: len(all)},
			records(kind, all...), workspace.ImportOptions{})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	from("hubspot", crm.LeadRecord, lead("101", "ann@x.example"), lead("102", "bob@x.example"))
	second := from("salesforce", crm.LeadRecord, lead("00Q5e", "ann@x.example"), lead("00Q5f", "new@x.example"))
	wantCounts(t, second, 1, 0, 1, 0)
	wantCounts(t, from("salesforce", crm.LeadRecord, lead("00Q5e", "ann@x.example"), lead("00Q5f", "new@x.example")), 0, 0, 2, 0)
	if r := from("salesforce", crm.ActivityRecord, activity("00Q5e", "call", now)); r.Created != 1 {
		t.Errorf("an activity by the second key: %q", r.FirstRejects)
	}

	// Its rows go on to change the lead, also without the e-mail; its own key stays.
	titled := crm.Record{Lead: crm.Lead{Key: "00Q5e", Title: "Head of Sales"}}
	wantCounts(t, from("salesforce", crm.LeadRecord, titled), 0, 1, 0, 0)
	titled.Lead.Title = "Chief of Sales"
	wantCounts(t, from("salesforce", crm.LeadRecord, titled), 0, 1, 0, 0)
	ann := d.find(t, "00Q5e")
	if ann.Key != "101" || ann.System != "hubspot" || ann.Title != "Chief of Sales" || ann.Email != "ann@x.example" {
		t.Errorf("%+v", ann)
	}
	// Key and e-mail that name different leads are still a mistake.
	wantCounts(t, from("salesforce", crm.LeadRecord, lead("00Q5e", "bob@x.example")), 0, 0, 0, 1)

	d.now = d.now.Add(time.Hour)
	if _, err := d.UndoImport(t.Context(), second.ID, nil); err != nil {
		t.Fatal(err)
	}
	if r := from("salesforce", crm.ActivityRecord, activity("00Q5e", "mail", now)); r.Created != 0 {
		t.Error("the key still names the lead after its import was undone")
	}
	// The same key in a third system is another lead's.
	wantCounts(t, from("zoho", crm.LeadRecord, lead("00Q5e", "eve@x.example")), 1, 0, 0, 0)
	sound(t, d)
}
