package workspace

import (
	"context"
	"encoding/json"

	"smarketing/internal/crm"
	"smarketing/store"
)

// RememberMapping keeps what a person has decided about the columns of a
// header row, as JSON, so that the next file with that header needs no
// decision. The key is a digest of the header; the empty text forgets it.
func (w *Workspace) RememberMapping(ctx context.Context, headerKey, body string) error {
	if headerKey == "" {
		return crm.Errorf(crm.Usage, "a mapping needs the key of its header row")
	}
	if body != "" && !json.Valid([]byte(body)) {
		return crm.Errorf(crm.Invalid, "a mapping is remembered as JSON, and this is none")
	}
	return w.update(ctx, store.SettingsChanged, crm.JournalEntry{Verb: "mapping", Key: headerKey}, func(t *store.Tx) error {
		return t.PutMapping(headerKey, body, w.clock())
	})
}

// Mapping returns what was remembered for a header row; false when nothing was.
func (w *Workspace) Mapping(ctx context.Context, headerKey string) (body string, found bool, err error) {
	err = w.store.View(ctx, func(t *store.Tx) (err error) {
		body, found, err = t.Mapping(headerKey)
		return err
	})
	return body, found, err
}
