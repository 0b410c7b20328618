package leads

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
)

// TestListTellsWhy asks for reasons only where there is room for them, also
// after a change of size.
func TestListTellsWhy(t *testing.T) {
	t.Parallel()
	src := newFake(40)
	drive(t, src, 120, 36, func(d driver) {
		for _, q := range src.queries {
			if q.Why {
				t.Error("a narrow list pays for reasons that it does not show")
			}
		}
		d.Resize(200, 46)
		d.Send(tea.WindowSizeMsg{Width: 200, Height: 46})
		if view := d.Plain(); !strings.Contains(view, "why") || !strings.Contains(view, "Asked for a demo, ") {
			t.Errorf("no reasons:\n%s", view)
		}
		asked := len(src.queries)
		d.Press("down", "up")
		if len(src.queries) != asked {
			t.Error("the reasons are asked for again and again")
		}
	})
}

// TestColumnsFollowTheOrder checks that the stage is there at every width, and
// whatever orders the list.
func TestColumnsFollowTheOrder(t *testing.T) {
	t.Parallel()
	for _, w := range []int{80, 110, 120, 159, 160, 189, 190, 200} {
		drive(t, newFake(40), w, 36, func(d driver) {
			for field, title := range map[string]string{
				"": "score▼", "grade": "grade▼", "created_at": "added ▼", "last_activity_at": "active▼", "stage": "stage ▼",
				"fit": "fit ▼", "engagement": "engage▼", "owner": "owner ▼", "source": "source ▼", "ready_since": "ready▼",
			} {
				d.Send(screen.OpenMsg{Screen: Title, Query: crm.LeadQuery{Sort: crm.Sort{Field: field}}})
				if view := d.Plain(); !strings.Contains(view, title) || !strings.Contains(view, "stage") {
					t.Errorf("%d columns by %q: %q or the stage is missing:\n%s", w, field, title, strings.Split(view, "\n")[2])
				}
			}
		})
	}
}

// TestTimesAreChips shows and clears the times that another screen asked for.
func TestTimesAreChips(t *testing.T) {
	t.Parallel()
	drive(t, newFake(40), 120, 36, func(d driver) {
		d.Send(screen.OpenMsg{Screen: Title, Query: crm.LeadQuery{
			CreatedAfter: now.AddDate(0, 0, -7), StageAfter: now.Add(-24 * time.Hour),
		}})
		if view := d.Plain(); !strings.Contains(view, "added since") || !strings.Contains(view, "there since yesterday") {
			t.Errorf("no chips:\n%s", view)
		}
		d.Press("esc")
		if q := d.Screen.query; !q.CreatedAfter.IsZero() || !q.StageAfter.IsZero() || strings.Contains(d.Plain(), "since yesterday") {
			t.Errorf("esc keeps %+v", q)
		}
	})
}
