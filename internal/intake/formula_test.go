package intake_test

import (
	"testing"

	"smarketing/internal/crm"
	"smarketing/internal/intake"
)

// One apostrophe before what looks like a formula is not part of the value,
// wherever the file comes from; any other apostrophe is, and so is one in JSON.
func TestApostropheOfAFormula(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]string{
		"'=1+1": "=1+1", "'+49 30": "+49 30", "'-": "-", "'@me": "@me", "''=1": "'=1", "'''-5": "''-5",
		"'tis": "'tis", "'": "'", "''": "''", "O'=Neil": "O'=Neil",
	} {
		_, got := read(t, write(t, "id,city\n1,"+cell+"\n"), intake.Options{})
		if city := got.records[0].Lead.City; city != want {
			t.Errorf("%s is read as %q, want %q", cell, city, want)
		}
	}
	_, got := read(t, write(t, `[{"id":"1","city":"'=1+1"}]`), intake.Options{})
	if city := got.records[0].Lead.City; city != "'=1+1" {
		t.Errorf("JSON is read as %q", city)
	}
	_, got = read(t, write(t, "id,status,raw_status\n1,won,Signed\n"), intake.Options{As: crm.DealRecord})
	if d := got.records[0].Deal; d.Status != crm.DealWon || d.RawStatus != "Signed" || len(d.Custom) > 0 {
		t.Errorf("the status of a deal is %q, %q, %v", d.Status, d.RawStatus, d.Custom)
	}
	_, got = read(t, write(t, "lead,stage,provisional\n1,lead,true\n1,mql,false\n"), intake.Options{As: crm.StageRecord})
	if got.ignored != 1 || len(got.records) != 1 || got.records[0].Change.Stage != "mql" {
		t.Error("what was assumed is taken, or what was reported is not")
	}
}
