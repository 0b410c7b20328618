package store

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
)

// TestStageLogIsTheLog: the fast way to read the log tells what the slow one
// does, in the same order, with ties, assumed changes, stages that are gone and
// dates that are not known.
func TestStageLogIsTheLog(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), Options{Path: filepath.Join(t.TempDir(), "log.db"), Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	stages := crm.DefaultStages()
	seed := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	rapid.Check(t, func(rt *rapid.T) {
		err := s.Update(t.Context(), func(tx *Tx) error {
			if _, err := tx.exec(`DELETE FROM stage_change`); err != nil {
				return err
			}
			if err := tx.SetStages(stages[:rapid.IntRange(0, len(stages)).Draw(rt, "defined")]); err != nil {
				return err
			}
			for range rapid.IntRange(0, 20).Draw(rt, "changes") {
				id := rapid.Int64Range(1, 4).Draw(rt, "lead")
				if _, err := tx.exec(`INSERT INTO lead(id, key, stage, added_at, search) VALUES ($1, CAST($1 AS TEXT), 'lead', 0, '') ON CONFLICT DO NOTHING`, id); err != nil {
					return err
				}
				c := crm.StageChange{Lead: crm.LeadID(id), Stage: rapid.SampledFrom(stages).Draw(rt, "stage").Key, Provisional: rapid.Bool().Draw(rt, "assumed"),
					Reason: rapid.SampledFrom([]string{"", "no budget", "timing"}).Draw(rt, "reason")}
				if n := rapid.IntRange(-2, 4).Draw(rt, "day"); n >= 0 {
					c.At = seed.AddDate(0, 0, n)
				} else if n == -2 {
					c.At = time.Date(1965, 1, 1, 0, 0, 0, 0, time.UTC)
				}
				if _, err := tx.AddStageChanges([]crm.StageChange{c}, 0); err != nil {
					return err
				}
			}
			known, err := tx.Stages()
			if err != nil {
				return err
			}
			logs := func(of ...crm.LeadID) (want []LoggedChange) {
				err := tx.StageChanges(func(c crm.StageChange) error {
					if slices.Contains(of, c.Lead) {
						position := slices.IndexFunc(known, func(s crm.Stage) bool { return s.Key == c.Stage })
						want = append(want, LoggedChange{c.Lead, position, ms0(c.At), c.Reason})
					}
					return nil
				})
				if err != nil {
					rt.Fatal(err)
				}
				return want
			}
			var got []LoggedChange
			take := func(c LoggedChange) error { got = append(got, c); return nil }
			if err := tx.StageLog(known, 0, 1<<62, take); err != nil || !slices.Equal(got, logs(1, 2, 3, 4)) {
				rt.Fatalf("the log is\n%v, want\n%v (%v)", got, logs(1, 2, 3, 4), err)
			}
			got = nil
			if err := tx.StageLog(known, 1, 3, take); err != nil || !slices.Equal(got, logs(2, 3)) {
				rt.Fatalf("the log of leads 2 and 3 is\n%v, want\n%v (%v)", got, logs(2, 3), err)
			}
			got = nil
			if err := tx.StageLogOf(known, []crm.LeadID{1, 4, 7}, take); err != nil || !slices.Equal(got, logs(1, 4)) {
				rt.Fatalf("the log of leads 1 and 4 is\n%v, want\n%v (%v)", got, logs(1, 4), err)
			}
			return nil
		})
		if err != nil {
			rt.Fatal(err)
		}
	})
}
