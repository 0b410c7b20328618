package store

import "smarketing/internal/crm"

const isOpen = `stage NOT IN ('` + crm.LostDetour + `', '` + crm.Disqualified + `') AND stage NOT IN (SELECT key FROM stage WHERE kind = 'won')`

// CountLeaks returns how many open leads leak at the query's instants, and how
// many open leads there are. It does not look at every lead: those without an
// owner leak, so only owned ones are looked at one by one.
func (t *Tx) CountLeaks(q crm.LeadQuery) (leaks, open int, err error) {
	if _, err := t.one(`SELECT count(*) FROM lead WHERE `+isOpen, nil, &open); err != nil {
		return 0, 0, err
	}
	safe, err := t.CountSafe(q)
	return open - safe, open, err
}

// CountSafe returns how many open leads do not leak at the query's instants.
func (t *Tx) CountSafe(q crm.LeadQuery) (int, error) {
	var safe int
	_, err := t.one(`SELECT count(*) FROM lead l WHERE l.owner <> '' AND `+isOpen+` AND (l.due >= $1 OR EXISTS
 (SELECT 1 FROM work k WHERE k.lead = l.id AND (k.deadline IS NOT NULL OR k.due IS NOT NULL OR k.snoozed_until >= $1)))`,
		[]any{ms0(q.Today)}, &safe)
	return safe, err
}
