package workspace

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/store"
)

// settingViews is where the file keeps the views of the team, as JSON.
const settingViews = "views"

// mostViews is how many views a file keeps: as many as have a digit for a key.
const mostViews = 9

// keptView is a view as the file keeps it.
type keptView struct {
	Name    string
	Scope   crm.Scope `json:",omitempty"`
	Queue   bool      `json:",omitempty"`
	Ready   bool      `json:",omitempty"`
	Stage   string    `json:",omitempty"`
	Owner   string    `json:",omitempty"`
	Source  string    `json:",omitempty"`
	Filter  string    `json:",omitempty"`
	Unowned bool      `json:",omitempty"`
	Snoozed bool      `json:",omitempty"`
	Leaking bool      `json:",omitempty"`
	Sort    string    `json:",omitempty"`
	Asc     bool      `json:",omitempty"`
}

func keep(v crm.View) keptView {
	q := &v.Query
	return keptView{
		Name: v.Name, Scope: v.Scope, Queue: q.Queue, Ready: q.Ready, Stage: q.Stage, Owner: q.Owner, Source: q.Source,
		Filter: q.Filter, Unowned: q.Unowned, Snoozed: q.Snoozed, Leaking: q.Leaking, Sort: q.Sort.Field, Asc: q.Sort.Asc,
	}
}

func (k *keptView) view() crm.View {
	return crm.View{Name: k.Name, Scope: k.Scope, Query: crm.LeadQuery{
		Queue: k.Queue, Ready: k.Ready, Stage: k.Stage, Owner: k.Owner, Source: k.Source, Filter: k.Filter,
		Unowned: k.Unowned, Snoozed: k.Snoozed, Leaking: k.Leaking, Sort: crm.Sort{Field: k.Sort, Asc: k.Asc},
	}}
}

// Views returns the views of the team, in the order in which they were saved.
func (w *Workspace) Views(ctx context.Context) ([]crm.View, error) {
	return read(ctx, w, func(t *store.Tx) ([]crm.View, error) {
		kept, err := viewsOf(t)
		views := make([]crm.View, len(kept))
		for i := range kept {
			views[i] = kept[i].view()
		}
		return views, err
	})
}

func viewsOf(t *store.Tx) ([]keptView, error) {
	body, err := t.Setting(settingViews)
	if err != nil || body == "" {
		return nil, err
	}
	var kept []keptView
	if err := json.Unmarshal([]byte(body), &kept); err != nil {
		return nil, fmt.Errorf("the views of the file: %w", err)
	}
	return kept, nil
}

// SaveView keeps a view under its name, in the place of the one that had it.
// The errors are Usage without a name and Invalid when there are nine already.
func (w *Workspace) SaveView(ctx context.Context, v crm.View) error {
	v.Name = tidy(v.Name)
	if v.Name == "" {
		return crm.Errorf(crm.Usage, "a view needs a name").WithHint("say in a word or two what it lists")
	}
	return w.editViews(ctx, "view "+v.Name, func(kept []keptView) ([]keptView, error) {
		if i := indexOfView(kept, v.Name); i >= 0 {
			kept[i] = keep(v)
			return kept, nil
		}
		if len(kept) == mostViews {
			return nil, crm.Errorf(crm.Invalid, "%d views are kept already", mostViews).WithHint("forget one first")
		}
		return append(kept, keep(v)), nil
	})
}

// DropView forgets the view of that name; NotFound when there is none.
func (w *Workspace) DropView(ctx context.Context, name string) error {
	return w.editViews(ctx, "view "+name, func(kept []keptView) ([]keptView, error) {
		i := indexOfView(kept, name)
		if i < 0 {
			return nil, crm.Errorf(crm.NotFound, "there is no view %q", name).WithHint("somebody may have forgotten it already")
		}
		return slices.Delete(kept, i, i+1), nil
	})
}

func indexOfView(kept []keptView, name string) int {
	folded := text.Fold(strings.TrimSpace(name))
	return slices.IndexFunc(kept, func(k keptView) bool { return text.Fold(k.Name) == folded })
}

func (w *Workspace) editViews(ctx context.Context, what string, edit func([]keptView) ([]keptView, error)) error {
	entry := crm.JournalEntry{Verb: "settings", Key: what}
	return w.update(ctx, store.SettingsChanged, entry, func(t *store.Tx) error {
		kept, err := viewsOf(t)
		if err != nil {
			return err
		}
		if kept, err = edit(kept); err != nil {
			return err
		}
		body, err := json.Marshal(kept)
		if err != nil {
			return fmt.Errorf("keep the views: %w", err)
		}
		return t.PutSetting(settingViews, string(body))
	})
}
