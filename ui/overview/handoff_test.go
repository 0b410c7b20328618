package overview

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"smarketing/internal/crm"
)

// TestHandOffSaysItsBase looks at a team that was slow, and at one about which
// nothing is known: a figure comes with what it rests on, or not at all.
func TestHandOffSaysItsBase(t *testing.T) {
	t.Parallel()
	slow := crm.Overview{Now: noon, Leads: 9120, Open: 9120, Leaks: 37, Nurture: crm.NurtureCounts{Returned: 6, Due: 14, Overdue: 2}}
	slow.HandOff = crm.HandOff{
		Touches: 5, TouchesLate: 3, Decisions: 4,
		Week:       crm.DeskFigures{Judged: 31, Within: 22, Touched: 28, MedianToTouch: 126 * time.Minute},
		WeekBefore: crm.DeskFigures{Judged: 20, Within: 16, Touched: 20, MedianToTouch: 97 * time.Minute},
		Rejected:   crm.WeekCount{ThisWeek: 9, LastWeek: 11}, Reason: "no budget", ReasonLeads: 5,
	}
	fresh := crm.Overview{Now: noon, Leads: 1, Open: 1}
	for _, c := range []struct {
		name    string
		figures crm.Overview
		wants   []string
	}{
		{"slow", slow, []string{
			"touches due 3 late", "5  !", "in time n 31", "71 %  ▼ 9", "first touch n 28", "2.1 h  ▲ 29m", "rejected no budget 5", "9  ▼ 2",
			"37 ! of 9,120 open",
		}},
		{"fresh", fresh, []string{"touches due", "0  ✓", "in time none yet", "first touch none yet", "0 ✓ of 1 open"}},
	} {
		for _, w := range []int{80, 120, 200} {
			view := ansi.Strip(open(&fake{figures: c.figures}, w, 46).View())
			for _, want := range c.wants {
				if !strings.Contains(view, want) {
					t.Errorf("%s, %d columns: no %q in\n%s", c.name, w, want, view)
				}
			}
		}
	}
	if view := ansi.Strip(open(&fake{figures: slow}, 80, 20).View()); !strings.Contains(view, "NURTURE  14 due  2 late !  6 warm") {
		t.Errorf("on a low screen nurture has no line:\n%s", view)
	}
}

func TestSpan(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		d           time.Duration
		span, brief string
	}{
		{0, "0 min", "0m"}, {59 * time.Minute, "59 min", "59m"}, {90 * time.Minute, "1.5 h", "2h"}, {10 * time.Hour, "10 h", "10h"},
		{100 * time.Hour, "100 h", "100h"}, {20000 * time.Hour, "20k h", "20kh"},
	} {
		if span(c.d) != c.span || brief(c.d) != c.brief || len(span(c.d)) > 6 || len(brief(c.d)) > 4 {
			t.Errorf("%v is %q and %q, want %q and %q", c.d, span(c.d), brief(c.d), c.span, c.brief)
		}
	}
}
