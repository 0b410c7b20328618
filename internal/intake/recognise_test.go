package intake_test

import (
	"encoding/csv"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"smarketing/internal/crm"
	"smarketing/internal/intake"
)

// told returns a record in one line, with the fields that are named.
func told(r *crm.Record, fields string) string {
	day := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return strings.TrimSuffix(t.UTC().Format("2006-01-02T15:04:05"), "T00:00:00")
	}
	var out []string
	for _, name := range strings.Fields(fields) {
		v := ""
		switch r.Kind {
		case crm.ActivityRecord:
			v = map[string]string{"lead": r.LeadRef, "event": r.Activity.Event, "at": day(r.Activity.At), "detail": r.Activity.Detail,
				"value": r.Activity.Value.String(), "id": r.Activity.Key, "source": r.Activity.Source}[name]
		case crm.StageRecord:
			v = map[string]string{"lead": r.LeadRef, "stage": r.Change.Stage, "at": day(r.Change.At), "by": r.Change.By}[name]
		case crm.DealRecord:
			d := &r.Deal
			var ok bool
			if v, ok = map[string]string{"lead": r.LeadRef, "key": d.Key, "name": d.Name, "amount": crm.NumberValue(d.Amount.Float()).String(), "currency": d.Currency,
				"status": string(d.Status), "raw": d.RawStatus, "created_at": day(d.CreatedAt), "closed_at": day(d.ClosedAt), "owner": d.Owner}[name]; !ok {
				v = strings.TrimSuffix(d.Custom.Get(name).String(), "T00:00:00Z")
			}
		default:
			if v = strings.TrimSuffix(fieldOf(r, name), "T00:00:00Z"); name == "created_at" {
				v = strings.TrimSuffix(v, "Z")
			}
		}
		out = append(out, v)
	}
	return strings.Join(out, "|")
}

type exportCase struct {
	name    string
	text    string
	options intake.Options
	format  string
	system  string
	kind    crm.RecordKind
	fields  string
	want    []string
	rejects []string
	ignored int
	note    string
}

func TestRecognisedExports(t *testing.T) {
	t.Parallel()
	for _, c := range slices.Concat(hubspotCases, salesforceCases, otherCases) {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			in, got := read(t, write(t, strings.TrimLeft(c.text, "\n")), c.options)
			if in.Format != c.format || in.System != c.system || in.Kind != c.kind {
				t.Errorf("read as %s of %q with %s, want %s of %q with %s", in.Format, in.System, in.Kind, c.format, c.system, c.kind)
			}
			var lines, rejects []string
			for i := range got.records {
				lines = append(lines, told(&got.records[i], c.fields))
			}
			for _, r := range got.rejects {
				rejects = append(rejects, r.Column+" "+r.Message)
			}
			if !slices.Equal(lines, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(c.want, "\n"))
			}
			if !slices.Equal(rejects, c.rejects) || got.ignored != c.ignored {
				t.Errorf("rejects %q, want %q; %d ignored, want %d", rejects, c.rejects, got.ignored, c.ignored)
			}
			if c.note != "" && !hasNote(in, c.note) {
				t.Errorf("notes lack %q:\n%s", c.note, strings.Join(in.Notes, "\n"))
			}
		})
	}
}

// The true header rows of exports are recognised, or declared unknown here.
func TestRealHeaders(t *testing.T) {
	t.Parallel()
	folder := realFile(t, "export_headers")
	want := map[string]string{
		"hubspot_activities_export.csv":            "hubspot-activities",
		"hubspot_companies_export.csv":             "hubspot-companies",
		"hubspot_contacts_default_view.csv":        "hubspot-contacts",
		"hubspot_contacts_export.csv":              "hubspot-contacts",
		"hubspot_deals_export_variants.csv":        "hubspot-deals",
		"mailchimp_audience_export.csv":            "mailchimp-audience",
		"marketo_bulk_activities.csv":              "marketo-activities",
		"mautic_contacts_sample.csv":               "mautic-contacts",
		"mautic_fake_leads.csv":                    "mautic-contacts",
		"odoo_crm_lead_technical.csv":              "odoo-leads",
		"pipedrive_deals_fields.csv":               "pipedrive-deals",
		"pipedrive_leads_fields.csv":               "pipedrive-leads",
		"pipedrive_official_sample.csv":            "pipedrive-people",
		"salesforce_LeadHistory_object.csv":        "salesforce-lead-history",
		"salesforce_OpportunityHistory_object.csv": "salesforce-opportunity-history",
		"salesforce_data_export_Lead.csv":          "salesforce-leads",
		"zoho_analytics_leads_sample.csv":          "zoho-leads",
		"zoho_crm_leads_export.csv":                "zoho-leads",
		"zoho_crm_notes_export.csv":                "zoho-notes",

		// A history of support cases: no column names a lead or a stage of one.
		"salesforce_report_history.csv": "csv",
	}
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if filepath.Ext(f.Name()) != ".csv" {
			continue // events are known by their shape, not by a header
		}
		src, err := os.ReadFile(filepath.Join(folder, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		header, err := csv.NewReader(strings.NewReader(string(src))).Read()
		if err != nil {
			t.Fatal(err)
		}
		text := string(src)
		if strings.Count(strings.TrimSpace(text), "\n") == 0 {
			text = strings.TrimSpace(text) + "\nx" + strings.Repeat(",", len(header)-1) + "\n"
		}
		in, _ := read(t, write(t, text), intake.Options{})
		if in.Format != want[f.Name()] {
			t.Errorf("%s is read as %s, want %q", f.Name(), in.Format, want[f.Name()])
		}
	}
	if len(want) == 0 || len(files) < len(want) {
		t.Errorf("%d files, %d expected", len(files), len(want))
	}
}

func TestRecognitionGivesWay(t *testing.T) {
	t.Parallel()
	text := "Record ID,First Name,Last Name,Email,Contact owner,Lead Status,Site\n7,Ann,Lee,ann@north.example,Kim Roe,Connected,north.example\n"
	for name, c := range map[string]struct {
		options intake.Options
		format  string
		fields  string
		want    string
	}{
		"nothing said":       {intake.Options{}, "hubspot-contacts", "key owner stage site", "7|Kim Roe|sal|north.example"},
		"the same kind said": {intake.Options{As: crm.LeadRecord}, "hubspot-contacts", "key owner stage", "7|Kim Roe|sal"},
		"a plain format":     {intake.Options{Format: "csv"}, "csv", "key owner stage lead_status", "7|Kim Roe||Connected"},
		"the profile's name": {intake.Options{Format: "hubspot-contacts"}, "hubspot-contacts", "key stage", "7|sal"},
		"nothing by name":    {intake.Options{NoAuto: true}, "csv", "record_id email lead_status", "7||Connected"},
		"a mapping":          {intake.Options{Map: map[string]string{"key": "Email", "website": "Site"}}, "hubspot-contacts", "key stage website", "ann@north.example|sal|north.example"},
		"a fixed value":      {intake.Options{Set: map[string]string{"owner": "Lea"}}, "hubspot-contacts", "owner contact_owner", "Lea|Kim Roe"},
		"a stage":            {intake.Options{Stage: map[string]string{"connected": "sql"}}, "hubspot-contacts", "stage", "sql"},
		"a null":             {intake.Options{Null: []intake.Null{{Field: "owner", Value: "Kim Roe"}}}, "hubspot-contacts", "owner", ""},
		"another spelling":   {intake.Options{Same: map[string][]intake.Pair{"owner": {{From: "kim roe", To: "Kim"}}}}, "hubspot-contacts", "owner", "Kim"},
		"an ignored column":  {intake.Options{Ignore: []string{"Lead Status"}}, "hubspot-contacts", "stage lead_status", "|"},
		"other stages": {intake.Options{Stages: crm.Stages{{Key: "talk", Label: "Connected", Team: crm.Sales, Kind: crm.Inventory},
			{Key: "won", Label: "Won", Team: crm.Sales, Kind: crm.WonStage}}}, "hubspot-contacts", "stage", "talk"},
	} {
		in, got := read(t, write(t, text), c.options)
		if len(got.records) != 1 {
			t.Errorf("%s: rejects %v", name, got.rejects)
			continue
		}
		if line := told(&got.records[0], c.fields); in.Format != c.format || line != c.want {
			t.Errorf("%s: %s %q, want %s %q", name, in.Format, line, c.format, c.want)
		}
		if recognised := hasNote(in, "--format csv"); recognised != (c.format != "csv") {
			t.Errorf("%s: notes %q", name, in.Notes)
		}
	}
	in, _ := read(t, write(t, text), intake.Options{As: crm.DealRecord})
	if in.Format != "csv" || in.System != "" || !hasNote(in, "that of HubSpot contacts") {
		t.Errorf("read as deals: %s, notes %q", in.Format, in.Notes)
	}
	if e := refused(t, text, intake.Options{As: crm.DealRecord, Format: "hubspot-contacts"}); e.Code != crm.Usage {
		t.Errorf("%v", e)
	}
	if e := refused(t, text, intake.Options{Format: "hubspot-contact"}); e.Code != crm.Usage || !strings.Contains(e.Hint, "hubspot-contacts") {
		t.Errorf("%v", e)
	}
	// History whose stages are all unknown here is refused with the remedy.
	if e := refused(t, strings.Split(hubspotDeals, ",\"Date exited")[0]+"\n77,North,Sales,Demo,1,2026-01-01,2026-01-01,Kim,101,2026-01-02\n",
		intake.Options{As: crm.StageRecord}); e.Code != crm.Invalid || !strings.Contains(e.Hint, "--stage NAME=") {
		t.Errorf("%v", e)
	}
	strict := intake.Options{Map: map[string]string{"stage": "Lead Status"}, Stages: crm.Stages{{Key: "won", Label: "Won", Team: crm.Sales, Kind: crm.WonStage}}}
	if _, got := read(t, write(t, text), strict); len(got.rejects) != 1 || got.rejects[0].Message != "is not a stage" {
		t.Errorf("a stage mapped by the user is strict: %+v", got)
	}
}

// Lists of nobody we know stay plain, whatever words they share with exports.
func TestPlainListsStayPlain(t *testing.T) {
	t.Parallel()
	for _, header := range []string{
		"id,email,name,company,lead score,status",
		"Contact ID,First Name,Last Name,Email,Lead Status",
		"First Name,Last Name,Email,Score,Assigned To",
		"firstname,lastname,email,address1,zipcode,city",
		"Deal ID,Deal Name,Deal Stage,Amount,Close Date",
		"Email Address,First Name,Last Name,Tags",
		"id,name,type,stage,probability",
		"opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value",
		"LeadId,Date,Event",
	} {
		in, _ := read(t, write(t, header+"\nx"+strings.Repeat(",", strings.Count(header, ","))+"\n"), intake.Options{})
		if in.Format != "csv" || in.System != "" || in.Kind != crm.LeadRecord {
			t.Errorf("%s is read as %s", header, in.Format)
		}
	}
}

// A workbook is recognised like any other file.
func TestRecognisedWorkbook(t *testing.T) {
	t.Parallel()
	path := write(t, book(t, func(f *excelize.File) {
		put(t, f, "Leads", []any{"External ID", "Opportunity", "Contact Name", "Email", "Salesperson", "Stage", "Created on"},
			[]any{"__export__.crm_lead_12", "North rollout", "Ann Lee", "ann@north.example", "Kim Roe", "Won", "2026-01-05 09:30:00"})
	}))
	in, got := read(t, path, intake.Options{})
	if in.Format != "odoo-leads-labels" || len(got.records) != 1 || told(&got.records[0], "name stage owner created_at") != "Ann Lee|customer|Kim Roe|2026-01-05T09:30:00" {
		t.Errorf("%s: %+v, rejects %v", in.Format, got.records, got.rejects)
	}
}

// What the values of a stage or status are read as is told value by value, with
// what the export knows, what the user says, and what any other value means.
func TestMeaningsOfValues(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		file, header string
		options      intake.Options
		want         map[string]string
	}{
		{"Record Id,Lead Owner,Last Name,Lead Status,Created Time\n1,Kim,Lee,Contacted,2026-01-05\n2,Kim,Moor,Junk Lead,2026-01-05\n3,Kim,Kaya,Waiting,2026-01-05\n4,Kim,Ito,Gone,2026-01-05\n",
			"Lead Status", intake.Options{Stage: map[string]string{"Gone": ""}}, map[string]string{"Contacted": "sal", "Junk Lead": "disqualified", "Gone": ""}},
		{"Record Id,Deal Name,Closing Date,Stage\n1,North,2026-01-05,Closed Won\n2,South,2026-01-05,Needs Analysis\n", "Stage", intake.Options{},
			map[string]string{"Closed Won": "won", "Needs Analysis": "open"}},
		{"id,status\n1,MQL\n2,won\n", "status", intake.Options{}, map[string]string{"MQL": "mql", "won": "customer"}},
		{"id,source\n1,Web\n", "source", intake.Options{}, nil},
	} {
		info, _ := read(t, write(t, c.file), c.options)
		if got := column(t, info, c.header).Means; !maps.Equal(got, c.want) || (got == nil) != (c.want == nil) {
			t.Errorf("%s: %v, want %v", c.header, got, c.want)
		}
	}
}

// A format that names a system, rightly or nearly, is answered with the formats
// of that system.
func TestFormatsOfASystem(t *testing.T) {
	t.Parallel()
	for _, format := range []string{"zoho", "zohoo", "zoho-crm"} {
		if e := refused(t, "id\n1\n", intake.Options{Format: format}); !strings.HasPrefix(e.Hint, "did you mean") || !strings.Contains(e.Hint, "zoho-calls") ||
			strings.Contains(e.Hint, "hubspot") {
			t.Errorf("%s: %q", format, e.Hint)
		}
	}
}
