package intake_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"smarketing/internal/crm"
	"smarketing/internal/intake"
)

// TestTraps reads the fixtures that look like what real exports do, one trap
// each, and compares what comes out: the fields of every record as text, or the
// reason of a reject.
func TestTraps(t *testing.T) {
	t.Parallel()
	for _, c := range traps {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			text := c.text
			if c.header != "" {
				text = c.header + "\n" + text
			}
			in, got := read(t, write(t, text), c.options)
			var lines []string
			for _, r := range got.records {
				var cells []string
				for _, f := range strings.Fields(c.fields) {
					cells = append(cells, fieldOf(&r, f))
				}
				lines = append(lines, strings.Join(cells, "|"))
			}
			if all := strings.Join(lines, "\n"); all != strings.Join(c.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", all, strings.Join(c.want, "\n"))
			}
			var reasons []string
			for _, r := range got.rejects {
				reasons = append(reasons, r.Message)
			}
			if all := strings.Join(reasons, "\n"); all != strings.Join(c.rejects, "\n") {
				t.Errorf("rejects\n%s\nwant\n%s", all, strings.Join(c.rejects, "\n"))
			}
			if c.delimiter != "" && in.Delimiter != c.delimiter {
				t.Errorf("delimiter %q, want %q", in.Delimiter, c.delimiter)
			}
			if c.order != "" && in.DateOrder != c.order {
				t.Errorf("date order %q, want %q", in.DateOrder, c.order)
			}
			if c.encoding != "" && in.Encoding != c.encoding {
				t.Errorf("encoding %q, want %q", in.Encoding, c.encoding)
			}
			for _, name := range strings.Fields(c.custom) {
				if !slices.ContainsFunc(in.Custom, func(f crm.Field) bool { return f.Name == name && f.Custom }) {
					t.Errorf("custom fields %v lack %s", in.Custom, name)
				}
			}
			if c.note != "" && !hasNote(in, c.note) {
				t.Errorf("notes %q lack %q", in.Notes, c.note)
			}
		})
	}
}

// fieldOf returns a field of a lead as text, control fields included.
func fieldOf(r *crm.Record, name string) string {
	switch name {
	case "key":
		return r.Lead.Key
	case "stage":
		return r.Lead.Stage
	case "outcome":
		return string(r.Lead.Outcome)
	case "created_at":
		if r.Lead.CreatedAt.IsZero() {
			return ""
		}
		return r.Lead.CreatedAt.UTC().Format("2006-01-02T15:04:05.999Z")
	}
	return r.Lead.Field(name).String()
}

type trap struct {
	name      string
	header    string
	text      string
	options   intake.Options
	fields    string // to compare
	want      []string
	rejects   []string
	delimiter string
	encoding  string
	order     string
	note      string
	custom    string // custom fields the file makes
}

var traps = []trap{
	{name: "semicolons with commas in quotes", header: `id;"note";n`, text: "1;\"a, b, c\";2\n2;\"d, e\";3", fields: "key note n",
		want: []string{"1|a, b, c|2", "2|d, e|3"}, delimiter: ";"},
	{name: "tabs", header: "id\tname", text: "1\tAnn, Bea\n2\tCem, Dia", fields: "key name", want: []string{"1|Ann, Bea", "2|Cem, Dia"}, delimiter: "tab"},
	{name: "bars", header: "id|name", text: "1|Ann\n2|Bea", fields: "key name", want: []string{"1|Ann", "2|Bea"}, delimiter: "|"},
	{name: "the delimiter a spreadsheet declares", text: "sep=;\nid;n,x\n1;2,5", fields: "key n_x", want: []string{"1|2.5"}, delimiter: ";"},
	{name: "crlf and quoted newlines", text: "id,note\r\n1,\"two\r\nlines\"\r\n2,x\r\n", fields: "key note", want: []string{"1|two\r\nlines", "2|x"}},
	{name: "lone carriage returns", text: "id,name\r1,Ann\r2,Bea\r", fields: "key name", want: []string{"1|Ann", "2|Bea"}},
	{name: "byte order mark", text: "\ufeffid;name\n1;Zoë\n", fields: "key name", want: []string{"1|Zoë"}, encoding: "utf-8", delimiter: ";"},
	{name: "windows-1252", text: "id,name\n1,Zo\xeb\n2,\x80uro\n", fields: "key name", want: []string{"1|Zoë", "2|€uro"}, encoding: "windows-1252"},
	{name: "one damaged cell in utf-8", text: "id,name\n1,Zoë Müller Åsa Ærø éèêëàâ\n2,\xff\n3,Ann\n", fields: "key", want: []string{"1", "3"},
		rejects: []string{"is damaged text: it is not UTF-8 like the rest of the file"}, encoding: "utf-8"},
	{name: "header with a trailing comma", header: "id,name,", text: "1,Ann,\n2,Bea\n3,Cem,,", fields: "key name", want: []string{"1|Ann", "2|Bea", "3|Cem"}},
	{name: "headers are trimmed and told apart", header: " id ,Amount,  Amount", text: "1,2,3", fields: "key amount amount_2", want: []string{"1|2|3"}},
	{name: "ragged rows", header: "id,name,city", text: "1,Ann,Rome\n2,Bea\n3,Cem,Oslo,x\n4,Dia,Bonn", fields: "key city", want: []string{"1|Rome", "4|Bonn"},
		rejects: []string{"has fewer cells than the header", "has more cells than the header"}},
	{name: "rows in one pair of quotes", header: "id,name,city", text: "\"1,Ann,Rome\"\n\"2,\"\"Bea, B.\"\",Oslo\"\n\"3,x\"", fields: "key name city",
		want: []string{"1|Ann|Rome", "2|Bea, B.|Oslo"}, rejects: []string{"has fewer cells than the header"}},
	{name: "quotes that are not closed cost one row", header: "id,name,city", text: "1,\"Ann,Rome\n2,\"Bea\",Oslo\n3,Cem,Bonn", fields: "key name city",
		want: []string{"2|Bea|Oslo", "3|Cem|Bonn"}, rejects: []string{"a quote is opened in this row and not closed"}},
	{name: "bare quotes", header: "id,name,city", text: "1,5\" disk,Rome\n2,\"the \"big\" one\",Oslo", fields: "key name city",
		want: []string{"1|5\" disk|Rome", "2|the \"big\" one|Oslo"}},
	{name: "tags and JSON with doubled quotes", header: "id,tags,json", text: `1,"""VIP"",""Blog""","{""a"":[1,2],""b"":""x""}"`, fields: "key tags json",
		want: []string{`1|"VIP","Blog"|{"a":[1,2],"b":"x"}`}},
	{name: "blank rows, totals and footers", header: "id,name,amount due", text: "1,Ann,10\n\n,,\n2,Bea,20\nTotal,,30\nGrand Totals (2 records),,\n" +
		"\"Confidential Information - Do Not Distribute\"\n\"Copyright (c) 2000-2026 x.com, inc. All rights reserved.\"", fields: "key amount_due",
		want: []string{"1|10", "2|20"}, note: "2 blank rows", rejects: []string{"is a total or a footer of the report, not data",
			"is a total or a footer of the report, not data", "is a total or a footer of the report, not data", "is a total or a footer of the report, not data"}},
	{name: "a title above the header", text: "Lead list Q3;;;\nexported;2026-03-01;;\n;;;\nLead ID;Email;Name;Company\n1;a@x.com;Ann;Nord\n2;b@x.com;Bea;Sued, Inc.\n", fields: "key email name company",
		want: []string{"1|a@x.com|Ann|Nord", "2|b@x.com|Bea|Sued, Inc."}, delimiter: ";", note: `below a title; what stands above it is left out, such as "Lead list Q3"`},
	{name: "a title without delimiters", text: "Leads, all regions\n\nid\tname\tcity\n1\tAnn\tRome\n2\tBea\tOslo\n", fields: "key name city", want: []string{"1|Ann|Rome", "2|Bea|Oslo"}, delimiter: "tab"},
	{name: "one column is no title", text: "email\nmailto:a@x.com\nb@x.com\n", fields: "key", want: []string{"a@x.com", "b@x.com"}, delimiter: ","},
	{name: "one column of sentences is no title", text: "note\n\"called, talked, agreed\"\nno answer\n", fields: "note", want: []string{"called, talked, agreed", "no answer"}},
	{name: "a header shorter than its rows is no title", text: "id\n1,2,3\n4,5,6\n", fields: "key", rejects: []string{"has more cells than the header", "has more cells than the header"}},
	{name: "a company called Total", header: "id,company", text: "1,Total\n2,Acme", fields: "key company", want: []string{"1|Total", "2|Acme"}},
	{name: "broken formulas", header: "id,n", text: "1,5\n2,#REF!\n3,7", fields: "key n", want: []string{"1|5", "3|7"},
		rejects: []string{"is the error of a spreadsheet formula"}},
	{name: "unknown by default", header: "id,n", text: "1,N/A\n2,n/a\n3,#N/A\n4,null\n5,NULL\n6,None\n7,NaT\n8,\n9,3", fields: "key n",
		want: []string{"1|", "2|", "3|", "4|", "5|", "6|", "7|", "8|", "9|3"}},
	{name: "other spellings are kept and said", header: "id,n", text: "1,5\n2,-\n3,7", fields: "key n", want: []string{"1|5", "2|-", "3|7"},
		note: `would be a number but for "-" (1)`},
	{name: "other spellings when told", header: "id,n,m", text: "1,5,Select\n2,-,-\n3,7,x", fields: "key n m", want: []string{"1|5|", "2||-", "3|7|x"},
		options: intake.Options{Null: []intake.Null{{Field: "n", Value: "-"}, {Value: "select"}}}},
	{name: "european money", header: "id;price", text: "1;€ 2.900,00\n2;€ 10,50\n3;(€ 1.000)", fields: "key price", want: []string{"1|2900", "2|10.5", "3|-1000"},
		note: `sums in "EUR" (3)`},
	{name: "money of several currencies", header: "id,price", text: "1,$10\n2,€ 20\n3,$30", fields: "price", want: []string{"10", "20", "30"},
		note: `several currencies, "EUR" (1), "USD" (2); the numbers are kept, but do not compare`},
	{name: "american money", header: "id,price", text: "1,\"$54,805.00 \"\n2,\"$1,098\"\n3,-$5", fields: "key price", want: []string{"1|54805", "2|1098", "3|-5"}},
	{name: "points that could be thousands", header: "id;price", text: "1;1.098\n2;12.500\n3;7", fields: "price", want: []string{"1.098", "12.5", "7"},
		note: `The points in column "price" are read as decimals, not thousands, such as 1.098`},
	{name: "phones cut by a spreadsheet", header: "id,phone", text: "1,4.9152E+11\n2,+49 30 1", fields: "phone", want: []string{"4.9152E+11", "+49 30 1"},
		note: `cut to a few digits, such as 4.9152E+11`},
	{name: "thousands only", header: "id,visits", text: "1,\"1,098\"\n2,\"12,500\"", fields: "key visits", want: []string{"1|1098", "2|12500"}, note: "read as thousands"},
	{name: "the file's convention helps", header: "id;a;b", text: "1;1.098;2,5\n2;2.500;3,25", fields: "key a b", want: []string{"1|1098|2.5", "2|2500|3.25"}},
	{name: "percent, blanks and apostrophes", header: "id,p,b", text: "1,12 %,1 234\n2,7.5%,12'500", fields: "key p b", want: []string{"1|12|1234", "2|7.5|12500"}},
	{name: "codes stay text", header: "id,zip,long,flag", text: "1,01234,1234567890123456789,yes\n2,99999,1234567890123456788,no", fields: "key zip long flag",
		want: []string{"1|01234|1234567890123456789|yes", "2|99999|1234567890123456788|no"}},
	{name: "bools", header: "id,b", text: "1,TRUE\n2,False\n3,", fields: "key b", want: []string{"1|true", "2|false", "3|"}},
	{name: "day first", header: "id,created", text: "1,05-03-2021\n2,25-03-2021", fields: "key created_at", order: "dmy",
		want: []string{"1|2021-03-05T00:00:00Z", "2|2021-03-25T00:00:00Z"}, note: `day first: "25-03-2021" can be nothing else`},
	{name: "two spellings, one order", header: "id,created", text: "1,08-06-2020 15:38\n2,8/25/2020 18:17", fields: "key created_at", order: "mdy",
		want: []string{"1|2020-08-06T15:38:00Z", "2|2020-08-25T18:17:00Z"}},
	{name: "each column its own order", header: "id,created,renewal", text: "1,8/25/2020,25/08/2020\n2,1/2/2020,01/02/2020", fields: "created_at renewal", order: "mixed",
		want: []string{"2020-08-25T00:00:00Z|2020-08-25T00:00:00Z", "2020-01-02T00:00:00Z|2020-02-01T00:00:00Z"}},
	{name: "a custom column in doubt stays text", header: "id,renewal", text: "1,05/03/2021\n2,06/03/2021", fields: "renewal", want: []string{"05/03/2021", "06/03/2021"},
		note: "could be day or month first"},
	{name: "the user's order", header: "id,created", text: "1,05/03/2021\n2,06/03/21", fields: "created_at", options: intake.Options{Dates: "dmy"},
		want: []string{"2021-03-05T00:00:00Z", "2021-03-06T00:00:00Z"}, order: "dmy"},
	{name: "month names and half days", header: "id,created", text: "1,\"15 Apr, 2021 00:03:00\"\n2,\"April 15th, 2021 12:03 AM\"\n3,15-Apr-21 3:04 pm",
		fields: "created_at", want: []string{"2021-04-15T00:03:00Z", "2021-04-15T00:03:00Z", "2021-04-15T15:04:00Z"}},
	{name: "zones of cells", header: "id,created", text: "1,2021-04-15T10:00:00.250+02:00\n2,2021-04-15 10:00:00Z\n3,2021-04-15 10:00 EST\n4,Thu Apr 15 2021 10:00:00 GMT+0200 (CEST)",
		fields: "created_at", want: []string{"2021-04-15T08:00:00.25Z", "2021-04-15T10:00:00Z", "2021-04-15T15:00:00Z", "2021-04-15T08:00:00Z"}},
	{name: "zone of the header", header: "id,Create Date (EDT)", text: "1,2021-04-15 10:00", fields: "created_at", want: []string{"2021-04-15T14:00:00Z"}},
	{name: "unix seconds and milliseconds", header: "id,created", text: "1,1618480800\n2,1618480800250", fields: "created_at",
		want: []string{"2021-04-15T10:00:00Z", "2021-04-15T10:00:00.25Z"}},
	{name: "serial days of a spreadsheet", header: "id,Create Date", text: "1,45631\n2,45631.5", fields: "created_at", want: []string{"2024-12-05T00:00:00Z", "2024-12-05T12:00:00Z"}},
	{name: "serial days with a decimal comma", header: "id;Create Date", text: "1;45631\n2;45631,5\n3;45632,25", fields: "created_at",
		want: []string{"2024-12-05T00:00:00Z", "2024-12-05T12:00:00Z", "2024-12-06T06:00:00Z"}},
	{name: "times under a header that promises none", header: "id,Last Login,Joined,Phone ext,Visits", text: "1,1618480800,45631,1618480800,45631\n2,1618480800250,45632,4915112345,900",
		fields: "last_login joined phone_ext visits", want: []string{"2021-04-15T10:00:00Z|2024-12-05T00:00:00Z|1618480800|45631", "2021-04-15T10:00:00Z|2024-12-06T00:00:00Z|4915112345|900"}},
	{name: "numbers that may be Unix times are said", header: "id,Opened", text: "1,1618480800\n2,1618480900", fields: "opened", want: []string{"1618480800", "1618480900"},
		note: `may be Unix times, 1618480800 being 2021-04-15 10:00`},
	{name: "headers in German", header: "Kunden-ID;Vorname;Nachname;E-Mail-Adresse;Firma;Ort;Land;Branche;Erfasst am;Quelle", text: "1;Zoë;Groß;z@x.example;Nord;Köln;DE;Handel;31.03.2026;Messe",
		fields: "first_name last_name email company city country industry created_at source key", want: []string{"Zoë|Groß|z@x.example|Nord|Köln|DE|Handel|2026-03-31T00:00:00Z|Messe|1"}},
	{name: "headers in French", header: "Prénom;Nom de famille;Courriel;Société;Ville;Pays;Téléphone;Date de création", text: "Zoé;Petit;z@x.example;Nord;Lyon;FR;01 02;31/03/2026",
		fields: "first_name last_name email company city country phone created_at", want: []string{"Zoé|Petit|z@x.example|Nord|Lyon|FR|01 02|2026-03-31T00:00:00Z"}},
	{name: "years out of range", header: "id,created", text: "1,2021-01-01\n2,0021-01-01\n3,2999-01-01\n4,2022-01-01\n5,2180-01-01", fields: "key", want: []string{"1", "4", "5"},
		rejects: []string{"is a date outside the years 1900 to 2200", "is a date outside the years 1900 to 2200"}},
	{name: "several addresses in a cell", header: "id,email,phone", text: "1,ann@x.com; bea@x.com,+1 555;+1 556\n2,Cem <cem@x.com>,030 1\n3,dia@x.com,",
		fields: "email email_others phone phone_others", custom: "email_others phone_others", want: []string{"ann@x.com|bea@x.com|+1 555|+1 556", "cem@x.com||030 1|", "dia@x.com|||"}},
	{name: "e-mail as key", header: "E-Mail Address,First Name", text: "Ann@X.com,Ann\nbea@x.com,Bea\ncem@x.com,Cem\nnobody,Dia", fields: "key email first_name",
		want: []string{"ann@x.com|Ann@X.com|Ann", "bea@x.com|bea@x.com|Bea", "cem@x.com|cem@x.com|Cem"}, rejects: []string{"is not an e-mail address"},
		note: "the e-mail address is the key"},
	{name: "a core field only when the type fits", header: "id,campaign,employees,company", text: "1,7,11-50,Acme\n2,8,51-200,Brio", fields: "campaign campaign_2 employees employees_2 company",
		want: []string{"|7||11-50|Acme", "|8||51-200|Brio"}},
	{name: "an explicit mapping wins", header: "id,size,camp", text: "1,11-50,7\n2,60,8", fields: "key employees campaign", want: []string{"2|60|8"},
		options: intake.Options{Map: map[string]string{"employees": "SIZE", "campaign": "camp"}}, rejects: []string{"is not a number"}},
	{name: "nothing by name", header: "id,email", text: "1,a@x.com", fields: "email email_2 id", want: []string{"|a@x.com|1"}, options: intake.Options{NoAuto: true}},
	{name: "fixed values", header: "id", text: "1\n2", fields: "key source tier batch", want: []string{"1|fair|gold|7", "2|fair|gold|7"},
		options: intake.Options{Set: map[string]string{"source": "fair", "tier": "gold", "batch": "7"}}},
	{name: "stages by key, label and mapping", header: "id,stage", text: "1,MQL\n2,Opportunity\n3,New\n4,Junk\n5,Opportunities", fields: "key stage",
		want: []string{"1|mql", "2|opportunity", "3|lead"}, rejects: []string{"is not a stage"},
		options: intake.Options{Map: map[string]string{"stage": "stage"}, Stage: map[string]string{"new": "lead", "Junk": ""}}},
	{name: "a stage column that does not fit stays custom", header: "id,status", text: "1,Hot\n2,Cold", fields: "key stage status", want: []string{"1||Hot", "2||Cold"}},
	{name: "names of other scripts", header: "id,Größe,会社名,emp.var.rate", text: "1,5,東京,1.1", fields: "größe 会社名 emp_var_rate", want: []string{"5|東京|1.1"}},
	{name: "the catalogue keeps its types", header: "id,code,level", text: "1,5,7\n2,6,8", fields: "code level", want: []string{"5|7", "6|8"},
		options: intake.Options{Catalogue: []crm.Field{{Name: "code", Type: crm.Text, Custom: true}}}},
	{name: "near duplicates are said, not merged", header: "id,lead source", text: "1,Trade Show\n2,Tradeshow\n3,Trades Show\n4,Trade Show\n5,google\n6,Google\n7,Fair 1\n8,Fair 2",
		fields: "source", want: []string{"Trade Show", "Tradeshow", "Trades Show", "Trade Show", "google", "Google", "Fair 1", "Fair 2"},
		note: `"Trade Show" (2) and also "Trades Show" (1), "Tradeshow" (1)`},
	{name: "lookalike letters of two scripts", header: "id,source", text: "1,Latin B1\n2,Latin В1", fields: "key", want: []string{"1", "2"}, note: `"Latin B1" (1) and also`},
	{name: "header and rows in one pair of quotes", text: "\"id,name,city\"\n\"1,Ann,Rome\"\n\"2,Bea,Oslo\"", fields: "key name city", want: []string{"1|Ann|Rome", "2|Bea|Oslo"}},
	{name: "a quoted newline in a ragged row is one reject", header: "id,name,city", text: "1,\"a\nb\",Rome,x\n2,Bea,Oslo", fields: "key", want: []string{"2"},
		rejects: []string{"has more cells than the header"}},
	{name: "the catalogue gives way to the cells", header: "id,level", text: "1,high\n2,low", fields: "level", want: []string{"high", "low"},
		options: intake.Options{Catalogue: []crm.Field{{Name: "level", Type: crm.Number, Custom: true}}}, note: "although it was number so far"},
	{name: "the catalogue knows times that look like numbers", header: "id,seen", text: "1,1618480800\n2,1618480801", fields: "seen",
		want: []string{"2021-04-15T10:00:00Z", "2021-04-15T10:00:01Z"}, options: intake.Options{Catalogue: []crm.Field{{Name: "seen", Type: crm.Time, Custom: true}}}},
	{name: "a typo in a field is said", header: "id,mail addr", text: "1,a@x.com", fields: "emial", want: []string{"a@x.com"},
		options: intake.Options{Map: map[string]string{"emial": "mail addr"}}, note: "email is near"},
	{name: "an empty column fills nothing", header: "id,void", text: "1,\n2,", fields: "key void", want: []string{"1|", "2|"}},
	{name: "our own columns are ignored", header: "smarketing_row,smarketing_column,smarketing_reason,id,n", text: "7,n,is not a number,1,5", fields: "key n", want: []string{"1|5"}},
}

// One bad cell among thousands costs its row, not the type of its column.
func TestOneBadCellAmongMany(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("id,amount due,seen on\n")
	for i := range 3000 {
		amount, seen := strconv.Itoa(i), "2026-01-02"
		switch i {
		case 1500:
			amount = "lots"
		case 2000:
			seen = "yesterday"
		case 2500:
			amount = "7,8,9"
		}
		fmt.Fprintf(&b, "k%d,\"%s\",%s\n", i, amount, seen)
	}
	in, got := read(t, write(t, b.String()), intake.Options{})
	if column(t, in, "amount due").Type != crm.Number || column(t, in, "seen on").Type != crm.Time || len(got.records) != 2997 {
		t.Fatalf("%d records, columns %+v", len(got.records), in.Columns)
	}
	for i, want := range []int{1502, 2002, 2502} {
		if r := got.rejects[i]; r.Row != want || r.Value == "" || r.Hint == "" {
			t.Errorf("%+v, want row %d", r, want)
		}
	}
}

// Numbers that stand for unknown are told by standing apart from all others.
func TestOutliersAreSuspects(t *testing.T) {
	t.Parallel()
	in, got := read(t, write(t, "id,days,level,temperature,price\n1,3,2,-4,500\n2,999,-1,-1,999\n3,999,-1,-1,999\n4,999,-1,-1,999\n5,12,3,7,4000\n"), intake.Options{})
	for header, want := range map[string]map[string]int{"days": {"999": 3}, "level": {"-1": 3}, "temperature": nil, "price": nil} {
		if c := column(t, in, header); !maps.Equal(c.Suspects, want) || c.Type != crm.Number {
			t.Errorf("%s: %s, suspects %v, want %v", header, c.Type, c.Suspects, want)
		}
	}
	if v := got.records[1].Lead.Field("days").String(); v != "999" {
		t.Errorf("a suspect is kept, got %q", v)
	}
	in, got = read(t, write(t, "id,days\n1,3\n2,999\n"), intake.Options{Null: []intake.Null{{Field: "days", Value: "999"}}})
	if c := column(t, in, "days"); got.records[1].Lead.Field("days").Known() || c.Nulls["999"] != 1 || c.Known != 1 {
		t.Errorf("999 is taken as unknown when told: %+v", c)
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text    string
		options intake.Options
		message string
	}{
		"empty":             {"", intake.Options{}, "is empty"},
		"blank":             {"\n\n", intake.Options{}, "is empty"},
		"header only":       {"id,name\n", intake.Options{}, "no rows"},
		"binary":            {"\x00\x01\x02id,name\n\x00", intake.Options{}, "is binary"},
		"a web page":        {"\n<!DOCTYPE html>\n<html><body>Sign in</body></html>", intake.Options{}, "is a web page"},
		"a table of a page": {"<table border=1>\n<tr><td>id</td></tr>\n</table>", intake.Options{}, "is a web page"},
		"an XML document":   {"\ufeff<?xml version=\"1.0\"?><Workbook/>\n", intake.Options{}, "is an XML document"},
		"a damaged zip":     {"PK\x03\x04rest", intake.Options{}, "damaged Excel workbook"},
		"gzip":              {"\x1f\x8brest", intake.Options{}, "damaged or cut off"},
		"no header":         {"ann@x.com,Ann\nbea@x.com,Bea\n", intake.Options{}, "no header"},
		"no header either":  {"1,2021-01-01,Ann\n2,2021-01-02,Bea\n", intake.Options{}, "no header"},
		"huge cell":         {"id,note\n1,\"" + strings.Repeat("x,y\n", 300000), intake.Options{}, "row 2, column 2: this cell is longer than 1 MiB"},
		"unknown header":    {"id,Sorce\n1,x\n", intake.Options{Map: map[string]string{"source": "Source"}}, `has no column "Source"`},
		"unknown field":     {"lead,event,at\n1,x,2021-01-01\n", intake.Options{As: crm.ActivityRecord, Map: map[string]string{"evnt": "event"}}, `no field "evnt"`},
		"unknown kind":      {"id\n1\n", intake.Options{As: "people"}, `cannot be read as "people"`},
		"unknown format":    {"id\n1\n", intake.Options{Format: "parquet"}, `unknown format "parquet"`},
		"unknown order":     {"id\n1\n", intake.Options{Dates: "dym"}, `"dym"`},
		"unknown stage":     {"id\n1\n", intake.Options{Stage: map[string]string{"x": "custmer"}}, `no stage "custmer"`},
		"ambiguous dates":   {"id,created\n1,05/03/2021\n2,06/03/2021\n", intake.Options{}, `column "created" cannot be told: every date`},
		"mixed dates":       {"id,created\n1,25/03/2021\n2,03/25/2021\n", intake.Options{}, "some dates are day first"},
		"exponent ids":      {"id,name\n5.80503E+18,a\n5.80503E+18,b\n5.80504E+18,c\n", intake.Options{}, "1 of 3 leads would collapse"},
		"ids as fractions":  {"customer,name\n17850.0,a\n13047.0,b\n17850.0,b\n", intake.Options{Map: map[string]string{"key": "customer"}}, "17850.0: 1 of 3 leads would collapse"},
		"ids through float": {"id,name\n5805030000000000000,a\n5805040000000000000,b\n5805050000000000000,b\n", intake.Options{}, "long ids rounded"},
		"a wrong order":     {"id,created\n1,05/03/2021\n", intake.Options{Dates: "ymd"}, "none of them is a date in the order ymd"},
		"mangled lead":      {"lead,event,at\n17850.0,x,2021-01-01\n", intake.Options{As: crm.ActivityRecord}, "name no lead for sure"},
		"stage of events":   {"lead,event,at\n1,x,2021-01-01\n", intake.Options{As: crm.ActivityRecord, Stage: map[string]string{"a": "b"}}, "have no stage"},
		"no time":           {"lead,event\n1,x\n", intake.Options{As: crm.ActivityRecord}, "no column gives the at"},
		"mapped and set":    {"id,source\n1,x\n", intake.Options{Map: map[string]string{"source": "source"}, Set: map[string]string{"source": "x"}}, "both mapped"},
		"a bad fixed value": {"id\n1\n", intake.Options{Set: map[string]string{"employees": "many"}}, "is not a number"},
		"a bad fixed stage": {"id\n1\n", intake.Options{Set: map[string]string{"stage": "nowhere"}}, "is not a stage"},
		"unknown null":      {"id\n1\n", intake.Options{Null: []intake.Null{{Field: "nowhere", Value: "x"}}}, `no column "nowhere"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if e := refused(t, c.text, c.options); !strings.Contains(e.Message, c.message) {
				t.Errorf("%q lacks %q", e.Message, c.message)
			}
		})
	}
}
