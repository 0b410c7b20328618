package store

import (
	"strings"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// nursed returns the condition on the recycled leads k of the query, today
// being the two instants it lies between.
func nursed(q crm.NurtureQuery, tomorrow time.Time) (cond string, args []any) {
	conds := []string{"k.nursed = 1"}
	if q.Due {
		conds = append(conds, "(k.returned = 1 OR k.due IS NULL OR k.due < ?)")
		args = append(args, ms0(tomorrow))
	}
	if q.Owner != "" {
		conds = append(conds, "l.owner = ?")
		args = append(args, q.Owner)
	}
	for word := range strings.FieldsSeq(text.Fold(q.Filter)) {
		conds = append(conds, "instr(l.search, ?) > 0")
		args = append(args, word)
	}
	return strings.Join(conds, " AND "), args
}

// Nursed returns the ids of the query's window of recycled leads in order:
// those ready again, then by what they have gained, then by their day. It also
// returns how many match.
func (t *Tx) Nursed(q crm.NurtureQuery, tomorrow time.Time) (ids []crm.LeadID, total int, err error) {
	cond, args := nursed(q, tomorrow)
	from := ` FROM work k`
	if strings.Contains(cond, "l.") {
		from += ` JOIN lead l ON l.id = k.lead`
	}
	limit := -1
	if q.Limit > 0 {
		limit = q.Limit
	}
	if _, err := t.one(`SELECT count(*)`+from+` WHERE `+cond, args, &total); err != nil {
		return nil, 0, err
	}
	ids, err = t.leadIDs(`SELECT k.lead`+from+` WHERE `+cond+` ORDER BY k.returned DESC, k.reheat DESC, k.due, k.lead LIMIT ? OFFSET ?`,
		append(args, limit, q.Offset)...)
	return ids, total, err
}

// NursedCounts returns how many recycled leads are ready again, and of the
// others how many had their day before today, have it today, and later.
func (t *Tx) NursedCounts(today, tomorrow time.Time) (returned, overdue, due, later int, err error) {
	_, err = t.one(`SELECT count(*) FILTER (WHERE returned = 1), count(*) FILTER (WHERE returned = 0 AND (due IS NULL OR due < $1)),
 count(*) FILTER (WHERE returned = 0 AND due >= $1 AND due < $2), count(*) FILTER (WHERE returned = 0 AND due >= $2)
 FROM work WHERE nursed = 1`, []any{ms0(today), ms0(tomorrow)}, &returned, &overdue, &due, &later)
	return returned, overdue, due, later, err
}

// RecycledLeads calls yield for every time a lead was recycled, by lead and
// instant, with the reason and the stages the lead has entered since in order,
// and the sum of its won deals of a currency, known when there is one with a
// sum; deals that name no currency count as of it.
func (t *Tx) RecycledLeads(currency string, yield func(lead crm.LeadID, stage, reason string, won crm.Money) error) error {
	return t.scan(`SELECT c.lead, c.stage, c.reason,
 (SELECT sum(d.amount) FROM deal d WHERE d.lead = c.lead AND d.status = 'won' AND d.currency IN ('', $1))
 FROM stage_change c WHERE c.lead IN (SELECT lead FROM stage_change WHERE stage = '`+crm.Recycled+`')
 ORDER BY c.lead, c.provisional DESC, c.at, c.seq`, 4, []any{currency}, func(c cells) error {
		var won crm.Money
		if c[3] != nil {
			won = crm.Money{Cents: c.int(3), Known: true}
		}
		return yield(crm.LeadID(c.int(0)), c.text(1), c.text(2), won)
	})
}
