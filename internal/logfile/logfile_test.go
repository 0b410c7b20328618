package logfile

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestOpenWritesPrivately(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "deep", "smarketing.log")
	log, file := Open(path, slog.LevelInfo)
	log.Debug("not this")
	log.Info("import", "rows", 3)
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	said, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if s := string(said); !strings.Contains(s, "msg=import rows=3") || strings.Contains(s, "not this") {
		t.Errorf("the log says %q", s)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if mode := info.Mode().Perm(); mode != 0o600 {
		t.Errorf("the log has mode %o, want 600", mode)
	}
}

func TestOpenNeverFails(t *testing.T) {
	t.Parallel()
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	log, file := Open(filepath.Join(blocked, "smarketing.log"), slog.LevelInfo)
	log.Info("lost")
	if err := file.Close(); err != nil {
		t.Errorf("closing: %v", err)
	}
}

func TestLevel(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]slog.Level{
		"debug": slog.LevelDebug, "WARN": slog.LevelWarn, "error": slog.LevelError, "": slog.LevelInfo, "loud": slog.LevelInfo,
	} {
		if got := Level(name); got != want {
			t.Errorf("Level(%q) = %v, want %v", name, got, want)
		}
	}
}

// TestCatch replaces os.Stderr, so it does not run in parallel.
func TestCatch(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	before := os.Stderr
	cases := []struct {
		name    string
		said    string
		crashed bool
		kept    bool
		noise   string
	}{
		{"a crash is kept", "panic: boom\n", true, true, ""},
		{"a silent crash leaves nothing", "", true, false, ""},
		{"noise goes to the log", "warning: x\n", false, false, "warning: x\n"},
		{"a quiet run leaves nothing", "", false, false, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "crashes")
			catcher := Catch(dir, "1.2.3", now)
			fmt.Fprint(os.Stderr, c.said)
			path, noise := catcher.Close(c.crashed)
			if os.Stderr != before {
				t.Fatal("the error stream was not given back")
			}
			if noise != c.noise {
				t.Errorf("noise %q, want %q", noise, c.noise)
			}
			files, err := filepath.Glob(filepath.Join(dir, "*"))
			if err != nil {
				t.Fatal(err)
			}
			if !c.kept {
				if path != "" || len(files) != 0 {
					t.Errorf("left %q and %q", path, files)
				}
				return
			}
			said, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if want := "smarketing 1.2.3, 2026-11-23T09:00:00Z\n\npanic: boom\n"; string(said) != want {
				t.Errorf("the report says %q, want %q", said, want)
			}
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("mode %v, %v; want 600", info.Mode(), err)
			}
		})
	}
}

func TestRecord(t *testing.T) {
	catcher := Catch(t.TempDir(), "1.2.3", time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC))
	catcher.Record("boom", []byte("main.go:7"))
	path, _ := catcher.Close(true)
	said, err := os.ReadFile(path)
	if err != nil || !strings.HasSuffix(string(said), "panic: boom\n\nmain.go:7\n") {
		t.Errorf("the report says %q, %v", said, err)
	}
	nowhere := Catch(filepath.Join(path, "folder"), "1.2.3", time.Time{})
	nowhere.Record("boom", nil)
	if path, noise := nowhere.Close(true); path != "" || noise != "" {
		t.Errorf("a report without a folder: %q, %q", path, noise)
	}
}

func TestClean(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for name, age := range map[string]time.Duration{"crash-old.txt": 31 * 24 * time.Hour, "crash-new.txt": time.Hour, "mine.txt": 9000 * time.Hour} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, now, now.Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	Clean(dir, now)
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	if got := fmt.Sprint(len(files)); got != "2" || filepath.Base(files[0]) != "crash-new.txt" {
		t.Errorf("left %q", files)
	}
}
