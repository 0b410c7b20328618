package score

import (
	"slices"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
)

// Subject is one row of a Board: a lead as it is to be scored.
type Subject struct {
	Lead       *crm.Lead      // the profile; of its stamp, the standing and the last re-arm count
	Activities []crm.Activity // in any order
	At         time.Time      // now for an open lead, the hand-off for a closed one; zero: no activity counts
}

// Board is an immutable snapshot of all leads in columns, small enough to keep
// and quick to score under any rubric. It knows no rubric itself: fields are
// dictionaries, activities are kinds and ages in days. A Board is safe for
// concurrent use.
type Board struct {
	fields       []string
	zone         *time.Location
	now          time.Time
	open, closed []segment
}

// Now returns the instant that open leads were last added for. A board is of
// one day: when the day turns it is to be built again.
func (b *Board) Now() time.Time { return b.now }

// Fields returns the names of the fields the board has.
func (b *Board) Fields() []string { return slices.Clone(b.fields) }

// Open returns how many open leads there are.
func (b *Board) Open() int {
	n := 0
	for i := range b.open {
		n += b.open[i].live
	}
	return n
}

// Closed returns how many leads are won, lost or disqualified.
func (b *Board) Closed() int {
	n := 0
	for i := range b.closed {
		n += b.closed[i].live
	}
	return n
}

// Won returns how many leads are won.
func (b *Board) Won() int {
	n := 0
	for i := range b.closed {
		n += b.closed[i].won
	}
	return n
}

// Lacks returns the fields that r looks at and the board does not have.
func (b *Board) Lacks(r rubric.Rubric) []string {
	return slices.DeleteFunc(rubric.Fields(r), func(f string) bool { return slices.Contains(b.fields, f) })
}

// has returns an error when the board lacks a field of r.
func (b *Board) has(r rubric.Rubric) error {
	if lacking := b.Lacks(r); len(lacking) > 0 {
		return crm.Errorf(crm.Invalid, "field %q is not among those read for the rubric", lacking[0]).
			WithHint("read the leads again with it")
	}
	return nil
}

// scattered is how many small segments patches may leave before they are made
// into one.
const scattered = 16

// Patch returns a board in which the changed leads are as given, also new ones,
// and the gone ones are gone. The two boards share what did not change.
func (b *Board) Patch(changed []Subject, gone []crm.LeadID) *Board {
	ids := slices.Clone(gone)
	added := NewBuilder(b.fields, b.zone, b.now)
	for _, s := range changed {
		ids = append(ids, s.Lead.ID)
		added.Add(s)
		if s.Lead.Stamp.Standing.Open() && s.At.After(added.board.now) {
			added.board.now = s.At
		}
	}
	next := added.Board()
	next.open = patched(b.open, next.open, ids)
	next.closed = patched(b.closed, next.closed, ids)
	return next
}

func patched(old, added []segment, ids []crm.LeadID) []segment {
	var all []segment
	small := 0
	for i := range old {
		if s := old[i].without(ids); s.live > 0 {
			all = append(all, s)
		}
	}
	all = append(all, added...)
	for i := range all {
		if all[i].small() {
			small++
		}
	}
	if small <= scattered {
		return all
	}
	var kept []segment
	g := newGatherer(len(all[0].fields))
	for i := range all {
		if !all[i].small() {
			kept = append(kept, all[i])
			continue
		}
		for row := range all[i].ids {
			if !all[i].isGone(row) {
				g.adopt(&all[i], row)
			}
		}
	}
	return append(kept, g.finish()...)
}

// small reports whether a segment is worth being made into one with others.
func (s *segment) small() bool { return s.live <= segmentRows/scattered }

// Matches returns how many open leads the criterion holds for, at least in
// part, when it stands in the group.
func (b *Board) Matches(g rubric.Group, c rubric.Criterion) (leads int, err error) {
	if err := b.has(rubric.Rubric{Groups: []rubric.Group{{Criteria: []rubric.Criterion{c}}}}); err != nil {
		return 0, err
	}
	r, err := newReading(b, &g, &c)
	if err != nil {
		return 0, err
	}
	var at scratch
	for i := range b.open {
		part := r.read(&b.open[i], &at)
		for code, strength := range part.strengths {
			if strength != 0 {
				leads += int(part.leads[code])
			}
		}
	}
	return leads, nil
}
