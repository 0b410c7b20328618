package intake

import (
	"cmp"
	"slices"

	"smarketing/internal/crm"
)

// entry is a column that says when a stage was entered.
type entry struct {
	column int
	stage  string
	target int // of the plan, once it is settled
}

// prepareHistory finds the columns of an export that say when a stage was
// entered: such a row holds the whole history of its lead.
func (s *Source) prepareHistory() {
	x := &s.export
	if x.export == nil || x.entered == nil || s.kind != crm.StageRecord {
		return
	}
	for i, h := range s.headers {
		m := x.entered.FindStringSubmatch(h)
		if m == nil || s.own[i] {
			continue
		}
		name := ""
		for _, group := range m[1:] {
			name = cmp.Or(name, group)
		}
		switch key, ok := s.plan.stage.resolve(name); {
		case !ok:
			s.note("Column %q is left out: %q is no stage here; %s says which it is.", h, name, flag("--stage", name+"="+s.plan.stage.names[0]))
		case key != "":
			s.history = append(s.history, entry{column: i, stage: key})
		}
	}
}

// settleHistory settles how the times of the history are read.
func (s *Source) settleHistory(file decimalMark, taken []bool) error {
	s.history = slices.DeleteFunc(s.history, func(e entry) bool { return taken[e.column] })
	for i := range s.history {
		e := &s.history[i]
		if err := s.take(field{name: fieldStage + " " + e.stage, typ: crm.Time}, e.column, file); err != nil {
			return err
		}
		taken[e.column] = true
		e.target = len(s.plan.targets) - 1
	}
	return nil
}

// changes yields the history of a row: one stage change for each stage that
// was entered, in the order of their times. Where several columns mean one
// stage, the lead enters it once. A row without any is counted as ignored.
func (b *builder) changes(yield func(crm.Record, error) bool) bool {
	var changes []crm.StageChange
	for _, e := range b.history {
		t := &b.plan.targets[e.target]
		c, known := b.cell(t)
		if !known {
			continue
		}
		change := b.rec.Change
		change.Stage, change.At = e.stage, b.value(t, c).Instant()
		changes = append(changes, change)
	}
	if b.bad != nil {
		return yield(crm.Record{Row: b.rec.Row, Kind: b.kind, Cells: b.rec.Cells}, b.bad)
	}
	slices.SortStableFunc(changes, func(x, y crm.StageChange) int { return x.At.Compare(y.At) })
	changes = slices.CompactFunc(changes, func(x, y crm.StageChange) bool { return x.Stage == y.Stage })
	if len(changes) == 0 {
		b.rec.Ignored = true
		return yield(b.rec, nil)
	}
	for _, c := range changes {
		rec := b.rec
		rec.Change = c
		if !yield(rec, nil) {
			return false
		}
	}
	return true
}
