package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"smarketing/internal/crm"
)

// TestIndexesComeBack drops the indexes, as a first import does, and checks who
// is told so, and that afterwards the file has the same ones as before.
func TestIndexesComeBack(t *testing.T) {
	t.Parallel()
	s := wordy(t, 0)
	schema := func() (all []string) {
		err := s.View(t.Context(), func(tx *Tx) error {
			return tx.each(`SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY sql`, nil, func(r row) error {
				var sql string
				err := r.Scan(&sql)
				all = append(all, sql)
				return err
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	now := time.UnixMilli(1_700_000_000_000)
	state := func(at time.Time) (unindexed, running bool) {
		err := s.View(t.Context(), func(tx *Tx) (err error) {
			unindexed, running, err = tx.Unindexed(at)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return unindexed, running
	}
	change := func(fn func(*Tx) error) {
		t.Helper()
		if err := s.Update(t.Context(), fn); err != nil {
			t.Fatal(err)
		}
	}
	before := schema()
	if unindexed, _ := state(now); unindexed {
		t.Error("a new file is said to lack indexes")
	}
	change(func(tx *Tx) error {
		row := ImportRow{Fingerprint: "f", Alive: now.Add(time.Second)}
		if err := tx.PutImport(&row); err != nil {
			return err
		}
		return tx.DropIndexes(row.ID)
	})
	if got := len(schema()); got != len(before)-len(secondary) {
		t.Errorf("%d of %d parts of the schema are left", got, len(before))
	}
	if unindexed, running := state(now); !unindexed || !running {
		t.Errorf("while the import is alive: unindexed %v, running %v", unindexed, running)
	}
	if unindexed, running := state(now.Add(2 * time.Second)); !unindexed || running {
		t.Errorf("after it died: unindexed %v, running %v", unindexed, running)
	}
	change((*Tx).RestoreNameIndexes)
	for done, total := 0, 1; done < total; {
		was := done
		change(func(tx *Tx) (err error) {
			done, total, err = tx.RestoreIndex()
			return err
		})
		if done <= was {
			t.Fatalf("%d indexes, then %d", was, done)
		}
	}
	if after := schema(); !slices.Equal(before, after) {
		t.Errorf("the schema was\n%q\nand is\n%q", before, after)
	}
	if unindexed, _ := state(now); unindexed {
		t.Error("the file is still said to lack indexes")
	}
}

// TestInsertColumns proves that it does not matter which columns are the same
// in all rows.
func TestInsertColumns(t *testing.T) {
	t.Parallel()
	s := wordy(t, 0)
	stamps := []StampRow{
		{Lead: 1, Key: "a", Stamp: crm.Stamp{Score: 100, Grade: "A1", Day: 3}},
		{Lead: 2, Key: "b", Stamp: crm.Stamp{Score: 200, Grade: "A1", Day: 3, Ready: crm.Readiness{Cause: crm.ByScore, Since: time.UnixMilli(5)}}},
		{Lead: 3, Key: "c", Stamp: crm.Stamp{Score: 300, Grade: "A1", Day: 4}},
	}
	err := s.Update(t.Context(), func(tx *Tx) error {
		var leads []NewLead
		for i := range stamps {
			l := crm.Lead{Key: stamps[i].Key, Stage: "lead", City: "Rome"}
			leads = append(leads, NewLead{&l, RowOf(&l, 7, nil)})
		}
		if err := errors.Join(tx.NumberLeads(leads), tx.InsertLeads(leads)); err != nil {
			return err
		}
		if err := tx.PutStamps(stamps[:1]); err != nil { // nothing varies
			return err
		}
		return tx.PutStamps(stamps) // the first a second time
	})
	if err != nil {
		t.Fatal(err)
	}
	err = s.View(t.Context(), func(tx *Tx) error {
		for i := range stamps {
			l, err := tx.Lead(stamps[i].Lead)
			if err != nil {
				return err
			}
			want := stamps[i].Stamp
			if l.Key != stamps[i].Key || l.City != "Rome" || l.Stamp.Score != want.Score || l.Stamp.Grade != want.Grade ||
				l.Stamp.Day != want.Day || l.Stamp.Ready.Cause != want.Ready.Cause || !l.Stamp.Ready.Since.Equal(want.Ready.Since) {
				t.Errorf("lead %d: %+v", i, l)
			}
		}
		mine, err := tx.ImportedBy([]crm.LeadID{1, 2, 3}, 7)
		if len(mine) != 3 {
			t.Errorf("%d leads are of the import", len(mine))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
