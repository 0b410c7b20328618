package main

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the expected output in the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"smarketing": main})
}

// TestScripts runs every command as people and scripts do. The clock stands
// still and every file lies in the script's own folder.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", filepath.Join(env.WorkDir, "home"))
			for _, base := range []string{"CONFIG", "DATA", "STATE"} {
				env.Setenv("XDG_"+base+"_HOME", filepath.Join(env.WorkDir, "xdg", base))
			}
			env.Setenv("SMARKETING_NOW", "2026-11-23T09:00:00Z")
			env.Setenv("SMARKETING_DB", "team.db")
			env.Setenv("TZ", "UTC")
			env.Setenv("TERM", "xterm-256color")
			// Under the race detector every process would else sleep a second
			// before it ends.
			env.Setenv("GORACE", "atexit_sleep_ms=0")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "poke": poke,
		},
	})
}

// exits runs a command and demands its exit status: exits 3 smarketing leads.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS command [args]")
	}
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if want := args[0]; strconv.Itoa(got) != want {
		ts.Fatalf("exit status %d, want %s", got, want)
	}
}

// poke writes bytes, given in hex, at an offset of a file.
func poke(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: poke FILE OFFSET HEX")
	}
	offset, err := strconv.Atoi(args[1])
	ts.Check(err)
	bytes, err := hex.DecodeString(args[2])
	ts.Check(err)
	file := ts.MkAbs(args[0])
	content, err := os.ReadFile(file)
	if err != nil {
		content = nil
	}
	if short := offset + len(bytes) - len(content); short > 0 {
		content = append(content, make([]byte, short)...)
	}
	copy(content[offset:], bytes)
	ts.Check(os.WriteFile(file, content, 0o600))
}

// command runs a command line inside the test.
func command(ctx context.Context, env map[string]string, args ...string) (status int, out, errs string) {
	var stdout, stderr bytes.Buffer
	status = run(ctx, args, streams{
		in: &bytes.Buffer{}, out: &stdout, err: &stderr, env: func(name string) string { return env[name] },
	})
	return status, stdout.String(), stderr.String()
}
