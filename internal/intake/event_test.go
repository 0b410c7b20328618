package intake_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/intake"
)

func TestActivities(t *testing.T) {
	t.Parallel()
	in, got := read(t, write(t, `Email,Event Type,Timestamp,Page,Value,Browser
ann@x.com,Page View,2026-03-01 10:00:00,/pricing,,Firefox
ANN@x.com,page_view,2026-03-01 10:00:00,/pricing,,Firefox
bea@x.com,Purchase,2026-03-02T10:00:00Z,,"1,250.50",Safari
,Purchase,2026-03-02,,,x
cem@x.com,,2026-03-02,,,x
dia@x.com,Purchase,,,,x
`), intake.Options{As: crm.ActivityRecord, Zone: time.FixedZone("", 3600)})
	if len(got.records) != 3 || len(got.rejects) != 3 {
		t.Fatalf("%d records, rejects %v", len(got.records), got.rejects)
	}
	a := got.records[0]
	if a.LeadRef != "ann@x.com" || a.Activity.Event != "page_view" || a.Activity.Detail != "/pricing" ||
		!a.Activity.At.Equal(time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)) || a.Occurrence != 0 {
		t.Errorf("first: %+v", a)
	}
	if got.records[1].Occurrence != 1 {
		t.Errorf("the same activity again is occurrence %d, want 1", got.records[1].Occurrence)
	}
	if f, _ := got.records[2].Activity.Value.Float(); f != 1250.5 {
		t.Errorf("value %v", f)
	}
	if c := column(t, in, "Browser"); c.Field != "" || !hasNote(in, `"Browser" is ignored`) {
		t.Errorf("an unmapped column: %+v, notes %v", c, in.Notes)
	}
}

func TestActivitiesWithIDs(t *testing.T) {
	t.Parallel()
	_, got := read(t, write(t, "id,lead,event,at\ne1,7,x,2026-01-01\ne1,7,x,2026-01-01\n"), intake.Options{As: crm.ActivityRecord})
	for _, r := range got.records {
		if r.Activity.Key != "e1" || r.Occurrence != 0 {
			t.Errorf("%+v", r)
		}
	}
}

func TestDeals(t *testing.T) {
	t.Parallel()
	in, got := read(t, write(t, `Lead,Amount,Deal Stage,Close Date,Owner,Product
ann@x.com,"€ 2.900,00",Closed Won,31.03.2026,Kim,Pro
,"$ 1,50",closed lost,1.4.2026,Kim,
bea@x.com,,Open,,Lee,Pro
ann@x.com,"€ 2.900,00",Closed Won,31.03.2026,Kim,Lite
`), intake.Options{As: crm.DealRecord})
	var lines []string
	for _, r := range got.records {
		d := r.Deal
		closed := ""
		if !d.ClosedAt.IsZero() {
			closed = d.ClosedAt.Format(time.DateOnly)
		}
		lines = append(lines, strings.Join([]string{r.LeadRef, crm.NumberValue(d.Amount.Float()).String(), d.Currency, string(d.Status), d.RawStatus,
			closed, d.Owner, d.Custom.Get("product").String(), string(rune('0' + r.Occurrence))}, "|"))
	}
	want := []string{"ann@x.com|2900|EUR|won|Closed Won|2026-03-31|Kim|Pro|0", "|1.5|USD|lost|closed lost|2026-04-01|Kim||0",
		"bea@x.com|0||open|Open||Lee|Pro|0", "ann@x.com|2900|EUR|won|Closed Won|2026-03-31|Kim|Lite|1"}
	if !reflect.DeepEqual(lines, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
	if got.records[2].Deal.Amount.Known || in.DateOrder != "dmy" {
		t.Errorf("amount %v, order %q", got.records[2].Deal.Amount, in.DateOrder)
	}
}

func TestStageChanges(t *testing.T) {
	t.Parallel()
	_, got := read(t, write(t, "lead,stage,at,by\n1,Lead,2026-01-01,Kim\n1,in talks,2026-01-02,\n1,noise,2026-01-02,\n1,Sqll,2026-01-03,\n1,,2026-01-03,\n"),
		intake.Options{As: crm.StageRecord, Stage: map[string]string{"In Talks": "sql", "noise": ""}})
	if len(got.records) != 2 || got.ignored != 1 || len(got.rejects) != 2 || got.records[1].Change.Stage != "sql" || got.records[0].Change.By != "Kim" {
		t.Fatalf("%+v", got)
	}
	if r := got.rejects[0]; r.Message != "is not a stage" || !strings.Contains(r.Hint, "did you mean sql") || r.Value != "Sqll" || r.Row != 5 {
		t.Errorf("%+v", r)
	}
}

func TestKeysOfRowsWithoutIDs(t *testing.T) {
	t.Parallel()
	text := "age,job\n30,cook\n31,cook\n30,cook\n"
	in, got := read(t, write(t, text), intake.Options{})
	keys := map[string]bool{}
	for _, r := range got.records {
		keys[r.Lead.Key] = true
		if !strings.HasPrefix(r.Lead.Key, "row-") || !strings.HasSuffix(r.Lead.Key, map[int]string{0: "-0", 1: "-1"}[r.Occurrence]) {
			t.Errorf("key %s, occurrence %d", r.Lead.Key, r.Occurrence)
		}
	}
	if len(keys) != 3 || !in.NewKeys || got.records[2].Occurrence != 1 {
		t.Errorf("%d keys of 3 rows, info %+v", len(keys), in)
	}
	again, _ := read(t, write(t, text), intake.Options{})
	if again.Fingerprint != in.Fingerprint {
		t.Error("the same content and options have different fingerprints")
	}
	other, _ := read(t, write(t, text), intake.Options{Map: map[string]string{"title": "job"}})
	if other.Fingerprint == in.Fingerprint {
		t.Error("another mapping has the same fingerprint")
	}
}

// A mended rejects file goes in with the options of the first import.
func TestRejectsComeBack(t *testing.T) {
	t.Parallel()
	options := intake.Options{Map: map[string]string{"employees": "size"}}
	path := filepath.Join(t.TempDir(), "in.rejects.csv")
	s, err := intake.Open(context.Background(), write(t, "id,size,note\n1,5,a\n2,many,\"=b, \"\"c\"\"\"\n3,7,d\n4,8,e\n"), options)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	rejects := intake.NewRejects(path, s.Header())
	for rec, err := range s.Records(context.Background()) {
		if bad, ok := errors.AsType[*crm.RowError](err); ok {
			if err := rejects.Add(bad, rec.Cells); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := rejects.Close(); err != nil {
		t.Fatal(err)
	}
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(src), "smarketing_row,smarketing_column,smarketing_reason,id,size,note\n3,size,\"is not a number") {
		t.Fatalf("%s", src)
	}
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(src), "2,many", "2,6", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	_, got := read(t, path, options)
	if len(got.records) != 1 || got.records[0].Lead.Employees.String() != "6" || got.records[0].Lead.Custom.Get("note").String() != `=b, "c"` {
		t.Errorf("%+v", got)
	}
}

func TestNoRejectsNoFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "none.csv")
	if err := intake.NewRejects(path, []string{"id"}).Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("there is a file: %v", err)
	}
}

func TestPathsThatAreRefused(t *testing.T) {
	t.Parallel()
	for path, code := range map[string]crm.Code{t.TempDir(): crm.Invalid, filepath.Join(t.TempDir(), "none.csv"): crm.NotFound} {
		_, err := intake.Open(context.Background(), path, intake.Options{})
		if e, ok := errors.AsType[*crm.Error](err); !ok || e.Code != code || e.Hint == "" || !strings.Contains(e.Message, path) {
			t.Errorf("%s gives %v", path, err)
		}
	}
}

func TestTheUserMayStop(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	path := write(t, "id\n"+strings.Repeat("x\n", 3000))
	s, err := intake.Open(ctx, path, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	n := 0
	var last error
	for _, err := range s.Records(ctx) {
		if n++; n == 10 {
			stop()
		}
		last = err
	}
	if !errors.Is(last, context.Canceled) || n >= 3000 {
		t.Errorf("%d rows, then %v", n, last)
	}
	if _, err := intake.Open(ctx, path, intake.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("opened by a stopped user: %v", err)
	}
}

// Until an import has ended, the rejects of the one before stay as they are;
// a link stays a link.
func TestRejectsReplaceAtTheEnd(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path, link := filepath.Join(dir, "r.csv"), filepath.Join(dir, "link.csv")
	if err := errors.Join(os.WriteFile(path, []byte("before"), 0o644), os.Symlink("r.csv", link)); err != nil {
		t.Fatal(err)
	}
	rejects := intake.NewRejects(link, []string{"id"})
	if err := errors.Join(rejects.Probe(), rejects.Add(&crm.RowError{Row: 2, Message: "is bad"}, []string{"1"})); err != nil {
		t.Fatal(err)
	}
	if body, _ := os.ReadFile(path); string(body) != "before" || intake.IsRejects(path) {
		t.Errorf("replaced too early: %s", body)
	}
	if err := rejects.Close(); err != nil {
		t.Fatal(err)
	}
	if !intake.IsRejects(path) {
		t.Error("the rejects are not where the link leads")
	}
	if info, err := os.Lstat(link); err != nil || info.Mode().Type() != os.ModeSymlink {
		t.Errorf("the link is gone: %v", err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 2 {
		t.Errorf("a temporary file is left: %v", entries)
	}
}

func TestRejectsThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, path := range []string{dir, filepath.Join(dir, "none", "r.csv")} {
		err := intake.NewRejects(path, nil).Probe()
		if e, ok := errors.AsType[*crm.Error](err); !ok || e.Code != crm.Failure || !strings.Contains(e.Hint, "--rejects") {
			t.Errorf("%s: %v", path, err)
		}
	}
}
