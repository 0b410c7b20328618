package intake_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"smarketing/internal/crm"
	"smarketing/internal/intake"
)

// The columns of common exports find their fields by name alone, when they are
// not recognised.
func TestExportsMapByName(t *testing.T) {
	t.Parallel()
	for file, c := range map[string]struct {
		kind   crm.RecordKind
		mapped map[string]string // header -> core field; every other column is custom or ignored
		custom []string          // some of the others
		maps   map[string]string // what the user has to say
	}{
		"hubspot_contacts.csv": {mapped: map[string]string{"Record ID - Contact": "key", "First Name": "first_name", "Last Name": "last_name",
			"Email": "email", "Phone Number": "phone", "Contact owner": "owner", "Create Date": "created_at", "Company Name": "company",
			"Country/Region": "country", "Job Title": "title", "State/Region": "region", "Website URL": "website", "Industry": "industry"},
			custom: []string{"create_date_2", "last_activity_date", "record_id_company"}},
		"salesforce_leads.csv": {mapped: map[string]string{"Id": "key", "FirstName": "first_name", "LastName": "last_name", "Title": "title",
			"Company": "company", "City": "city", "State": "region", "Country": "country", "Phone": "phone", "Email": "email", "Website": "website",
			"LeadSource": "source", "Industry": "industry", "AnnualRevenue": "annual_revenue", "NumberOfEmployees": "employees", "CreatedDate": "created_at"},
			custom: []string{"status", "ownerid", "masterrecordid", "isdeleted"}},
		"zoho_leads.csv": {mapped: map[string]string{"Record Id": "key", "Lead Owner": "owner", "Company": "company", "First Name": "first_name",
			"Last Name": "last_name", "Email": "email", "Phone": "phone", "Lead Source": "source", "Created Time": "created_at", "City": "city", "State": "region"},
			custom: []string{"lead_status", "zip_code", "email_opt_out", "days_visited"}},
		"mailchimp_audience.csv": {mapped: map[string]string{"Email Address": "email", "First Name": "first_name", "Last Name": "last_name",
			"OPTIN_TIME": "created_at", "REGION": "region"}, custom: []string{"member_rating", "tags", "leid"}},
		"pipedrive_deals.csv": {kind: crm.DealRecord, mapped: map[string]string{"Deal - Title": "name", "Deal - Value": "amount", "Deal - Owner": "owner",
			"Deal - Currency of value": "currency", "Deal - Creation date": "created_at", "Deal - Closed on": "closed_at", "Deal - Status": "status",
			"Deal - Pipedrive System ID": "key"}, custom: []string{"organization"}},
		"hubspot_activities.csv": {kind: crm.ActivityRecord, maps: map[string]string{"lead": "Associated Contact IDs"}, mapped: map[string]string{"Record ID": "id",
			"Activity type": "event", "Title": "detail", "Activity date": "at", "Associated Contact IDs": "lead"}},
	} {
		in, got := read(t, filepath.Join("testdata", file), intake.Options{As: c.kind, Map: c.maps, Format: "csv"})
		if len(got.records) != 2 {
			t.Errorf("%s: %d records, rejects %v", file, len(got.records), got.rejects)
		}
		mapped, customs := map[string]string{}, map[string]bool{}
		for _, col := range in.Columns {
			if col.Custom {
				customs[col.Field] = true
			} else if col.Field != "" {
				mapped[col.Header] = col.Field
			}
		}
		if !maps.Equal(mapped, c.mapped) {
			t.Errorf("%s maps\n%v\nwant\n%v", file, mapped, c.mapped)
		}
		for _, name := range c.custom {
			if !customs[name] {
				t.Errorf("%s makes no custom field %s: %v", file, name, customs)
			}
		}
	}
}

const ownProfile = `name = "crate-people"
title = "Crate people"
system = "crate"
kind = "leads"
[header]
all = ["Crate No", "Human"]
[map]
key = "Crate No"
name = "Human"
stage = "Mood"
[values.stage]
happy = "sql"
`

func TestProfilesOfTheUser(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	put := func(name, text string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	path := write(t, "Crate No,Human,Mood\n5,Ann,happy\n6,Bea,glum\n")
	options := intake.Options{Profiles: folder}
	in, _ := read(t, path, options)
	if in.Format != "csv" {
		t.Errorf("without profiles the file is %s", in.Format)
	}
	put("crate.toml", ownProfile)
	put("readme.txt", "no profile")
	in, got := read(t, path, options)
	if in.Format != "crate-people" || told(&got.records[0], "key name stage crate_status") != "5|Ann|sql|" || told(&got.records[1], "key name stage crate_status") != "6|Bea||glum" {
		t.Errorf("%s: %+v", in.Format, got)
	}
	put("crate.toml", strings.Replace(ownProfile, "sql", "sal", 1))
	other, _ := read(t, path, options)
	if other.Fingerprint == in.Fingerprint {
		t.Error("another meaning of a value has the same fingerprint")
	}
	put("crate.toml", strings.Replace(strings.Replace(ownProfile, "crate-people", "hubspot-contacts", 1), "Crate people", "Ours", 1))
	if in, _ = read(t, path, options); in.Format != "hubspot-contacts" || !hasNote(in, "that of Ours") {
		t.Errorf("a profile of the user does not replace one of its name: %s %q", in.Format, in.Notes)
	}
	for fault, text := range map[string]string{
		`there is no setting "title2"`: strings.Replace(ownProfile, "title ", "title2 ", 1),
		"kind":                         strings.Replace(ownProfile, `"leads"`, `"people"`, 1),
		"lower-case":                   strings.Replace(ownProfile, "crate-people", "Crate People", 1),
		"that of a format":             strings.Replace(ownProfile, "crate-people", "xlsx", 1),
		"fewer than two":               strings.Replace(ownProfile, `"Crate No", "Human"`, `"Human"`, 1),
		"not a header":                 strings.Replace(ownProfile, `key = "Crate No"`, "key = 5", 1),
		"no header":                    strings.Replace(ownProfile, `key = "Crate No"`, "key = [5]", 1),
		`no field "moood"`:             strings.Replace(ownProfile, "values.stage", "values.moood", 1),
		"order of dates":               "dates = \"dym\"\n" + ownProfile,
		"entered":                      "entered = \"(\"\n" + ownProfile,
		"only salesforce":              "ids = \"x\"\n" + ownProfile,
		"line 1":                       "= \n" + ownProfile,
	} {
		put("crate.toml", text)
		in, got := read(t, path, options)
		if in.Format != "csv" || len(got.records) != 2 || !hasNote(in, fault) || !hasNote(in, "crate.toml") {
			t.Errorf("%s: read as %s, notes %q", fault, in.Format, in.Notes)
		}
	}
}

// No two profiles claim one header: the columns that a profile asks for, and
// all that it maps, make it the one that is recognised.
func TestProfilesAreApart(t *testing.T) {
	t.Parallel()
	type profile struct {
		Name, Kind string
		Asked      bool
		Header     struct {
			All []string
			Any [][]string
		}
		Map map[string]any
	}
	files, err := filepath.Glob("exports/*.toml")
	if err != nil || len(files) < 28 {
		t.Fatalf("%d profiles, %v", len(files), err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var p profile
		if err := toml.Unmarshal(src, &p); err != nil {
			t.Fatal(err)
		}
		if want := strings.TrimSuffix(filepath.Base(file), ".toml"); p.Name != want {
			t.Errorf("%s is named %s", file, p.Name)
		}
		if p.Asked {
			continue // it shares its header with the profile for who does not ask
		}
		least := slices.Clone(p.Header.All)
		for _, names := range p.Header.Any {
			least = append(least, names[0])
		}
		for _, field := range []string{"lead", "event", "stage", "at"} { // what a row cannot do without
			if headers, ok := p.Map[field].([]any); ok && len(headers) > 0 {
				least = append(least, headers[0].(string))
			}
		}
		whole := slices.Clone(least)
		for _, headers := range p.Map {
			for _, h := range headers.([]any) {
				whole = append(whole, h.(string))
			}
		}
		for _, header := range [][]string{least, whole} {
			slices.Sort(header)
			header = slices.Compact(header)
			text := `"` + strings.Join(header, `","`) + "\",Remark\n" + strings.Repeat(",", len(header)) + "x\n"
			in, _ := read(t, write(t, text), intake.Options{})
			if in.Format != p.Name || string(in.Kind) != p.Kind {
				t.Errorf("the header of %s is read as %s: %v", p.Name, in.Format, header)
			}
		}
	}
}
