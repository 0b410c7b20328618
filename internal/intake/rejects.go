package intake

import (
	"encoding/csv"
	"errors"
	"os"
	"strconv"

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
	file   *os.File
	out    *csv.Writer
}

// NewRejects returns a writer for the rejected rows of a file with that
// header. The file is made by the first rejected row, readable by its owner
// only: it may hold personal data.
func NewRejects(path string, header []string) *Rejects {
	return &Rejects{path: path, header: header}
}

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

func (r *Rejects) create() error {
	file, err := os.OpenFile(r.path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return r.failed(err)
	}
	r.file, r.out = file, csv.NewWriter(file)
	if err := file.Chmod(0o600); err != nil {
		return r.failed(err)
	}
	header := append([]string{ownPrefix + "row", ownPrefix + "column", ownPrefix + "reason"}, r.header[r.ownColumns():]...)
	if err := r.out.Write(header); err != nil {
		return r.failed(err)
	}
	return nil
}

func (r *Rejects) failed(err error) error {
	return crm.Errorf(crm.Failure, "the rejected rows cannot be written to %s: %w", r.path, err).
		WithHint("name another file with --rejects FILE")
}

// Close finishes the file, if there is one.
func (r *Rejects) Close() error {
	if r.file == nil {
		return nil
	}
	r.out.Flush()
	if err := errors.Join(r.out.Error(), r.file.Close()); err != nil {
		return r.failed(err)
	}
	return nil
}
