package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"modernc.org/sqlite/vfs"
)

// Rows are poured into a table without indexes by making an image of them, which
// the writing connection sees as a database beside its own: INSERT INTO lead
// SELECT * FROM lead_image.lead. When two tables are declared the same SQLite
// copies whole records from one to the other, at a third of what it costs to take
// the values of a row apart and to put them together again. What SQLite finds not
// to be the same, or to have indexes, it inserts row by row.

// poured are the tables that Fill pours rows into.
var poured = [...]string{"lead", "stamp"}

// pourFrom is from how many rows on an image is worth it.
const pourFrom = 200

// images are those of the tables, and the files as which SQLite sees them.
type images map[string]*image

// Open opens an image by the name of its table.
func (m images) Open(name string) (fs.File, error) {
	if i := m[strings.TrimPrefix(name, "/")]; i != nil {
		return imageFile{io.NewSectionReader(i, 0, imagePages*imagePage)}, nil
	}
	return nil, fs.ErrNotExist
}

// imageFile is an image that is being read.
type imageFile struct{ *io.SectionReader }

func (f imageFile) Stat() (fs.FileInfo, error) { return imageInfo{size: f.Size()}, nil }
func (f imageFile) Close() error               { return nil }

// imageInfo is all that is asked of an image.
type imageInfo struct {
	fs.FileInfo
	size int64
}

func (i imageInfo) Size() int64 { return i.size }

// pouring runs fn while rows can be poured, by whoever writes.
func (s *Store) pouring(ctx context.Context, fn func() error) (err error) {
	if !s.attached.TryLock() {
		return fn() // they can already
	}
	defer s.attached.Unlock()
	all, err := s.emptyImages(ctx)
	if err != nil {
		return err
	}
	name, files, err := vfs.New(all)
	if err != nil {
		return fmt.Errorf("see rows as a database: %w", err)
	}
	defer func() { err = errors.Join(err, files.Close()) }()
	uncancelled := context.WithoutCancel(ctx) // what is attached has to be detached
	for table := range all {
		if _, err := s.writer.ExecContext(uncancelled, fmt.Sprintf("ATTACH 'file:%s?vfs=%s&mode=ro' AS %s_image", table, name, table)); err != nil {
			return translate(err)
		}
		defer func() {
			_, detach := s.writer.ExecContext(uncancelled, "DETACH "+table+"_image")
			err = errors.Join(err, translate(detach))
		}()
	}
	s.images.Store(&all)
	defer s.images.Store(nil)
	return fn()
}

// emptyImages returns an image of every table that rows are poured into. All of
// them are there before SQLite sees the first: from then on every transaction
// looks at them.
func (s *Store) emptyImages(ctx context.Context) (images, error) {
	all := images{}
	for _, table := range poured {
		m := &image{table: table}
		if err := s.writer.QueryRowContext(ctx, `SELECT sql, (SELECT group_concat(name, ', ' ORDER BY cid) FROM pragma_table_info($1))
 FROM sqlite_schema WHERE type = 'table' AND name = $1`, table).Scan(&m.sql, &m.columns); err != nil {
			return nil, translate(err)
		}
		m.begin()
		m.end()
		all[table] = m
	}
	return all, nil
}

// pour adds n rows to a table, many of them by an image: so fill puts all columns
// in their order in the file, first the rowid, which rises from row to row.
func (t *Tx) pour(table string, columns []string, n int, fill func(i int, row *packed)) error {
	names := strings.Join(columns, `, `)
	var m *image
	if all := t.store.images.Load(); all != nil {
		m = (*all)[table]
	}
	// What a transaction has read of an image it does not read again.
	if m == nil || n < pourFrom || names != m.columns || slices.Contains(t.poured, table) || !m.fill(n, fill) {
		_, err := t.insert(`INSERT INTO `+table+`(`+names+`)`, ``, len(columns), n, fill)
		return err
	}
	t.poured = append(t.poured, table)
	_, err := t.exec(fmt.Sprintf(`INSERT INTO main.%[1]s SELECT * FROM %[1]s_image.%[1]s`, table))
	return err
}

// fill fills the image with n rows and reports whether they have fit.
func (m *image) fill(n int, fill func(i int, row *packed)) bool {
	var row packed
	m.begin()
	for i := range n {
		row.reset()
		if fill(i, &row); !m.add(&row) {
			return false
		}
	}
	m.end()
	return true
}
