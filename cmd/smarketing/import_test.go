package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/dustin/go-humanize"

	"smarketing/internal/crm"
	"smarketing/internal/intake"
)

// fixed is an environment with a clock that stands still.
var fixed = map[string]string{"SMARKETING_NOW": "2026-11-23T09:00:00Z", "TZ": "UTC"}

// summary is what the tests read of `import --json`.
type summary struct {
	Files []struct {
		File        string         `json:"file"`
		Delimiter   string         `json:"delimiter"`
		DateOrder   string         `json:"date_order"`
		Rows        int            `json:"rows"`
		Created     int            `json:"created"`
		Updated     int            `json:"updated"`
		Unchanged   int            `json:"unchanged"`
		Rejected    int            `json:"rejected"`
		Complete    bool           `json:"complete"`
		LeadsNew    int            `json:"leads_created"`
		WithoutLead int            `json:"without_lead"`
		ByStatus    map[string]int `json:"by_status"`
		Notes       []string       `json:"notes"`
	} `json:"files"`
}

// importJSON runs an import and returns its report.
func importJSON(t *testing.T, args ...string) summary {
	t.Helper()
	status, out, errs := command(t.Context(), fixed, append(args, "--json")...)
	if status != exitOK {
		t.Fatalf("smarketing %s: exit %d\n%s", strings.Join(args, " "), status, errs)
	}
	var s summary
	if err := json.Unmarshal([]byte(out), &s); err != nil {
		t.Fatalf("%v in\n%s", err, out)
	}
	return s
}

// TestInterruptedImportContinues stops an import in the middle, as Ctrl+C does,
// and repeats the command.
func TestInterruptedImportContinues(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	rows := 60000
	if raceEnabled {
		rows = 12000 // the database is many times slower then
	}
	var b strings.Builder
	b.WriteString("key,name,email\n")
	for i := range rows {
		fmt.Fprintf(&b, "K-%d,Name %d,n%d@x.example\n", i, i, i)
	}
	file := filepath.Join(dir, "leads.csv")
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(dir, "team.db")
	args := []string{"--db", db, "import", file}

	ctx, cancel := context.WithCancel(t.Context())
	watch := stopAfter(ctx, cancel, db, 4000)
	status, out, errs := command(ctx, fixed, args...)
	<-watch
	if status != exitInterrupted {
		t.Fatalf("exit %d, want %d\n%s%s", status, exitInterrupted, out, errs)
	}
	stopped := fmt.Sprintf(`^smarketing: stopped after [\d,]+ of %s rows; what is in stays in \(run the same command again to continue\)\n$`,
		humanize.Comma(int64(rows)))
	if !regexp.MustCompile(stopped).MatchString(errs) {
		t.Errorf("the error is not one plain sentence that says how to continue: %s", errs)
	}
	if !strings.Contains(out, "incomplete") || strings.Contains(out, humanize.Comma(int64(rows))+" created") {
		t.Errorf("the report does not say that it is incomplete:\n%s", out)
	}
	again := importJSON(t, args...).Files[0]
	if again.Created != rows || !again.Complete {
		t.Errorf("after the second run %d are created, want all %d", again.Created, rows)
	}
	status, out, errs = command(t.Context(), fixed, "--db", db, "check")
	if status != exitOK || !strings.Contains(out, humanize.Comma(int64(rows))+" leads") {
		t.Errorf("exit %d: %s%s", status, out, errs)
	}
}

func TestImportOptions(t *testing.T) {
	t.Parallel()
	f := importFlags{
		as: "deals", maps: []string{"key=A = B"}, sets: []string{"status=won"},
		stages: []string{"a=b=won", "Test="}, nulls: []string{"-", "phone=none"},
	}
	o, err := f.options()
	if err != nil {
		t.Fatal(err)
	}
	if o.Map["key"] != "A = B" || o.Set["status"] != "won" || o.Stage["a=b"] != "won" {
		t.Errorf("got %+v", o)
	}
	if stage, ok := o.Stage["Test"]; !ok || stage != "" {
		t.Errorf("an ignored value is lost: %+v", o.Stage)
	}
	if want := []intake.Null{{Value: "-"}, {Field: "phone", Value: "none"}}; fmt.Sprint(o.Null) != fmt.Sprint(want) {
		t.Errorf("nulls %v, want %v", o.Null, want)
	}
	for _, bad := range []importFlags{
		{as: "lead"},
		{as: "leads", dates: "ydm"},
		{as: "leads", maps: []string{"key"}},
		{as: "leads", maps: []string{"key=a", "key=b"}},
		{as: "leads", sets: []string{"=x"}},
		{as: "leads", stages: []string{"won"}},
		{as: "leads", stages: []string{"=won"}},
	} {
		if _, err := bad.options(); crm.ErrorCode(err) != crm.Usage {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

func TestRejectPaths(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, body := range map[string]string{
		"theirs.rejects.csv": "name,phone\nAnn,1\n",
		"ours.rejects.csv":   "smarketing_row,smarketing_column,smarketing_reason,name\n2,,bad,Ann\n",
		"leads.csv":          "name\nAnn\n",
	} {
		if err := os.WriteFile(name, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("leads.csv", "link.csv"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		files string
		f     importFlags
		want  string // empty: refused
	}{
		{"a/b/leads.csv", importFlags{}, "[leads.rejects.csv]"},
		{"leads", importFlags{}, "[leads.rejects.csv]"},
		{"-", importFlags{}, "[stdin.rejects.csv]"},
		{"leads.csv", importFlags{rejects: "x/y.csv"}, "[x/y.csv]"},
		{"leads.csv", importFlags{dryRun: true}, "[]"},
		{"leads.csv", importFlags{dryRun: true, rejects: "y.csv"}, "[y.csv]"},
		{"a/leads.csv b/leads.csv c/leads.xlsx", importFlags{}, "[leads.rejects.csv leads.rejects-2.csv leads.rejects-3.csv]"},
		{"theirs.csv", importFlags{}, "[theirs.rejects-2.csv]"},
		{"ours.csv", importFlags{}, "[ours.rejects.csv]"},
		{"ours.csv ours.rejects.csv", importFlags{}, "[ours.rejects-2.csv ours.rejects.rejects.csv]"},
		{"leads.csv", importFlags{rejects: "link.csv"}, ""},
		{"leads.csv", importFlags{rejects: "./leads.csv"}, ""},
		{"none.csv", importFlags{rejects: "leads.csv"}, "[leads.csv]"},
		{"none.csv", importFlags{rejects: "theirs.rejects.csv"}, ""}, // the database of this test
	} {
		got, err := rejectPaths(strings.Fields(c.files), c.f, "theirs.rejects.csv")
		if c.want == "" {
			if crm.ErrorCode(err) != crm.Usage {
				t.Errorf("rejectPaths(%q, %+v) = %v, %v, want a refusal", c.files, c.f, got, err)
			}
			continue
		}
		if err != nil || fmt.Sprint(got) != c.want {
			t.Errorf("rejectPaths(%q, %+v) = %v, %v, want %s", c.files, c.f, got, err, c.want)
		}
	}
}
