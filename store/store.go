package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"sync/atomic"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"smarketing/internal/crm"
)

// Store is one open file. It is safe for concurrent use: writes go one after
// the other through one connection, reads go beside them.
type Store struct {
	path   string
	writer *sql.DB
	reader *sql.DB

	images   atomic.Pointer[images] // that rows are poured from while a file is being filled
	attached sync.Mutex             // held meanwhile
	words    sync.Map               // text -> id of committed words
}

// Close releases the file.
func (s *Store) Close() error {
	var errs []error
	for _, db := range []*sql.DB{s.reader, s.writer} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return errors.Join(errs...)
}

// Path returns the name of the file as it was opened.
func (s *Store) Path() string { return s.path }

// Tx is one transaction. What it reads is one state of the file.
type Tx struct {
	ctx   context.Context
	tx    *sql.Tx
	store *Store
	stmts map[string]*sql.Stmt
	fresh map[string]int64 // words added by this transaction

	varied map[string]columnSet // columns in which rows differed, by the INSERT
	poured []string             // tables that rows were poured into

	moved    []crm.LeadID // leads changed by this transaction
	movedAll bool
}

// ReadOnly reports whether the file was opened for reading only.
func (s *Store) ReadOnly() bool { return s.writer == nil }

// Update runs fn in a writing transaction, which stands as a whole or not at
// all.
func (s *Store) Update(ctx context.Context, fn func(*Tx) error) error {
	if s.ReadOnly() {
		return crm.Errorf(crm.Failure, "%s is open for reading only", s.path).WithHint("leave out --read-only")
	}
	return s.run(ctx, s.writer, fenced(fn))
}

// fenced is fn for a file whose schema nobody has raised since it was opened: a
// newer program keeps what this one does not know of.
func fenced(fn func(*Tx) error) func(*Tx) error {
	return func(t *Tx) error {
		var version int
		if _, err := t.one("PRAGMA user_version", nil, &version); err != nil {
			return err
		}
		if known := SchemaVersion(); version > known {
			return crm.Errorf(crm.Conflict, "a newer smarketing has brought %s to schema %d, and this one knows %d", t.store.path, version, known).
				WithHint("end this program and start the newer one; nothing was written")
		}
		return fn(t)
	}
}

// View runs fn in a reading transaction.
func (s *Store) View(ctx context.Context, fn func(*Tx) error) error {
	return s.run(ctx, s.reader, fn)
}

func (s *Store) run(ctx context.Context, db beginner, fn func(*Tx) error) (err error) {
	tx, err := s.begin(ctx, db)
	if err != nil {
		return ended(ctx, err)
	}
	finished := false
	defer func() {
		if !finished { // fn has panicked: leave no lock behind
			_ = rollback(tx)
		}
	}()
	t := &Tx{ctx: ctx, tx: tx, store: s, stmts: map[string]*sql.Stmt{}, fresh: map[string]int64{}, varied: map[string]columnSet{}}
	if err = fn(t); err == nil {
		err = t.remember()
	}
	finished = true
	if err != nil {
		return errors.Join(ended(ctx, err), rollback(tx))
	}
	if err := tx.Commit(); err != nil {
		return ended(ctx, err)
	}
	for text, id := range t.fresh {
		s.words.Store(text, id)
	}
	return nil
}

// How often, and how long, a writer asks for the lock. SQLite's own waiting
// backs off to a tenth of a second, and then loses every time against an
// importer that leaves the lock for a millisecond between its batches.
const (
	askEvery = 500 * time.Microsecond
	askFor   = 5 * time.Second
)

// beginner is connections, or one of them.
type beginner interface {
	BeginTx(ctx context.Context, o *sql.TxOptions) (*sql.Tx, error)
}

// begin starts a transaction; a writing one has the lock then.
func (s *Store) begin(ctx context.Context, db beginner) (*sql.Tx, error) {
	for started := time.Now(); ; {
		tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: db == s.reader})
		if err == nil || crm.ErrorCode(translate(err)) != crm.Busy || time.Since(started) > askFor {
			return tx, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(askEvery):
		}
	}
}

// ended translates the error of a transaction. When ctx was cancelled that is
// why it failed, whatever the driver says.
func ended(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.Canceled) && !errors.Is(err, context.Canceled) {
		return interrupted(errors.Join(context.Canceled, err))
	}
	return translate(err)
}

func rollback(tx *sql.Tx) error {
	if err := tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		return translate(err)
	}
	return nil
}

// stmt prepares a statement once in a transaction; database/sql closes it with
// the transaction.
func (t *Tx) stmt(query string) (*sql.Stmt, error) {
	if st, ok := t.stmts[query]; ok {
		return st, nil
	}
	st, err := t.tx.PrepareContext(t.ctx, query)
	if err != nil {
		return nil, fmt.Errorf("prepare %q: %w", query, err)
	}
	t.stmts[query] = st
	return st, nil
}

func (t *Tx) exec(query string, args ...any) (sql.Result, error) {
	st, err := t.stmt(query) //nolint:sqlclosecheck // closed with the transaction
	if err != nil {
		return nil, err
	}
	return st.ExecContext(t.ctx, args...)
}

// each runs a query and calls scan for every row.
func (t *Tx) each(query string, args []any, scan func(row) error) (err error) {
	st, err := t.stmt(query) //nolint:sqlclosecheck // closed with the transaction
	if err != nil {
		return err
	}
	rows, err := st.QueryContext(t.ctx, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// one runs a query for a single row; false when there is none.
func (t *Tx) one(query string, args []any, dest ...any) (bool, error) {
	st, err := t.stmt(query) //nolint:sqlclosecheck // closed with the transaction
	if err != nil {
		return false, err
	}
	err = st.QueryRowContext(t.ctx, args...).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

type row interface{ Scan(dest ...any) error }

// translate turns the driver's errors into those a person can act on, by code.
func translate(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, context.Canceled) {
		return interrupted(err)
	}
	if errors.Is(err, fs.ErrPermission) {
		return crm.Errorf(crm.Failure, "no permission: %w", err)
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return &crm.Error{Code: crm.Busy, Message: "another program is writing to the file", Hint: "try again in a moment", Err: err}
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		return crm.Errorf(crm.Invalid, "the file is damaged or not a smarketing file: %w", err).
			WithHint("restore a backup made with smarketing backup")
	case sqlite3.SQLITE_FULL:
		return crm.Errorf(crm.Failure, "the disk is full: %w", err).
			WithHint("free some space and repeat the command; nothing was lost")
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return crm.Errorf(crm.Failure, "the file cannot be written: %w", err).
			WithHint("check the permissions of file and folder; to look only, use --read-only")
	case sqlite3.SQLITE_CANTOPEN:
		return crm.Errorf(crm.Failure, "the file cannot be opened: %w", err).
			WithHint("check that its folder exists and can be written")
	case sqlite3.SQLITE_IOERR:
		return crm.Errorf(crm.Failure, "reading or writing the file failed: %w", err).
			WithHint("check the disk; a -wal file left beside a deleted file must go too")
	case sqlite3.SQLITE_INTERRUPT:
		return interrupted(err)
	}
	return err
}

// interrupted says that the user stopped the work; what the driver says about
// it, err, is kept for the log only.
func interrupted(err error) error {
	return &crm.Error{Code: crm.Interrupted, Message: "interrupted", Err: err}
}

// ms returns the time for the file: milliseconds, NULL when unknown.
func ms(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}

// ms0 returns milliseconds, 0 when unknown.
func ms0(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func instant(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

func nullInstant(v sql.NullInt64) time.Time {
	if !v.Valid {
		return time.Time{}
	}
	return time.UnixMilli(v.Int64).UTC()
}
