package store

import (
	"fmt"

	"smarketing/internal/crm"
)

// How many leads stand in each stage and how many have each grade is kept, not
// counted: every screen shows it. Who adds a row says so here; triggers see what
// changes and what goes.

// countStage counts n leads more in a stage.
func (t *Tx) countStage(stage string, n int) error {
	_, err := t.exec(`INSERT INTO stage_count VALUES ($1, $2) ON CONFLICT DO UPDATE SET leads = leads + excluded.leads`, stage, n)
	return err
}

// countStages returns how many leads stand in any stage.
func (t *Tx) countStages() (n int, err error) {
	_, err = t.one(`SELECT coalesce(sum(leads), 0) FROM stage_count`, nil, &n)
	return n, err
}

// countGrade counts n stamps more of a grade and standing.
func (t *Tx) countGrade(grade string, standing crm.Standing, n int) error {
	_, err := t.exec(`INSERT INTO grade_count VALUES ($1, $2, $3) ON CONFLICT DO UPDATE SET leads = leads + excluded.leads`,
		grade, int64(standing), n)
	return err
}

// Miscounts returns what check reports: counts that are kept and are not what
// there is. A program that does not know of them, and was open when the file
// got them, may have added leads.
func (t *Tx) Miscounts(limit int) ([]string, error) {
	var problems []string
	err := t.each(`SELECT what, sum(kept), sum(there) FROM (
 SELECT 'in stage ' || stage AS what, leads AS kept, 0 AS there FROM stage_count
 UNION ALL SELECT 'in stage ' || stage, 0, count(*) FROM lead GROUP BY stage
 UNION ALL SELECT 'of grade ' || grade || ', standing ' || standing, leads, 0 FROM grade_count
 UNION ALL SELECT 'of grade ' || grade || ', standing ' || standing, 0, count(*) FROM stamp GROUP BY grade, standing)
 GROUP BY what HAVING sum(kept) <> sum(there) ORDER BY what LIMIT $1`, []any{limit}, func(r row) error {
		var what string
		var kept, there int
		err := r.Scan(&what, &kept, &there)
		problems = append(problems, fmt.Sprintf("%d leads are said to be %s, and %d are", kept, what, there))
		return err
	})
	return problems, err
}

// Recount makes the counts what there is.
func (t *Tx) Recount() error {
	for _, query := range []string{
		`DELETE FROM stage_count`, `INSERT INTO stage_count SELECT stage, count(*) FROM lead GROUP BY stage`,
		`DELETE FROM grade_count`, `INSERT INTO grade_count SELECT grade, standing, count(*) FROM stamp GROUP BY grade, standing`,
	} {
		if _, err := t.exec(query); err != nil {
			return err
		}
	}
	return nil
}
