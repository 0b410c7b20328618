package store

import (
	"fmt"
	"time"

	"smarketing/internal/crm"
)

// Stages returns the stage definitions in order, detours last.
func (t *Tx) Stages() (crm.Stages, error) {
	var stages crm.Stages
	err := t.each(`SELECT key, label, team, kind, sla FROM stage ORDER BY position`, nil, func(r row) error {
		var s crm.Stage
		var sla int64
		if err := r.Scan(&s.Key, &s.Label, &s.Team, &s.Kind, &sla); err != nil {
			return err
		}
		s.SLA = time.Duration(sla) * time.Millisecond
		stages = append(stages, s)
		return nil
	})
	return stages, err
}

// SetStages replaces the stage definitions.
func (t *Tx) SetStages(stages crm.Stages) error {
	if _, err := t.exec(`DELETE FROM stage`); err != nil {
		return err
	}
	_, err := t.insert(`INSERT INTO stage(key, label, team, kind, sla, position)`, "", 6, len(stages),
		func(i int, row *packed) {
			s := &stages[i]
			row.add(s.Key, s.Label, string(s.Team), string(s.Kind), s.SLA.Milliseconds(), i)
		})
	return err
}

// StageCounts returns how many leads stand in each stage.
func (t *Tx) StageCounts() (map[string]int, error) {
	counts := map[string]int{}
	err := t.each(`SELECT stage, leads FROM stage_count`, nil, func(r row) error {
		var stage string
		var n int
		if err := r.Scan(&stage, &n); err != nil {
			return err
		}
		counts[stage] = n
		return nil
	})
	return counts, err
}

// AddStageChanges adds the changes that are not there yet, told apart by lead,
// stage and instant, and returns which were added.
func (t *Tx) AddStageChanges(changes []crm.StageChange, imported crm.ImportID) ([]bool, error) {
	added := make([]bool, len(changes))
	seq, err := t.takeSeq(len(changes))
	if err != nil {
		return nil, err
	}
	for i := range changes {
		c := &changes[i]
		t.Moved(c.Lead)
		res, err := t.exec(`INSERT INTO stage_change(lead, stage, at, seq, by, reason, provisional, import)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT(lead, stage, at) DO NOTHING`,
			c.Lead, c.Stage, ms0(c.At), seq+int64(i), c.By, c.Reason, c.Provisional, int64(imported))
		if err != nil {
			return nil, err
		}
		n, err := res.RowsAffected()
		if err != nil {
			return nil, err
		}
		added[i] = n > 0
	}
	return added, nil
}

// keepAssumed copies the assumed first changes of the leads aside.
func (t *Tx) keepAssumed(leads []crm.LeadID) error {
	return inChunks(leads, func(list string, args []any) error {
		_, err := t.exec(`INSERT INTO replaced_change(lead, stage, at, seq, by, reason, import)
 SELECT lead, stage, at, seq, by, reason, import FROM stage_change WHERE provisional = 1 AND lead IN (`+list+`)
 ON CONFLICT(lead) DO NOTHING`, args...)
		return err
	})
}

// AddFirstChanges adds one assumed change, made by nobody, for each of many new
// leads.
func (t *Tx) AddFirstChanges(changes []crm.StageChange, imported crm.ImportID) error {
	seq, err := t.takeSeq(len(changes))
	if err != nil {
		return err
	}
	_, err = t.insert(`INSERT INTO stage_change(lead, stage, at, seq, by, reason, provisional, import)`, "", 8, len(changes),
		func(i int, row *packed) {
			c := &changes[i]
			row.whole(int64(c.Lead))
			row.text(c.Stage)
			row.whole(ms0(c.At))
			row.whole(seq + int64(i))
			row.text("")
			row.text("")
			row.whole(1)
			row.whole(int64(imported))
		})
	return err
}

// metaChangeSeq counts the stage changes there have been.
const metaChangeSeq = "stage_change_seq"

// takeSeq reserves n numbers for the order of stage changes and returns the
// first.
func (t *Tx) takeSeq(n int) (int64, error) {
	first, err := t.Meta(metaChangeSeq)
	if err != nil || n == 0 {
		return first, err
	}
	return first, t.SetMeta(metaChangeSeq, first+int64(n))
}

// DropProvisional removes the assumed first changes of the leads, and keeps
// them aside for the day on which the history that replaces them is undone.
func (t *Tx) DropProvisional(leads []crm.LeadID) error {
	if err := t.keepAssumed(leads); err != nil {
		return err
	}
	return inChunks(leads, func(list string, args []any) error {
		_, err := t.exec(`DELETE FROM stage_change WHERE provisional = 1 AND lead IN (`+list+`)`, args...)
		return err
	})
}

// DropAssumed removes the assumed first changes that say just what the changes
// say: what is known takes the place of what was assumed.
func (t *Tx) DropAssumed(changes []crm.StageChange) error {
	var leads []crm.LeadID
	for i := range changes {
		var one int
		same, err := t.one(`SELECT 1 FROM stage_change WHERE lead = $1 AND stage = $2 AND at = $3 AND provisional = 1`,
			[]any{changes[i].Lead, changes[i].Stage, ms0(changes[i].At)}, &one)
		if err != nil {
			return err
		}
		if same {
			leads = append(leads, changes[i].Lead)
		}
	}
	return t.DropProvisional(leads)
}

// lastChange orders the log of a lead: an assumed first change before all
// others, then by instant, then in file order.
const lastChange = `FROM stage_change c WHERE c.lead = lead.id ORDER BY c.provisional, c.at DESC, c.seq DESC LIMIT 1`

// SyncStages makes the current stage of the leads what the log says, and
// returns the leads for which it changed. It makes no lead less its import's
// own: the rows of the log say whose doing it is.
func (t *Tx) SyncStages(leads []crm.LeadID) ([]crm.LeadID, error) {
	var moved []crm.LeadID
	err := inChunks(leads, func(list string, args []any) error {
		return t.each(`UPDATE lead SET version = version + 1, own = own + (own = version), stage = (SELECT c.stage `+lastChange+`),
 stage_at = (SELECT nullif(c.at, 0) `+lastChange+`)
 WHERE id IN (`+list+`) AND EXISTS (SELECT 1 FROM stage_change c WHERE c.lead = lead.id)
 AND (stage <> (SELECT c.stage `+lastChange+`) OR stage_at IS NOT (SELECT nullif(c.at, 0) `+lastChange+`))
 RETURNING id`, args, func(r row) error {
			var id crm.LeadID
			err := r.Scan(&id)
			moved = append(moved, id)
			return err
		})
	})
	return moved, err
}

const changeColumns = `c.seq, c.lead, c.stage, c.at, c.by, c.reason, c.provisional FROM stage_change c`

func readChange(r row) (crm.StageChange, error) {
	var c crm.StageChange
	var at int64
	err := r.Scan(&c.ID, &c.Lead, &c.Stage, &at, &c.By, &c.Reason, &c.Provisional)
	c.At = instant(at)
	return c, err
}

// StageChanges calls yield for every change, ordered by lead, instant and file
// order, an assumed first change before the others.
func (t *Tx) StageChanges(yield func(crm.StageChange) error) error {
	return t.each(`SELECT `+changeColumns+` ORDER BY c.lead, c.provisional DESC, c.at, c.seq`, nil, func(r row) error {
		c, err := readChange(r)
		if err != nil {
			return err
		}
		return yield(c)
	})
}

// StageChangesOf returns the changes of one lead in order.
func (t *Tx) StageChangesOf(lead crm.LeadID) ([]crm.StageChange, error) {
	var changes []crm.StageChange
	err := t.each(`SELECT `+changeColumns+` WHERE c.lead = $1 ORDER BY c.provisional DESC, c.at, c.seq`, []any{lead},
		func(r row) error {
			c, err := readChange(r)
			changes = append(changes, c)
			return err
		})
	return changes, err
}

// MisplacedLeads returns what check reports: leads whose stage is not what the
// log says, or is not defined.
func (t *Tx) MisplacedLeads(limit int) ([]string, error) {
	var problems []string
	err := t.each(`SELECT id, stage, coalesce((SELECT c.stage `+lastChange+`), '') AS logged FROM lead
 WHERE logged <> stage OR stage NOT IN (SELECT key FROM stage) LIMIT $1`, []any{limit}, func(r row) error {
		var id crm.LeadID
		var stage, logged string
		if err := r.Scan(&id, &stage, &logged); err != nil {
			return err
		}
		problem := fmt.Sprintf("lead #%d stands in %q, its log says %q", id, stage, logged)
		if stage == logged {
			problem = fmt.Sprintf("lead #%d stands in %q, which is not a stage", id, stage)
		}
		problems = append(problems, problem)
		return nil
	})
	return problems, err
}

// UndefinedStages returns the stages that the log names and no definition
// does, with the number of leads. What an undo would bring back into the log
// counts.
func (t *Tx) UndefinedStages() (map[string]int, error) {
	lost := map[string]int{}
	err := t.each(`SELECT stage, count(DISTINCT lead) FROM
 (SELECT stage, lead FROM stage_change UNION ALL SELECT stage, lead FROM replaced_change)
 WHERE stage NOT IN (SELECT key FROM stage) GROUP BY stage`, nil,
		func(r row) error {
			var key string
			var n int
			err := r.Scan(&key, &n)
			lost[key] = n
			return err
		})
	return lost, err
}
