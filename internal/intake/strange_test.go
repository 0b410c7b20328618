package intake_test

import (
	"strings"
	"testing"

	"smarketing/internal/crm"
	"smarketing/internal/intake"
)

// A column that has the name of a field but not its values becomes a custom
// field, and the notes say how to take it nevertheless.
func TestDemotedColumnsAreSaid(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind crm.RecordKind
		file string
		want []string // all in one note
	}{
		{crm.LeadRecord, "id,Lead Status\n1,Working\n2,Working\n3,Sales Qualified Lead\n4,New Lead\n", []string{
			`"Lead Status" is kept as the custom field lead_status`, `a stage, such as "Working" (2)`,
			`--map "stage=Lead Status" --stage "Working=STAGE"`, `--stage "Sales Qualified Lead=sql"`, "STAGE is one of lead, mql,",
		}},
		{crm.LeadRecord, "id,outcome\n1,yes\n2,won\n", []string{`the custom field outcome_2`, `"yes" (1)`, `--map "outcome=outcome" --stage "yes=STAGE"`}},
		{crm.DealRecord, "id,Status\n1,Signed\n2,won\n", []string{`the custom field status_2`, `"Signed" (1)`, `--map "status=Status"`}},
		{crm.DealRecord, "id,Amount\n1,ten\n2,20\n3,many\n", []string{`the custom field amount_2`, `numbers, "ten", "many".`, `--map "amount=Amount"`}},
	} {
		info, _ := read(t, write(t, c.file), intake.Options{As: c.kind})
		if !noted(info, c.want) {
			t.Errorf("%s: no note says %q: %q", c.file, c.want, info.Notes)
		}
	}
	info, _ := read(t, write(t, "id,status\n1,lead\n2,mql\n"), intake.Options{})
	if noted(info, []string{"custom field"}) {
		t.Errorf("a column that is taken is said to be demoted: %q", info.Notes)
	}
}

// What nothing is rejected for is not said to be, and no value is proposed to
// mean its opposite.
func TestDemotedColumnsRejectNothing(t *testing.T) {
	t.Parallel()
	info, got := read(t, write(t, "id,Status\n1,Qualified\n2,Working\n3,Customer\n"), intake.Options{})
	if noted(info, []string{"are rejected"}) || noted(info, []string{"Qualified=disqualified"}) || len(got.rejects) > 0 {
		t.Errorf("%d rejects, notes %q", len(got.rejects), info.Notes)
	}
	if !noted(info, []string{`"Status" is kept as the custom field status`, `--stage "Qualified=STAGE"`}) {
		t.Errorf("notes %q", info.Notes)
	}
}

// What rejects many rows is said once for each value, with how often it occurs.
func TestStrangeValuesAreCounted(t *testing.T) {
	t.Parallel()
	file := "lead,stage,at\n" + strings.Repeat("1,Sales Qualified,2026-01-01\n", 12) + "1,Lost lead,2026-01-02\n1,mql,2026-01-03\n"
	info, got := read(t, write(t, file), intake.Options{As: crm.StageRecord})
	want := []string{`"Sales Qualified" (12), "Lost lead" (1). Their rows are rejected`, `--stage "Sales Qualified=STAGE"`}
	if !noted(info, want) || len(got.rejects) != 13 {
		t.Errorf("%d rejects, notes %q, want %q", len(got.rejects), info.Notes, want)
	}
	if hint := got.rejects[0].Hint; strings.Contains(hint, "did you mean") {
		t.Errorf("a stage that only looks alike is proposed: %s", hint)
	}
}

// Rows that nobody calls leads, and that look like something else or like
// nobody, are said to, so that the flag is found.
func TestRowsThatLookLikeSomethingElse(t *testing.T) {
	t.Parallel()
	for file, want := range map[string][]string{
		"deal id,contact,amount,created,closed,status\n1,a@x.com,5,2026-01-02,2026-02-03,Won\n": {`"deal id" and "closed"`, "look like deals", "--as deals"},
		"email,event,timestamp\na@x.com,visit,2026-01-02\n":                                     {`"event" and "timestamp"`, "look like activities"},
		"lead id,new stage,changed at\n1,mql,2026-01-02\n":                                      {"look like stages"},
		"day,campaign,cost\n2026-01-02,spring,5\n":                                              {"look like spend"},
		"Fruit,Colour\nApple,red\n":                                                             {"No column names a person or a company", "--as"},
		"id,first name,last name,amount,closed\n1,Ann,Lee,5,2026-01-02\n":                       nil,
		"id,email,company,status\n1,a@x.com,North,new\n":                                        nil,
		"company,amount\nNorth,5\n":                                                             nil,
	} {
		info, _ := read(t, write(t, file), intake.Options{})
		if want == nil && noted(info, []string{"--as"}) || want != nil && !noted(info, want) {
			t.Errorf("%s: notes %q, want %q", file, info.Notes, want)
		}
	}
	if info, _ := read(t, write(t, "Fruit,Colour\nApple,red\n"), intake.Options{As: crm.LeadRecord}); noted(info, []string{"--as"}) {
		t.Errorf("what was said is not asked: %q", info.Notes)
	}
}

// What is proposed for a value is what it may mean: a short word that needs two
// letters more is another word.
func TestShortValuesAreNotStretched(t *testing.T) {
	t.Parallel()
	info, got := read(t, write(t, "id,Status\n1,hot\n2,lead\n3,leed\n"), intake.Options{Map: map[string]string{"stage": "Status"}})
	if !noted(info, []string{`"hot=STAGE"`, `"leed=lead"`}) || strings.Contains(got.rejects[0].Hint, "hot=lost") {
		t.Errorf("%q, %q", info.Notes, got.rejects[0].Hint)
	}
}

func TestNotesOnWhatHasNoEffect(t *testing.T) {
	t.Parallel()
	if info, _ := read(t, write(t, "id,name\n1,Ann\n"), intake.Options{Sheet: "2"}); !noted(info, []string{"--sheet has no effect"}) {
		t.Errorf("%q", info.Notes)
	}
	if info, _ := read(t, write(t, "deal id,amount\n1,5\n"), intake.Options{As: crm.DealRecord}); !noted(info, []string{"No column names the leads of the deals", "--map lead=HEADER"}) {
		t.Errorf("%q", info.Notes)
	}
	if info, _ := read(t, write(t, "id,email\n1,a@x.com; b@x.com\n2,c@x.com\n"), intake.Options{}); !noted(info, []string{`1 cell of column "email" holds several`, "email_others"}) {
		t.Errorf("%q", info.Notes)
	}
}

func noted(info crm.ImportSource, words []string) bool {
	for _, note := range info.Notes {
		all := true
		for _, w := range words {
			all = all && strings.Contains(note, w)
		}
		if all {
			return true
		}
	}
	return false
}

// A recognised export forgives a lead its stage and a deal its status; where
// the rows are rejected nevertheless, the notes do not say that they were
// taken.
func TestNotesSayWhatBecomesOfStrangeValues(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, file string
		want       []string // all in one note
		never      string
		rejects    int
	}{
		{"history of opportunities", "Id,OpportunityId,CreatedDate,StageName,Amount,CloseDate,Probability,ForecastCategory,SystemModstamp,IsDeleted\n" +
			"8,6,2026-01-05T09:30:00Z,Legal check,1,2026-03-01,10,Pipeline,2026-01-05T09:30:00Z,false\n",
			[]string{`"Legal check" (1). Their rows are rejected`, `--stage "Legal check=STAGE"`}, "without a stage", 1},
		{"deals without another status", "Deal - Title,Deal - Value,Deal - Owner,Deal - Status\nNorth,5,Kim Roe,Paused\n",
			[]string{`"Paused" (1). Their rows are rejected`}, "are taken as ;", 1},
		{"deals with another status", "Record ID,Deal Name,Pipeline,Deal Stage,Amount,Close Date,Create Date,Deal owner,Associated Contact IDs,\"Date entered \"\"Demo (Sales Pipeline)\"\"\"\n" +
			"7,North,Sales,Legal check,5,2026-02-10,2026-01-05,Kim Roe,101,2026-01-06\n",
			[]string{`"Legal check" (1). Their deals are taken as open`, `--stage "VALUE=lost"`}, "Legal check=won", 0},
	} {
		info, got := read(t, write(t, strings.TrimSpace(c.file)), intake.Options{})
		if !noted(info, c.want) || noted(info, []string{c.never}) || len(got.rejects) != c.rejects {
			t.Errorf("%s: %d rejects, notes %q, want %q and never %q", c.name, len(got.rejects), info.Notes, c.want, c.never)
		}
	}
}
