package store

import (
	"time"

	"smarketing/internal/crm"
)

// week is how long the spans are that a week is compared over.
const week = 7 * 24 * time.Hour

// weeksUpTo are the bounds of the last seven days and of the seven before, as the
// parameters $1 (the middle), $2 (now) and $3 (the beginning).
func weeksUpTo(now time.Time) []any {
	return []any{ms0(now.Add(-week)), ms0(now), ms0(now.Add(-2 * week))}
}

// WonWeeks returns how many deals were won in the seven days up to now and in
// the seven before, what those brought that have a sum in the currency, or name
// none, and how many have no such sum.
func (t *Tx) WonWeeks(currency string, now time.Time) (n crm.WeekCount, sum crm.WeekSum, unpriced int, err error) {
	_, err = t.one(`SELECT count(*) FILTER (WHERE closed_at > $1), count(*) FILTER (WHERE closed_at <= $1),
 coalesce(sum(amount) FILTER (WHERE closed_at > $1 AND currency IN ('', $4)), 0),
 coalesce(sum(amount) FILTER (WHERE closed_at <= $1 AND currency IN ('', $4)), 0),
 count(*) FILTER (WHERE amount IS NULL OR currency NOT IN ('', $4))
 FROM deal WHERE status = 'won' AND closed_at > $3 AND closed_at <= $2`, append(weeksUpTo(now), currency),
		&n.ThisWeek, &n.LastWeek, &sum.ThisWeek, &sum.LastWeek, &unpriced)
	return n, sum, unpriced, err
}

// NursedWeeks returns how many leads were recycled, and how many left nurture
// for a stage of the path, in the seven days up to now and in the seven before.
func (t *Tx) NursedWeeks(now time.Time) (recycled, back crm.WeekCount, err error) {
	const came = `ended_in NOT IN ('` + crm.LostDetour + `', '` + crm.Disqualified + `')`
	_, err = t.one(`SELECT count(*) FILTER (WHERE at > $1 AND at <= $2), count(*) FILTER (WHERE at > $3 AND at <= $1),
 count(*) FILTER (WHERE ended_at > $1 AND ended_at <= $2 AND `+came+`),
 count(*) FILTER (WHERE ended_at > $3 AND ended_at <= $1 AND `+came+`)
 FROM recycle`, weeksUpTo(now), &recycled.ThisWeek, &recycled.LastWeek, &back.ThisWeek, &back.LastWeek)
	return recycled, back, err
}

// StepsDue calls yield for every owner and stage with the number of leads whose
// next step is planned for before tomorrow, and of those before today. Leads
// without an owner are not asked: nobody is to take their step.
func (t *Tx) StepsDue(today, tomorrow time.Time, yield func(owner, stage string, due, late int)) error {
	return t.each(`SELECT owner, stage, count(*), count(*) FILTER (WHERE due < $1) FROM lead
 WHERE owner <> '' AND due < $2 GROUP BY owner, stage`, []any{ms0(today), ms0(tomorrow)}, func(r row) error {
		var owner, stage string
		var due, late int
		err := r.Scan(&owner, &stage, &due, &late)
		yield(owner, stage, due, late)
		return err
	})
}

// Stepless returns how many open leads have an owner and leak at the query's
// instants for want of a step ahead, and for how many of them the last one has
// passed in the last seven days. Like CountSafe it is one walk along the index of
// owned leads.
func (t *Tx) Stepless(q crm.LeadQuery) (leads, young int, err error) {
	_, err = t.one(`SELECT count(*), count(*) FILTER (WHERE due >= $2) FROM lead WHERE owner <> '' AND (due IS NULL OR due < $1) AND id NOT IN
 (SELECT lead FROM work WHERE deadline IS NOT NULL OR due IS NOT NULL OR snoozed_until >= $1) AND `+isOpen,
		[]any{ms0(q.Today), ms0(q.Today.Add(-week))}, &leads, &young)
	return leads, young, err
}

// Campaigns returns what has come of the campaigns with enough leads since an
// instant. A lead has become ready when the file has recorded it, or when it has
// come to the gate or beyond. Which leads are young enough an index says, so that
// the profiles of the old ones are not read.
func (t *Tx) Campaigns(since time.Time) (crm.Campaigns, error) {
	c := crm.Campaigns{Since: since}
	const beyond = `stage IN (SELECT key FROM stage WHERE kind <> 'detour'
 AND position >= (SELECT min(position) FROM stage WHERE kind IN ('gate', 'won')))`
	err := t.each(`SELECT campaign, leads, ready FROM (SELECT campaign, count(*) AS leads, count(*) FILTER (WHERE
 `+beyond+` OR EXISTS (SELECT 1 FROM ready_event WHERE lead = l.id)
 OR stage IN (SELECT key FROM stage WHERE kind = 'detour') AND EXISTS (SELECT 1 FROM stage_change WHERE lead = l.id AND `+beyond+`)) AS ready
 FROM lead l WHERE id IN (SELECT id FROM lead WHERE created_at > $1) AND campaign <> '' GROUP BY campaign) WHERE leads >= $2
 ORDER BY 1.0 * ready / leads, leads DESC, campaign`, []any{ms0(since), crm.CampaignLeads}, func(r row) error {
		var name string
		var leads, ready int
		err := r.Scan(&name, &leads, &ready)
		if c.Asked++; c.Asked == 1 {
			c.Weakest, c.Leads, c.Ready = name, leads, ready
		}
		if ready == 0 {
			c.Barren++
		}
		return err
	})
	return c, err
}
