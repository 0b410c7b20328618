package intake

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"

	"smarketing/internal/crm"
)

// RejectedLines writes the lines of a stream that could not be taken, one JSON
// object a line, behind those of earlier runs: {"row","column","reason","line"}.
// The line is there as it was read, so that jq -r .line gives back what can be
// mended and taken in again.
type RejectedLines struct {
	path string
	file *os.File
	out  *bufio.Writer
	err  error
}

// NewRejectedLines returns a writer to the file at path, which is made by the
// first rejected line, readable by its owner only: it may hold personal data.
func NewRejectedLines(path string) *RejectedLines { return &RejectedLines{path: path} }

// Path returns where the lines go.
func (r *RejectedLines) Path() string { return r.path }

// Add writes a line that was not taken, and why. Flush returns its errors.
func (r *RejectedLines) Add(event crm.Event, e *crm.RowError) {
	if r.err != nil {
		return
	}
	if r.file == nil {
		if r.file, r.err = os.OpenFile(r.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600); r.err != nil {
			return
		}
		r.out = bufio.NewWriter(r.file)
	}
	reason := e.Message
	if e.Hint != "" {
		reason += " (" + e.Hint + ")"
	}
	r.err = json.NewEncoder(r.out).Encode(struct {
		Row    int    `json:"row"`
		Column string `json:"column,omitempty"`
		Reason string `json:"reason"`
		Line   string `json:"line"`
	}{event.Row, e.Column, reason, string(event.Line)})
}

// Flush brings what was added to the file.
func (r *RejectedLines) Flush() error {
	if r.err == nil && r.out != nil {
		r.err = r.out.Flush()
	}
	if r.err != nil {
		return crm.Errorf(crm.Failure, "the rejected lines cannot be written to %s: %w", r.path, r.err).
			WithHint("name another file with --rejects FILE")
	}
	return nil
}

// Close finishes the file, if there is one.
func (r *RejectedLines) Close() error {
	err := r.Flush()
	if r.file != nil {
		err = errors.Join(err, r.file.Close())
	}
	return err
}
