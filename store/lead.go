package store

import (
	"database/sql"
	"fmt"
	"strings"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

const leadColumns = `l.id, l.system, l.key, l.version, l.name, l.first_name, l.last_name, l.email, l.phone,
 l.company, l.title, l.industry, l.country, l.region, l.city, l.website, l.source, l.campaign,
 l.employees, l.annual_revenue, l.custom, l.owner, l.stage, l.stage_at, l.outcome, l.outcome_at,
 l.next_step, l.due, l.created_at, l.added_at`

const stampColumns = `s.score, s.fit, s.engagement, s.grade, s.rubric, s.day, s.at, s.standing, s.ready, s.ready_since,
 s.armed_at, s.last_activity_at`

// leadCells is how many columns leadColumns and stampColumns are together.
const leadCells = 42

// leadOf makes a lead of a row of leadColumns and stampColumns.
func leadOf(c cells) (crm.Lead, error) {
	l := crm.Lead{
		ID: crm.LeadID(c.int(0)), System: c.text(1), Key: c.text(2), Version: c.int(3),
		Name: c.text(4), FirstName: c.text(5), LastName: c.text(6), Email: c.text(7), Phone: c.text(8),
		Company: c.text(9), Title: c.text(10), Industry: c.text(11), Country: c.text(12), Region: c.text(13),
		City: c.text(14), Website: c.text(15), Source: c.text(16), Campaign: c.text(17),
		Employees: c.number(18), AnnualRevenue: c.number(19), Owner: c.text(21),
		Stage: c.text(22), StageAt: c.instant(23), Outcome: crm.Outcome(c.text(24)), OutcomeAt: c.instant(25),
		NextStep: c.text(26), Due: c.instant(27), CreatedAt: c.instant(28), AddedAt: instant(c.int(29)),
		Stamp: crm.Stamp{
			Score: int32(c.int(30)), Fit: int32(c.int(31)), Engagement: int32(c.int(32)), Grade: c.text(33),
			RubricVersion: c.int(34), Day: crm.Day(c.int(35)), At: c.instant(36), Standing: crm.Standing(c.int(37)),
			Ready:          crm.Readiness{Cause: crm.Cause(c.text(38)), Since: c.instant(39), ArmedAt: c.instant(40)},
			LastActivityAt: instant(c.int(41)),
		},
	}
	custom, err := decodeFields(c.text(20))
	if err != nil {
		return l, fmt.Errorf("custom fields of lead #%d: %w", l.ID, err)
	}
	l.Custom = custom
	return l, nil
}

// Lead returns the lead of that id with its stamp; NotFound when there is none.
func (t *Tx) Lead(id crm.LeadID) (crm.Lead, error) {
	var lead crm.Lead
	found := false
	err := t.scan(`SELECT `+leadColumns+`, `+stampColumns+` FROM lead l LEFT JOIN stamp s ON s.lead = l.id WHERE l.id = $1`,
		leadCells, []any{id}, func(c cells) (err error) {
			found = true
			lead, err = leadOf(c)
			return err
		})
	if err == nil && !found {
		err = crm.Errorf(crm.NotFound, "there is no lead #%d", id).WithHint("smarketing leads --json lists every lead with its id")
	}
	return lead, err
}

// LeadRange calls yield for up to limit leads with ids greater than after, in
// order of their ids. yield must not use the transaction.
func (t *Tx) LeadRange(after crm.LeadID, limit int, yield func(crm.Lead) error) error {
	return t.scan(`SELECT `+leadColumns+`, `+stampColumns+` FROM lead l LEFT JOIN stamp s ON s.lead = l.id
 WHERE l.id > $1 ORDER BY l.id LIMIT $2`, leadCells, []any{after, limit}, func(c cells) error {
		lead, err := leadOf(c)
		if err != nil {
			return err
		}
		return yield(lead)
	})
}

// LeadsByID returns the leads of those ids that exist, by id.
func (t *Tx) LeadsByID(ids []crm.LeadID) (map[crm.LeadID]crm.Lead, error) {
	leads := make(map[crm.LeadID]crm.Lead, len(ids))
	err := inChunks(ids, func(list string, args []any) error {
		return t.scan(`SELECT `+leadColumns+`, `+stampColumns+` FROM lead l LEFT JOIN stamp s ON s.lead = l.id
 WHERE l.id IN (`+list+`)`, leadCells, args, func(c cells) error {
			lead, err := leadOf(c)
			if err == nil {
				leads[lead.ID] = lead
			}
			return err
		})
	})
	return leads, err
}

// chunkSize is how many values one statement names at the most.
const chunkSize = 500

// inChunks calls fn with a list of placeholders and their arguments, chunk by
// chunk. Full chunks share one statement.
func inChunks[T any](values []T, fn func(list string, args []any) error) error {
	for len(values) > 0 {
		n := min(chunkSize, len(values))
		args := make([]any, n)
		for i, v := range values[:n] {
			args[i] = v
		}
		if err := fn(placeholders(n), args); err != nil {
			return err
		}
		values = values[n:]
	}
	return nil
}

func placeholders(n int) string {
	return strings.TrimSuffix(strings.Repeat("?,", n), ",")
}

// Identity is what leads are told apart by.
type Identity struct {
	ID     crm.LeadID
	System string
	Key    string
	Email  string // as typed
	Alias  bool   // the name is that of a lead merged into this one
}

// IdentitiesByKey returns all leads with one of the keys, whatever their
// source system.
func (t *Tx) IdentitiesByKey(keys []string) ([]Identity, error) {
	return t.identities("key", "key", keys)
}

// IdentitiesByEmail returns all leads with one of the e-mails, compared folded.
func (t *Tx) IdentitiesByEmail(emails []string) ([]Identity, error) {
	folded := make([]string, len(emails))
	for i, e := range emails {
		folded[i] = text.Fold(e)
	}
	return t.identities("email_fold", "email", folded)
}

// identities looks names up in a column of the leads, then among the names of
// merged leads of that kind and the keys of further systems. Of those, Key or
// Email is the name that was asked for.
func (t *Tx) identities(column, kind string, values []string) ([]Identity, error) {
	var found []Identity
	aliases, err := t.hasAliases()
	if err != nil {
		return nil, err
	}
	query := func(query string) error {
		return inChunks(values, func(list string, args []any) error {
			return t.each(query+list+`) ORDER BY 1`, args, func(r row) error {
				var i Identity
				if err := r.Scan(&i.ID, &i.System, &i.Key, &i.Email, &i.Alias); err != nil {
					return err
				}
				found = append(found, i)
				return nil
			})
		})
	}
	if err := query(`SELECT id, system, key, email, 0 FROM lead WHERE ` + column + ` IN (`); err != nil || !aliases {
		return found, err
	}
	names := map[string]string{
		"key":   `SELECT lead, system, name, '', kind <> 'other' FROM lead_alias WHERE kind IN ('key', 'other') AND name IN (`,
		"email": `SELECT lead, system, '', name, 1 FROM lead_alias WHERE kind = 'email' AND name IN (`,
	}
	return found, query(names[kind])
}

// LastLead returns the id of the newest lead there has been, 0 when there was
// none. Ids rise and are never given twice: while it stays the same nobody has
// added a lead.
func (t *Tx) LastLead() (crm.LeadID, error) {
	var id sql.NullInt64
	if _, err := t.one(`SELECT max(id) FROM lead`, nil, &id); err != nil {
		return 0, err
	}
	gone, err := t.Meta(metaLastLead)
	return crm.LeadID(max(id.Int64, gone)), err
}

// CountLeads returns how many leads the file holds.
func (t *Tx) CountLeads() (int, error) {
	var n int
	_, err := t.one(`SELECT count(*) FROM lead`, nil, &n)
	return n, err
}

// LeadKeys returns the key of every lead.
func (t *Tx) LeadKeys() (map[crm.LeadID]string, error) {
	keys := map[crm.LeadID]string{}
	err := t.each(`SELECT id, key FROM lead`, nil, func(r row) error {
		var id crm.LeadID
		var key string
		if err := r.Scan(&id, &key); err != nil {
			return err
		}
		keys[id] = key
		return nil
	})
	return keys, err
}

// ImportedBy returns which of the leads the import of that id has added.
func (t *Tx) ImportedBy(leads []crm.LeadID, imported crm.ImportID) (map[crm.LeadID]bool, error) {
	mine := map[crm.LeadID]bool{}
	err := inChunks(leads, func(list string, args []any) error {
		return t.each(`SELECT id FROM lead WHERE import = ? AND id IN (`+list+`)`, append([]any{int64(imported)}, args...), func(r row) error {
			var id crm.LeadID
			err := r.Scan(&id)
			mine[id] = true
			return err
		})
	})
	return mine, err
}
