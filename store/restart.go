package store

import "smarketing/internal/crm"

// Restart is what RestartLeads has changed of one lead.
type Restart struct {
	Lead    crm.LeadID
	Version int64 // of the lead before
	Stood   bool  // it stood in the stage; else only its log began there
}

// RestartLeads makes another stage of a first one that is no longer defined:
// leads that stand there only by assumption move, and the assumed first changes
// say so. It makes no lead less its import's own, and returns those whose log, or
// place, it has changed.
func (t *Tx) RestartLeads(from, to string) ([]Restart, error) {
	const stands = `lead.stage = $1 AND coalesce((SELECT c.provisional ` + lastChange + `), 0) = 1`
	var done []Restart
	err := t.each(`SELECT id, version, `+stands+` AS stood FROM lead WHERE stood
 OR EXISTS (SELECT 1 FROM stage_change c WHERE c.lead = lead.id AND c.provisional = 1 AND c.stage = $1)
 OR EXISTS (SELECT 1 FROM replaced_change c WHERE c.lead = lead.id AND c.stage = $1) ORDER BY id`, []any{from}, func(r row) error {
		var one Restart
		err := r.Scan(&one.Lead, &one.Version, &one.Stood)
		done = append(done, one)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, query := range []string{
		`UPDATE lead SET version = version + 1, own = own + (own = version), stage = $2 WHERE ` + stands,
		`UPDATE OR IGNORE stage_change SET stage = $2 WHERE provisional = 1 AND stage = $1`,
		`UPDATE replaced_change SET stage = $2 WHERE stage = $1`,
	} {
		if _, err := t.exec(query, from, to); err != nil {
			return nil, err
		}
	}
	return done, nil
}

// UnrestartLeads takes back of the leads what RestartLeads has done, from and to
// being those of then: those that stand there by assumption go back, as a new
// version of theirs, and their logs begin where they began.
func (t *Tx) UnrestartLeads(leads []crm.LeadID, from, to string) error {
	return inChunks(leads, func(list string, args []any) error {
		args = append([]any{from, to}, args...)
		for _, query := range []string{
			`UPDATE lead SET version = version + 1, own = own + (own = version), stage = ? WHERE stage = ? AND (SELECT c.provisional ` + lastChange + `) = 1 AND id IN (`,
			`UPDATE OR IGNORE stage_change SET stage = ? WHERE provisional = 1 AND stage = ? AND lead IN (`,
			`UPDATE replaced_change SET stage = ? WHERE stage = ? AND lead IN (`,
		} {
			if _, err := t.exec(query+list+`)`, args...); err != nil {
				return err
			}
		}
		return nil
	})
}

// MovedOn returns which of the leads no longer stand in the stage by
// assumption.
func (t *Tx) MovedOn(leads []crm.LeadID, stage string) ([]crm.LeadID, error) {
	var moved []crm.LeadID
	err := inChunks(leads, func(list string, args []any) error {
		return t.each(`SELECT id FROM lead WHERE (stage <> ? OR (SELECT c.provisional `+lastChange+`) = 0) AND id IN (`+list+`) ORDER BY id`,
			append([]any{stage}, args...), func(r row) error {
				var id crm.LeadID
				err := r.Scan(&id)
				moved = append(moved, id)
				return err
			})
	})
	return moved, err
}
