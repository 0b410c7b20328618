package store

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"
)

// Whenever a Bulk is cancelled, what is committed after it reaches the disk again.
func TestCancelledBulkLeavesCommitsDurable(t *testing.T) {
	s, err := Open(t.Context(), Options{Path: filepath.Join(t.TempDir(), "leads.db"), Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	when := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		ctx, cancel := context.WithCancel(t.Context())
		timer := time.AfterFunc(time.Duration(when.IntN(100))*time.Microsecond, cancel)
		_ = s.Bulk(ctx, func() error { return nil })
		timer.Stop()
		cancel()
		var synchronous int
		if err := s.writer.QueryRowContext(t.Context(), "PRAGMA synchronous").Scan(&synchronous); err != nil || synchronous != 2 {
			t.Fatalf("synchronous is %d (%v)", synchronous, err)
		}
	}
}
