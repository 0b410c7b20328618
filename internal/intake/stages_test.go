package intake_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/intake"
)

func TestStagesComeBack(t *testing.T) {
	t.Parallel()
	want := crm.DefaultStages()
	want[2].SLA = 90 * time.Minute
	got, err := intake.ParseStages("x.toml", intake.EncodeStages(want))
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v\n%+v\nwant\n%+v", err, got, want)
	}
}

func TestParseStages(t *testing.T) {
	t.Parallel()
	got, err := intake.ParseStages("x.toml", []byte(`
[[stage]]
key = "submitted"
team = "marketing"
[[stage]]
key = "sent"
label = "Offer sent"
team = "sales"
kind = "sla"
sla_hours = 4
[[stage]]
key = "active"
team = "sales"
kind = "won"
[[detour]]
key = "lost"
label = "Declined"
`))
	if err != nil {
		t.Fatal(err)
	}
	want := crm.Stages{
		{Key: "submitted", Label: "submitted", Team: crm.Marketing, Kind: crm.Inventory},
		{Key: "sent", Label: "Offer sent", Team: crm.Sales, Kind: crm.SLAStage, SLA: 4 * time.Hour},
		{Key: "active", Label: "active", Team: crm.Sales, Kind: crm.WonStage},
		{Key: "lost", Label: "Declined", Team: crm.Sales, Kind: crm.Detour},
		{Key: "recycled", Label: "Recycled", Team: crm.Marketing, Kind: crm.Detour},
		{Key: "disqualified", Label: "Disqualified", Team: crm.Marketing, Kind: crm.Detour},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

func TestStagesThatAreRefused(t *testing.T) {
	t.Parallel()
	won := "[[stage]]\nkey = \"c\"\nteam = \"sales\"\nkind = \"won\"\n"
	for name, c := range map[string]struct{ src, message string }{
		"syntax":         {"[[stage]\n", "line 1"},
		"unknown key":    {won + "kint = \"x\"\n", `line 5: unknown key "stage.kint"`},
		"unknown team":   {won + "[[stage]]\nkey = \"a\"\nteam = \"hr\"\n", "line 5: stage \"a\" belongs to the unknown team"},
		"unknown kind":   {"[[stage]]\nkey = \"a\"\nteam = \"sales\"\nkind = \"x\"\n" + won, "line 1: stage \"a\" has the unknown kind"},
		"twice":          {won + "[[stage]]\nkey = \"c\"\nteam = \"sales\"\n", "line 5: stage \"c\" is defined twice"},
		"no won":         {"[[stage]]\nkey = \"a\"\nteam = \"sales\"\n", "0 won stages"},
		"two won":        {won + strings.Replace(won, `"c"`, `"d"`, 1), "2 won stages"},
		"unknown detour": {won + "[[detour]]\nkey = \"limbo\"\nteam = \"sales\"\n", "line 5: detour \"limbo\""},
		"no key":         {won + "[[stage]]\nteam = \"sales\"\n", "line 5: a stage has no key"},
	} {
		_, err := intake.ParseStages("x.toml", []byte(c.src))
		if err == nil || crm.ErrorCode(err) != crm.Invalid || !strings.HasPrefix(err.Error(), "x.toml: ") || !strings.Contains(err.Error(), c.message) {
			t.Errorf("%s gives %v, want %q", name, err, c.message)
		}
	}
}
