package leads

import (
	"testing"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/vttest"
)

// driver presses keys on the screen of leads.
type driver struct{ *vttest.Driver[*Leads] }

// drive runs the test with a screen of w x h cells that shows all leads.
func drive(t *testing.T, src Source, w, h int, test func(driver)) {
	t.Helper()
	driveStyled(t, src, w, h, vttest.Dark(), test)
}

func driveStyled(t *testing.T, src Source, w, h int, st theme.Styles, test func(driver)) {
	t.Helper()
	vttest.Drive(t, w, h, func() *Leads { return New(src, st, clock(), "smarketing --db x.db") }, func(d *vttest.Driver[*Leads]) {
		d.Send(screen.OpenMsg{Screen: Title})
		test(driver{d})
		d.Screen.cancel()
	})
}

// work runs the test with a screen of w x h cells as it opens: with the queue
// of Ana.
func work(t *testing.T, src Source, w, h int, test func(driver)) {
	t.Helper()
	workStyled(t, src, w, h, vttest.Dark(), test)
}

func workStyled(t *testing.T, src Source, w, h int, st theme.Styles, test func(driver)) {
	t.Helper()
	vttest.Drive(t, w, h, func() *Leads { return New(src, st, clock(), "smarketing --db x.db") }, func(d *vttest.Driver[*Leads]) {
		test(driver{d})
		d.Screen.cancel()
	})
}

func (d driver) selected() crm.LeadID {
	lead, _ := d.Screen.list.Selected()
	return lead.ID
}
