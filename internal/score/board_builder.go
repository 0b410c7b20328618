package score

import (
	"slices"
	"strings"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// Builder gathers the rows of a Board. It is not safe for concurrent use.
type Builder struct {
	board        Board
	open, closed *gatherer
	values       []crm.Value
	heard        []happening
}

// happening is an activity that counts, while its lead is taken in.
type happening struct {
	at   time.Time
	kind uint32
}

// NewBuilder returns a Builder of a board that has the named fields, those that
// the rubrics at hand look at. Days are counted in the zone; now is the instant
// that open leads are added for.
func NewBuilder(fields []string, zone *time.Location, now time.Time) *Builder {
	return &Builder{
		board: Board{fields: slices.Clone(fields), zone: zone, now: now},
		open:  newGatherer(len(fields)), closed: newGatherer(len(fields)),
		values: make([]crm.Value, len(fields)),
	}
}

// Add takes in one lead; no lead may be added twice. Nothing of the subject is
// kept.
func (b *Builder) Add(s Subject) {
	g := b.closed
	if s.Lead.Stamp.Standing.Open() {
		g = b.open
	}
	for i, name := range b.board.fields {
		b.values[i] = s.Lead.Field(name)
	}
	b.heard = b.heard[:0]
	for i := range s.Activities {
		if a := &s.Activities[i]; !a.At.IsZero() && !a.At.After(s.At) {
			b.heard = append(b.heard, happening{a.At, g.spelled(a.Event, a.Detail)})
		}
	}
	slices.SortFunc(b.heard, func(x, y happening) int { return x.at.Compare(y.at) })
	today := crm.DayOf(s.At, b.board.zone)
	armed := 0
	for i := range b.heard {
		h := &b.heard[i]
		g.act(h.kind, daysSince(h.at, today, b.board.zone))
		if !h.at.After(s.Lead.Stamp.Ready.ArmedAt) {
			armed++
		}
	}
	var last time.Time
	if n := len(b.heard); n > 0 {
		last = b.heard[n-1].at
	}
	idle, age := silence(s.Lead, last, today, b.board.zone)
	standing := s.Lead.Stamp.Standing
	if Anew(standing, s.Lead.Stamp.Ready) {
		standing = crm.InNurture // whoever was given up once is judged alike
	}
	g.add(s.Lead.ID, standing, min(idle, age), b.values, armed)
}

// Board returns the board of what was added. The Builder is of no use
// afterwards.
func (b *Builder) Board() *Board {
	board := b.board // of its own, so that the Builder's memory can go
	board.open, board.closed = b.open.finish(), b.closed.finish()
	return &board
}

// gatherer fills one segment after the other.
type gatherer struct {
	done    []segment
	rows    rows         // of the segment being filled, without its fields
	fields  []collection // its fields
	kinds   map[kind]uint32
	memory  map[kind]uint32 // kinds by the activity as spelled
	started int             // activities before the row being filled
}

// collection is a field being filled.
type collection struct {
	list   []uint16
	values []crm.Value
	codes  map[crm.Value]uint16
}

func newGatherer(fields int) *gatherer {
	g := &gatherer{fields: make([]collection, fields), kinds: map[kind]uint32{}, memory: map[kind]uint32{}}
	for i := range g.fields {
		g.fields[i].codes = map[crm.Value]uint16{}
	}
	return g
}

// spelled returns the kind of an activity as it is spelled.
func (g *gatherer) spelled(event, detail string) uint32 {
	k := kind{event, detail}
	n, ok := g.memory[k]
	if !ok {
		n = g.kind(kind{text.Fold(event), text.Fold(detail)})
		g.memory[kind{strings.Clone(event), strings.Clone(detail)}] = n
	}
	return n
}

// kind returns the number of a kind in the segment being filled.
func (g *gatherer) kind(k kind) uint32 {
	n, ok := g.kinds[k]
	if !ok {
		k = kind{strings.Clone(k.event), strings.Clone(k.detail)}
		n = uint32(len(g.rows.kinds))
		g.rows.kinds = append(g.rows.kinds, k)
		g.kinds[k] = n
	}
	return n
}

// act adds an activity to the row being filled, the earliest first.
func (g *gatherer) act(kind uint32, age int) {
	r := &g.rows
	if age >= tooOld {
		if r.ancient == nil {
			r.ancient = map[uint32]int32{}
		}
		r.ancient[uint32(len(r.acts))] = int32(age)
		age = tooOld
	}
	r.acts = append(r.acts, kind)
	r.ages = append(r.ages, uint16(age))
}

// add ends the row being filled, of whose activities so many are not later than
// the re-arm.
func (g *gatherer) add(id crm.LeadID, standing crm.Standing, quiet int, values []crm.Value, armed int) {
	r := &g.rows
	r.ids = append(r.ids, id)
	r.standings = append(r.standings, standing)
	r.quiet = append(r.quiet, int32(quiet))
	r.starts = append(r.starts, uint32(g.started))
	r.armed = append(r.armed, uint32(g.started+armed))
	g.started = len(r.acts)
	for i, v := range values {
		g.fields[i].add(v)
	}
	if len(r.ids) == segmentRows {
		g.seal()
	}
}

func (c *collection) add(v crm.Value) {
	code, ok := c.codes[v]
	if !ok {
		if v.Type == crm.Text {
			v = crm.TextValue(strings.Clone(v.String()))
		}
		code = uint16(len(c.values))
		c.values = append(c.values, v)
		c.codes[v] = code
	}
	c.list = append(c.list, code)
}

// adopt adds a row of another segment.
func (g *gatherer) adopt(s *segment, row int) {
	for k := s.starts[row]; k < s.starts[row+1]; k++ {
		g.act(g.kind(s.kinds[s.acts[k]]), s.age(k))
	}
	values := make([]crm.Value, len(s.fields))
	for i := range s.fields {
		f := &s.fields[i]
		values[i] = f.dictionary.at(f.codes.at(row))
	}
	g.add(s.ids[row], s.standings[row], int(s.quiet[row]), values, int(s.armed[row]-s.starts[row]))
}

// finish returns all segments.
func (g *gatherer) finish() []segment {
	if len(g.rows.ids) > 0 {
		g.seal()
	}
	return g.done
}

// seal makes a segment of what was gathered, in memory of its own size, and
// starts the next one.
func (g *gatherer) seal() {
	from := &g.rows
	to := &rows{
		ids: slices.Clone(from.ids), ascending: slices.IsSorted(from.ids), standings: slices.Clone(from.standings),
		quiet: slices.Clone(from.quiet), starts: slices.Clone(append(from.starts, uint32(len(from.acts)))),
		armed: slices.Clone(from.armed), kinds: slices.Clone(from.kinds), acts: slices.Clone(from.acts),
		ages: slices.Clone(from.ages), ancient: from.ancient,
	}
	for i := range g.fields {
		c := &g.fields[i]
		to.fields = append(to.fields, field{packed(c.list, len(c.values)), newDictionary(c.values)})
		c.list, c.values = c.list[:0], c.values[:0]
		clear(c.codes)
	}
	s := segment{rows: to, live: len(to.ids)}
	for _, standing := range to.standings {
		if standing == crm.StandingWon {
			s.won++
		}
	}
	g.done = append(g.done, s)
	g.rows = rows{
		ids: from.ids[:0], standings: from.standings[:0], quiet: from.quiet[:0], starts: from.starts[:0],
		armed: from.armed[:0], kinds: from.kinds[:0], acts: from.acts[:0], ages: from.ages[:0],
	}
	clear(g.kinds)
	clear(g.memory)
	g.started = 0
}
