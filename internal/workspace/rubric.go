package workspace

import (
	"context"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/store"
)

// Rubric returns the active version, decoded.
func (w *Workspace) Rubric(ctx context.Context) (rubric.Version, error) {
	var v rubric.Version
	err := w.store.View(ctx, func(t *store.Tx) error {
		r, err := w.rulesOf(t)
		if err == nil {
			v = r.version
		}
		return err
	})
	return v, err
}

// Publish makes the TOML text the next version of the rubric and scores all
// leads with it before it returns. A text that is not a valid rubric changes
// nothing; the error is rubric.Problems. A text equal to the active one is no
// new version.
func (w *Workspace) Publish(ctx context.Context, body, note string, progress func(crm.Progress)) (rubric.Version, error) {
	parsed, err := rubric.Parse("rubric", []byte(body))
	if err != nil {
		return rubric.Version{}, err
	}
	v := rubric.Version{At: w.clock(), By: w.by, Note: note, Body: body, Rubric: parsed}
	same := false
	err = w.update(ctx, store.RubricChanged, crm.JournalEntry{Verb: "publish", Key: parsed.Name}, func(t *store.Tx) error {
		active, err := t.Rubric()
		if err != nil {
			return err
		}
		if same = active.Body == body; same {
			v = active
			v.Rubric = parsed
			return errUnchanged
		}
		v.Number = active.Number + 1
		return t.AddRubric(v)
	})
	if err != nil && !same {
		return rubric.Version{}, err
	}
	_, err = w.refresh(ctx, 0, progress)
	return v, err
}

// errUnchanged takes back a transaction that would have changed nothing.
var errUnchanged = crm.Errorf(crm.Failure, "nothing to change")
