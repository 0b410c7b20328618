package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"smarketing/internal/crm"
)

// Options say how a file is opened.
type Options struct {
	Path     string
	ReadOnly bool
	Create   bool // make the file when it does not exist
}

// Open opens the file, creates it when asked to, and brings its schema up to
// date after copying it aside. It returns NotFound when there is no file,
// Invalid when the file is not ours or newer than this program, and Busy when
// another process holds it; the file is left untouched then.
func Open(ctx context.Context, o Options) (*Store, error) {
	exists, err := inspect(o.Path)
	if err != nil {
		return nil, err
	}
	if !exists {
		if o.ReadOnly || !o.Create {
			return nil, crm.Errorf(crm.NotFound, "there is no file %s", o.Path).
				WithHint("run smarketing demo to look around, or import a file to create it")
		}
		if err := create(ctx, o.Path); err != nil {
			return nil, err
		}
	}
	s := &Store{path: o.Path}
	if s.reader, err = sql.Open("sqlite", readDSN(o.Path, o.ReadOnly)); err != nil {
		return nil, translate(err)
	}
	s.reader.SetMaxOpenConns(4)
	s.reader.SetMaxIdleConns(4)
	if !o.ReadOnly {
		if s.writer, err = sql.Open("sqlite", writeDSN(o.Path)); err != nil {
			return nil, errors.Join(translate(err), s.Close())
		}
		// One writing connection: SQLite has one writer anyway, and waiting for
		// a connection is fair where waiting for its lock is not.
		s.writer.SetMaxOpenConns(1)
	}
	err = s.migrate(ctx)
	if o.ReadOnly && crm.ErrorCode(err) == crm.Failure && err != nil {
		err = s.settleForImmutable(ctx, err)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if s.writer != nil {
		// From here on begin does the waiting.
		if _, err := s.writer.ExecContext(ctx, "PRAGMA busy_timeout=0"); err != nil {
			return nil, errors.Join(translate(err), s.Close())
		}
	}
	return s, nil
}

// create makes an empty file, readable by its owner alone, unless somebody else
// makes it at the same moment. It is begun under another name: who switches to
// write-ahead logging must be alone, and how large pages are is settled before.
func create(ctx context.Context, path string) error {
	failed := func(err error) error {
		return crm.Errorf(crm.Failure, "cannot create %s: %w", path, err).WithHint("check that its folder exists and can be written")
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.new")
	if err != nil {
		return failed(err)
	}
	defer func() { _ = os.Remove(f.Name()) }()
	if err := f.Close(); err != nil {
		return failed(err)
	}
	if err := paged(ctx, f.Name()); err != nil {
		return err
	}
	err = os.Link(f.Name(), path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return nil
	}
	// Where files cannot have two names, one with pages of another size will do.
	if f, err = os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600); err == nil {
		err = f.Close()
	}
	if err != nil {
		return failed(err)
	}
	return nil
}

// paged makes the first page of a file that nobody else has, and turns
// write-ahead logging on.
func paged(ctx context.Context, path string) (err error) {
	db, err := sql.Open("sqlite", dsn(path, url.Values{"_pragma": {"page_size(32768)"}}))
	if err != nil {
		return translate(err)
	}
	defer func() { err = errors.Join(err, translate(db.Close())) }()
	_, err = db.ExecContext(ctx, "BEGIN IMMEDIATE; COMMIT; PRAGMA journal_mode=WAL")
	return translate(err)
}

// settleForImmutable opens the file as one that nobody changes: where its folder
// cannot be written, SQLite cannot keep the shared memory that reading beside
// writers takes. Nothing is lost by it, since nobody can write there either.
func (s *Store) settleForImmutable(ctx context.Context, cause error) error {
	if _, err := os.Stat(s.path + "-wal"); err == nil {
		return cause // there are changes beside the file that would be overlooked
	}
	if err := s.reader.Close(); err != nil {
		return errors.Join(cause, err)
	}
	q := pragmas(reading...)
	q.Set("mode", "ro")
	q.Set("immutable", "1")
	var err error
	if s.reader, err = sql.Open("sqlite", dsn(s.path, q)); err != nil {
		return translate(err)
	}
	return s.migrate(ctx)
}

// writeDSN names the file with the pragmas of the writing connection. What a
// statement would need to take itself back lies in memory: on the disk it costs
// nearly what the statement itself does.
func writeDSN(path string) string {
	q := pragmas("journal_mode(WAL)", "synchronous(FULL)", "temp_store(MEMORY)", "cache_size(-65536)")
	q.Set("_txlock", "immediate")
	return dsn(path, q)
}

// reading are the pragmas of the connections that only read. There are several
// of them, and the system keeps the file in memory anyway.
var reading = []string{"query_only(1)", "temp_store(MEMORY)", "cache_size(-16384)"}

// readDSN names the file with the pragmas of the reading connections.
func readDSN(path string, readOnly bool) string {
	q := pragmas(reading...)
	if readOnly {
		q.Set("mode", "ro")
	}
	return dsn(path, q)
}

// pragmas returns what every connection gets, then more. busy_timeout comes
// first: the others may already meet a lock.
func pragmas(more ...string) url.Values {
	common := []string{
		"busy_timeout(5000)", "foreign_keys(1)", "wal_autocheckpoint(10000)", "journal_size_limit(67108864)",
	}
	return url.Values{"_pragma": append(common, more...)}
}

func dsn(path string, q url.Values) string {
	return (&url.URL{Scheme: "file", Opaque: url.PathEscape(path), RawQuery: q.Encode()}).String()
}
