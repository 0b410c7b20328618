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
	opened(t, f, 80, 20, func(d *driver) {
		f.hold = make(chan struct{})
		f.news = []crm.Progress{{What: "reading", Done: 1, Started: time.Now()}, {What: "importing", Done: 744, Total: 1204, Started: time.Now().Add(-2 * time.Second)}}
		d.press("I")
		golden(t, "running", d.plain())
		if got := d.screen.Working(); got != "importing leads-november.csv" {
			t.Errorf("working at %q", got)
		}
		close(f.hold)
		d.settle()
		d.shows("leads-november.csv is in")
		if d.screen.Working() != "" || !strings.Contains(d.toast(), "842 new") {
			t.Errorf("after the end: %q, %q", d.screen.Working(), d.toast())
		}
	})
}

func TestStop(t *testing.T) {
	for _, how := range []string{"esc", "ctrl+c", "shell"} {
		f := newFake()
		opened(t, f, 80, 20, func(d *driver) {
			f.hold = make(chan struct{})
			d.press("I")
			switch how {
			case "esc":
				d.press("esc")
				d.shows("IMPORTING")
				d.answer()
			case "ctrl+c":
				d.press("ctrl+c")
			case "shell":
				d.screen.Halt()
				if d.screen.Working() != "" {
					t.Error("what is stopping still holds the program")
				}
				d.settle()
			}
			golden(t, "stopped", d.plain())
			f.hold = nil
			d.press("r")
			d.shows("leads-november.csv is in")
		})
	}
}

func TestFailedImport(t *testing.T) {
	f := newFake()
	f.failure = crm.Errorf(crm.Busy, "another process holds the file").WithHint("close it, or wait a moment")
	f.report.ID, f.report.Created, f.report.Updated, f.report.Unchanged = 0, 0, 0, 0
	opened(t, f, 80, 20, func(d *driver) {
		d.press("I")
		d.shows("is not all in", "another process holds the file", "close it, or wait a moment")
		d.press("u")
		if !strings.Contains(d.toast(), "nothing came in") {
			t.Errorf("undo of nothing says %q", d.toast())
		}
	})
}

func TestUndo(t *testing.T) {
	f := newFake()
	opened(t, f, 80, 20, func(d *driver) {
		d.press("I", "u")
		if f.undid != 0 {
			t.Fatal("undone without asking")
		}
		d.answer()
		if f.undid != 7 {
			t.Errorf("import %d is undone", f.undid)
		}
		golden(t, "undone", d.plain())
		d.press("u")
		if !strings.Contains(d.toast(), "it is undone") {
			t.Errorf("undo again says %q", d.toast())
		}
	})
}

func TestReportLeadsOn(t *testing.T) {
	opened(t, newFake(), 80, 20, func(d *driver) {
		d.press("I")
		d.press("j", "pgdown", "pgup", "k")
		d.press("enter")
		if open, ok := d.last().(screen.OpenMsg); !ok || open.Screen != leadsTitle {
			t.Errorf("enter sent %v", d.last())
		}
		d.press("i")
		d.shows("IMPORT A FILE")
	})
}
