package funnel

import (
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
	"smarketing/ui/vttest"
)

// offersUndo reports whether the footer and the help name u.
func (d driver) offersUndo() bool {
	for _, a := range d.Screen.Actions() {
		if key.Matches(tea.KeyPressMsg{Code: 'u', Text: "u"}, a.Binding) {
			return !a.Quiet && a.Why == ""
		}
	}
	return false
}

// TestChangeOfStagesIsUndone: u asks, puts the stages back and says so; it is
// offered as long as there is something to undo.
func TestChangeOfStagesIsUndone(t *testing.T) {
	f := newFake(600)
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		if d.offersUndo() {
			t.Error("nothing was changed, and u is offered")
		}
		d.Press("j", "j", "e")
		d.pick("a")
		d.fill(labelField, "Demo")
		if !d.offersUndo() || !strings.Contains(f.path(), "Demo") {
			t.Fatalf("u is not offered for %s", f.path())
		}
		d.Press("u")
		ask, ok := d.Last().(screen.AskMsg)
		if !ok || ask.Title != "Undo your change of the stages?" ||
			!strings.Contains(ask.Body, "Made today 13:00. In force again then: Lead → MQL → SAL → SQL → Opportunity → Customer. Demo goes.") {
			t.Fatalf("%+v", d.Last())
		}
		f.kept = crm.Errorf(crm.Conflict, "3 leads have been in stage demo")
		d.Answer()
		d.says("3 leads have been in stage demo")
		if !strings.Contains(f.path(), "Demo") || !d.offersUndo() {
			t.Errorf("refused, the stages are %s", f.path())
		}
		f.kept = nil
		d.Press("u")
		d.Answer()
		d.says("Undone: your change of the stages, made today 13:00.")
		if strings.Contains(f.path(), "Demo") || d.offersUndo() {
			t.Errorf("undone, the stages are %s", f.path())
		}
	})
}

// TestUndoneElsewhere: what somebody has undone meanwhile is not undone again.
func TestUndoneElsewhere(t *testing.T) {
	f := newFake(600)
	f.edits = []crm.Stages{f.stages}
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		f.edits = nil
		d.Press("u")
		d.says("no change of the stages of yours")
		if d.offersUndo() {
			t.Error("u is still offered")
		}
	})
}
