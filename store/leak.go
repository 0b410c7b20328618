package store

import "smarketing/internal/crm"

const isOpen = `stage NOT IN ('` + crm.LostDetour + `', '` + crm.Disqualified + `') AND stage NOT IN (SELECT key FROM stage WHERE kind = 'won')`

// CountLeaks returns how many open leads leak at the query's instants, and how
// many open leads there are. It does not look at every lead: those without an
// owner leak, so only owned ones are looked at one by one.
func (t *Tx) CountLeaks(q crm.LeadQuery) (leaks, open int, err error) {
	if _, err := t.one(`SELECT coalesce(sum(leads), 0) FROM stage_count WHERE `+isOpen, nil, &open); err != nil {
		return 0, 0, err
	}
	safe, err := t.CountSafe(q)
	return open - safe, open, err
}

// CountSafe returns how many open leads do not leak at the query's instants:
// those with an owner that have a step ahead, or that somebody is at work on.
// It is one walk along the index of owned leads, summed up by stage before the
// stages are looked at.
func (t *Tx) CountSafe(q crm.LeadQuery) (int, error) {
	var safe int
	_, err := t.one(`SELECT coalesce(sum(leads), 0) FROM (SELECT stage, count(*) AS leads FROM lead WHERE owner <> '' AND (due >= $1 OR id IN
 (SELECT lead FROM work WHERE deadline IS NOT NULL OR due IS NOT NULL OR snoozed_until >= $1)) GROUP BY owner, stage) WHERE `+isOpen,
		[]any{ms0(q.Today)}, &safe)
	return safe, err
}
