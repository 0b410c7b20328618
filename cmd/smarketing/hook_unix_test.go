//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// TestHookIsTold recycles a lead in one process while another one follows the
// alerts, with a command that hangs and one that works hooked up.
func TestHookIsTold(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	db, pipe, leads := filepath.Join(dir, "team.db"), filepath.Join(dir, "pipe"), filepath.Join(dir, "leads.csv")
	config := fmt.Sprintf("[hooks]\non_recycle = [\"tee\", %q]\non_ready = \"exec sleep 1000\"\nshell = true\n", pipe)
	if err := os.MkdirAll(filepath.Join(dir, "smarketing"), 0o700); err != nil {
		t.Fatal(err)
	}
	for path, text := range map[string]string{
		filepath.Join(dir, "smarketing", "config.toml"): config,
		leads: "key,name,email\nL-1,Ada Lovelace,ada@x.example\n",
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	mustRun(t, "--db", db, "import", leads)

	follow := exec.CommandContext(t.Context(), "smarketing", "--db", db, "alerts", "--follow")
	follow.Env = append(os.Environ(), "XDG_CONFIG_HOME="+dir, "XDG_STATE_HOME="+dir, "SMARKETING_NOW="+fixed["SMARKETING_NOW"], "GORACE=atexit_sleep_ms=0")
	follow.Stderr = os.Stderr
	if err := follow.Start(); err != nil {
		t.Fatal(err)
	}
	mustRun(t, "--db", db, "--by", "Mia", "recycle", "L-1", "--reason", "timing")
	told, err := os.ReadFile(pipe) // waits for the command, and until it has said all
	if err != nil {
		t.Fatal(err)
	}
	var event struct {
		ID    int64
		Event string
		Lead  struct{ Key, Stage string }
	}
	if err := json.Unmarshal(told, &event); err != nil || event.ID == 0 || event.Event != "recycle" || event.Lead.Key != "L-1" || event.Lead.Stage != "recycled" {
		t.Errorf("told %s: %+v (%v)", told, event, err)
	}
	if err := follow.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := follow.Wait(); err != nil {
		t.Errorf("following ended with %v", err)
	}
}
