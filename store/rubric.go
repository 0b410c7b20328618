package store

import (
	"encoding/json"
	"fmt"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
)

const rubricColumns = `version, at, by, note, body, effect FROM rubric`

// Rubric returns the active version, Number 0 when there is none. Its Rubric
// is not decoded.
func (t *Tx) Rubric() (rubric.Version, error) {
	return t.rubric(` ORDER BY version DESC LIMIT 1`)
}

// RubricVersion returns the version of that number, not decoded; NotFound when
// there is none.
func (t *Tx) RubricVersion(number int64) (rubric.Version, error) {
	v, err := t.rubric(` WHERE version = $1`, number)
	if err == nil && v.Number == 0 {
		err = crm.Errorf(crm.NotFound, "there is no version %d of the rubric", number).WithHint("smarketing rubric history lists them")
	}
	return v, err
}

func (t *Tx) rubric(cond string, args ...any) (rubric.Version, error) {
	var v rubric.Version
	err := t.each(`SELECT `+rubricColumns+cond, args, func(r row) (err error) {
		v, err = readRubric(r)
		return err
	})
	return v, err
}

// Rubrics returns all versions, newest first, not decoded.
func (t *Tx) Rubrics() ([]rubric.Version, error) {
	var versions []rubric.Version
	err := t.each(`SELECT `+rubricColumns+` ORDER BY version DESC`, nil, func(r row) error {
		v, err := readRubric(r)
		versions = append(versions, v)
		return err
	})
	return versions, err
}

func readRubric(r row) (rubric.Version, error) {
	var v rubric.Version
	var at int64
	var effect string
	if err := r.Scan(&v.Number, &at, &v.By, &v.Note, &v.Body, &effect); err != nil {
		return v, err
	}
	v.At = instant(at)
	if effect != "" {
		v.Effect = &rubric.Effect{}
		if err := json.Unmarshal([]byte(effect), v.Effect); err != nil {
			return v, fmt.Errorf("effect of rubric version %d: %w", v.Number, err)
		}
	}
	return v, nil
}

// AddRubric adds the version; Conflict when its number is taken.
func (t *Tx) AddRubric(v rubric.Version) error {
	effect := ""
	if v.Effect != nil {
		b, err := json.Marshal(v.Effect)
		if err != nil {
			return fmt.Errorf("effect of rubric version %d: %w", v.Number, err)
		}
		effect = string(b)
	}
	n, err := t.change(`INSERT INTO rubric(version, at, by, note, body, effect) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT(version) DO NOTHING`,
		v.Number, ms0(v.At), v.By, v.Note, v.Body, effect)
	if err != nil || n == 1 {
		return err
	}
	return crm.Errorf(crm.Conflict, "version %d of the rubric exists already", v.Number).
		WithHint("look at what changed and publish again")
}

// RubricDraft returns the draft of that author, false when there is none.
func (t *Tx) RubricDraft(by string) (rubric.Draft, bool, error) {
	d := rubric.Draft{By: by}
	var at int64
	found, err := t.one(`SELECT base, body, at FROM draft WHERE by = $1`, []any{by}, &d.Base, &d.Body, &at)
	d.At = instant(at)
	return d, found, err
}

// PutDraft keeps the draft as the only one of its author.
func (t *Tx) PutDraft(d rubric.Draft) error {
	_, err := t.exec(`INSERT INTO draft(by, base, body, at) VALUES ($1, $2, $3, $4)
 ON CONFLICT(by) DO UPDATE SET base = excluded.base, body = excluded.body, at = excluded.at`, d.By, d.Base, d.Body, ms0(d.At))
	return err
}

// DropDraft forgets the draft of that author.
func (t *Tx) DropDraft(by string) error {
	_, err := t.exec(`DELETE FROM draft WHERE by = $1`, by)
	return err
}

// DropPublished forgets the draft of that author when it is of that text.
func (t *Tx) DropPublished(by, body string) error {
	_, err := t.exec(`DELETE FROM draft WHERE by = $1 AND body = $2`, by, body)
	return err
}
