package workspace

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"smarketing/internal/crm"
	"smarketing/store"
)

// hearAbout is how old an event may be when a command first hears of it: who
// was away over a long weekend is told, who hooks a command up is not told of
// the past.
const hearAbout = 96 * time.Hour

// Claim takes the oldest event of the kind that is to be told now, and holds it
// for the time of the lease: who dies meanwhile loses nothing.
func (w *Workspace) Claim(ctx context.Context, kind crm.EventKind, lease time.Duration) (crm.OutboxEvent, bool, error) {
	var e crm.OutboxEvent
	found := false
	now := w.clock()
	from := now.Add(-hearAbout)
	if err := w.store.View(ctx, func(t *store.Tx) (err error) {
		found, err = t.WaitingEvents(kind, from, now)
		return err
	}); err != nil || !found {
		return e, false, err
	}
	err := w.store.Update(ctx, func(t *store.Tx) (err error) {
		e, found, err = t.ClaimEvent(kind, from, now, now.Add(lease))
		return err
	})
	if found {
		// The number tells a command that is told twice that it was.
		e.Payload = append(fmt.Appendf(nil, `{"id":%d,`, e.ID), bytes.TrimPrefix(e.Payload, []byte("{"))...)
	}
	return e, found, err
}

// Done marks an event as told.
func (w *Workspace) Done(ctx context.Context, id int64) error {
	return w.store.Update(ctx, func(t *store.Tx) error { return t.EndEvent(id, w.clock(), "") })
}

// Silence marks all events as told: no command is to hear of them.
func (w *Workspace) Silence(ctx context.Context) error {
	return w.store.Update(ctx, func(t *store.Tx) error { return t.EndEvents(w.clock()) })
}

// Failed releases an event that is to be tried again at an instant, or gives it
// up when that is zero.
func (w *Workspace) Failed(ctx context.Context, id int64, why string, retry time.Time) error {
	return w.store.Update(ctx, func(t *store.Tx) error {
		if retry.IsZero() {
			return t.EndEvent(id, w.clock(), why)
		}
		return t.PutOffEvent(id, retry, why)
	})
}
