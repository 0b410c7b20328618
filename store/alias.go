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

// hasAliases reports whether any lead was ever merged; in most files none was,
// and the question for names of merged leads can be spared.
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
