package imports

import (
	"strings"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
)

func TestProgress(t *testing.T) {
	f := newFake()
	opened(t, f, 80, 20, func(d driver) {
		f.hold = make(chan struct{})
		f.news = []crm.Progress{{What: "reading", Done: 1, Started: time.Now()}, {What: "importing", Done: 744, Total: 1204, Started: time.Now().Add(-2 * time.Second)}}
		d.Press("I")
		d.Golden("running")
		if got := d.Screen.Working(); got != "importing leads-november.csv" {
			t.Errorf("working at %q", got)
		}
		close(f.hold)
		d.Settle()
		d.Shows("leads-november.csv is in")
		if d.Screen.Working() != "" || !strings.Contains(d.Toast(), "842 new") {
			t.Errorf("after the end: %q, %q", d.Screen.Working(), d.Toast())
		}
	})
}

func TestStop(t *testing.T) {
	for _, how := range []string{"esc", "ctrl+c", "shell"} {
		f := newFake()
		opened(t, f, 80, 20, func(d driver) {
			f.hold = make(chan struct{})
			d.Press("I")
			switch how {
			case "esc":
				d.Press("esc")
				d.Shows("IMPORTING")
				d.Answer()
			case "ctrl+c":
				d.Press("ctrl+c")
			case "shell":
				d.Screen.Halt()
				if d.Screen.Working() != "" {
					t.Error("what is stopping still holds the program")
				}
				d.Settle()
			}
			d.Golden("stopped")
			f.hold = nil
			d.Press("r")
			d.Shows("leads-november.csv is in")
		})
	}
}

func TestFailedImport(t *testing.T) {
	f := newFake()
	f.failure = crm.Errorf(crm.Busy, "another process holds the file").WithHint("close it, or wait a moment")
	f.report.ID, f.report.Created, f.report.Updated, f.report.Unchanged = 0, 0, 0, 0
	opened(t, f, 80, 20, func(d driver) {
		d.Press("I")
		d.Shows("is not in", "another process holds the file", "close it, or wait a moment")
		d.Press("u")
		if !strings.Contains(d.Toast(), "nothing came in") {
			t.Errorf("undo of nothing says %q", d.Toast())
		}
	})
}

// The report names no keys of the review: they do nothing there.
func TestReportNamesNoKeysOfTheReview(t *testing.T) {
	f := newFake()
	f.notes = []string{`Column "x" has "a" (3) and also "b" (1): they are kept apart; if they mean the same, say so with --same x=b=a.`}
	opened(t, f, 80, 20, func(d driver) {
		d.Press("I", "pgdown")
		d.Shows("they are kept apart.")
		d.Hides("v gives them")
	})
}

func TestUndo(t *testing.T) {
	f := newFake()
	opened(t, f, 80, 20, func(d driver) {
		d.Press("I", "u")
		if f.undid != 0 {
			t.Fatal("undone without asking")
		}
		d.Answer()
		if f.undid != 7 {
			t.Errorf("import %d is undone", f.undid)
		}
		d.Golden("undone")
		d.Press("u")
		if !strings.Contains(d.Toast(), "it is undone") {
			t.Errorf("undo again says %q", d.Toast())
		}
	})
}

// TestUndoSaysWhatItIsAt: what is taken away and for how long that has taken,
// then how far the scoring is.
func TestUndoSaysWhatItIsAt(t *testing.T) {
	f := newFake()
	opened(t, f, 80, 20, func(d driver) {
		d.Press("I")
		f.hold = make(chan struct{})
		f.undoNews = []crm.Progress{
			{What: "undoing import 7: 842 rows of leads", Started: time.Now()}, {What: "scoring", Done: 250, Total: 1000, Started: time.Now()},
		}
		d.Press("u")
		d.Answer()
		d.Golden("undoing")
		now := instant.Add(75 * time.Second)
		d.Screen.clock = func() time.Time { return now }
		d.Shows("leads-november.csv is being undone", "undoing import 7: 842 rows of leads  1 min")
		d.Hides(" %")
		f.hold <- struct{}{}
		d.Settle()
		d.Shows("scoring  1 min", "25 %", "250 of 1,000")
		close(f.hold)
		d.Settle()
		d.Shows("leads-november.csv is undone", "841  leads removed")
		d.Hides("scoring", "is being undone")
	})
}

func TestReportLeadsOn(t *testing.T) {
	opened(t, newFake(), 80, 20, func(d driver) {
		d.Press("I")
		d.Press("j", "pgdown", "pgup", "k")
		d.Press("enter")
		if open, ok := d.Last().(screen.OpenMsg); !ok || open.Screen != leadsTitle {
			t.Errorf("enter sent %v", d.Last())
		}
		d.Press("i")
		d.Shows("IMPORT A FILE")
	})
}
