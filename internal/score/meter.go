package score

import (
	"strings"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// counter is one thing to be counted among the activities of a lead.
type counter struct {
	event  string // folded
	detail string // folded substring; empty: any
	within int    // days; 0: ever
	decay  decay
}

// tally is what a counter has found.
type tally struct {
	sum   int64 // strengths, in 1/Full
	count int
	last  time.Time
}

type testKind uint8

const (
	fieldTest testKind = iota
	sumTest
	countTest
	ratioTest
	idleTest
)

// test is one compiled condition.
type test struct {
	kind  testKind
	at    int // column of a fieldTest, else counter
	slot  int // rule within the column
	per   int // counter below the line of a ratioTest
	least int // matches of a countTest, sent of a ratioTest, days of an idleTest
	ratio float64
	full  int64 // the strength when fully earned
}

// meter measures one lead at a time and remembers what distinct values came
// to. It belongs to one Program and is not safe for concurrent use; the
// Program keeps a pool of them.
type meter struct {
	p       *Program
	memos   []memo
	heard   map[string]*hearing // by the event as spelled
	values  []crm.Value         // per column
	rows    [][]int32           // per column, the strengths of its rules
	tallies []tally             // per counter
	last    time.Time           // latest activity that counts
	next    time.Time           // earliest activity still to come
	idle    int                 // days since the last activity, or since the lead exists
	age     int                 // days since the lead exists; -1 when unknown
}

// memo remembers the strengths of one column by text. Numbers are measured as
// fast as they are remembered.
type memo struct {
	rows  map[string][]int32
	spare []int32 // for numbers, and for texts beyond the bound
}

// hearing remembers which counters an event concerns.
type hearing struct {
	any     []int            // counters that ask for no detail
	picky   []int            // counters that do
	details map[string][]int // by detail as spelled: any and the picky ones that match
}

// remembered bounds every memory of a meter: fields such as the e-mail have as
// many values as there are leads.
const remembered = 4096

func newMeter(p *Program) *meter {
	m := &meter{
		p:       p,
		memos:   make([]memo, len(p.columns)),
		heard:   map[string]*hearing{},
		values:  make([]crm.Value, len(p.columns)),
		rows:    make([][]int32, len(p.columns)),
		tallies: make([]tally, len(p.counters)),
	}
	for i := range m.memos {
		m.memos[i].rows = map[string][]int32{}
	}
	return m
}

// measure takes in one lead with its activities at an instant.
func (m *meter) measure(l *crm.Lead, acts []crm.Activity, at time.Time) {
	for i := range m.p.columns {
		v := m.p.columns[i].get(l)
		m.values[i], m.rows[i] = v, m.row(i, v)
	}
	clear(m.tallies)
	m.last, m.next = time.Time{}, time.Time{}
	today := crm.DayOf(at, m.p.loc)
	for i := range acts {
		a := &acts[i]
		switch {
		case a.At.IsZero(): // without a time it cannot be said to have happened before at
		case a.At.After(at):
			if m.next.IsZero() || a.At.Before(m.next) {
				m.next = a.At
			}
		default:
			if a.At.After(m.last) {
				m.last = a.At
			}
			m.count(a, today)
		}
	}
	m.idle, m.age = silence(l, m.last, today, m.p.loc)
}

// silence returns the days since the last activity, or since the lead exists
// when there is none, and the days since the lead exists; -1 when unknown.
func silence(l *crm.Lead, last time.Time, today crm.Day, loc *time.Location) (idle, age int) {
	age = -1
	if since := l.Since(); !since.IsZero() {
		age = int(today - crm.DayOf(since, loc))
		idle = max(age, 0)
	}
	if !last.IsZero() {
		idle = daysSince(last, today, loc)
	}
	return idle, age
}

// daysSince returns the age in days of an instant that is not later than today.
// Where the calendar once went back a day the difference could be negative.
func daysSince(at time.Time, today crm.Day, loc *time.Location) int {
	return int(max(today-crm.DayOf(at, loc), 0))
}

func (m *meter) row(i int, v crm.Value) []int32 {
	c, memo := &m.p.columns[i], &m.memos[i]
	switch {
	case !v.Known():
		return c.unknown
	case c.known != nil:
		return c.known
	case v.Type != crm.Text:
		memo.spare = c.strengths(memo.spare[:0], v)
		return memo.spare
	}
	row, ok := memo.rows[v.String()]
	switch {
	case ok:
		return row
	case len(memo.rows) >= remembered:
		memo.spare = c.strengths(memo.spare[:0], v)
		return memo.spare
	}
	row = c.strengths(nil, v)
	memo.rows[v.String()] = row
	return row
}

func (m *meter) count(a *crm.Activity, today crm.Day) {
	concerned := m.hears(a)
	if len(concerned) == 0 {
		return
	}
	age := daysSince(a.At, today, m.p.loc)
	for _, i := range concerned {
		c, t := &m.p.counters[i], &m.tallies[i]
		if c.within > 0 && age >= c.within {
			continue
		}
		t.sum += c.decay.strength(age)
		t.count++
		if a.At.After(t.last) {
			t.last = a.At
		}
	}
}

// hears returns the counters that an activity concerns.
func (m *meter) hears(a *crm.Activity) []int {
	h, ok := m.heard[a.Event]
	if !ok {
		h = m.listen(a.Event)
		if len(m.heard) < remembered {
			m.heard[a.Event] = h
		}
	}
	if len(h.picky) == 0 || a.Detail == "" {
		return h.any
	}
	concerned, ok := h.details[a.Detail]
	if !ok {
		concerned = append(concerned, h.any...)
		detail := text.Fold(a.Detail)
		for _, i := range h.picky {
			if strings.Contains(detail, m.p.counters[i].detail) {
				concerned = append(concerned, i)
			}
		}
		if len(h.details) < remembered {
			h.details[a.Detail] = concerned
		}
	}
	return concerned
}

func (m *meter) listen(event string) *hearing {
	h := &hearing{details: map[string][]int{}}
	for _, i := range m.p.listeners[text.Fold(event)] {
		if m.p.counters[i].detail == "" {
			h.any = append(h.any, i)
		} else {
			h.picky = append(h.picky, i)
		}
	}
	return h
}

// strength returns the strength of a criterion for the measured lead: the
// smallest of its conditions.
func (m *meter) strength(c *criterion) int64 {
	least := c.full
	for i := range c.tests {
		least = min(least, m.try(&c.tests[i]))
	}
	return least
}

// try returns the strength of one condition, up to its full strength.
func (m *meter) try(t *test) int64 {
	switch t.kind {
	case fieldTest:
		return int64(m.rows[t.at][t.slot])
	case sumTest:
		return min(m.tallies[t.at].sum, t.full)
	case countTest:
		return int64(hold(m.tallies[t.at].count >= t.least))
	case ratioTest:
		return int64(hold(t.reached(m.tallies[t.at].count, m.tallies[t.per].count)))
	}
	return int64(hold(m.idle >= t.least && m.age >= t.least))
}

// reached reports whether n activities per so many others are enough for a
// ratioTest. The quotient is the float nearest to the true ratio, as the limit
// is the float nearest to what was written: 7 of 100 reaches 0.07.
func (t *test) reached(n, per int) bool {
	return per >= t.least && float64(n)/float64(per) >= t.ratio
}

// instantAt returns the latest activity that makes the criterion hold; the
// zero time when none does.
func (m *meter) instantAt(c *criterion) time.Time {
	var latest time.Time
	for i := range c.tests {
		switch t := &c.tests[i]; t.kind {
		case sumTest, countTest, ratioTest:
			if last := m.tallies[t.at].last; last.After(latest) {
				latest = last
			}
		}
	}
	return latest
}
