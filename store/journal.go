package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"smarketing/internal/crm"
)

// AddJournal records who did what.
func (t *Tx) AddJournal(e crm.JournalEntry) error {
	var lead any
	if e.Lead != 0 {
		lead = e.Lead
	}
	if e.Detail == "" {
		e.Detail = "{}"
	}
	_, err := t.exec(`INSERT INTO journal(at, by, verb, lead, key, detail) VALUES ($1, $2, $3, $4, $5, $6)`,
		ms0(e.At), e.By, e.Verb, lead, e.Key, e.Detail)
	return err
}

// The kinds of changes other processes are told of.
const (
	LeadsChanged    = "leads"
	RubricChanged   = "rubric"
	SettingsChanged = "settings"
	StampsChanged   = "stamps"
)

// AddChange tells other processes that something of that kind has changed.
func (t *Tx) AddChange(kind string) error {
	_, err := t.exec(`INSERT INTO change(kind) VALUES ($1)`, kind)
	return err
}

// LastChange returns the sequence number of the newest change of the file, 0
// when there is none.
func (t *Tx) LastChange() (int64, error) {
	var seq int64
	_, err := t.one(`SELECT coalesce(max(seq), 0) FROM change`, nil, &seq)
	return seq, err
}

// ChangesSince returns what has changed after the sequence number.
func (t *Tx) ChangesSince(seq int64) (crm.Change, error) {
	c := crm.Change{Seq: seq}
	err := t.each(`SELECT kind, max(seq) FROM change WHERE seq > $1 GROUP BY kind`, []any{seq}, func(r row) error {
		var kind string
		var last int64
		if err := r.Scan(&kind, &last); err != nil {
			return err
		}
		c.Seq = max(c.Seq, last)
		switch kind {
		case LeadsChanged:
			c.Leads = true
		case RubricChanged:
			c.Rubric = true
		case SettingsChanged:
			c.Settings = true
		case StampsChanged:
			c.Progress = true
		}
		return nil
	})
	return c, err
}

// DataVersion returns a number that differs whenever another connection has
// committed since the last call on the same Watch.
func (w *Watch) DataVersion(ctx context.Context) (int64, error) {
	var v int64
	err := w.conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&v)
	return v, translate(err)
}

// Watch is a connection of its own that notices commits of all others, those
// of this process included.
type Watch struct{ conn *sql.Conn }

// Watch reserves a connection; the caller closes it.
func (s *Store) Watch(ctx context.Context) (*Watch, error) {
	conn, err := s.reader.Conn(ctx)
	if err != nil {
		return nil, translate(err)
	}
	return &Watch{conn}, nil
}

// Close gives the connection back.
func (w *Watch) Close() error { return w.conn.Close() }

// ImportRow is one import of the log.
type ImportRow struct {
	ID          crm.ImportID
	Fingerprint string
	Cursor      int
	Alive       time.Time // until when it is taken to be running; zero when it has ended
	Report      crm.ImportReport
}

// UnfinishedImport returns the newest incomplete import of that fingerprint;
// ID 0 when there is none.
func (t *Tx) UnfinishedImport(fingerprint string) (ImportRow, error) {
	var i ImportRow
	var report string
	found, err := t.one(`SELECT id, fingerprint, cursor, report FROM import WHERE complete = 0 AND undone = 0 AND fingerprint = $1 ORDER BY id DESC LIMIT 1`,
		[]any{fingerprint}, &i.ID, &i.Fingerprint, &i.Cursor, &report)
	if err != nil || !found {
		return ImportRow{}, err
	}
	return i, json.Unmarshal([]byte(report), &i.Report)
}

// PutImport adds the import to the log (ID 0, which is filled in) or writes how
// far it is.
func (t *Tx) PutImport(i *ImportRow) error {
	report, err := json.Marshal(i.Report)
	if err != nil {
		return err
	}
	if i.ID == 0 {
		_, err := t.one(`INSERT INTO import(at, by, fingerprint, cursor, complete, report, alive) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
			[]any{ms0(i.Report.At), i.Report.By, i.Fingerprint, i.Cursor, i.Report.Complete, string(report), ms0(i.Alive)}, &i.ID)
		return err
	}
	n, err := t.change(`UPDATE import SET cursor = $1, complete = $2, report = $3, alive = $4 WHERE id = $5 AND undone = 0`,
		i.Cursor, i.Report.Complete, string(report), ms0(i.Alive), i.ID)
	if err == nil && n == 0 {
		err = crm.Errorf(crm.Conflict, "the import was undone while it ran").WithHint("run the command again to begin anew")
	}
	return err
}

// LastImport returns the report of the newest import that has not been undone,
// nil when there was none.
func (t *Tx) LastImport() (*crm.ImportReport, error) {
	var report string
	var id int64
	found, err := t.one(`SELECT id, report FROM import WHERE undone = 0 ORDER BY id DESC LIMIT 1`, nil, &id, &report)
	if err != nil || !found {
		return nil, err
	}
	var r crm.ImportReport
	if err := json.Unmarshal([]byte(report), &r); err != nil {
		return nil, err
	}
	r.ID = id
	return &r, nil
}

func encodeTexts(texts []string) string {
	b, err := json.Marshal(texts)
	if err != nil || texts == nil {
		return "[]"
	}
	return string(b)
}

func decodeTexts(s string) []string {
	var texts []string
	if err := json.Unmarshal([]byte(s), &texts); err != nil {
		return nil
	}
	return texts
}
