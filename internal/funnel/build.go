package funnel

import (
	"slices"

	"smarketing/internal/crm"
)

// mostStages bounds the set of stages that a lead has seen.
const mostStages = 64

// Builder fills a log. The zero Builder is not ready: use NewBuilder.
type Builder struct {
	log   *Log
	codes []uint8 // by position among the stages given: index into those of the log
}

// NewBuilder begins an empty log of those stages. The error is Invalid when
// there are more than can be told apart.
func NewBuilder(stages crm.Stages) (*Builder, error) {
	if len(stages) > mostStages {
		return nil, crm.Errorf(crm.Invalid, "there are %d stages", len(stages)).WithHint("define at most %d", mostStages)
	}
	l := &Log{stages: stages.Path(), routes: newRoutes(), reasons: newReasons(), undefined: map[crm.LeadID]int{}}
	l.path = len(l.stages)
	for _, s := range stages {
		if s.Kind == crm.Detour {
			l.stages = append(l.stages, s)
		}
	}
	b := &Builder{log: l}
	for _, s := range stages {
		b.codes = append(b.codes, uint8(l.code(s.Key))) //nolint:gosec // at most 64
	}
	return b, nil
}

// Add adds a change of a lead to the stage at that position among those given
// to NewBuilder, below 0 when it is not defined any more, at an instant in UTC
// milliseconds, 0 when unknown. Changes come by lead, then in their order.
func (b *Builder) Add(lead crm.LeadID, position int, at int64, reason string) {
	l := b.log
	if position < 0 {
		l.Undefined++
		l.undefined[lead]++
		return
	}
	code, n := b.codes[position], len(l.leads)-1
	if n < 0 || l.leads[n] != lead {
		l.leads, l.route = append(l.leads, lead), append(l.route, 0)
		l.first = append(l.first, uint32(len(l.stage))) //nolint:gosec // fewer than 4 billion changes
		n++
	} else if l.stage[len(l.stage)-1] == code {
		return
	}
	l.route[n] = l.routes.extend(l.route[n], code)
	if change := uint32(len(l.stage)); int(code) >= l.path && change > l.first[n] && reason != "" { //nolint:gosec // fewer than 4 billion changes
		l.reasons.given = append(l.reasons.given, given{change, l.reasons.code(reason)})
	}
	l.stage, l.at = append(l.stage, code), append(l.at, at)
}

// Log ends the building.
func (b *Builder) Log() *Log {
	b.log.first = append(b.log.first, uint32(len(b.log.stage))) //nolint:gosec // fewer than 4 billion changes
	b.log.finish()
	return b.log
}

// finish notes what is told by all columns.
func (l *Log) finish() {
	l.latest = -never
	for row := range l.leads {
		undated := false
		for _, at := range l.at[l.first[row]:l.first[row+1]] {
			l.latest = max(l.latest, at)
			undated = undated || at == 0
		}
		if undated {
			l.undated = append(l.undated, row)
		}
	}
}

// Join returns the log of all leads of both, where those of other follow those
// of l: the log that one Builder would have made of both. The stages are the
// same.
func (l *Log) Join(other *Log) *Log {
	j := &Log{stages: l.stages, path: l.path, routes: l.routes.clone(), undefined: map[crm.LeadID]int{}}
	j.leads, j.stage, j.at = slices.Concat(l.leads, other.leads), slices.Concat(l.stage, other.stage), slices.Concat(l.at, other.at)
	names := j.routes.join(&other.routes)
	j.route = append(make([]uint32, 0, len(j.leads)), l.route...)
	for _, r := range other.route {
		j.route = append(j.route, names[r])
	}
	j.first = append(make([]uint32, 0, len(j.leads)+1), l.first...)
	for _, first := range other.first[1:] {
		j.first = append(j.first, first+uint32(len(l.stage))) //nolint:gosec // fewer than 4 billion changes
	}
	j.reasons = l.reasons.words()
	j.reasons.join(&l.reasons, l.reasons.given, 0)
	j.reasons.join(&other.reasons, other.reasons.given, uint32(len(l.stage))) //nolint:gosec // fewer than 4 billion changes
	j.finish()
	j.addUndefined(l, nil)
	j.addUndefined(other, nil)
	return j
}

// addUndefined counts the changes to undefined stages of another log, but for
// those of some leads.
func (l *Log) addUndefined(other *Log, without []crm.LeadID) {
	for lead, n := range other.undefined {
		if _, left := slices.BinarySearch(without, lead); !left {
			l.undefined[lead] += n
			l.Undefined += n
		}
	}
}

// Patch returns the log in which those leads, in rising order, have only the
// changes that they have in fresh, which is a log of the same stages and of no
// other leads; leads without any are gone. It is the log that would have been
// built anew.
func (l *Log) Patch(leads []crm.LeadID, fresh *Log) *Log {
	p := &Log{stages: l.stages, path: l.path, routes: l.routes.clone(), reasons: l.reasons.words(), undefined: map[crm.LeadID]int{}}
	names := p.routes.join(&fresh.routes)
	n, changes := len(l.leads)+len(fresh.leads), len(l.stage)+len(fresh.stage)
	p.leads, p.route, p.first = make([]crm.LeadID, 0, n), make([]uint32, 0, n), make([]uint32, 0, n+1)
	p.stage, p.at = make([]uint8, 0, changes), make([]int64, 0, changes)
	old, added := 0, 0
	for _, lead := range leads {
		till, _ := slices.BinarySearch(l.leads[old:], lead)
		p.copy(l, old, old+till, nil)
		if old += till; old < len(l.leads) && l.leads[old] == lead {
			old++
		}
		if added < len(fresh.leads) && fresh.leads[added] == lead {
			p.copy(fresh, added, added+1, names)
			added++
		}
	}
	p.copy(l, old, len(l.leads), nil)
	p.first = append(p.first, uint32(len(p.stage))) //nolint:gosec // fewer than 4 billion changes
	p.finish()
	p.addUndefined(l, leads)
	p.addUndefined(fresh, nil)
	return p
}

// Has reports whether the leads, in rising order, have just the changes here
// that they have in fresh, as of Patch: that it would change nothing.
func (l *Log) Has(leads []crm.LeadID, fresh *Log) bool {
	added := 0
	for _, lead := range leads {
		row, here := slices.BinarySearch(l.leads, lead)
		there := added < len(fresh.leads) && fresh.leads[added] == lead
		if here != there || l.undefined[lead] != fresh.undefined[lead] {
			return false
		}
		if !here {
			continue
		}
		if !slices.Equal(l.at[l.first[row]:l.first[row+1]], fresh.at[fresh.first[added]:fresh.first[added+1]]) ||
			!slices.Equal(l.stage[l.first[row]:l.first[row+1]], fresh.stage[fresh.first[added]:fresh.first[added+1]]) ||
			!l.sameReasons(row, fresh, added) {
			return false
		}
		added++
	}
	return true
}

// sameReasons compares the reasons of rows with the same changes.
func (l *Log) sameReasons(row int, other *Log, its int) bool {
	mine, theirs := l.reasons.within(l.first[row], l.first[row+1]), other.reasons.within(other.first[its], other.first[its+1])
	return slices.EqualFunc(mine, theirs, func(a, b given) bool {
		return a.change-l.first[row] == b.change-other.first[its] && l.reasons.texts[a.reason] == other.reasons.texts[b.reason]
	})
}

// copy appends rows of another log, whose routes have those names here; nil:
// the same.
func (l *Log) copy(from *Log, row, end int, names []uint32) {
	base, next := from.first[row], from.first[end]
	shift := uint32(len(l.stage)) - base //nolint:gosec // fewer than 4 billion changes; it may wrap, and back
	for i := row; i < end; i++ {
		l.first = append(l.first, from.first[i]+shift)
		r := from.route[i]
		if names != nil {
			r = names[r]
		}
		l.route = append(l.route, r)
	}
	l.reasons.join(&from.reasons, from.reasons.within(base, next), shift)
	l.leads = append(l.leads, from.leads[row:end]...)
	l.stage, l.at = append(l.stage, from.stage[base:next]...), append(l.at, from.at[base:next]...)
}
