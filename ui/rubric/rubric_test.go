package rubric

import (
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/ui/screen"
	"smarketing/ui/vttest"
)

func shown() tea.Msg { return screen.ShownMsg{Screen: Title} }

// TestScreens looks at the screen in every size and style after one weight has
// been raised.
func TestScreens(t *testing.T) {
	t.Parallel()
	for name, styles := range vttest.Themes() {
		for _, s := range vttest.Sizes {
			fresh := func() *Editor { return New(newFake(300), styles, clock(), "smarketing") }
			vttest.Drive(t, s.W, s.H, fresh, func(d *driver) {
				d.Send(shown())
				d.Press("/")
				d.Type("decision")
				d.Press("enter", "=", "=")
				time.Sleep(time.Second) // the keys rest, the draft is kept
				d.Settle()
				if name == "dark" {
					d.Golden(fmt.Sprintf("raised-%dx%d", s.W, s.H))
				}
				d.GoldenStyled(fmt.Sprintf("raised-%dx%d-%s", s.W, s.H, name))
			})
		}
	}
}
