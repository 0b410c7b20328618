package intake_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/intake"
)

// cells returns the header and the cells of all rows, rejected ones included.
func cells(t *testing.T, text string, o intake.Options) (crm.ImportSource, []string) {
	t.Helper()
	s, err := intake.Open(context.Background(), write(t, text), o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	lines := []string{strings.Join(s.Header(), "|")}
	for rec, err := range s.Records(context.Background()) {
		line := strings.Join(rec.Cells, "|")
		if bad, ok := errors.AsType[*crm.RowError](err); ok {
			line += " <- " + bad.Message
		} else if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	return s.Info(), lines
}

func TestObjects(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text   string
		format string // found
		want   []string
	}{
		"one object a line": {"{\"id\":1,\"name\":\"Ann\"}\n{\"id\":2,\"name\":\"Bea\"}\n", "jsonl", []string{"id|name", "1|Ann", "2|Bea"}},
		"an array":          {"[{\"id\":1,\"name\":\"Ann\"},\n\n{\"id\":2,\"name\":\"Bea\"} ]\n", "json", []string{"id|name", "1|Ann", "2|Bea"}},
		"names that come late": {"{\"id\":1}\n{\"name\":\"Bea\",\"id\":2}\n{\"id\":3,\"city\":\"Oslo\"}", "jsonl",
			[]string{"id|name|city", "1||", "2|Bea|", "3||Oslo"}},
		"objects in objects": {`{"id":1,"a":{"b":{"c":"x"},"d":2}}`, "jsonl", []string{"id|a.b.c|a.d", "1|x|2"}},
		"arrays": {`{"id":1,"tags":["VIP","Blog, x"],"nothing":[],"deep":[[1, 2],{"a": 1}],"n":[1,null,true]}`, "jsonl",
			[]string{"id|tags|nothing|deep|n", `1|VIP; Blog, x||[1,2]; {"a":1}|1; true`}},
		"key and value": {`{"id":1,"p":[{"key":"page","value":{"string_value":"/a","int_value":null}},{"key":"n","value":{"int_value":"3"}}]}`, "jsonl",
			[]string{"id|p.page|p.n", "1|/a|3"}},
		"long numbers stay whole": {`{"id":5805030000000000001,"x":1e3,"f":1.10}`, "jsonl", []string{"id|x|f", "5805030000000000001|1e3|1.10"}},
		"null and empty":          {`{"id":1,"a":null,"b":"","c":false}`, "jsonl", []string{"id|a|b|c", "1|||false"}},
		"a name twice":            {`{"id":1,"a":"x","a":"y"}`, "jsonl", []string{"id|a", "1|x; y"}},
		"escapes":                 {`{"id":1,"a":"tab\tline\nquote\" \u00e9 \ud83d\ude00"}`, "jsonl", []string{"id|a", "1|tab\tline\nquote\" é 😀"}},
		"blank lines":             {"{\"id\":1}\n\n  \n{\"id\":2}\n", "jsonl", []string{"id", "1", "2"}},
		"windows line ends":       {"{\"id\":1}\r\n{\"id\":2}\r\n", "jsonl", []string{"id", "1", "2"}},
		"byte order mark":         {"\ufeff[{\"id\":1}]", "json", []string{"id", "1"}},
		"a total is no footer":    {"{\"name\":\"Total\",\"id\":1}\n{\"name\":\"Ann\",\"id\":2,\"x\":3}", "jsonl", []string{"name|id|x", "Total|1|", "Ann|2|3"}},
		"damaged lines": {"{\"id\":1}\n{\"id\":2,}\n[3]\n{\"id\":4} x\n{\"id\":5", "jsonl", []string{"id", "1", "{\"id\":2,} <- is not valid JSON",
			"[3] <- is not one JSON object", "{\"id\":4} x <- is not valid JSON", "{\"id\":5 <- is not valid JSON"}},
		"the answer of a web service": {`{"results":[{"id":1,"name":"Ann"},{"id":2,"name":"Bea"}],"paging":{"next":{"after":"2"}}}`, "json", []string{"id|name", "1|Ann", "2|Bea"}},
		"an answer in lines": {"{\n \"ok\": true, \"tags\": [\"x\"], \"meta\": {\"n\": 2},\n \"data\": {\"total\": 2, \"leads\": [\n{\"id\":1},\n{\"id\":2}\n]}\n}\n", "json",
			[]string{"id", "1", "2"}},
		"a row with a list is a row": {`{"id":1,"deals":[{"sum":5},{"sum":6}]}`, "jsonl", []string{"id|deals", `1|{"sum":5}; {"sum":6}`}},
		"lines with lists are rows":  {"{\"n\":1,\"d\":[{\"x\":5}]}\n{\"n\":2,\"d\":[]}\n", "jsonl", []string{"n|d", `1|{"x":5}`, "2|"}},
		"no object in an array":      {`[{"id":1},7,{"id":2}]`, "json", []string{"id", "1", "7 <- is not one JSON object", "2"}},
	} {
		in, got := cells(t, c.text, intake.Options{})
		if !slices.Equal(got, c.want) || in.Format != c.format {
			t.Errorf("%s: %s\n%s\nwant\n%s", name, in.Format, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

// A web service wraps the fields of a record; a name of the record itself goes
// before one of what is wrapped.
func TestWrappedFieldsAreKnown(t *testing.T) {
	t.Parallel()
	in, got := read(t, write(t, `{"results":[{"id":"51","properties":{"email":"ann@x.com","firstname":"Ann","lifecyclestage":"lead","plan":"pro"},`+
		`"address":{"city":"Bonn"},"company":{"name":"North"},"createdAt":"2026-01-05T09:30:00Z"}]}`), intake.Options{})
	if l := fmt.Sprint(got.records[0].Lead.Key, " ", fieldsOf(&got.records[0], "email", "first_name", "stage", "city", "company", "created_at", "properties_plan")); l != "51 ann@x.com|Ann|lead|Bonn|North|2026-01-05T09:30:00Z|pro" {
		t.Errorf("%s\n%+v", l, in.Columns)
	}
	_, got = read(t, write(t, `{"email":"a@x.com","contact":{"id":7,"email":"b@x.com"},"attributes":{"person":{"name":"Bea"}}}`), intake.Options{})
	if l := got.records[0].Lead.Key + " " + fieldsOf(&got.records[0], "email", "name"); l != "7 a@x.com|Bea" {
		t.Error(l)
	}
}

func fieldsOf(r *crm.Record, names ...string) string {
	var out []string
	for _, n := range names {
		out = append(out, fieldOf(r, n))
	}
	return strings.Join(out, "|")
}

// Rows are named by what an editor shows: the line, or the place in the array.
func TestRowsOfObjects(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{"{\"id\":1}\n\n{\"id\":2\n": 3, "[{\"id\":1},\n\n\n3]": 2} {
		_, got := read(t, write(t, text), intake.Options{})
		if len(got.rejects) != 1 || got.rejects[0].Row != want || got.rejects[0].Hint == "" {
			t.Errorf("%q: %+v, want row %d", text, got.rejects, want)
		}
	}
}

// Numbers of objects are numbers, whatever decimal mark the texts have.
func TestNumbersOfObjectsKeepTheirPoint(t *testing.T) {
	t.Parallel()
	_, got := read(t, write(t, `{"id":"a","price":"2.900,50 €","rate":1.098}`+"\n"+`{"id":"b","price":"1.000,25 €","rate":2.345}`), intake.Options{})
	l := got.records[0].Lead
	if price, _ := l.Field("price").Float(); price != 2900.5 {
		t.Errorf("price %v", l.Field("price"))
	}
	if rate, _ := l.Field("rate").Float(); rate != 1.098 {
		t.Errorf("rate %v", l.Field("rate"))
	}
}

func TestObjectsThatAreRefused(t *testing.T) {
	t.Parallel()
	many := &strings.Builder{}
	for i := range 2001 {
		many.WriteString(`{"id":1,"n` + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676)) + "\":1}\n")
	}
	for name, c := range map[string]struct {
		text, format, message string
	}{
		"an array that breaks off":  {`[{"id":1},{"id":2},{"id"`, "", "breaks off at element 3"},
		"an array that is broken":   {`[{"id":1},{"id":2,}]`, "", "is not valid JSON at element 2"},
		"something behind an array": {`[{"id":1}] [2]`, "", "follows the end of the array"},
		"an empty array":            {`[]`, "", "no rows"},
		"one object":                {"{\n \"id\": 7,\n \"leads\": [\n  {\"id\":1}\n ]\n}\n", "", "one JSON object over several lines"},
		"one object with no list":   {"{\n \"lead\": {\n  \"id\":1\n }\n}\n", "", "one JSON object over several lines"},
		"a list that breaks off":    {"{\"data\": [{\"id\":1},{\"id\":2", "", "breaks off at element 2"},
		"names that are values":     {many.String(), "", "more than 2000 different names"},
		"a wrong format":            {"id,name\n1,x\n", "jsonl", "is not JSON, although --format says jsonl"},
		"no array":                  {`{"id":1}`, "json", "JSON, but no array"},
		"an array for lines":        {`[{"id":1}]`, "jsonl", "one JSON array, although"},
		"text for a workbook":       {"id\n1\n", "xlsx", "is text, although"},
	} {
		if e := refused(t, c.text, intake.Options{Format: c.format}); !strings.Contains(e.Message, c.message) {
			t.Errorf("%s: %q lacks %q", name, e.Message, c.message)
		}
	}
}

func objectOf(rt *rapid.T, names, values []string) string {
	parts := make([]string, len(names))
	for i, n := range names {
		v, err := json.Marshal(values[i])
		if err != nil {
			rt.Fatal(err)
		}
		parts[i] = strconv.Quote(n) + ":" + string(v)
	}
	return "{" + strings.Join(parts, ",") + "}"
}

func gzipped(tb testing.TB, text string) string {
	tb.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		tb.Fatal(err)
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.String()
}

// A packed file is what is in it, down to the fingerprint.
func TestGzip(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"id;name\n1;Zo\xeb\n", "\ufeffid\tname\n1\tAnn\n", "{\"id\":1}\n", "[{\"id\":1}]"} {
		plain, want := cells(t, text, intake.Options{})
		packed, got := cells(t, gzipped(t, text), intake.Options{})
		twice, also := cells(t, gzipped(t, text[:5])+gzipped(t, text[5:]), intake.Options{})
		if !slices.Equal(got, want) || !slices.Equal(also, want) || packed.Fingerprint != plain.Fingerprint || twice.Fingerprint != plain.Fingerprint ||
			packed.Encoding != plain.Encoding {
			t.Errorf("%q: %q and %q, want %q", text, got, also, want)
		}
	}
	whole := gzipped(t, strings.Repeat("1,Ann\n", 1000))
	for name, c := range map[string][2]string{
		"cut off":      {whole[:len(whole)-6], "damaged or cut off"},
		"cut early":    {whole[:12], "damaged or cut off"},
		"damaged":      {whole[:len(whole)-6] + "xxxxxx", "damaged or cut off"},
		"packed twice": {gzipped(t, whole), "packed twice"},
		"nothing":      {gzipped(t, ""), "is empty"},
	} {
		if e := refused(t, c[0], intake.Options{}); !strings.Contains(e.Message, c[1]) {
			t.Errorf("%s: %q lacks %q", name, e.Message, c[1])
		}
	}
}

// Any table of texts written as objects comes back cell for cell.
func TestObjectsComeBack(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		table := rapid.SliceOfN(rapid.SliceOfN(rapid.String(), 3, 3), 1, 8).Draw(rt, "table")
		array := rapid.Bool().Draw(rt, "array")
		var lines []string
		for _, r := range table {
			lines = append(lines, objectOf(rt, []string{"a", "b", "c"}, r))
		}
		text := strings.Join(lines, "\n")
		if array {
			text = "[" + strings.Join(lines, ",") + "]"
		}
		path := filepath.Join(folder, "in.json")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			rt.Fatal(err)
		}
		blank := func(r []string) bool { return strings.TrimSpace(strings.Join(r, "")) == "" }
		want := slices.DeleteFunc(table, blank)
		s, err := intake.Open(context.Background(), path, intake.Options{NoAuto: true})
		if err != nil {
			if len(want) == 0 {
				return
			}
			rt.Fatal(err)
		}
		defer s.Close()
		i := 0
		for rec, err := range s.Records(context.Background()) {
			if _, bad := errors.AsType[*crm.RowError](err); err != nil && !bad {
				rt.Fatal(err)
			}
			if !slices.Equal(rec.Cells, want[i]) {
				rt.Fatalf("row %d is %q, want %q", i, rec.Cells, want[i])
			}
			i++
		}
		if i != len(want) {
			rt.Fatalf("%d rows, want %d", i, len(want))
		}
	})
}

// FuzzJSON feeds any bytes as objects.
func FuzzJSON(f *testing.F) {
	for _, text := range []string{`{"id":1}`, `[{"id":1},{"a":[1,{"key":"k","value":{"int_value":1}}]}]`, "{\"id\":1}\n{\"id\":",
		`{"type":"track","userId":"u","event":"x","timestamp":"2026-01-02"}`, `{"type":"identify","userId":"u","messageId":"m","traits":{"email":"a@x.com"}}`,
		`{"event_name":"page_view","event_timestamp":"1609459200000000","user_id":"u","event_params":[{"key":"page_location","value":{"string_value":"/a"}}]}`,
		`{"event_name":"x","event_timestamp":1,"user_id":"u","user_properties":[{"key":"plan","value":{"string_value":"pro"}}],"geo":{"city":"Bonn"}}`,
		`{"data":{"n":1,"leads":[{"id":1},{"id":2}]},"next":null}`, "{\n\"rows\": [\n{\"properties\": {\"email\": \"a@x.com\"}}",
		`{"lead":"a","event":"b","at":"2026-01-02"}`} {
		f.Add([]byte(text), uint8(0))
		f.Add([]byte(text), uint8(1))
	}
	f.Fuzz(func(t *testing.T, src []byte, kind uint8) {
		if len(bytes.TrimSpace(src)) == 0 || bytes.TrimSpace(src)[0] != '{' && bytes.TrimSpace(src)[0] != '[' {
			return
		}
		everyRowOnce(t, src, []crm.RecordKind{"", crm.LeadRecord, crm.ActivityRecord}[int(kind)%3])
	})
}
