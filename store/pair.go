package store

import (
	"context"
	"database/sql"
	"errors"
)

// ViewPair runs fn in two reading transactions of two connections that see one
// state of the file, so that two goroutines can read at once. b is nil when
// somebody has committed between the two beginnings: then there is only a.
//
// It takes a second connection while it holds one. Who calls it must not hold
// anything that others wait for with a connection in their hands.
func (s *Store) ViewPair(ctx context.Context, fn func(a, b *Tx) error) (err error) {
	conn, err := s.reader.Conn(ctx)
	if err != nil {
		return translate(err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	// The number changes with every commit of another connection. When it is the
	// same before a begins and in b, nothing was committed in between.
	version := func(q interface {
		QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	}) (n int64, err error) {
		err = q.QueryRowContext(ctx, "PRAGMA data_version").Scan(&n)
		return n, translate(err)
	}
	before, err := version(conn)
	if err != nil {
		return err
	}
	return s.View(ctx, func(a *Tx) error {
		if _, err := version(a.tx); err != nil { // from here on a sees one state
			return err
		}
		return s.run(ctx, conn, func(b *Tx) error {
			if after, err := version(b.tx); err != nil || after != before {
				return errors.Join(err, fn(a, nil))
			}
			return fn(a, b)
		})
	})
}
