package leads

import (
	"testing"

	"smarketing/internal/crm"
	"smarketing/ui/theme"
	"smarketing/ui/vttest"
)

// driver presses keys on the screen of leads.
type driver struct{ *vttest.Driver[*Leads] }

// drive runs the test with a screen of w x h cells that has loaded.
func drive(t *testing.T, src Source, w, h int, test func(driver)) {
	t.Helper()
	driveStyled(t, src, w, h, vttest.Dark(), test)
}

func driveStyled(t *testing.T, src Source, w, h int, st theme.Styles, test func(driver)) {
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
