//go:build unix

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestFollowAlerts leaves alerts --follow running while a lead becomes ready in
// another process: it writes the alert, and tells the hooked command, although
// the command hooked to another event hangs.
func TestFollowAlerts(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	db, pipe := filepath.Join(home, "team.db"), filepath.Join(home, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	written(t, home, "smarketing.csv", "key,name,email", 2, func(i int) string { return fmt.Sprintf("K-%d,Name %d,n%d@x.example", i, i, i) })
	config := filepath.Join(home, "smarketing")
	if err := os.MkdirAll(config, 0o700); err != nil {
		t.Fatal(err)
	}
	hooks := fmt.Sprintf("[hooks]\nshell = true\non_ready = \"cat > '%s'\"\non_recycle = \"exec sleep 600\"\n", pipe)
	if err := os.WriteFile(filepath.Join(config, "config.toml"), []byte(hooks), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(stdin string, args ...string) *exec.Cmd {
		cmd := exec.CommandContext(t.Context(), "smarketing", append([]string{"--db", db}, args...)...)
		cmd.Dir = home
		cmd.Stdin = strings.NewReader(stdin)
		cmd.Stderr = os.Stderr
		cmd.Env = append(os.Environ(), "HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_STATE_HOME="+home, "GORACE=atexit_sleep_ms=0")
		for name, value := range fixed {
			cmd.Env = append(cmd.Env, name+"="+value)
		}
		return cmd
	}
	must := func(stdin string, args ...string) {
		t.Helper()
		if out, err := run(stdin, args...).Output(); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
	}
	must("", "import", filepath.Join(home, "smarketing.csv"))
	must("", "recycle", "K-1", "--reason", "timing")
	follow := run("", "alerts", "--follow", "--json")
	out, err := follow.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := follow.Start(); err != nil {
		t.Fatal(err)
	}
	must(`{"lead":"K-0","event":"demo_request","at":"2026-11-23T08:59:00Z"}`, "ingest")
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	var alert struct{ Kind, Key, Stage string }
	if err := json.Unmarshal([]byte(line), &alert); err != nil || alert.Kind != "ready" || alert.Key != "K-0" || alert.Stage != "mql" {
		t.Errorf("%s: %+v %v", line, alert, err)
	}
	told, err := os.ReadFile(pipe) // opened when the command opens it
	if err != nil {
		t.Fatal(err)
	}
	var event struct {
		ID    int64
		Event string
		Lead  struct{ Key string }
	}
	if err := json.Unmarshal(told, &event); err != nil || event.ID == 0 || event.Event != "ready" || event.Lead.Key != "K-0" {
		t.Errorf("%s: %+v %v", told, event, err)
	}
	if err := follow.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := follow.Wait(); err != nil {
		t.Errorf("told to stop: %v", err)
	}
}
