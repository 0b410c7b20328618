package workspace

import (
	"context"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"sync"

	"smarketing/internal/crm"
	"smarketing/store"
)

// Rehearsal makes copies of the file on which imports are tried, so that every
// count is exact and nobody waits for a lock. The file is read once and again
// only when it has changed. It is safe for concurrent use; Close removes what it
// keeps.
type Rehearsal struct {
	w *Workspace

	mu   sync.Mutex // held while a copy is made or taken
	dir  string     // empty: nothing is copied yet
	made bool
	seq  int64 // the newest change in the copy, at least
}

// NewRehearsal returns a rehearsal that has copied nothing yet.
func (w *Workspace) NewRehearsal() *Rehearsal { return &Rehearsal{w: w} }

// Prepare makes the copy, unless there is one that still is what the file is.
func (r *Rehearsal) Prepare(ctx context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	var seq int64
	err := r.w.store.View(ctx, func(t *store.Tx) (err error) {
		seq, err = t.LastChange()
		return err
	})
	if err != nil || r.made && r.seq == seq {
		return err
	}
	if r.dir == "" {
		if r.dir, err = os.MkdirTemp("", "smarketing-dry-run-"); err != nil {
			return crm.Errorf(crm.Failure, "cannot make a copy for the dry run: %w", err)
		}
	}
	if r.made {
		if err := os.Remove(r.copied()); err != nil {
			return crm.Errorf(crm.Failure, "cannot renew the copy for the dry run: %w", err)
		}
	}
	r.made = false
	if err := r.w.store.Copy(ctx, r.copied()); err != nil {
		return errors.Join(err, os.RemoveAll(r.copied())) // half of it
	}
	r.made, r.seq = true, seq
	return nil
}

func (r *Rehearsal) copied() string { return filepath.Join(r.dir, "copy.db") }

// Trial is a copy of the file on which imports are tried, one after the other.
// Close removes it.
type Trial struct {
	*Workspace
	dir string
}

// Import counts exactly what importing into the file would do.
func (t *Trial) Import(ctx context.Context, src crm.ImportSource, records iter.Seq2[crm.Record, error], o ImportOptions) (crm.ImportReport, error) {
	report, err := t.Workspace.Import(ctx, src, records, o)
	report.DryRun = true
	return report, err
}

// Close removes the copy.
func (t *Trial) Close() error { return errors.Join(t.Workspace.Close(), os.RemoveAll(t.dir)) }

// Trial returns the file as it is now, to try imports on.
func (r *Rehearsal) Trial(ctx context.Context) (*Trial, error) {
	if err := r.Prepare(ctx); err != nil {
		return nil, err
	}
	path, err := r.stage()
	if err != nil {
		return nil, crm.Errorf(crm.Failure, "cannot make a copy for the dry run: %w", err).WithHint("free some space where temporary files are kept, or set TMPDIR")
	}
	w, err := Open(ctx, Options{Path: path, Clock: r.w.clock, By: r.w.by, Log: r.w.log})
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(filepath.Dir(path)))
	}
	return &Trial{w, filepath.Dir(path)}, nil
}

// stage returns a copy of the copy for one trial, in a folder of its own: the
// system copies a file that nobody has open faster than SQLite can, on some
// disks without moving a byte.
func (r *Rehearsal) stage() (path string, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	from, err := os.Open(r.copied())
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	dir, err := os.MkdirTemp(r.dir, "import-")
	if err != nil {
		return "", err
	}
	path = filepath.Join(dir, "copy.db")
	to, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", err
	}
	_, err = io.Copy(to, from)
	return path, errors.Join(err, to.Close())
}

// Close removes the copy. Trials are closed before.
func (r *Rehearsal) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.dir == "" {
		return nil
	}
	dir := r.dir
	r.dir, r.made = "", false
	return os.RemoveAll(dir)
}
