package score

import (
	"slices"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
)

// Explain says everything about the score of a lead with its activities, in
// any order, at an instant. The score is the one that Totals gives.
func (p *Program) Explain(l *crm.Lead, acts []crm.Activity, at time.Time) Explanation {
	m := p.meters.Get().(*meter)
	defer p.meters.Put(m)
	m.measure(l, acts, at)
	x := Explanation{Ledger: m.ledger(), At: at, Coverage: m.coverage()}
	x.Grade = p.grade(int64(x.Ledger.Axes[0].Counted), int64(x.Ledger.Axes[1].Counted))
	x.Why = why(&x.Ledger)
	x.Gap = int32(min(max(p.ready-int64(x.Ledger.Score), 0), unreached-1))
	for _, i := range p.gates {
		if !m.values[i].Known() {
			x.GatesMissing = append(x.GatesMissing, p.columns[i].field)
		}
	}
	if x.Gap > 0 || len(x.GatesMissing) > 0 {
		x.ToReady = m.missing(&x.Ledger, at)
	}
	return x
}

// ledger books the measured lead.
func (m *meter) ledger() Ledger {
	var l Ledger
	for i := range l.Axes {
		a := &m.p.axes[i]
		l.Axes[i] = AxisEntry{Axis: a.name, Cap: a.cap}
	}
	for i := range m.p.groups {
		g := &m.p.groups[i]
		entry := m.groupEntry(g)
		a := &l.Axes[g.axis]
		a.Earned += entry.Counted
		a.Groups = append(a.Groups, entry)
	}
	for i := range l.Axes {
		a := &l.Axes[i]
		a.Counted = int32(m.p.axes[i].clamp(int64(a.Earned)))
		l.Score += a.Counted
	}
	l.show()
	return l
}

func (m *meter) groupEntry(g *group) GroupEntry {
	e := GroupEntry{Name: g.name, Min: copied(g.min), Max: copied(g.max)}
	for i := g.first; i < g.next; i++ {
		c := &m.p.criteria[i]
		entry := m.entry(c)
		e.Earned += entry.Earned
		e.Criteria = append(e.Criteria, entry)
	}
	e.Counted = int32(g.clamp(int64(e.Earned)))
	return e
}

func copied(n *int) *int {
	if n == nil {
		return nil
	}
	return new(*n)
}

func (m *meter) entry(c *criterion) Entry {
	s := m.strength(c)
	e := Entry{
		ID: c.id, Label: c.label, Points: int(c.points), Instant: c.instant,
		Strength: int32(s), Earned: int32(c.earned(s)),
	}
	for i := range c.tests {
		m.testify(&e, &c.tests[i])
	}
	return e
}

// testify adds what one condition rests on to the evidence.
func (m *meter) testify(e *Entry, t *test) {
	v := &e.Evidence
	switch t.kind {
	case fieldTest:
		unknown := m.unknown(t)
		if v.Field == "" || unknown && !e.Unknown {
			c := &m.p.columns[t.at]
			v.Field, v.Value, v.Ranged = c.field, "", c.rules[t.slot].op == opBetween
			if c.rules[t.slot].judges() {
				v.Value = m.values[t.at].String()
			}
		}
		e.Unknown = e.Unknown || unknown
	case sumTest, countTest, ratioTest:
		if v.Event == "" {
			found := &m.tallies[t.at]
			v.Event, v.Summed = m.p.counters[t.at].event, t.kind == sumTest
			v.Count, v.LastAt = found.count, found.last
		}
	case idleTest:
		v.IdleDays = m.idle
	}
}

// unknown reports whether a condition cannot be judged for want of a value.
func (m *meter) unknown(t *test) bool {
	return t.kind == fieldTest && m.p.columns[t.at].rules[t.slot].judges() && !m.values[t.at].Known()
}

// coverage says on how many of the fit criteria the lead was scored.
func (m *meter) coverage() Coverage {
	var cov Coverage
	for i := range m.p.groups {
		g := &m.p.groups[i]
		if m.p.axes[g.axis].name != rubric.Fit {
			continue
		}
		for j := g.first; j < g.next; j++ {
			known := true
			for k := range m.p.criteria[j].tests {
				t := &m.p.criteria[j].tests[k]
				if !m.unknown(t) {
					continue
				}
				known = false
				if f := m.p.columns[t.at].field; !slices.Contains(cov.Missing, f) {
					cov.Missing = append(cov.Missing, f)
				}
			}
			cov.Of++
			if known {
				cov.Known++
			}
		}
	}
	return cov
}
