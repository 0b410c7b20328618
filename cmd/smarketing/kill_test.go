package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// killing is a command that is killed in the middle: what must be in the file
// before it, and what it reads.
type killing struct {
	name    string
	before  [][]string
	command []string
}

// TestKilledAndRepeated kills commands that take data in, at random moments and
// without warning, repeats them, and compares the file with that of a run
// nobody has disturbed.
func TestKilledAndRepeated(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	rows, rounds := 20000, 2
	if raceEnabled {
		rows, rounds = 4000, 1 // the database is many times slower then
	}
	leads := written(t, dir, "leads.csv", "key,name,email,created_at", rows, func(i int) string {
		return fmt.Sprintf("K-%d,Name %d,n%d@x.example,2026-%02d-01", i, i, i, 1+i%9)
	})
	few := written(t, dir, "few.csv", "key,name", 500, func(i int) string { return fmt.Sprintf("K-%d,Name %d", i, i) })
	events := written(t, dir, "events.jsonl", "", 2*rows, func(i int) string {
		return fmt.Sprintf(`{"lead":"K-%d","event":"page_view","at":"2026-11-%02dT10:00:00Z","detail":"/p%d"}`, i*7919%501, 1+i%22, i%4000)
	})
	visits := written(t, dir, "visits.csv", "lead,event,at", 3*rows, func(i int) string {
		return fmt.Sprintf("K-%d,page_view,2026-11-%02dT10:%02d:00Z", i*7919%500, 1+i%22, i%60)
	})
	deals := written(t, dir, "deals.csv", "lead,amount,status,closed_at,owner", rows/3, func(i int) string {
		return fmt.Sprintf("K-%d,%d,%s,2026-10-%02d,Owner %d", i*31%(rows/4), i, []string{"won", "lost", "open"}[i%3], 1+i%28, i%50)
	})
	for _, k := range []killing{
		{"leads", nil, []string{"import", leads}},
		{"activities", [][]string{{"import", few}}, []string{"import", visits, "--as", "activities"}},
		{"deals", [][]string{{"import", few}}, []string{"import", deals, "--as", "deals"}},
		{"events", [][]string{{"import", few}}, []string{"ingest", events, "--create", "--rejects", filepath.Join(dir, "rejects")}},
	} {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			calm := filepath.Join(dir, "calm.db")
			k.prepare(t, calm)
			began := time.Now()
			k.child(t, calm, 0)
			takes := time.Since(began)
			want := dumped(t, calm)
			for round := range rounds {
				db := filepath.Join(dir, fmt.Sprintf("%d.db", round))
				k.prepare(t, db)
				for range 1 + round%2 {
					k.child(t, db, time.Duration(rand.Int64N(int64(takes))))
				}
				k.child(t, db, 0)
				if got := dumped(t, db); got != want {
					t.Fatalf("round %d: the file differs from that of an undisturbed run at %s", round, difference(got, want))
				}
			}
		})
	}
}

// prepare fills the file with what is there before.
func (k killing) prepare(t *testing.T, db string) {
	t.Helper()
	for _, args := range k.before {
		if status, out, errs := command(t.Context(), fixed, append([]string{"--db", db}, args...)...); status != exitOK {
			t.Fatalf("exit %d\n%s%s", status, out, errs)
		}
	}
}

// child runs the command as a process of its own and kills it after a while; 0
// lets it end.
func (k killing) child(t *testing.T, db string, after time.Duration) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "smarketing", append([]string{"--db", db}, k.command...)...)
	home := t.TempDir()
	cmd.Dir = home
	cmd.Env = append(os.Environ(), "HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_STATE_HOME="+home, "GORACE=atexit_sleep_ms=0")
	for name, value := range fixed {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	var out strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if after > 0 {
		kill := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
		defer kill.Stop()
	}
	if err := cmd.Wait(); err != nil && after == 0 {
		t.Fatalf("%v\n%s", err, out.String())
	}
}

// dumped returns everything the file says, once check has found it sound.
func dumped(t *testing.T, db string) string {
	t.Helper()
	var all strings.Builder
	for _, args := range [][]string{
		{"check"}, {"leads", "--json"}, {"export", "leads"}, {"export", "activities"}, {"export", "stages"}, {"export", "deals"}, {"team", "show"},
	} {
		status, out, errs := command(t.Context(), fixed, append([]string{"--db", db}, args...)...)
		if status != exitOK {
			t.Fatalf("%v: exit %d\n%s%s", args, status, out, errs)
		}
		all.WriteString(out)
	}
	return all.String()
}

// difference returns the first lines that differ.
func difference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d:\n%s\nwant\n%s", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("its length: %d lines, want %d", len(a), len(b))
}

// written writes n lines under a header and returns the path.
func written(t *testing.T, dir, name, header string, n int, line func(i int) string) string {
	t.Helper()
	var b strings.Builder
	if header != "" {
		b.WriteString(header + "\n")
	}
	for i := range n {
		b.WriteString(line(i) + "\n")
	}
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
