package store

import (
	"time"

	"smarketing/internal/crm"
)

// IngestState returns how far the source has been taken in; Source is empty
// when it never was.
func (t *Tx) IngestState(source string) (crm.IngestState, error) {
	var s crm.IngestState
	var at int64
	_, err := t.one(`SELECT source, position, line, head, head_size, at FROM ingest_state WHERE source = $1`, []any{source},
		&s.Source, &s.Offset, &s.Line, &s.Head, &s.HeadSize, &at)
	s.At = instant(at)
	return s, err
}

// PutIngestState remembers how far the source has been taken in.
func (t *Tx) PutIngestState(s crm.IngestState) error {
	_, err := t.exec(`INSERT INTO ingest_state(source, position, line, head, head_size, at) VALUES ($1, $2, $3, $4, $5, $6)
 ON CONFLICT(source) DO UPDATE SET position = excluded.position, line = excluded.line, head = excluded.head,
 head_size = excluded.head_size, at = excluded.at`, s.Source, s.Offset, s.Line, s.Head, s.HeadSize, ms0(s.At))
	return err
}

// Mapping returns what was remembered for a header row; false when nothing was.
func (t *Tx) Mapping(header string) (string, bool, error) {
	var body string
	found, err := t.one(`SELECT body FROM mapping WHERE header = $1`, []any{header}, &body)
	return body, found, err
}

// PutMapping remembers a text for a header row; the empty text forgets it.
func (t *Tx) PutMapping(header, body string, at time.Time) error {
	if body == "" {
		_, err := t.exec(`DELETE FROM mapping WHERE header = $1`, header)
		return err
	}
	_, err := t.exec(`INSERT INTO mapping(header, body, at) VALUES ($1, $2, $3)
 ON CONFLICT(header) DO UPDATE SET body = excluded.body, at = excluded.at`, header, body, ms0(at))
	return err
}
