package main

import (
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite"
)

// TestReaderGoesAway ends the output early, as head does: the program must
// neither complain nor leave its temporary folder.
func TestReaderGoesAway(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	cmd := exec.CommandContext(t.Context(), "smarketing", "demo", "--leads", "200")
	cmd.Env = append(os.Environ(), "TMPDIR="+dir, "XDG_STATE_HOME="+dir+"/state", "GORACE=atexit_sleep_ms=0")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var errs strings.Builder
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); cmd.ProcessState.ExitCode() != exitPipe {
		t.Errorf("%v, want exit %d: %s", err, exitPipe, errs.String())
	}
	left, err := filepath.Glob(filepath.Join(dir, "smarketing-*"))
	if err != nil || len(left) > 0 || strings.Contains(errs.String(), "smarketing:") {
		t.Errorf("left %v, %v, said %q", left, err, errs.String())
	}
}

// TestReadingWhileAnotherWrites asks for leads whose scores are of yesterday
// while somebody else holds the file.
func TestReadingWhileAnotherWrites(t *testing.T) {
	t.Parallel()
	db := filepath.Join(t.TempDir(), "team.db")
	mustRun(t, "--db", db, "demo", "--leads", "20", "--write", db)
	other, err := sql.Open("sqlite", db)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	other.SetMaxOpenConns(1)
	if _, err := other.Exec("BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	tomorrow := map[string]string{"SMARKETING_NOW": "2026-11-24T09:00:00Z", "TZ": "UTC"}
	status, out, errs := command(t.Context(), tomorrow, "--db", db, "leads")
	if status != exitOK || !strings.Contains(out, "20 leads") {
		t.Errorf("exit %d: %s", status, out)
	}
	if want := "the order is that of 2026-11-23; another program is writing to the file\n"; errs != want {
		t.Errorf("said %q, want %q", errs, want)
	}
	if _, err := other.Exec("ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	status, _, errs = command(t.Context(), tomorrow, "--db", db, "leads")
	if status != exitOK || errs != "" {
		t.Errorf("exit %d, said %q once the file is free", status, errs)
	}
}
