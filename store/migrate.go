package store

import (
	"context"
	"database/sql"
	"embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sort"
	"sync"
	"time"

	"smarketing/internal/crm"
)

//go:embed migrations/*.sql
var migrations embed.FS

// applicationID marks a file as ours: "smkt" in the header of the database.
const applicationID = 0x736d6b74

// SchemaVersion returns the version of the schema this program writes.
var SchemaVersion = sync.OnceValue(func() int {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return 0
	}
	return len(names)
})

// inspect looks at the header of the file without opening the database, which
// would already write beside it. It reports whether there is a file with
// something in it, and refuses one that is not ours or is newer.
func inspect(path string) (exists bool, err error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, crm.Errorf(crm.Failure, "cannot look at %s: %w", path, err)
	}
	if info.IsDir() {
		return false, crm.Errorf(crm.Invalid, "%s is a folder", path).WithHint("name a file with --db")
	}
	if info.Size() == 0 {
		return true, nil // being created by another process, or an empty file to fill
	}
	f, err := os.Open(path)
	if err != nil {
		return false, crm.Errorf(crm.Failure, "cannot read %s: %w", path, err)
	}
	header := make([]byte, 100)
	n, err := io.ReadFull(f, header)
	err = errors.Join(ignoreShort(err), f.Close())
	if err != nil {
		return false, crm.Errorf(crm.Failure, "cannot read %s: %w", path, err)
	}
	if n < 100 || string(header[:16]) != "SQLite format 3\x00" {
		return false, crm.Errorf(crm.Invalid, "%s is not a smarketing file", path).
			WithHint("to bring its rows in: smarketing import %s", path)
	}
	version, application := int(binary.BigEndian.Uint32(header[60:])), int(binary.BigEndian.Uint32(header[68:]))
	// The schema cookie counts changes of the schema: ours marks the file in
	// the transaction that makes its first table.
	if cookie := binary.BigEndian.Uint32(header[40:]); cookie > 0 && application == 0 {
		return false, foreign(path)
	}
	return true, judge(path, version, application)
}

func foreign(path string) error {
	return crm.Errorf(crm.Invalid, "%s is a database of another program", path).
		WithHint("name another file with --db; this one was left untouched")
}

func ignoreShort(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// judge refuses a schema that is newer than ours or an application that is not
// us. Version and application 0 are a database that is still being made.
func judge(path string, version, application int) error {
	if application != applicationID && (application != 0 || version != 0) {
		return foreign(path)
	}
	if version > SchemaVersion() {
		return crm.Errorf(crm.Invalid, "%s was written by a newer smarketing (schema %d, this program knows %d)",
			path, version, SchemaVersion()).
			WithHint("update smarketing; the file was left untouched")
	}
	return nil
}

// migrate applies the pending migrations, each in its own transaction, after
// copying a file that already holds data aside.
func (s *Store) migrate(ctx context.Context) error {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return fmt.Errorf("list migrations: %w", err)
	}
	sort.Strings(names)
	version, application, tables, err := s.schema(ctx)
	if err != nil {
		return err
	}
	if application == 0 && tables > 0 {
		return foreign(s.path)
	}
	if err := judge(s.path, version, application); err != nil {
		return err
	}
	if version == len(names) {
		return nil
	}
	if s.ReadOnly() {
		return crm.Errorf(crm.Invalid, "%s needs a newer schema and --read-only forbids making it", s.path).
			WithHint("open it once without --read-only")
	}
	if version > 0 {
		if err := s.copyAside(ctx, version); err != nil {
			return err
		}
	}
	for i := version; i < len(names); i++ {
		body, err := migrations.ReadFile(names[i])
		if err != nil {
			return fmt.Errorf("read %s: %w", names[i], err)
		}
		if err := s.Update(ctx, func(t *Tx) error { return t.apply(string(body), i+1) }); err != nil {
			return fmt.Errorf("migration %s: %w", names[i], err)
		}
	}
	return nil
}

// copyAside keeps a copy of the file as it was before a migration. Several
// processes may do so at once, and one may have died doing it: each writes a
// copy of its own and then puts it in the common place.
func (s *Store) copyAside(ctx context.Context, version int) error {
	aside := fmt.Sprintf("%s.schema-%d", s.path, version)
	if _, err := os.Stat(aside); err == nil {
		return nil
	}
	own := fmt.Sprintf("%s.%d-%d", aside, os.Getpid(), time.Now().UnixNano())
	if err := s.Backup(ctx, own); err != nil {
		return fmt.Errorf("copy aside before migrating: %w", err)
	}
	if err := os.Rename(own, aside); err != nil {
		return crm.Errorf(crm.Failure, "cannot keep a copy before migrating: %w", err).
			WithHint("check that the folder of the file can be written")
	}
	return nil
}

// apply runs one migration unless another process was faster.
func (t *Tx) apply(body string, version int) error {
	var now int
	if err := t.tx.QueryRowContext(t.ctx, "PRAGMA user_version").Scan(&now); err != nil {
		return err
	}
	if now >= version {
		return nil
	}
	for _, query := range []string{
		body,
		fmt.Sprintf("PRAGMA application_id = %d", applicationID),
		fmt.Sprintf("PRAGMA user_version = %d", version),
	} {
		if _, err := t.tx.ExecContext(t.ctx, query); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) schema(ctx context.Context) (version, application, tables int, err error) {
	db := s.reader
	if !s.ReadOnly() {
		db = s.writer // the first to connect switches the file to WAL
	}
	// In one statement: somebody else may be making the file just now.
	err = db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM sqlite_schema), (SELECT user_version FROM pragma_user_version),
 (SELECT application_id FROM pragma_application_id)`).Scan(&tables, &version, &application)
	return version, application, tables, translate(err)
}

// Backup writes a whole and consistent copy of the file to path, which must
// not exist, while others go on working.
func (s *Store) Backup(ctx context.Context, path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return crm.Errorf(crm.Invalid, "%s exists already", path).WithHint("name a file that does not exist")
	}
	if err != nil {
		return crm.Errorf(crm.Failure, "cannot create %s: %w", path, err)
	}
	if err := f.Close(); err != nil {
		return crm.Errorf(crm.Failure, "cannot create %s: %w", path, err)
	}
	// A connection of its own: the readers' query_only forbids writing the copy
	// too.
	q := pragmas()
	q.Set("mode", "ro")
	db, err := sql.Open("sqlite", dsn(s.path, q))
	if err != nil {
		return translate(err)
	}
	// VACUUM INTO accepts an existing file when it is empty, so the copy is
	// ours alone (0600) from its first byte.
	if _, err = db.ExecContext(ctx, "VACUUM INTO $1", path); err != nil {
		err = errors.Join(translate(err), os.Remove(path))
	}
	return errors.Join(err, db.Close())
}

// Integrity returns what SQLite finds wrong with the file; nothing when it is
// whole.
func (s *Store) Integrity(ctx context.Context) ([]string, error) {
	var problems []string
	err := s.View(ctx, func(t *Tx) error {
		err := t.each("PRAGMA integrity_check", nil, func(r row) error {
			var line string
			if err := r.Scan(&line); err != nil {
				return err
			}
			if line != "ok" {
				problems = append(problems, line)
			}
			return nil
		})
		if err != nil {
			return err
		}
		return t.each("PRAGMA foreign_key_check", nil, func(r row) error {
			var table, parent string
			var id, key any
			if err := r.Scan(&table, &id, &parent, &key); err != nil {
				return err
			}
			problems = append(problems, fmt.Sprintf("%s row %v names a %s that does not exist", table, id, parent))
			return nil
		})
	})
	return problems, err
}
