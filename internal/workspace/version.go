package workspace

import (
	"context"
	"fmt"
	"slices"

	"smarketing/internal/rubric"
	"smarketing/internal/score"
	"smarketing/store"
)

// Versions returns all versions of the rubric, newest first, decoded.
func (w *Workspace) Versions(ctx context.Context) ([]rubric.Version, error) {
	versions, err := read(ctx, w, (*store.Tx).Rubrics)
	if err != nil {
		return nil, err
	}
	for i := range versions {
		if versions[i], err = decoded(versions[i]); err != nil {
			return nil, err
		}
	}
	return versions, nil
}

// RubricVersion returns the version of that number, decoded; NotFound when there
// is none.
func (w *Workspace) RubricVersion(ctx context.Context, number int64) (rubric.Version, error) {
	v, err := read(ctx, w, func(t *store.Tx) (rubric.Version, error) { return t.RubricVersion(number) })
	if err != nil {
		return rubric.Version{}, err
	}
	return decoded(v)
}

func decoded(v rubric.Version) (rubric.Version, error) {
	var err error
	v.Rubric, err = rubric.Parse(fmt.Sprintf("version %d", v.Number), []byte(v.Body))
	return v, err
}

// Rollback publishes the text of an earlier version again, as the next version.
// Note and base are those of Publish.
func (w *Workspace) Rollback(ctx context.Context, number int64, note string, base int64) (rubric.Version, error) {
	v, err := read(ctx, w, func(t *store.Tx) (rubric.Version, error) { return t.RubricVersion(number) })
	if err != nil {
		return rubric.Version{}, err
	}
	return w.Publish(ctx, rubric.Publication{Body: v.Body, Note: note, Base: base})
}

// effect measures what the rubric next does to the leads, against base.
func (w *Workspace) effect(ctx context.Context, base, next rubric.Rubric) (*rubric.Effect, error) {
	board, err := w.Board(ctx, slices.Concat(rubric.Fields(base), rubric.Fields(next)), nil)
	if err != nil {
		return nil, err
	}
	draft, err := board.Draft(base)
	if err != nil {
		return nil, err
	}
	if err := draft.Set(next); err != nil {
		return nil, err
	}
	x := draft.Impact()
	return &rubric.Effect{
		Open: x.Open, ReadyBefore: x.Before.Ready, ReadyAfter: x.After.Ready, In: x.In, Out: x.Out, Up: x.Up, Down: x.Down,
		AUCBefore: known(x.Before.AUC), AUCAfter: known(x.After.AUC),
	}, nil
}

// known returns the value of a share, nil when there was too little to measure.
func known(s score.Share) *float64 {
	if !s.Known {
		return nil
	}
	return &s.Value
}

// draft is what RubricDraft found.
type draft struct {
	rubric.Draft
	found bool
}

// RubricDraft returns the unpublished edits of who acts, false when there are
// none.
func (w *Workspace) RubricDraft(ctx context.Context) (rubric.Draft, bool, error) {
	d, err := read(ctx, w, func(t *store.Tx) (d draft, err error) {
		d.Draft, d.found, err = t.RubricDraft(w.by)
		return d, err
	})
	return d.Draft, d.found, err
}

// SaveDraft keeps the unpublished edits of who acts in the file, in the place
// of those before. They concern nobody else: they are not journalled, and the
// text need not be a valid rubric yet.
func (w *Workspace) SaveDraft(ctx context.Context, d rubric.Draft) error {
	d.By, d.At = w.by, w.clock()
	return w.store.Update(ctx, func(t *store.Tx) error { return t.PutDraft(d) })
}

// DropDraft forgets the unpublished edits of who acts.
func (w *Workspace) DropDraft(ctx context.Context) error {
	return w.store.Update(ctx, func(t *store.Tx) error { return t.DropDraft(w.by) })
}
