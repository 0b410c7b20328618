package ui_test

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
)

// TestImportFromTheWelcome goes the whole way: from an empty file over the
// welcome to the leads that came in.
func TestImportFromTheWelcome(t *testing.T) {
	t.Parallel()
	src, full := empty(), filled()
	src.taken = func() {
		src.arrived.Store(&full.leads)
		src.replaced <- full.overview
	}
	term := start(t, src, 80, 24)
	term.WaitText("Press i to import a file")
	term.Key("i")
	term.WaitText("leads-november.csv")
	term.WaitText("Evil .csv")
	term.Type("nov")
	term.WaitGone("Evil .csv")
	term.Key("enter")
	term.WaitText("3 new")
	term.WaitGolden("import-80x24")
	term.Key("I")
	term.WaitText("✓ leads-november.csv is in: 3 new, 0 updated")
	src.changes <- crm.Change{Seq: 2, Leads: true}
	term.Key("enter")
	term.WaitText("Mia Chen")
	term.Send(tea.KeyPressMsg{Code: tea.KeyEscape})
	term.WaitText("leads-november.csv is in")
	term.Key("u")
	term.WaitText("Undo the import?")
	term.Key("y")
	term.WaitText("is undone")
	if src.undid.Load() != 7 {
		t.Errorf("import %d is undone", src.undid.Load())
	}
}

// TestImportIsNoTab checks that the screen is reached from everywhere, has no
// number, and is left with esc.
func TestImportIsNoTab(t *testing.T) {
	t.Parallel()
	term := start(t, filled(), 80, 24)
	term.WaitText("READY, WAITING")
	for _, from := range []string{"1", "3"} {
		term.Key(from, "i")
		term.WaitText("6 Nurture  Import")
		term.Send(tea.KeyPressMsg{Code: tea.KeyEscape})
		term.WaitGone("Nurture  Import")
	}
	term.Key("9", "]", "]", "]", "]", "]", "]", "ctrl+p") // there is no ninth; and once round
	term.Type("import")
	term.WaitText("▌ Import a file")
	term.Key("enter")
	term.WaitText("IMPORT A FILE")
	term.Type("1?:q")
	term.WaitText("No file here is called that.")
}

// TestWorkIsNotLostByAccident leaves while an import is under way: by q after a
// question, by ctrl+c at the second press.
func TestWorkIsNotLostByAccident(t *testing.T) {
	t.Parallel()
	importing := func() *source {
		src := filled()
		src.hold = make(chan struct{})
		return src
	}
	t.Run("q", func(t *testing.T) {
		t.Parallel()
		term := start(t, importing(), 80, 24)
		term.Send(screen.OpenMsg{Screen: "Import"})
		term.WaitText("leads-november.csv")
		term.Key("enter")
		term.WaitText("3 new")
		term.Key("I")
		term.WaitText("1 of 3")
		term.Key("1", "q")
		term.WaitText("Stop importing leads-november.csv and quit?")
		term.Key("n")
		term.WaitText("READY, WAITING")
		term.Key("q")
		term.WaitText("and quit?")
		term.Key("y")
		if err := term.WaitEnd(); err != nil {
			t.Error(err)
		}
	})
	t.Run("ctrl+c", func(t *testing.T) {
		t.Parallel()
		term := start(t, importing(), 80, 24)
		term.Send(screen.OpenMsg{Screen: "Import"})
		term.WaitText("leads-november.csv")
		term.Key("enter")
		term.WaitText("3 new")
		term.Key("I")
		term.WaitText("1 of 3")
		term.Key("ctrl+c")
		term.WaitText("is not all in")
		term.WaitText("r continues where it stopped")
		term.Key("ctrl+c")
		if err := term.WaitEnd(); err != nil {
			t.Error(err)
		}
	})
}
