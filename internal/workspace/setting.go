package workspace

import (
	"context"
	"encoding/json"
	"fmt"

	"smarketing/internal/crm"
	"smarketing/store"
)

// Settings returns what both teams share.
func (w *Workspace) Settings(ctx context.Context) (crm.Settings, error) {
	return read(ctx, w, (*store.Tx).Settings)
}

// Members returns the members of both teams, sales first.
func (w *Workspace) Members(ctx context.Context) ([]crm.Member, error) {
	return read(ctx, w, (*store.Tx).Members)
}

// Stages returns the stage definitions in order, detours last.
func (w *Workspace) Stages(ctx context.Context) (crm.Stages, error) {
	return read(ctx, w, (*store.Tx).Stages)
}

// StageCounts returns how many leads stand in each stage.
func (w *Workspace) StageCounts(ctx context.Context) (map[string]int, error) {
	return read(ctx, w, (*store.Tx).StageCounts)
}

// Catalogue returns the custom fields of the file.
func (w *Workspace) Catalogue(ctx context.Context) ([]crm.Field, error) {
	return read(ctx, w, (*store.Tx).Catalogue)
}

// UnknownFields returns those of the named fields that no lead has a value in.
func (w *Workspace) UnknownFields(ctx context.Context, names []string) ([]string, error) {
	return read(ctx, w, func(t *store.Tx) ([]string, error) {
		var unknown []string
		for _, name := range names {
			known, err := t.HasField(name)
			if err != nil {
				return nil, err
			}
			if !known {
				unknown = append(unknown, name)
			}
		}
		return unknown, nil
	})
}

// Events returns the names of the events the file has seen.
func (w *Workspace) Events(ctx context.Context) ([]string, error) {
	return read(ctx, w, (*store.Tx).Events)
}

func read[T any](ctx context.Context, w *Workspace, get func(*store.Tx) (T, error)) (T, error) {
	var v T
	err := w.store.View(ctx, func(t *store.Tx) (err error) {
		v, err = get(t)
		return err
	})
	return v, err
}

// SetSettings changes the settings, all or none. A new zone moves the borders
// of days, so every lead is due for scoring then; else only those that are owed
// something, since hours and limits decide until when. Refresh does it.
func (w *Workspace) SetSettings(ctx context.Context, pairs []crm.Setting) error {
	detail, err := json.Marshal(pairs)
	if err != nil {
		return fmt.Errorf("journal settings: %w", err)
	}
	entry := crm.JournalEntry{Verb: "settings", Key: "settings", Detail: string(detail)}
	return w.update(ctx, store.SettingsChanged, entry, func(t *store.Tx) error {
		settings, err := t.Settings()
		if err != nil {
			return err
		}
		zone := settings.Zone
		for _, p := range pairs {
			if settings, err = settings.Set(p.Key, p.Value); err != nil {
				return err
			}
		}
		for _, s := range settings.All() {
			if err := t.PutSetting(s.Key, s.Value); err != nil {
				return err
			}
		}
		if settings.Zone != zone {
			return t.MarkAllDue(w.clock())
		}
		return t.MarkOwedDue(w.clock())
	})
}

// SetMember adds a member or changes the team and capacity of one.
func (w *Workspace) SetMember(ctx context.Context, m crm.Member) error {
	if m.Name == "" {
		return crm.Errorf(crm.Usage, "a member has no name").WithHint("smarketing team set NAME --team sales")
	}
	if m.Capacity < 0 {
		return crm.Errorf(crm.Invalid, "capacity cannot be %d", m.Capacity).WithHint("use the leads the member can work a week")
	}
	if _, err := crm.ParseTeam(string(m.Team)); err != nil {
		return err
	}
	entry := crm.JournalEntry{Verb: "member", Key: m.Name}
	return w.update(ctx, store.SettingsChanged, entry, func(t *store.Tx) error { return t.PutMember(m) })
}
