package store

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"
)

// TestViewPair: two connections see one state of the file, or there is only one.
func TestViewPair(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "pair.db")
	s, err := Open(t.Context(), Options{Path: path, Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	other, err := Open(t.Context(), Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = other.Close() })
	stop, stopped := make(chan struct{}), make(chan error)
	go func() { // commits all the time, through connections of its own
		for n := int64(1); ; n++ {
			select {
			case <-stop:
				stopped <- nil
				return
			default:
			}
			if err := other.Update(t.Context(), func(tx *Tx) error { return tx.SetMeta("n", n) }); err != nil {
				stopped <- err
				return
			}
		}
	}()
	pairs, alone := 0, 0
	read := func(a, b *Tx) error {
		n, err := a.Meta("n")
		if err != nil {
			return err
		}
		if b == nil {
			alone++
			return nil
		}
		pairs++
		if m, err := b.Meta("n"); err != nil || m != n {
			return fmt.Errorf("one sees %d, the other %d: %w", n, m, err)
		}
		return nil
	}
	for until := time.Now().Add(300 * time.Millisecond); time.Now().Before(until); {
		if err := s.ViewPair(t.Context(), read); err != nil {
			t.Error(err)
			break
		}
	}
	close(stop)
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	pairs = 0
	if err := s.ViewPair(t.Context(), read); err != nil || pairs != 1 {
		t.Errorf("while nobody commits there are %d pairs (%v)", pairs, err)
	}
	t.Logf("beside a writer one was alone %d times", alone)
}
