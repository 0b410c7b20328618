package rubric

import (
	"strings"
	"testing"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/ui/screen"
)

func TestPublish(t *testing.T) {
	t.Parallel()
	f := newFake(300)
	drive(t, f, 120, 36, func(d *driver) {
		goTo(d, "Decision maker")
		d.Press("=", "=")
		rest(d)
		d.Press("P")
		form := formOf(d)
		if wrong := form.Check(fill(form, nil)); wrong["note"] == "" {
			t.Error("it can be published without a note")
		}
		note, _ := form.Watch(nil)().(screen.FormNoteMsg)
		if !strings.Contains(note.Text, "ready 45 → 55 (10 in, 0 out)") || !strings.Contains(note.Text, "Decision maker: points 15 → 25") {
			t.Errorf("the form says %q", note.Text)
		}
		submitForm(d, screen.Values{"note": "they decide"})
		if got := d.Toast(); got != "Version 8 published: 10 leads become ready." {
			t.Errorf("toast %q", got)
		}
		d.Shows("v8 · published by Kim", "ready       55")
		if f.draft != nil || f.refreshs != 1 || f.versions[1].Note != "they decide" {
			t.Errorf("draft %v, %d refreshs, note %q", f.draft, f.refreshs, f.versions[1].Note)
		}
		want := strings.Replace(f.versions[0].Body, "id = \"decider\"\n  label = \"Decision maker\"\n  points = 15", "id = \"decider\"\n  label = \"Decision maker\"\n  points = 25", 1)
		if got := f.versions[1].Body; got != want || got == f.versions[0].Body {
			t.Errorf("the text was not changed in its place:\n%s", got)
		}
	})
}

// TestEditWhilePublishing goes on editing while a large file is measured: what
// is published is what was there at the time, and the rest is the next draft.
func TestEditWhilePublishing(t *testing.T) {
	t.Parallel()
	f := newFake(300)
	drive(t, f, 120, 36, func(d *driver) {
		goTo(d, "Decision maker")
		d.Press("=")
		d.Press("P")
		f.hold = make(chan struct{})
		submitForm(d, screen.Values{"note": "they decide"})
		d.Press("=")
		goTo(d, "Phone known")
		d.Press("+")
		close(f.hold)
		d.Settle()
		d.Shows("draft on v8 · 2 changes", "20 → 25", "4 → 5")
		if _, c := f.versions[1].Rubric.Criterion("decider"); c.Points != 20 {
			t.Errorf("published with %d points", c.Points)
		}
		rest(d)
		if f.draft == nil || f.draft.Base != 8 || !strings.Contains(f.draft.Body, "points = 25") {
			t.Errorf("the file holds the draft %+v", f.draft)
		}
		d.Press("u")
		d.Shows("v8 · published by Kim")
	})
}

// TestOthersPublish looks at another screen while a version comes: that screen
// has said what there is to say.
func TestOthersPublish(t *testing.T) {
	t.Parallel()
	f := newFake(60)
	drive(t, f, 120, 36, func(d *driver) {
		f.rival(t, func(r *rubric.Rubric) { r.Ready = 75 })
		d.Send(screen.ChangedMsg{Change: crm.Change{Rubric: true}})
		if got := d.Toast(); !strings.Contains(got, "Version 8 was published by Ana") {
			t.Errorf("toast %q", got)
		}
		d.Send(screen.ShownMsg{Screen: versionsTitle})
		sent := len(d.Sent)
		f.rival(t, func(r *rubric.Rubric) { r.Ready = 70 })
		d.Send(screen.ChangedMsg{Change: crm.Change{Rubric: true}})
		if len(d.Sent) > sent {
			t.Errorf("it says %v behind another screen", d.Sent[sent:])
		}
		d.Send(shown())
		d.Shows("v9 · published by Ana", "ready at 70")
	})
}

// TestConflict publishes second: it is told who was first, nothing is
// overwritten, and the draft can be put on the other version.
func TestConflict(t *testing.T) {
	t.Parallel()
	f := newFake(300)
	drive(t, f, 120, 36, func(d *driver) {
		goTo(d, "Decision maker")
		d.Press("=")
		f.rival(t, func(r *rubric.Rubric) {
			_, c := r.Criterion("decider")
			c.Points = 10
			r.Ready = 80
		})
		d.Press("P")
		submitForm(d, screen.Values{"note": "they decide"})
		d.Shows("! version 8 is published", "Ana published version 8 2 minutes ago.", "“titles lie”", "ready 70 → 80",
			"Decision maker: points 15 → 10", "your draft is kept as it is", "Decision maker: points 15 → 20", "yours would stand")
		d.Golden("conflict-120x36")
		d.Press("esc")
		d.Shows("! Version 8 was published by Ana 2 minutes ago.", "draft on v7 · 1 change")
		if len(f.versions) != 2 {
			t.Fatal("something was overwritten")
		}
		d.Press("C", "R")
		d.Shows("draft on v8 · 1 change", "10 → 20", "ready at 80")
		if got := d.Toast(); !strings.Contains(got, "Both changed") || !strings.Contains(got, "yours stands") {
			t.Errorf("toast %q", got)
		}
		d.Press("u") // also that can be undone
		d.Shows("draft on v7", "15 → 20")
	})
}

// TestDraftComesBack opens a file that holds a draft on a version that is no
// longer the newest.
func TestDraftComesBack(t *testing.T) {
	t.Parallel()
	f := newFake(60)
	r, err := rubric.SetPoints(f.versions[0].Rubric, "phone", 9)
	if err != nil {
		t.Fatal(err)
	}
	f.draft = &rubric.Draft{Base: 7, Body: string(rubric.Encode(r)), At: now.AddDate(0, 0, -3), By: "Kim"}
	f.rival(t, func(r *rubric.Rubric) { r.Ready = 75 })
	drive(t, f, 120, 36, func(d *driver) {
		if got := d.Toast(); got != "Your draft of 3 days ago is here again. D discards it." {
			t.Errorf("toast %q", got)
		}
		d.Shows("draft on v7 · 1 change · kept in the file", "! Version 8 was published by Ana", "4 → 9")
		d.Press("R")
		d.Shows("draft on v8 · 1 change", "ready at 75", "4 → 9")
		d.Press("D")
		d.Answer()
		d.Shows("v8 · published by Ana")
		if f.draft != nil {
			t.Error("the draft is still in the file")
		}
		d.Press("u")
		d.Shows("4 → 9")
	})
}

// TestReadOnly edits a file that cannot be written: all works but keeping and
// publishing, which say why not.
func TestReadOnly(t *testing.T) {
	t.Parallel()
	f := newFake(300)
	f.saveErr = crm.Errorf(crm.Failure, "the file is open for reading only").WithHint("start without --read-only")
	drive(t, f, 120, 36, func(d *driver) {
		goTo(d, "Decision maker")
		d.Press("=", "=")
		rest(d)
		d.Shows("45 → 55   ▲ 10 in", "! not kept in the file", "! The draft is not kept: the file is open for reading only")
		d.Press("P")
		submitForm(d, screen.Values{"note": "x"})
		if got := d.Toast(); !strings.Contains(got, "reading only") {
			t.Errorf("toast %q", got)
		}
		// Whatever was in the way may have gone when the screen is left.
		f.saveErr = nil
		d.Send(screen.ShownMsg{Screen: leadsTitle})
		if f.draft == nil || !strings.Contains(f.draft.Body, "points = 25") {
			t.Errorf("the file holds the draft %+v", f.draft)
		}
	})
}
