package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestUndoStages takes a change of the stages back, and says which import is
// then the newest, and how that is taken back.
func TestUndoStages(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	db, leads, stages := filepath.Join(dir, "team.db"), filepath.Join(dir, "leads.csv"), filepath.Join(dir, "stages.toml")
	if err := os.WriteFile(leads, []byte("email,name\na@x.example,Ann\nb@x.example,Bob\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	mustRun(t, "--db", db, "import", leads)
	was := mustRun(t, "--db", db, "stages", "show", "--toml")
	if err := os.WriteFile(stages, []byte(strings.Replace(was, "'lead'", "'contact'", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	mustRun(t, "--db", db, "stages", "import", stages)
	if now := mustRun(t, "--db", db, "stages", "show", "--toml"); now == was {
		t.Fatal("the stages are what they were")
	}
	if out := mustRun(t, "--db", db, "undo"); !strings.Contains(out, "undone: entry 2, stages 6 stages") || !strings.Contains(out, "2  leads put back") {
		t.Errorf("%s", out)
	}
	if now := mustRun(t, "--db", db, "stages", "show", "--toml"); now != was {
		t.Errorf("undone, the stages are\n%s", now)
	}
	status, _, errs := command(t.Context(), fixed, "--db", db, "undo")
	if status == exitOK || !strings.Contains(errs, "your newest entry that can be undone is 1 (import") || !strings.Contains(errs, "smarketing undo 1") {
		t.Errorf("exit %d: %s", status, errs)
	}
	mustRun(t, "--db", db, "undo", "1")
}
