package store

import "smarketing/internal/crm"

// How many leads stand in each stage and how many have each grade is kept, not
// counted: every screen shows it. Who adds a row says so here; triggers see what
// changes and what goes.

// countStage counts n leads more in a stage.
func (t *Tx) countStage(stage string, n int) error {
	_, err := t.exec(`INSERT INTO stage_count VALUES ($1, $2) ON CONFLICT DO UPDATE SET leads = leads + excluded.leads`, stage, n)
	return err
}

// countGrade counts n stamps more of a grade and standing.
func (t *Tx) countGrade(grade string, standing crm.Standing, n int) error {
	_, err := t.exec(`INSERT INTO grade_count VALUES ($1, $2, $3) ON CONFLICT DO UPDATE SET leads = leads + excluded.leads`,
		grade, int64(standing), n)
	return err
}
