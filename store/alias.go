package store

import "smarketing/internal/crm"

// The numbers remembered about leads that went: the highest id ever given, and
// how often leads were removed. Who has looked leads up and sees the same
// count later knows that they are still there.
const (
	metaLastLead = "last_lead"
	metaRemoved  = "leads_removed"
)

// Removals counts how often leads were removed or given other names.
func (t *Tx) Removals() (int64, error) { return t.Meta(metaRemoved) }

// noteRemoval is called before leads are removed.
func (t *Tx) noteRemoval() error {
	last, err := t.LastLead()
	if err != nil {
		return err
	}
	n, err := t.Removals()
	if err != nil {
		return err
	}
	if err := t.SetMeta(metaRemoved, n+1); err != nil {
		return err
	}
	return t.SetMeta(metaLastLead, int64(last))
}

// OtherKey is the key by which a further system calls a lead.
type OtherKey struct {
	Lead crm.LeadID
	Key  string
}

// AddOtherKeys remembers by what the system calls leads, as the import has found
// by their e-mails. A key that names a lead already stays with it.
func (t *Tx) AddOtherKeys(keys []OtherKey, system string, imported crm.ImportID) error {
	_, err := t.insert(`INSERT INTO lead_alias(name, system, kind, lead, import)`, ` ON CONFLICT DO NOTHING`, 5, len(keys),
		func(i int, row *packed) { row.add(keys[i].Key, system, "other", int64(keys[i].Lead), int64(imported)) })
	return err
}

// hasAliases reports whether any lead has further names; in most files none
// has, and the question for them can be spared.
func (t *Tx) hasAliases() (bool, error) {
	var one int
	return t.one(`SELECT 1 FROM lead_alias LIMIT 1`, nil, &one)
}

// KeepOwn notes that the last change of the leads was made by the import that
// has added them, so that it still can be undone. Other leads are left alone.
func (t *Tx) KeepOwn(leads []crm.LeadID, imported crm.ImportID) error {
	return inChunks(leads, func(list string, args []any) error {
		_, err := t.exec(`UPDATE lead SET own = version WHERE import = ? AND own = version - 1 AND id IN (`+list+`)`,
			append([]any{int64(imported)}, args...)...)
		return err
	})
}

// Person is what leads are compared by when duplicates are looked for.
type Person struct {
	ID                        crm.LeadID
	Name, FirstName, LastName string
	Email, Phone, Company     string
}

// Persons calls yield for every lead, by id. The person is reused.
func (t *Tx) Persons(yield func(*Person) error) error {
	var p Person
	dest := []any{&p.ID, &p.Name, &p.FirstName, &p.LastName, &p.Email, &p.Phone, &p.Company}
	return t.each(`SELECT id, name, first_name, last_name, email, phone, company FROM lead ORDER BY id`, nil, func(r row) error {
		if err := r.Scan(dest...); err != nil {
			return err
		}
		return yield(&p)
	})
}
