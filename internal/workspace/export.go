package workspace

import (
	"context"
	"errors"
	"iter"

	"smarketing/internal/crm"
	"smarketing/store"
)

// Activities yields every activity, by lead and instant. An error ends the
// iteration.
func (w *Workspace) Activities(ctx context.Context) iter.Seq2[crm.Activity, error] {
	return stream(ctx, w, (*store.Tx).Activities)
}

// StageChanges yields every stage change, by lead and in order.
func (w *Workspace) StageChanges(ctx context.Context) iter.Seq2[crm.StageChange, error] {
	return stream(ctx, w, (*store.Tx).StageChanges)
}

// Deals yields every deal in the order of entry.
func (w *Workspace) Deals(ctx context.Context) iter.Seq2[crm.Deal, error] {
	return stream(ctx, w, (*store.Tx).Deals)
}

// Spends yields everything that was spent, by day.
func (w *Workspace) Spends(ctx context.Context) iter.Seq2[crm.Spend, error] {
	return stream(ctx, w, (*store.Tx).Spends)
}

func stream[T any](ctx context.Context, w *Workspace, query func(*store.Tx, func(T) error) error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		err := w.store.View(ctx, func(t *store.Tx) error {
			return query(t, func(v T) error {
				if !yield(v, nil) {
					return errStopped
				}
				return nil
			})
		})
		if err != nil && !errors.Is(err, errStopped) {
			var zero T
			yield(zero, err)
		}
	}
}

// LeadKeys returns a function that gives the key of a lead, empty for a lead
// that does not exist.
func (w *Workspace) LeadKeys(ctx context.Context) (func(crm.LeadID) string, error) {
	keys, err := read(ctx, w, (*store.Tx).LeadKeys)
	return func(id crm.LeadID) string { return keys[id] }, err
}
