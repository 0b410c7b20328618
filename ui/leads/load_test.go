package leads

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
)

func TestChangeKeepsTheLead(t *testing.T) {
	f := newFake(500)
	drive(t, f, 120, 36, func(d driver) {
		d.Press("j", "j", "j")
		id := d.selected()
		f.leads[id-1].Stamp.Score = 1 // to the end of the list
		f.leads[id-1].Title = "Chief Executive"
		d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		if d.selected() != id || d.Screen.list.Index() != 499 {
			t.Errorf("lead %d at %d is selected, want %d at 499", d.selected(), d.Screen.list.Index(), id)
		}
		d.Shows("Chief Executive")
		calls := len(f.queries)
		d.Send(screen.ChangedMsg{})
		if len(f.queries) != calls {
			t.Error("a change of nothing loads again")
		}
	})
}

func TestChangeDuringALoadIsNotLost(t *testing.T) {
	f := newFake(50)
	drive(t, f, 80, 20, func(d driver) {
		gate := make(chan struct{})
		f.hold = func(crm.LeadQuery) chan struct{} { return gate }
		d.Press("r")
		calls := len(f.queries)
		for range 5 {
			d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		}
		if len(f.queries) != calls {
			t.Errorf("%d changes broke off the load that was under way", len(f.queries)-calls)
		}
		f.leads[0].Name = "Changed Since"
		close(gate)
		d.Settle()
		d.Shows("Changed Since")
	})
}

func TestLoadingKeepsOldRowsAndShowsASpinnerLate(t *testing.T) {
	f := newFake(50)
	drive(t, f, 80, 20, func(d driver) {
		f.hold = func(crm.LeadQuery) chan struct{} { return make(chan struct{}) }
		before := d.Plain()
		d.Press("r")
		if got := d.Plain(); got != before {
			t.Errorf("a short load changes the screen:\n%s", got)
		}
		time.Sleep(200 * time.Millisecond) // of the bubble
		d.Settle()
		d.Shows("⠋", "Mia Chen")
	})
}

func TestGoldenLoading(t *testing.T) {
	f := newFake(50)
	f.hold = func(crm.LeadQuery) chan struct{} { return make(chan struct{}) }
	drive(t, f, 80, 20, func(d driver) { d.Golden("loading") })
}

func TestErrorKeepsOldRows(t *testing.T) {
	f := newFake(50)
	drive(t, f, 80, 20, func(d driver) {
		f.err = crm.Errorf(crm.Busy, "another program holds the file")
		d.Press("r")
		d.Shows("another program holds the file", "r tries again", "Mia Chen")
		f.err = nil
		d.Press("r")
		d.Hides("another program")
	})
}

func TestTimeoutIsSaidInWords(t *testing.T) {
	f := newFake(50)
	f.hold = func(crm.LeadQuery) chan struct{} { return make(chan struct{}) }
	drive(t, f, 80, 20, func(d driver) {
		time.Sleep(screen.Timeout + time.Second) // of the bubble
		d.Settle()
		d.Shows("did not answer in time")
	})
}

func TestOldScoresAreSaidToBeOld(t *testing.T) {
	f := newFake(50)
	f.asOf = crm.AsOf{Day: crm.DayOf(now, time.UTC) - 1, Done: 34, Total: 100}
	drive(t, f, 80, 20, func(d driver) { d.Shows("as of Monday, updating 34 %") })
}

func TestUnforeseenErrorIsShort(t *testing.T) {
	f := newFake(5)
	f.err = errors.New(strings.Repeat("SELECT everything, ", 100) + "no such column")
	drive(t, f, 80, 20, func(d driver) {
		d.Shows("no such column.", "r tries again")
		var footer []string
		for _, a := range d.Screen.Actions() {
			if !a.Quiet && a.Why == "" {
				footer = append(footer, a.Title)
			}
		}
		if !slices.Equal(footer, []string{"Load the list again"}) {
			t.Errorf("the footer offers %v", footer)
		}
	})
}
