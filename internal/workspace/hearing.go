package workspace

import (
	"context"
	"strings"
	"time"

	"smarketing/internal/crm"
	"smarketing/store"
)

// hearing brings the activities of all leads, read by a goroutine of its own,
// to somebody who asks for one lead after the other.
type hearing struct {
	full, empty chan []crm.Activity // batches that are filled, and that may be filled
	batch, rest []crm.Activity      // the batch being handed out, and what of it is left
	end         func()
	err         error // of the goroutine; read when full is closed
}

// A batch holds all activities of its leads.
const (
	hearingBatch   = 4096
	hearingBatches = 4
)

// listen begins to read. The caller stops it.
func (w *Workspace) listen(ctx context.Context) *hearing {
	ctx, cancel := context.WithCancel(ctx)
	h := &hearing{full: make(chan []crm.Activity, hearingBatches), empty: make(chan []crm.Activity, hearingBatches), end: cancel}
	for range hearingBatches {
		h.empty <- make([]crm.Activity, 0, hearingBatch+hearingBatch/8)
	}
	go func() {
		defer close(h.full)
		h.err = h.read(ctx, w.store)
	}()
	return h
}

func (h *hearing) read(ctx context.Context, s *store.Store) error {
	batch := <-h.empty
	send := func() error {
		select {
		case h.full <- batch:
		case <-ctx.Done():
			return ctx.Err()
		}
		select {
		case batch = <-h.empty:
			batch = batch[:0]
		case <-ctx.Done():
			return ctx.Err()
		}
		return nil
	}
	details := words{}
	err := s.View(ctx, func(t *store.Tx) error {
		return t.BoardActivities(func(lead crm.LeadID, event, detail string, at time.Time) error {
			if n := len(batch); n >= hearingBatch && batch[n-1].Lead != lead {
				if err := send(); err != nil {
					return err
				}
			}
			batch = append(batch, crm.Activity{Lead: lead, Event: event, Detail: details.of(detail), At: at})
			return nil
		})
	})
	if err != nil || len(batch) == 0 {
		return err
	}
	return send()
}

// of returns the activities of the lead, which hold until the next call. The
// leads are asked for in rising order.
func (h *hearing) of(lead crm.LeadID) ([]crm.Activity, error) {
	for {
		for len(h.rest) > 0 && h.rest[0].Lead < lead {
			h.rest = h.rest[1:] // of a lead that is no more
		}
		if len(h.rest) > 0 {
			break
		}
		if h.batch != nil {
			h.empty <- h.batch
			h.batch = nil
		}
		batch, more := <-h.full
		if !more {
			return nil, h.err
		}
		h.batch, h.rest = batch, batch
	}
	n := 0
	for n < len(h.rest) && h.rest[n].Lead == lead {
		n++
	}
	acts := h.rest[:n]
	h.rest = h.rest[n:]
	return acts, nil
}

// stop ends the reading and waits for its end.
func (h *hearing) stop() {
	h.end()
	for range h.full { // what is still under way is dropped
	}
}

// words keeps one copy of texts that come again and again.
type words map[string]string

// mostWords bounds what is kept: details may all differ.
const mostWords = 1 << 15

// of returns a copy of a text that may be in memory of somebody else.
func (w words) of(s string) string {
	if word, ok := w[s]; ok {
		return word
	}
	if len(w) >= mostWords {
		clear(w)
	}
	word := strings.Clone(s)
	w[word] = word
	return word
}
