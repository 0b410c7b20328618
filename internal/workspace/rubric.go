package workspace

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/store"
)

// Rubric returns the active version, decoded.
func (w *Workspace) Rubric(ctx context.Context) (rubric.Version, error) {
	return read(ctx, w, func(t *store.Tx) (rubric.Version, error) {
		r, err := w.rulesOf(t)
		if err != nil {
			return rubric.Version{}, err
		}
		return r.version, nil
	})
}

// Publish makes the TOML text the next version of the rubric, with what that
// does to the leads of now. It returns as soon as the version stands; Refresh
// scores the leads with it, and so does the upkeep of any process that has the
// file open. A text that is no valid rubric is refused with rubric.Problems, an
// empty note with Invalid, and a base that is not the active version with
// Conflict: who publishes has not seen what somebody else has published.
// Nothing is changed then. A text equal to the active one makes no new version.
func (w *Workspace) Publish(ctx context.Context, p rubric.Publication) (rubric.Version, error) {
	parsed, err := rubric.Parse("rubric", []byte(p.Body))
	if err != nil {
		return rubric.Version{}, err
	}
	if p.Note = strings.TrimSpace(p.Note); p.Note == "" {
		e := crm.Errorf(crm.Invalid, "a new version needs a note").WithHint("say why, so that it can be judged later")
		e.Field = "note"
		return rubric.Version{}, e
	}
	for {
		v, stale, err := w.publishOn(ctx, p, parsed)
		// Whoever takes any base takes the one that has just been published too.
		if !stale || p.Base != 0 {
			return v, err
		}
	}
}

// publishOn publishes on the version that is active now; stale reports that it
// was active no more when the measuring was done.
func (w *Workspace) publishOn(ctx context.Context, p rubric.Publication, parsed rubric.Rubric) (v rubric.Version, stale bool, err error) {
	active, err := w.Rubric(ctx)
	if err != nil {
		return active, false, err
	}
	if p.Base != 0 && p.Base != active.Number {
		return rubric.Version{}, true, w.superseded(p.Base, active)
	}
	if active.Body == p.Body {
		return active, false, nil
	}
	v = rubric.Version{
		Number: active.Number + 1, At: w.clock(), By: w.by, Note: p.Note, Body: p.Body, Rubric: parsed,
	}
	if v.Effect, err = w.effect(ctx, active.Rubric, parsed); err != nil {
		return rubric.Version{}, false, err
	}
	detail, err := json.Marshal(struct{ Version int64 }{v.Number})
	if err != nil {
		return rubric.Version{}, false, fmt.Errorf("journal publication: %w", err)
	}
	entry := crm.JournalEntry{Verb: "publish", Key: parsed.Name, Detail: string(detail)}
	err = w.update(ctx, store.RubricChanged, entry, func(t *store.Tx) error {
		now, err := t.Rubric()
		if err != nil {
			return err
		}
		if stale = now.Number != active.Number; stale {
			return w.superseded(active.Number, now)
		}
		if err := t.AddRubric(v); err != nil {
			return err
		}
		return t.DropPublished(w.by, v.Body)
	})
	if err != nil {
		return rubric.Version{}, stale, err
	}
	return v, false, nil
}

// superseded says that another version than the base is active.
func (w *Workspace) superseded(base int64, active rubric.Version) error {
	if base > active.Number {
		return crm.Errorf(crm.NotFound, "there is no version %d of the rubric", base).WithHint("version %d is in force", active.Number)
	}
	return crm.Errorf(crm.Conflict, "version %d was published by %s %s", active.Number, active.By, ago(active.At, w.clock())).
		WithHint("nothing was changed; look at smarketing rubric diff %d %d, then publish again", base, active.Number)
}

// ago says in words how long ago it was.
func ago(then, now time.Time) string {
	if now.Sub(then) < time.Second {
		return "just now"
	}
	return humanize.RelTime(then, now, "ago", "from now")
}
