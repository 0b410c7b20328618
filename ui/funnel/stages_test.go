package funnel

import (
	"slices"
	"strings"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
	"smarketing/ui/vttest"
)

// path returns the labels of the stages in order.
func (f *fake) path() string { return pathWords(f.stages) }

// TestStageIsChanged gives a stage another name, team, limit and place, after
// saying what that does.
func TestStageIsChanged(t *testing.T) {
	f := newFake(600)
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Press("j", "j", "e") // SAL
		d.pick("e")
		if note := d.note(slaField, "4"); !strings.Contains(note, "reckoned anew") {
			t.Errorf("another limit: %q", note)
		}
		if note := d.note(labelField, "Accepted"); note != "No lead is touched." {
			t.Errorf("another name: %q", note)
		}
		if note := d.note(placeField, "2 of 6"); !strings.Contains(note, "order changes") {
			t.Errorf("another place: %q", note)
		}
		d.fill(labelField, "Accepted", slaField, "4.5", placeField, "4 of 6")
		d.says("stored")
		s, _ := f.stages.Find("sal")
		if s.Label != "Accepted" || s.SLA != 4*time.Hour+30*time.Minute || f.path() != "Lead → MQL → SQL → Accepted → Opportunity → Customer" {
			t.Errorf("%+v on %s", s, f.path())
		}
		d.Shows("Accepted → Opportunity") // it is still selected
	})
}

// TestStageIsAdded puts a stage between others; its key comes of its name.
func TestStageIsAdded(t *testing.T) {
	f := newFake(600)
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Press("e")
		d.pick("a")
		if note := d.note(labelField, "Warm Lead"); note != "Warm Lead is new." {
			t.Errorf("a new stage: %q", note)
		}
		m, v := d.form()
		v[labelField] = "Warm Lead!"
		if key := m.Fields(v)[1]; key.Key != keyField || key.Value != "warm_lead" {
			t.Errorf("the form proposes the key %q", key.Value)
		}
		d.fill(labelField, "Warm Lead!", teamField, "marketing")
		if s, ok := f.stages.Find("warm_lead"); !ok || s.Team != crm.Marketing || s.Kind != crm.Inventory {
			t.Errorf("%+v of %s", s, f.path())
		}
		if !strings.HasPrefix(f.path(), "Lead → Warm Lead! → MQL") {
			t.Error(f.path())
		}
	})
}

// TestKindsThatAreOnlyOnce: a stage that becomes the gate, or the won one, takes
// the part of the one before.
func TestKindsThatAreOnlyOnce(t *testing.T) {
	f := newFake(600)
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Press("e")
		d.pick("e")
		if note := d.note(kindField, "won"); !strings.Contains(note, "Whoever stands in Lead counts as won.") {
			t.Errorf("another won stage: %q", note)
		}
		d.fill(kindField, "gate")
		if gate, _ := f.stages.Gate(); gate != "lead" {
			t.Errorf("the gate is %s", gate)
		}
		d.Press("G", "e")
		d.pick("e")
		m, v := d.form()
		if v[kindField] = "inventory"; !strings.Contains(m.Check(v)[""], "0 won stages") {
			t.Errorf("a funnel without an end is taken: %v", m.Check(v))
		}
		v[kindField], v[slaField], v[labelField] = "won", "-3", " "
		if wrong := m.Check(v); wrong[slaField] == "" || wrong[labelField] == "" {
			t.Errorf("%v", wrong)
		}
	})
}

// TestStageIsRemoved asks first, and refuses when the log needs the stage.
func TestStageIsRemoved(t *testing.T) {
	f := newFake(600)
	f.stages = slices.Insert(f.stages, 5, crm.Stage{Key: "demo", Label: "Demo", Team: crm.Sales, Kind: crm.Inventory})
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Press("j", "e")
		d.pick("d")
		d.says("MQL stays")
		d.Press("G", "k", "e") // Demo, where nobody has been
		d.pick("d")
		if ask, ok := d.Last().(screen.AskMsg); !ok || ask.Title != "Remove Demo?" || !strings.Contains(ask.Body, "Demo goes.") {
			t.Fatalf("%+v", d.Last())
		}
		d.Answer()
		if strings.Contains(f.path(), "Demo") {
			t.Error(f.path())
		}
	})
}

// TestDetourIsChanged: its name and team, nothing else.
func TestDetourIsChanged(t *testing.T) {
	f := newFake(600)
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Press("e")
		d.pick("1")
		if _, v := d.form(); len(v) != 2 {
			t.Errorf("a detour has the fields %v", v)
		}
		d.fill(labelField, "Back to marketing")
		if s, _ := f.stages.Find(crm.Recycled); s.Label != "Back to marketing" || s.Kind != crm.Detour {
			t.Errorf("%+v", s)
		}
	})
}

// TestSomebodyElseWasFaster: the change is made to the stages as they are by
// then, and told when its stage is gone.
func TestSomebodyElseWasFaster(t *testing.T) {
	f := newFake(600)
	f.stages = slices.Insert(f.stages, 5, crm.Stage{Key: "demo", Label: "Demo", Team: crm.Sales, Kind: crm.Inventory})
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Press("e")
		d.pick("e")
		f.stages[1].Label = "Qualified"
		d.fill(labelField, "Contact")
		if f.path() != "Contact → Qualified → SAL → SQL → Opportunity → Demo → Customer" {
			t.Error(f.path())
		}
		d.Press("G", "k", "e")
		d.pick("e")
		f.stages = slices.Delete(f.stages, 5, 6)
		d.fill(labelField, "Show")
		d.says("not there any more")
	})
}
