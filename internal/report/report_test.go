package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
	"smarketing/internal/text"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares got with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; got\n%s", path, got)
	}
}

var now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

const hostile = "Eve\x1b[2J\x1b]0;owned\a\nTotals \u202egpj.exe\u009b31m"

func rows[T any](items ...T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, it := range items {
			if !yield(it, nil) {
				return
			}
		}
	}
}

func number10() *int { n := 10; return &n }

// sample is a lead with everything filled.
func sample() score.Scored {
	l := crm.Lead{
		ID: 12, Key: "L-1", Name: "王小明", Email: "wang@mirai.example", Company: "株式会社ミライ", Title: "CTO",
		Employees: crm.NumberValue(120), Owner: "Kim", Stage: "sql", StageAt: now.Add(-72 * time.Hour), Source: "webinar",
		NextStep: "call back", Due: now.Add(24 * time.Hour), CreatedAt: now.Add(-1000 * time.Hour),
	}
	l.SetField("budget", crm.NumberValue(12.5))
	l.SetField("eval_by", crm.TimeValue(now))
	l.Stamp = crm.Stamp{
		Score: 3333, Grade: "A1", LastActivityAt: now.Add(-time.Hour),
		Ready: crm.Readiness{Cause: crm.ByInstant, Since: now.Add(-3 * time.Hour)},
	}
	e := score.Explanation{
		Grade: "A1", Coverage: score.Coverage{Known: 1, Of: 2, Missing: []string{"industry"}},
		Why: []string{"Asked for a demo", "50-250 employees (120)"}, Gap: 3667, GatesMissing: []string{"phone"}, At: now,
		ToReady: []score.Missing{{ID: "industry", Label: "Software", Points: 800}, {ID: "demo", Label: "Asked for a demo", Points: 2500, Instant: true}},
		Ledger: score.Ledger{Score: 3333, Shown: 33, Axes: [2]score.AxisEntry{
			{
				Axis: rubric.Fit, Earned: 1000, Counted: 1000, Cap: 60, ShownEarned: 10, Shown: 10,
				Groups: []score.GroupEntry{{
					Name: "Company", Earned: 1200, Counted: 1000, Max: number10(), ShownEarned: 12, Shown: 10,
					Criteria: []score.Entry{
						{ID: "size", Label: "50-250 employees", Points: 12, Strength: score.Full, Earned: 1200, Shown: 12},
						{ID: "industry", Label: "Software", Points: 8, Unknown: true},
					},
				}},
			},
			{
				Axis: rubric.Engagement, Earned: 2333, Counted: 2333, Cap: 60, ShownEarned: 23, Shown: 23,
				Groups: []score.GroupEntry{{
					Name: "Intent", Earned: 2333, Counted: 2333, ShownEarned: 23, Shown: 23,
					Criteria: []score.Entry{{ID: "demo", Label: "Asked for a demo", Points: 25, Strength: 61167, Earned: 2333, Shown: 23, Instant: true}},
				}},
			},
		}},
	}
	return score.Scored{Lead: l, Explanation: e}
}

var custom = []crm.Field{
	{Name: "budget", Label: "Budget", Type: crm.Number, Custom: true},
	{Name: "eval_by", Label: "Eval by", Type: crm.Time, Custom: true},
	{Name: "score", Label: "Their score", Type: crm.Text, Custom: true},
}

func profile() Profile {
	s := sample()
	return Profile{
		Lead: s.Lead, Explanation: s.Explanation, Custom: custom, Stages: crm.DefaultStages(), Zone: time.UTC,
		Version: rubric.Version{Number: 3, Rubric: rubric.Rubric{Name: "B2B software", Ready: 70}},
		Timeline: []crm.TimelineEntry{
			{At: now.Add(-time.Hour), Kind: crm.EntryActivity, Text: "demo_request " + hostile},
			{Kind: crm.EntryCreated, Text: "came in", By: "Kim"},
		},
	}
}

func TestLeadText(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := Lead(&b, profile()); err != nil {
		t.Fatal(err)
	}
	golden(t, "lead.txt", b.String())
}

func TestLeadJSON(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := LeadJSON(&b, profile()); err != nil {
		t.Fatal(err)
	}
	if !json.Valid(b.Bytes()) {
		t.Fatalf("not JSON:\n%s", b.String())
	}
	golden(t, "lead.json", b.String())
}

func TestLeads(t *testing.T) {
	t.Parallel()
	evil := sample()
	evil.Lead.Name, evil.Lead.Company, evil.Lead.Email = hostile, "=cmd|'/c calc'!A1", "+49 30 1"
	evil.Lead.Custom, evil.Lead.CreatedAt, evil.Explanation.Why = nil, time.Time{}, nil
	evil.Lead.Stamp.Ready = crm.Readiness{}
	for _, f := range []Format{CSV, JSON} {
		var b bytes.Buffer
		n, err := Leads(&b, f, rows(sample(), evil), custom)
		if err != nil || n != 2 {
			t.Fatal(n, err)
		}
		golden(t, "leads."+string(f), b.String())
	}
	var b bytes.Buffer
	if _, err := Profiles(&b, rows(sample(), evil), custom); err != nil {
		t.Fatal(err)
	}
	golden(t, "profiles.csv", b.String())
}

func TestLeadListFits(t *testing.T) {
	t.Parallel()
	evil := sample()
	evil.Lead.Name, evil.Lead.Company, evil.Lead.Owner = hostile, hostile, hostile
	evil.Explanation.Why = []string{hostile, hostile, hostile}
	for _, width := range []int{0, 60, 80, 100, 120, 200} {
		var b bytes.Buffer
		n, err := LeadList(&b, rows(sample(), evil), ListOptions{Width: width, Stages: crm.DefaultStages(), Now: now})
		if err != nil || n != 2 {
			t.Fatal(n, err)
		}
		lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
		if len(lines) != 3 {
			t.Errorf("width %d: %d lines, want 3:\n%s", width, len(lines), b.String())
		}
		for _, line := range lines {
			if text.Clean(line) != line {
				t.Errorf("width %d: the line %q is not clean", width, line)
			}
			if width >= 80 && text.Width(line) > width {
				t.Errorf("the line %q has %d cells, at most %d fit", line, text.Width(line), width)
			}
		}
		if width == 0 || width == 80 {
			golden(t, "list"+strconv.Itoa(width)+".txt", b.String())
		}
	}
}

func TestEmptyLists(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if _, err := Leads(&b, JSON, rows[score.Scored](), nil); err != nil || b.String() != "[]\n" {
		t.Errorf("JSON of no leads: %q, %v", b.String(), err)
	}
	b.Reset()
	if _, err := Leads(&b, CSV, rows[score.Scored](), custom); err != nil || !strings.HasPrefix(b.String(), "id,key,name,") || strings.Count(b.String(), "\n") != 1 {
		t.Errorf("CSV of no leads: %q, %v", b.String(), err)
	}
	b.Reset()
	if _, err := LeadList(&b, rows[score.Scored](), ListOptions{}); err != nil || b.String() != "" {
		t.Errorf("text of no leads: %q, %v", b.String(), err)
	}
}

func TestErrorsComeThrough(t *testing.T) {
	t.Parallel()
	broken := errors.New("disk gone")
	failing := func(yield func(score.Scored, error) bool) {
		_ = yield(sample(), nil) && yield(score.Scored{}, broken)
	}
	if n, err := Leads(&bytes.Buffer{}, JSON, failing, nil); !errors.Is(err, broken) || n != 1 {
		t.Errorf("got %d, %v", n, err)
	}
	if n, err := LeadList(&bytes.Buffer{}, failing, ListOptions{}); !errors.Is(err, broken) || n != 1 {
		t.Errorf("got %d, %v", n, err)
	}
	full := fullDisk{}
	if err := Lead(full, profile()); !errors.Is(err, errFull) {
		t.Errorf("a full disk gave %v", err)
	}
	if _, err := Leads(full, CSV, rows(sample()), nil); !errors.Is(err, errFull) {
		t.Errorf("a full disk gave %v", err)
	}
}

var errFull = errors.New("no space left")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestExports(t *testing.T) {
	t.Parallel()
	key := func(id crm.LeadID) string { return "L-" + strconv.Itoa(int(id)) }
	activities := rows(
		crm.Activity{Lead: 1, Event: "page_view", At: now.Add(1234567 * time.Microsecond), Detail: "/pricing", Key: "a1", Source: "web"},
		crm.Activity{Lead: 2, Event: hostile, At: now, Value: crm.NumberValue(-2.5)},
	)
	changes := rows(crm.StageChange{Lead: 1, Stage: "sql", At: now, By: "Kim", Reason: "@home"}, crm.StageChange{Lead: 2, Stage: "lead", Provisional: true})
	deal := crm.Deal{Key: "d1", Name: "-1+2", Amount: crm.MoneyOf(12.5), Currency: "EUR", Status: crm.DealWon, RawStatus: "Closed Won", CreatedAt: now, ClosedAt: now}
	deal.Custom = deal.Custom.Set("product", crm.TextValue("GTX Pro"))
	deals := rows(deal, crm.Deal{Lead: 7, Status: crm.DealOpen})
	for _, f := range []Format{CSV, JSON} {
		var b bytes.Buffer
		if n, err := Activities(&b, f, activities, key); n != 2 || err != nil {
			t.Fatal(n, err)
		}
		if n, err := StageChanges(&b, f, changes, key); n != 2 || err != nil {
			t.Fatal(n, err)
		}
		if n, err := Deals(&b, f, deals, key, []string{"product"}); n != 2 || err != nil {
			t.Fatal(n, err)
		}
		golden(t, "exports."+string(f), b.String())
	}
}

func TestJSONTextIsTheSameText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s") + rapid.StringOf(rapid.RuneFrom([]rune("a\x00\x1b\x7f\u009b\u202e\u200d\ufeff\U000e0041\"\\\n😀"))).Draw(t, "hostile")
		b := appendText(nil, s)
		var back string
		if err := json.Unmarshal(b, &back); err != nil {
			t.Fatalf("%s: %v", b, err)
		}
		if want := strings.ToValidUTF8(s, "\ufffd"); back != want {
			t.Fatalf("%q came back as %q", want, back)
		}
		if i := bytes.IndexFunc(b, hidden); i >= 0 {
			t.Fatalf("%q holds a hidden character at %d", b, i)
		}
	})
}

func TestCSVCellsAreHarmless(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"": "", "plain": "plain", "-5": "-5", "+1.5": "+1.5", "-1e3": "-1e3", "=1+1": "'=1+1", "@home": "'@home",
		"+49 30": "'+49 30", "-": "'-", "\tx": "'\tx", "\r=1": "'=1", "\x1b=1": "'=1", "a\nb": "a\nb", "a\x1b[2J": "a[2J",
		"'=1": "''=1", "''-5": "'''-5", "'-5": "''-5", "'tis": "'tis", "''": "''",
		"gpj\u202eexe": "gpjexe", "a\u2066b\u200f\u061c\u200b\ufeff": "ab", "\u200e=1": "'=1", "می\u200cخواهم": "می\u200cخواهم",
	} {
		if got := safeCell(in); got != want {
			t.Errorf("safeCell(%q) = %q, want %q", in, got, want)
		}
	}
	keyed := cells(nil, object{{"key", exact("=a\u200f\x1b")}, {"name", "a\u200f"}})
	if want := []string{"'=a\u200f", "a"}; !slices.Equal(keyed, want) {
		t.Errorf("a key and a name became %q, want %q", keyed, want)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("=+-@\t\r\n\x1b\u009b1e.'\",;")))).Draw(t, "s")
		cell := safeCell(s)
		if _, err := strconv.ParseFloat(cell, 64); err != nil && cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
			t.Fatalf("%q became the formula %q", s, cell)
		}
		var b bytes.Buffer
		sheet := newCSV(&b, object{{"a", ""}, {"b", ""}})
		if err := sheet.add(object{{"a", s}, {"b", "end"}}); err != nil {
			t.Fatal(err)
		}
		if err := sheet.close(); err != nil {
			t.Fatal(err)
		}
		back, err := csv.NewReader(&b).ReadAll()
		if err != nil || len(back) != 2 || back[1][0] != cell || back[1][1] != "end" {
			t.Fatalf("%q came back as %q, %v", cell, back, err)
		}
	})
}

func TestPointsAreExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.Int32().Draw(t, "hundredths")
		whole, fraction, _ := strings.Cut(strings.TrimPrefix(points(p).String(), "-"), ".")
		n, err := strconv.ParseInt(whole+(fraction + "00")[:2], 10, 64)
		if err != nil || len(fraction) > 2 {
			t.Fatalf("%d is written as %s", p, points(p))
		}
		if p < 0 {
			n = -n
		}
		if n != int64(p) {
			t.Fatalf("%d is written as %s", p, points(p))
		}
	})
}

func TestShellWord(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"a=b": "a=b", "origin=-": "origin=-", "x=not provided": "'x=not provided'", "it's": `'it'\''s'`, "": "''", "a=$(rm)": "'a=$(rm)'",
	} {
		if got := shellWord(in); got != want {
			t.Errorf("shellWord(%q) = %s, want %s", in, got, want)
		}
	}
}

func BenchmarkLeadsJSON(b *testing.B) {
	one := sample()
	b.ReportAllocs()
	n := 0
	_, err := Leads(&countingWriter{}, JSON, func(yield func(score.Scored, error) bool) {
		for b.Loop() {
			n++
			if !yield(one, nil) {
				return
			}
		}
	}, custom)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "leads/s")
}

type countingWriter struct{ n int }

func (w *countingWriter) Write(p []byte) (int, error) { w.n += len(p); return len(p), nil }
