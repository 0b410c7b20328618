package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

// TestInterruptedDemoLeavesNothing stops a demo while it is written.
func TestInterruptedDemoLeavesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	leads := "20000"
	if raceEnabled {
		leads = "4000"
	}
	path := filepath.Join(dir, "demo.db")
	ctx, cancel := context.WithCancel(t.Context())
	watch := stopAfter(ctx, cancel, path, 1)
	status, _, errs := command(ctx, fixed, "demo", "--leads", leads, "--write", path)
	<-watch
	if status != exitInterrupted {
		t.Fatalf("exit %d, want %d: %s", status, exitInterrupted, errs)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("left %v, %v", left, err)
	}
}
