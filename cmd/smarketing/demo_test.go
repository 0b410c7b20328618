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
	path := filepath.Join(dir, "demo.db")
	ctx, cancel := context.WithCancel(t.Context())
	watch := stopAfter(ctx, cancel, path, 1000)
	status, _, errs := command(ctx, fixed, "demo", "--leads", "20000", "--write", path)
	<-watch
	if status != exitInterrupted {
		t.Fatalf("exit %d, want %d: %s", status, exitInterrupted, errs)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("left %v, %v", left, err)
	}
}
