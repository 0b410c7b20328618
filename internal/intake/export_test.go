package intake_test

import (
	"maps"
	"path/filepath"
	"testing"

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
