package workspace_test

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/workspace"
)

// dumpTables returns every row of every table of the file, those aside that
// only grow: versions, the journal, and what others are told of.
func dumpTables(tb testing.TB, path string) string {
	tb.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var out strings.Builder
	for _, table := range column(tb, db, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`) {
		if slices.Contains([]string{"journal", "change", "deed", "meta", "moved"}, table) {
			continue
		}
		var columns []string
		for _, name := range column(tb, db, `SELECT name FROM pragma_table_info('`+table+`')`) {
			if name != "version" && name != "own" && table+name != "stampat" { // scored again, with the same result
				columns = append(columns, "quote("+name+")")
			}
		}
		rows := column(tb, db, `SELECT `+strings.Join(columns, "||' '||")+` FROM `+table)
		slices.Sort(rows)
		fmt.Fprintf(&out, "%s\n  %s\n", table, strings.Join(rows, "\n  "))
	}
	return out.String()
}

func column(tb testing.TB, db *sql.DB, query string) []string {
	tb.Helper()
	rows, err := db.QueryContext(tb.Context(), query)
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var values []string
	for rows.Next() {
		var v string
		if err := rows.Scan(&v); err != nil {
			tb.Fatal(err)
		}
		values = append(values, v)
	}
	if err := rows.Err(); err != nil {
		tb.Fatal(err)
	}
	return values
}

func differing(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	var out []string
	for _, line := range x {
		if !slices.Contains(y, line) {
			out = append(out, "- "+line)
		}
	}
	for _, line := range y {
		if !slices.Contains(x, line) {
			out = append(out, "+ "+line)
		}
	}
	return strings.Join(out, "\n")
}

// team is a workspace with three members, of whom mia acts, and leads in every
// standing: ready, accepted, recycled, won and lost.
func team(t *testing.T) *desk {
	t.Helper()
	d := open(t)
	d.publish(t, tiny)
	for _, m := range []crm.Member{{Name: "mia", Team: crm.Sales}, {Name: "Ben", Team: crm.Sales}, {Name: "Ana", Team: crm.Marketing}} {
		if err := d.SetMember(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	var all []crm.Record
	for _, name := range []string{"ready", "raw", "sal", "sql", "nursed", "won", "lost"} {
		l := crm.Lead{Key: name, Email: name + "@x.de", City: "Rome", CreatedAt: now.AddDate(0, 0, -9)}
		all = append(all, crm.Record{Lead: l})
	}
	d.take(t, crm.LeadRecord, all...)
	d.do(t, crm.Deed{Verb: crm.Accept}, "sal", "sql", "won")
	d.do(t, crm.Deed{Verb: crm.Advance}, "sql")
	d.do(t, crm.Deed{Verb: crm.Recycle, Reason: "timing"}, "nursed")
	d.do(t, crm.Deed{Verb: crm.Win}, "won")
	d.do(t, crm.Deed{Verb: crm.Lose, Reason: "price"}, "lost")
	d.now = d.now.Add(time.Hour)
	d.live(t, "ready", "ebook_download", d.now.Add(-time.Minute))
	return d
}

// live takes an activity in as it happens.
func (d *desk) live(t *testing.T, key, name string, at time.Time) {
	t.Helper()
	d.ingest(t, workspace.IngestOptions{Name: "test"}, crm.EventChunk{Events: []crm.Event{event(1, key, name, at)}})
}

// do does a deed to the leads of those keys.
func (d *desk) do(t *testing.T, deed crm.Deed, keys ...string) crm.DeedReport {
	t.Helper()
	r, err := d.try(t, deed, keys...)
	if err != nil {
		t.Fatalf("%s %v: %v", deed.Verb, keys, err)
	}
	return r
}

func (d *desk) try(t *testing.T, deed crm.Deed, keys ...string) (crm.DeedReport, error) {
	t.Helper()
	for _, key := range keys {
		l := d.find(t, key)
		deed.Leads = append(deed.Leads, crm.RefOf(&l))
	}
	return d.Act(t.Context(), deed)
}

// TestEveryVerbAndItsUndo does every verb, looks at what it changed, and takes
// it back: by another process, so that nothing rests on memory.
func TestEveryVerbAndItsUndo(t *testing.T) {
	t.Parallel()
	tomorrow := now.AddDate(0, 0, 1)
	for _, c := range []struct {
		deed  crm.Deed
		leads []string
		want  func(l crm.Lead, w crm.Work) bool
	}{
		{crm.Deed{Verb: crm.Accept}, []string{"ready"}, func(l crm.Lead, w crm.Work) bool {
			return l.Stage == "sal" && l.Owner == "mia" && !l.Stamp.Ready.Ready() && w.Duty.Kind == crm.WorkDuty
		}},
		{crm.Deed{Verb: crm.Accept, To: "ben"}, []string{"ready", "nursed", "raw"}, func(l crm.Lead, w crm.Work) bool {
			return l.Stage == "sal" && l.Owner == "Ben" && !w.Nursed()
		}},
		{crm.Deed{Verb: crm.Reject, Reason: "not a fit"}, []string{"ready", "sql"}, func(l crm.Lead, _ crm.Work) bool {
			return l.Stage == "lead" && !l.Stamp.Ready.Ready() && l.Due.After(now) && strings.Contains(l.NextStep, "not a fit")
		}},
		{crm.Deed{Verb: crm.Recycle, Reason: "budget"}, []string{"ready", "sql"}, func(l crm.Lead, w crm.Work) bool {
			return l.Stage == crm.Recycled && w.Nursed() && w.Pass.Reason == "budget" && w.Pass.ReturnAt.Equal(time.Date(2026, 6, 9, 0, 0, 0, 0, time.UTC)) &&
				w.Pass.Policy == crm.StartFresh && w.Pass.Cycle == 1 && l.Owner == "mia"
		}},
		{crm.Deed{Verb: crm.Recycle, Reason: "evaluating", Until: tomorrow}, []string{"nursed"}, func(_ crm.Lead, w crm.Work) bool {
			return w.Pass.Reason == "evaluating" && w.Pass.ReturnAt.Equal(tomorrow) && w.Pass.Cycle == 1 && w.Pass.Policy == crm.KeepScore
		}},
		{crm.Deed{Verb: crm.Advance}, []string{"raw", "sal"}, func(l crm.Lead, _ crm.Work) bool {
			return l.Stage == map[string]string{"raw": "mql", "sal": "sql"}[l.Key]
		}},
		{crm.Deed{Verb: crm.Back}, []string{"ready", "sal"}, func(l crm.Lead, _ crm.Work) bool {
			return l.Stage == map[string]string{"ready": "lead", "sal": "mql"}[l.Key]
		}},
		{crm.Deed{Verb: crm.Return}, []string{"nursed", "lost"}, func(l crm.Lead, w crm.Work) bool {
			return l.Stage == "mql" && !w.Nursed() && l.Outcome == crm.NoOutcome && !l.Due.IsZero() && l.Owner == "Ben"
		}},
		{crm.Deed{Verb: crm.Return, To: "mia"}, []string{"nursed"}, func(l crm.Lead, _ crm.Work) bool { return l.Owner == "mia" }},
		{crm.Deed{Verb: crm.Win}, []string{"sql", "nursed", "ready"}, func(l crm.Lead, w crm.Work) bool {
			return l.Stage == "customer" && l.Outcome == crm.Won && !l.OutcomeAt.IsZero() && w.Duty.Kind == crm.NoDuty && !w.Nursed()
		}},
		{crm.Deed{Verb: crm.Lose, Reason: "price"}, []string{"sql", "ready"}, func(l crm.Lead, _ crm.Work) bool { return l.Stage == crm.LostDetour && l.Outcome == crm.Lost }},
		{crm.Deed{Verb: crm.Disqualify}, []string{"raw"}, func(l crm.Lead, _ crm.Work) bool { return l.Stage == crm.Disqualified && l.Outcome == crm.Lost }},
		{crm.Deed{Verb: crm.Assign, To: "Ana"}, []string{"ready", "won", "nursed"}, func(l crm.Lead, _ crm.Work) bool { return l.Owner == "Ana" }},
		{crm.Deed{Verb: crm.LogTouch, Channel: crm.Call, Text: "left a message"}, []string{"ready", "sal", "nursed"}, func(l crm.Lead, w crm.Work) bool {
			return !w.TouchedAt.IsZero() && w.Duty.Kind == map[string]crm.DutyKind{"ready": crm.DecisionDuty}[l.Key]
		}},
		{crm.Deed{Verb: crm.AddNote, Text: "likes blue"}, []string{"ready", "won"}, func(l crm.Lead, _ crm.Work) bool { return l.Version > 0 }},
		{crm.Deed{Verb: crm.PlanNext, Text: "call", Until: tomorrow}, []string{"ready", "nursed"}, func(l crm.Lead, w crm.Work) bool {
			return l.NextStep == "call" && l.Due.Equal(tomorrow) && (l.Key != "nursed" || w.Due().Equal(tomorrow))
		}},
		{crm.Deed{Verb: crm.Snooze, Until: tomorrow}, []string{"ready", "nursed"}, func(l crm.Lead, w crm.Work) bool {
			return l.Key == "ready" && w.SnoozedUntil.Equal(tomorrow) || w.Nursed() && w.Pass.ReturnAt.Equal(tomorrow)
		}},
	} {
		t.Run(fmt.Sprintf("%s %v", c.deed.Verb, c.leads), func(t *testing.T) {
			t.Parallel()
			d := team(t)
			before := dumpTables(t, d.path)
			report := d.do(t, c.deed, c.leads...)
			if len(report.Leads) != len(c.leads) || report.Words == "" {
				t.Errorf("report %+v", report)
			}
			if dumpTables(t, d.path) == before {
				t.Fatal("nothing has changed")
			}
			page, err := d.LeadPage(t.Context(), crm.LeadQuery{})
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range page.Leads {
				if slices.Contains(c.leads, l.Key) && !c.want(l, page.Work[l.ID]) {
					t.Errorf("%s: %+v\n%+v", l.Key, l, page.Work[l.ID])
				}
			}
			sound(t, d)
			other := reopen(t, d)
			undo, err := other.Undo(t.Context(), report.Entry)
			if err != nil {
				t.Fatal(err)
			}
			if undo.Verb != string(c.deed.Verb) {
				t.Errorf("undo %+v", undo)
			}
			if after := dumpTables(t, d.path); after != before {
				t.Errorf("undo has not restored:\n%s", differing(before, after))
			}
			if _, err := other.Undo(t.Context(), report.Entry); crm.ErrorCode(err) != crm.Conflict {
				t.Errorf("a second undo: %v", err)
			}
			sound(t, d)
		})
	}
}
