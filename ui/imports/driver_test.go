package imports

import (
	"testing"

	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/vttest"
)

// driver presses keys on the screen of imports.
type driver struct{ *vttest.Driver[*Imports] }

// drive runs the test with a screen of w x h cells that shows the files.
func drive(t *testing.T, src Source, w, h int, test func(driver)) {
	t.Helper()
	driveStyled(t, src, w, h, vttest.Dark(), test)
}

func driveStyled(t *testing.T, src Source, w, h int, st theme.Styles, test func(driver)) {
	t.Helper()
	vttest.Drive(t, w, h, func() *Imports { return New(src, st, clock()) }, func(d *vttest.Driver[*Imports]) {
		d.Send(screen.OpenMsg{Screen: Title})
		test(driver{d})
		d.Screen.review.stop()
	})
}

// opened drives a screen on which the file of leads is looked at.
func opened(t *testing.T, src *fake, w, h int, test func(driver)) {
	t.Helper()
	drive(t, src, w, h, func(d driver) {
		d.Type("leads")
		d.Press("enter")
		test(d)
	})
}

// on moves the cursor to the column of a header.
func (d driver) on(header string) {
	d.T.Helper()
	d.Press("g")
	for range d.Screen.review.info.Columns {
		if c, ok := d.Screen.review.table.Selected(); ok && c.Header == header {
			return
		}
		d.Press("j")
	}
	d.T.Fatalf("there is no column %q", header)
}
