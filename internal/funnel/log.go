// Package funnel holds the rules of the funnel: who entered which stage, who
// went on, how long it took, where leads leave and what that costs. It answers
// from the log of stage changes held in columns, so that any question about
// millions of changes takes milliseconds.
//
// It must not know a file, a screen or a score.
package funnel

import (
	"iter"
	"time"

	"smarketing/internal/crm"
)

// Log holds the stage changes of all leads in columns: row i is the lead
// leads[i], with the changes first[i] to first[i+1]. It is never changed after
// it was built, and safe for concurrent use.
type Log struct {
	stages  crm.Stages // the path in order, then the detours
	path    int        // stages on the path
	leads   []crm.LeadID
	first   []uint32
	route   []uint32 // what the lead has gone through, by all of its changes
	stage   []uint8  // index into stages
	at      []int64  // UTC milliseconds; 0: unknown
	routes  routes
	reasons reasons
	latest  int64 // the last instant at which something changes
	undated []int // rows with changes at an unknown instant
	ended   stays

	// Undefined counts the changes to stages that are not defined any more;
	// they are left out.
	Undefined int
	undefined map[crm.LeadID]int // the same by lead
}

// Build reads the changes, which come ordered by lead, instant and file order
// as crm.StageChange is logged. A change to the stage in which the lead stands
// already is none. The error is the first of the sequence, or Invalid when
// there are more stages than can be told apart.
func Build(stages crm.Stages, changes iter.Seq2[crm.StageChange, error]) (*Log, error) {
	b, err := NewBuilder(stages)
	if err != nil {
		return nil, err
	}
	positions := map[string]int{}
	for i, s := range stages {
		positions[s.Key] = i
	}
	for c, err := range changes {
		if err != nil {
			return nil, err
		}
		position, ok := positions[c.Stage]
		if !ok {
			position = -1
		}
		b.Add(c.Lead, position, millis(c.At), c.Reason)
	}
	return b.Log(), nil
}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// Stages returns the stages of the log: the path in order, then the detours.
func (l *Log) Stages() crm.Stages { return l.stages }

// Leads returns the leads of the log in order: row i of every column.
func (l *Log) Leads() []crm.LeadID { return l.leads }

// Changes returns how many changes the log holds.
func (l *Log) Changes() int { return len(l.stage) }

// Next returns the first instant after another one at which something changes;
// false when nothing does. Mostly nothing is dated in the future, and this takes
// no time.
func (l *Log) Next(after time.Time) (time.Time, bool) {
	now, next := after.UnixMilli(), never
	if l.latest > now {
		for _, at := range l.at {
			if at > now && at < next {
				next = at
			}
		}
	}
	return time.UnixMilli(next).UTC(), next != never
}

// until returns the route that the lead of a row has gone by the horizon, and
// the end of its changes then.
func (l *Log) until(row int, horizon int64) (route, end uint32) {
	route, end = l.route[row], l.first[row+1]
	if l.latest <= horizon {
		return route, end
	}
	for route != 0 && l.at[end-1] > horizon { // they are in order
		route = l.routes.all[route].before
		end--
	}
	return route, end
}
