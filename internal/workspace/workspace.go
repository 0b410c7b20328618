// Package workspace holds the verbs: it is the one door to a file. Every write
// is one transaction with its journal entry, and scores what it touched.
//
// It must not parse a file of anybody else, print, or know a screen.
package workspace

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
	"smarketing/store"
)

// Workspace is an open file with its rules. It is safe for concurrent use.
type Workspace struct {
	store *store.Store
	clock crm.Clock
	by    string
	log   *slog.Logger
	owner int64 // tells this process's claims from those of others

	mu    sync.Mutex
	rules *rules // of the active rubric, nil before the first use
	desk  *desk  // of the settings, nil before the first use

	pipeline pipeline // what the funnel is answered from
	measures measures // of it, what goals are planned from

	background sync.WaitGroup // what Close waits for

	boarding chan struct{} // holds one token while the snapshot is being made
	snapshot *snapshot     // of all leads, nil before the first Board

	// A lock of its own, held by Wait: it waits for a connection, and those who
	// hold connections wait for mu.
	watching sync.Mutex
	closing  chan struct{} // closed by Close, so that Wait returns
	close    sync.Once
	watch    *store.Watch // notices the commits of others, nil before the first Wait
	seen     crm.Change   // the newest change told
	state    int64        // data version at the last Wait
}

// Options say how a file is opened.
type Options struct {
	Path     string
	ReadOnly bool
	Create   bool      // make the file, with template and default stages, when it does not exist
	Clock    crm.Clock // nil: the system's
	By       string    // who acts
	Zone     string    // IANA name a new file starts with; empty: UTC
	Log      *slog.Logger
}

// DefaultTemplate is the key of the rubric a new file starts with.
const DefaultTemplate = "b2b-software"

// Open opens the file. The errors are those of store.Open.
func Open(ctx context.Context, o Options) (*Workspace, error) {
	s, err := store.Open(ctx, store.Options{Path: o.Path, ReadOnly: o.ReadOnly, Create: o.Create})
	if err != nil {
		return nil, err
	}
	w := &Workspace{store: s, clock: o.Clock, by: o.By, log: o.Log, closing: make(chan struct{}), boarding: make(chan struct{}, 1)}
	if w.clock == nil {
		w.clock = time.Now
	}
	if w.log == nil {
		w.log = slog.New(slog.DiscardHandler)
	}
	w.owner = time.Now().UnixNano()
	if !o.ReadOnly {
		if err := w.furnish(ctx, o.Zone); err != nil {
			return nil, joinClose(err, s)
		}
		if err := w.mendAtOpening(ctx); err != nil {
			return nil, joinClose(err, s)
		}
	}
	return w, nil
}

func joinClose(err error, s *store.Store) error {
	if closeErr := s.Close(); closeErr != nil {
		return crm.Errorf(crm.ErrorCode(err), "%w, and closing failed: %v", err, closeErr)
	}
	return err
}

// furnish gives a new file its stages, zone and first rubric.
func (w *Workspace) furnish(ctx context.Context, zone string) error {
	empty := false
	err := w.store.View(ctx, func(t *store.Tx) error {
		v, err := t.Rubric()
		empty = v.Number == 0
		return err
	})
	if err != nil || !empty {
		return err
	}
	template, err := rubric.FindTemplate(DefaultTemplate)
	if err != nil {
		return err
	}
	return w.store.Update(ctx, func(t *store.Tx) error {
		if v, err := t.Rubric(); err != nil || v.Number != 0 {
			return err // another process was faster
		}
		if err := t.SetStages(crm.DefaultStages()); err != nil {
			return err
		}
		if zone != "" {
			if err := t.PutSetting("zone", zone); err != nil {
				return err
			}
		}
		return t.AddRubric(rubric.Version{
			Number: 1, At: w.clock(), By: w.by, Note: "template " + template.Name, Body: template.Body,
		})
	})
}

// Close ends a Wait and releases the file.
func (w *Workspace) Close() error {
	w.close.Do(func() { close(w.closing) })
	w.background.Wait()
	w.watching.Lock()
	defer w.watching.Unlock()
	if w.watch != nil {
		if err := w.watch.Close(); err != nil {
			w.log.Warn("Closing the watch failed", "err", err)
		}
		w.watch = nil
	}
	return w.store.Close()
}

// rules are what scores are made with.
type rules struct {
	version rubric.Version
	zone    *time.Location
	program *score.Program
	stages  crm.Stages
	desk    *desk
}

// rulesOf returns the active rubric, compiled for the file's zone. Compiling is
// done once per version and zone.
func (w *Workspace) rulesOf(t *store.Tx) (*rules, error) {
	version, err := t.Rubric()
	if err != nil {
		return nil, err
	}
	settings, err := t.Settings()
	if err != nil {
		return nil, err
	}
	stages, err := t.Stages()
	if err != nil {
		return nil, err
	}
	plan, err := t.Setting(settingPlan)
	if err != nil {
		return nil, err
	}
	zone := settings.Location()
	w.mu.Lock()
	defer w.mu.Unlock()
	desk, err := w.deskOf(settings, plan)
	if err != nil {
		return nil, err
	}
	if r := w.rules; r != nil && r.version.Number == version.Number && r.zone.String() == zone.String() {
		same := *r
		same.stages, same.desk = stages, desk
		return &same, nil
	}
	version.Rubric, err = rubric.Parse("the file's rubric", []byte(version.Body))
	if err != nil {
		return nil, err
	}
	program, err := score.Compile(version.Rubric, zone)
	if err != nil {
		return nil, err
	}
	w.rules = &rules{version, zone, program, stages, desk}
	return w.rules, nil
}

// update runs fn in a writing transaction that tells others of a change of
// that kind and is journalled when the entry has a verb.
func (w *Workspace) update(ctx context.Context, kind string, entry crm.JournalEntry, fn func(*store.Tx) error) error {
	return w.store.Update(ctx, func(t *store.Tx) error {
		if err := fn(t); err != nil {
			return err
		}
		if entry.Verb != "" {
			entry.At, entry.By = w.clock(), w.by
			if err := t.AddJournal(entry); err != nil {
				return err
			}
		}
		return t.AddChange(kind)
	})
}

// Status returns what the frame of the dashboard shows.
func (w *Workspace) Status(ctx context.Context) (crm.Status, error) {
	status := crm.Status{File: w.store.Path(), ReadOnly: w.store.ReadOnly(), By: w.by, Now: w.clock()}
	err := w.store.View(ctx, func(t *store.Tx) error {
		r, err := w.rulesOf(t)
		if err != nil {
			return err
		}
		status.RubricName, status.RubricVersion = r.version.Rubric.Name, r.version.Number
		status.ReadyAt, status.Zone = r.version.Rubric.Ready, r.zone
		status.Leads, err = t.CountLeads()
		return err
	})
	return status, err
}
