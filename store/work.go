package store

import (
	"time"

	"smarketing/internal/crm"
)

// WorkRow is the work of one lead, as it is to be written.
type WorkRow struct {
	Lead     crm.LeadID
	Work     crm.Work
	Returned bool // it was recycled, and is ready again
}

const (
	workColumns = `k.lead, k.touched_at, k.snoozed_until, k.duty, k.duty_since, k.deadline, k.breached, k.reheat, k.next_touch, k.pass_at`
	passColumns = `r.lead, r.at, r.cycle, r.by, r.reason, r.return_at, r.policy, r.owner, r.score, r.ended_at, r.ended_in`
	workCells   = 10
	passCells   = 11
)

// Works returns the work of those of the leads that have any.
func (t *Tx) Works(leads []crm.LeadID) (map[crm.LeadID]crm.Work, error) {
	works := map[crm.LeadID]crm.Work{}
	err := inChunks(leads, func(list string, args []any) error {
		return t.scan(`SELECT `+workColumns+`, `+passColumns+` FROM work k LEFT JOIN recycle r ON r.lead = k.lead AND r.at = k.pass_at
 WHERE k.lead IN (`+list+`)`, workCells+passCells, args, func(c cells) error {
			works[crm.LeadID(c.int(0))] = workOf(c)
			return nil
		})
	})
	return works, err
}

// workOf makes the work of a row of workColumns and passColumns.
func workOf(c cells) crm.Work {
	w := crm.Work{
		TouchedAt: c.instant(1), SnoozedUntil: c.instant(2),
		Duty:   crm.Duty{Kind: crm.DutyKind(c.text(3)), Since: c.instant(4), Deadline: c.instant(5), Told: c.int(6) != 0},
		Reheat: int32(c.int(7)), NextTouch: c.instant(8),
	}
	if c[workCells] != nil {
		p := passOf(c[workCells:])
		w.Pass = &p
	}
	return w
}

// passOf makes a pass of a row of passColumns.
func passOf(c cells) crm.Pass {
	return crm.Pass{
		Lead: crm.LeadID(c.int(0)), At: instant(c.int(1)), Cycle: int(c.int(2)), By: c.text(3), Reason: c.text(4),
		ReturnAt: c.instant(5), Policy: crm.Policy(c.text(6)), Owner: c.text(7), Score: int32(c.int(8)),
		EndedAt: c.instant(9), EndedIn: c.text(10),
	}
}

// PutWorks writes the work of leads with the pass each is on. A lead without
// any has no row.
func (t *Tx) PutWorks(rows []WorkRow) error {
	var full []*WorkRow
	var passes []*crm.Pass
	var empty []crm.LeadID
	for i := range rows {
		r := &rows[i]
		if r.Work == (crm.Work{}) {
			empty = append(empty, r.Lead)
			continue
		}
		full = append(full, r)
		if p := r.Work.Pass; p != nil {
			passes = append(passes, p)
		}
	}
	if err := inChunks(empty, func(list string, args []any) error {
		_, err := t.exec(`DELETE FROM work WHERE lead IN (`+list+`)`, args...)
		return err
	}); err != nil {
		return err
	}
	if err := t.putPasses(passes); err != nil {
		return err
	}
	_, err := t.insert(`INSERT OR REPLACE INTO work(lead, touched_at, snoozed_until, duty, duty_since, deadline, breached, nursed, returned,
 reheat, next_touch, due, pass_at)`, "", 13, len(full), func(i int, row *packed) {
		r := full[i]
		w := &r.Work
		var pass any
		if w.Pass != nil {
			pass = ms0(w.Pass.At)
		}
		row.add(int64(r.Lead), ms(w.TouchedAt), ms(w.SnoozedUntil), string(w.Duty.Kind), ms(w.Duty.Since), ms(w.Duty.Deadline),
			w.Duty.Told, w.Nursed() || r.Returned, r.Returned, w.Reheat, ms(w.NextTouch), ms(w.Due()), pass)
	})
	return err
}

func (t *Tx) putPasses(passes []*crm.Pass) error {
	_, err := t.insert(`INSERT OR REPLACE INTO recycle(lead, at, cycle, by, reason, return_at, policy, owner, score, ended_at, ended_in)`, "",
		passCells, len(passes), func(i int, row *packed) {
			p := passes[i]
			row.add(int64(p.Lead), ms0(p.At), p.Cycle, p.By, p.Reason, ms(p.ReturnAt), string(p.Policy), p.Owner, p.Score,
				ms(p.EndedAt), p.EndedIn)
		})
	return err
}

// DropPass removes a pass that was never to be.
func (t *Tx) DropPass(p *crm.Pass) error {
	_, err := t.exec(`DELETE FROM recycle WHERE lead = $1 AND at = $2`, p.Lead, ms0(p.At))
	return err
}

// Passes returns the passes of the lead that are more than its log says, the
// newest first.
func (t *Tx) Passes(lead crm.LeadID) ([]crm.Pass, error) {
	var passes []crm.Pass
	err := t.scan(`SELECT `+passColumns+` FROM recycle r WHERE r.lead = $1 ORDER BY r.at DESC`, passCells, []any{lead}, func(c cells) error {
		passes = append(passes, passOf(c))
		return nil
	})
	return passes, err
}

// LoggedPasses returns what the log says about the times the leads were
// recycled: the latest, and as its cycle how many there were.
func (t *Tx) LoggedPasses(leads []crm.LeadID) (map[crm.LeadID]crm.Pass, error) {
	passes := map[crm.LeadID]crm.Pass{}
	err := inChunks(leads, func(list string, args []any) error {
		return t.scan(`SELECT lead, at, by, reason FROM stage_change WHERE lead IN (`+list+`) AND stage = '`+crm.Recycled+`'
 ORDER BY lead, provisional DESC, at, seq`, 4, args, func(c cells) error {
			id := crm.LeadID(c.int(0))
			passes[id] = crm.Pass{Lead: id, Cycle: passes[id].Cycle + 1, At: instant(c.int(1)), By: c.text(2), Reason: c.text(3)}
			return nil
		})
	})
	return passes, err
}

// UntoldBreaches returns up to limit leads whose deadline has passed by now and
// nobody has been told, the oldest first.
func (t *Tx) UntoldBreaches(now time.Time, limit int) ([]crm.LeadID, error) {
	return t.leadIDs(`SELECT lead FROM work WHERE deadline <= $1 AND deadline IS NOT NULL AND breached = 0 ORDER BY deadline LIMIT $2`, ms0(now), limit)
}

// TellBreaches notes that the team has been told.
func (t *Tx) TellBreaches(leads []crm.LeadID) error {
	return inChunks(leads, func(list string, args []any) error {
		_, err := t.exec(`UPDATE work SET breached = 1 WHERE lead IN (`+list+`)`, args...)
		return err
	})
}

// MarkOwedDue notes that every lead that is owed something, or is recycled, is
// to be looked at again, because the rules for it have changed.
func (t *Tx) MarkOwedDue(at time.Time) error {
	_, err := t.exec(`INSERT INTO due(lead, at, import) SELECT lead, $1, 0 FROM work WHERE deadline IS NOT NULL OR nursed = 1
 ON CONFLICT(lead) DO UPDATE SET at = min(due.at, excluded.at)`, ms0(at))
	return err
}

// Promote writes the stages that leads have moved to by themselves. It is
// nobody's change: the version stays.
func (t *Tx) Promote(moves []crm.StageChange) error {
	for i := range moves {
		m := &moves[i]
		if _, err := t.exec(`UPDATE lead SET stage = $1, stage_at = $2 WHERE id = $3`, m.Stage, ms(m.At), m.Lead); err != nil {
			return err
		}
	}
	return nil
}

// SetOwner writes the owner a lead has been given by itself. It is nobody's
// change: the version stays.
func (t *Tx) SetOwner(l *crm.Lead) error {
	_, err := t.exec(`UPDATE lead SET owner = $1, search = $2 WHERE id = $3`, l.Owner, string(appendSearch(nil, l)), l.ID)
	return err
}
