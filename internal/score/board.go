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

// Board is an immutable snapshot of all leads.
type Board struct {
	fields []string
	zone   *time.Location
	now    time.Time
	rows   []Subject
}

// Builder gathers the rows of a Board.
type Builder struct{ board Board }

// NewBuilder returns a Builder for the fields that the rubrics at hand look at.
func NewBuilder(fields []string, zone *time.Location, now time.Time) *Builder {
	return &Builder{Board{fields: slices.Clone(fields), zone: zone, now: now}}
}

// Add takes in one lead. The caller may use what the subject points at again.
func (b *Builder) Add(s Subject) {
	l := *s.Lead
	l.Custom = slices.Clone(l.Custom)
	s.Lead, s.Activities = &l, slices.Clone(s.Activities)
	b.board.rows = append(b.board.rows, s)
}

// Board returns what was added.
func (b *Builder) Board() *Board { return &b.board }

// Patch returns a board in which the changed leads are as given and the gone
// ones are gone.
func (b *Board) Patch(changed []Subject, gone []crm.LeadID) *Board {
	drop := map[crm.LeadID]bool{}
	for _, id := range gone {
		drop[id] = true
	}
	for _, s := range changed {
		drop[s.Lead.ID] = true
	}
	next := Builder{Board{fields: b.fields, zone: b.zone, now: b.now}}
	for _, s := range b.rows {
		if !drop[s.Lead.ID] {
			next.board.rows = append(next.board.rows, s)
		}
	}
	for _, s := range changed {
		next.Add(s)
	}
	return next.Board()
}

// Now returns the instant the open leads are scored for.
func (b *Board) Now() time.Time { return b.now }

// Fields returns the names of the fields the board has.
func (b *Board) Fields() []string { return b.fields }

// Open returns how many open leads there are.
func (b *Board) Open() int {
	return b.count(func(s crm.Standing) bool { return s.Open() })
}

// Closed returns how many leads are won, lost or disqualified.
func (b *Board) Closed() int { return len(b.rows) - b.Open() }

// Won returns how many leads are won.
func (b *Board) Won() int {
	return b.count(func(s crm.Standing) bool { return s == crm.StandingWon })
}

func (b *Board) count(is func(crm.Standing) bool) (n int) {
	for _, s := range b.rows {
		if is(s.Lead.Stamp.Standing) {
			n++
		}
	}
	return n
}

// Lacks returns the fields of r that the board does not have.
func (b *Board) Lacks(r rubric.Rubric) []string {
	return slices.DeleteFunc(rubric.Fields(r), func(f string) bool { return slices.Contains(b.fields, f) })
}

// Draft returns a draft that compares with base, and holds base itself until
// Set changes it.
func (b *Board) Draft(base rubric.Rubric) (*Draft, error) {
	d := &Draft{}
	return d, d.rebase(b, base, base)
}

// Matches returns how many open leads the criterion would hold for, at least
// in part, if it stood in the group.
func (b *Board) Matches(g rubric.Group, c rubric.Criterion) (leads int, err error) {
	c.Off, c.Points = false, 1
	g.Criteria = []rubric.Criterion{c}
	p, err := Compile(rubric.Rubric{Groups: []rubric.Group{g}}, b.zone)
	if err != nil {
		return 0, err
	}
	for _, s := range b.rows {
		if s.Lead.Stamp.Standing.Open() && entryOf(p, s).Strength != 0 {
			leads++
		}
	}
	return leads, nil
}

func entryOf(p *Program, s Subject) Entry {
	l := p.Explain(s.Lead, s.Activities, s.At).Ledger
	for i := range l.Axes {
		for j := range l.Axes[i].Groups {
			return l.Axes[i].Groups[j].Criteria[0]
		}
	}
	return Entry{}
}
