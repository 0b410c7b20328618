package workspace_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"smarketing/internal/crm"
)

func TestDuplicates(t *testing.T) {
	t.Parallel()
	d := open(t)
	row := func(key, name, email, phone, company string) crm.Record {
		return crm.Record{Lead: crm.Lead{Key: key, Name: name, Email: email, Phone: phone, Company: company}}
	}
	d.take(t, crm.LeadRecord,
		row("1", "Mia Chen", "mia@x.example", "", ""),
		row("2", "", "mia+fair@x.example", "", ""),
		row("3", "Chen, Mia", "", "030 1234567", "Lumen GmbH"),
		row("4", "Mia Chen", "", "+49 30 1234567", ""),
		row("5", "Mia Chen", "", "", "LUMEN"),
		row("6", "Ana Sol", "ana@x.example", "", "Sol"),
		row("7", "", "", "", "Sol Inc"),
		row("8", "", "", "", "sol"),
		row("9", "Mia Chen", "", "", ""), // a name alone says nothing
	)
	found, err := d.Duplicates(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, g := range found {
		var members []string // in any order: which is to be kept depends on the scores
		for _, l := range g.Leads {
			members = append(members, l.Key)
		}
		for _, s := range g.Spellings {
			members = append(members, fmt.Sprintf("%q:%d", s.Text, s.Leads))
		}
		slices.Sort(members)
		got = append(got, fmt.Sprintf("%s %q %s", g.Likelihood, g.Reasons, strings.Join(members, " ")))
	}
	want := []string{
		`certain ["same e-mail"] 1 2`,
		`likely ["same name and phone" "same name and company"] 3 4 5`,
		`possible ["same company, and nobody named"] 7 8`,
		`possible ["one company spelled in several ways"] "LUMEN":1 "Lumen GmbH":1`,
		`possible ["one company spelled in several ways"] "Sol Inc":1 "Sol":1 "sol":1`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
