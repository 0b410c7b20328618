package intake

import (
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"smarketing/internal/crm"
)

// Rejects writes the rows that could not be taken to a CSV file, as they were
// read, behind the columns smarketing_row, smarketing_column and
// smarketing_reason. Mended, the file can be imported with the same mapping;
// those three columns are ignored then. The cells are not made safe for
// spreadsheets, since they must come back as they were.
type Rejects struct {
	path   string
	header []string
	file   *os.File // nil before the first row
	temp   string   // its name until Close; empty when it is written directly
	out    *csv.Writer
}

// NewRejects returns a writer for the rejected rows of a file with that
// header. The rows go to a temporary file beside path, readable by its owner
// only since it may hold personal data, which Close gives its name: what stood
// there before stays until all of it is replaced. Nothing is made when no row
// is rejected. Something else than a file, such as a pipe, is written directly.
func NewRejects(path string, header []string) *Rejects {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target // the link stays a link
	}
	return &Rejects{path: path, header: header}
}

// Probe fails when the file could not be written, and leaves nothing behind.
func (r *Rejects) Probe() error {
	if special, err := r.special(); err != nil || special {
		return err
	}
	file, err := r.temporary()
	if err != nil {
		return r.failed(err)
	}
	if err := errors.Join(file.Close(), os.Remove(file.Name())); err != nil {
		return r.failed(err)
	}
	return nil
}

// IsRejects reports whether the file at path is one that Rejects has written,
// which its header shows.
func IsRejects(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer func() { _ = file.Close() }() // it was only read
	start := strings.Join(ownHeader, ",") + ","
	head := make([]byte, len(start))
	n, err := io.ReadFull(file, head)
	return err == nil && string(head[:n]) == start
}

var ownHeader = []string{ownPrefix + "row", ownPrefix + "column", ownPrefix + "reason"}

// Add writes a rejected row with its cells as read.
func (r *Rejects) Add(e *crm.RowError, cells []string) error {
	if r.file == nil {
		if err := r.create(); err != nil {
			return err
		}
	}
	reason := e.Message
	if e.Hint != "" {
		reason += " (" + e.Hint + ")"
	}
	if err := r.out.Write(append([]string{strconv.Itoa(e.Row), e.Column, reason}, r.data(cells)...)); err != nil {
		return r.failed(err)
	}
	return nil
}

// data returns the cells without those of our own columns, which a rejects
// file that is imported again has in front.
func (r *Rejects) data(cells []string) []string {
	if n := r.ownColumns(); len(cells) >= n {
		return cells[n:]
	}
	return cells
}

func (r *Rejects) ownColumns() int {
	n := 0
	for n < len(r.header) && len(r.header[n]) > len(ownPrefix) && r.header[n][:len(ownPrefix)] == ownPrefix {
		n++
	}
	return n
}

// special reports whether something stands at the path that is no plain file.
func (r *Rejects) special() (bool, error) {
	info, err := os.Stat(r.path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return false, nil
	case err != nil:
		return false, r.failed(err)
	case info.IsDir():
		return false, r.failed(errors.New("it is a folder"))
	}
	return !info.Mode().IsRegular(), nil
}

// temporary makes the file that is given its name at the end.
func (r *Rejects) temporary() (*os.File, error) {
	return os.CreateTemp(filepath.Dir(r.path), "."+filepath.Base(r.path)+"-*")
}

func (r *Rejects) create() error {
	special, err := r.special()
	if err != nil {
		return err
	}
	if special {
		r.file, err = os.OpenFile(r.path, os.O_WRONLY, 0)
	} else if r.file, err = r.temporary(); err == nil {
		r.temp = r.file.Name()
	}
	if err != nil {
		return r.failed(err)
	}
	r.out = csv.NewWriter(r.file)
	if err := r.out.Write(slices.Concat(ownHeader, r.header[r.ownColumns():])); err != nil {
		return r.failed(err)
	}
	return nil
}

func (r *Rejects) failed(err error) error {
	return crm.Errorf(crm.Failure, "the rejected rows cannot be written to %s: %w", r.path, err).
		WithHint("name another file with --rejects FILE")
}

// Close finishes the file and gives it its name, if there is one.
func (r *Rejects) Close() error {
	if r.file == nil {
		return nil
	}
	r.out.Flush()
	err := errors.Join(r.out.Error(), r.file.Close())
	if r.temp != "" {
		if err == nil {
			err = os.Rename(r.temp, r.path)
		} else {
			err = errors.Join(err, os.Remove(r.temp))
		}
	}
	if err != nil {
		return r.failed(err)
	}
	return nil
}
