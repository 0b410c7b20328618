package store_test

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/store"
)

// Whenever an Append is cancelled, what comes after it is checked again.
func TestCancelledAppendLeavesForeignKeysOn(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "leads.db"))
	when := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		ctx, cancel := context.WithCancel(t.Context())
		timer := time.AfterFunc(time.Duration(when.IntN(400))*time.Microsecond, cancel)
		err := s.Append(ctx, func(tx *store.Tx) error { return tx.SetMeta("test", 1) })
		timer.Stop()
		cancel()
		if err != nil && crm.ErrorCode(err) != crm.Interrupted {
			t.Fatal(err)
		}
		orphan := []crm.Note{{Lead: 7, Text: "about nobody"}}
		if s.Update(t.Context(), func(tx *store.Tx) error { return tx.AddNotes(orphan) }) == nil {
			t.Fatal("a note about a lead that is not there is taken")
		}
	}
}
