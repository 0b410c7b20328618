package store

import (
	"context"
	"database/sql"
	"errors"

	"modernc.org/sqlite"

	"smarketing/internal/crm"
)

// copyPages is how many pages are copied between two looks at the context.
const copyPages = 4096

// Copy writes one committed state of the file, page by page, into a new file
// in a folder of ours: several times as fast as Backup, which also gives up
// the room of what was deleted and forces the copy to the disk. It is for
// copies that are thrown away.
func (s *Store) Copy(ctx context.Context, path string) (err error) {
	conn, err := s.reader.Conn(ctx)
	if err != nil {
		return ended(ctx, err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	// In a transaction the state stays the same, so that a commit of somebody
	// else does not make the copy begin anew.
	if _, err := conn.ExecContext(ctx, "BEGIN"); err != nil {
		return ended(ctx, err)
	}
	defer func() {
		_, rollback := conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
		err = errors.Join(err, translate(rollback))
	}()
	var tables int
	if err := conn.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return ended(ctx, err)
	}
	return ended(ctx, copyTo(ctx, conn, path))
}

func copyTo(ctx context.Context, conn *sql.Conn, path string) error {
	return conn.Raw(func(driver any) error {
		source, ok := driver.(interface {
			NewBackup(uri string) (*sqlite.Backup, error)
		})
		if !ok {
			return crm.Errorf(crm.Failure, "this driver of SQLite cannot copy a file")
		}
		b, err := source.NewBackup(dsn(path, map[string][]string{"_pragma": {"synchronous(0)"}}))
		if err != nil {
			return err
		}
		for more := true; more && err == nil; {
			if err = ctx.Err(); err == nil {
				more, err = b.Step(copyPages)
			}
		}
		return errors.Join(err, b.Finish())
	})
}
