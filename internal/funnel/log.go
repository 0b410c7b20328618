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
// Build, and safe for concurrent use.
type Log struct {
	stages  crm.Stages // the path in order, then the detours
	path    int        // stages on the path
	leads   []crm.LeadID
	first   []uint32
	stage   []uint8  // index into stages
	at      []int64  // UTC milliseconds; 0: unknown
	reason  []uint16 // index into reasons
	reasons []string // "" first

	// Undefined counts the changes to stages that are not defined any more;
	// they are left out.
	Undefined int
}

// mostStages and mostReasons bound what fits the columns, and the set of stages
// that a lead has seen; reasons beyond count as not given.
const (
	mostStages  = 64
	mostReasons = 1<<16 - 1
)

// Build reads the changes, which come ordered by lead, instant and file order
// as crm.StageChange is logged. A change to the stage in which the lead stands
// already is none. The error is the first of the sequence, or Invalid when
// there are more stages than can be told apart.
func Build(stages crm.Stages, changes iter.Seq2[crm.StageChange, error]) (*Log, error) {
	if len(stages) > mostStages {
		return nil, crm.Errorf(crm.Invalid, "there are %d stages", len(stages)).WithHint("define at most %d", mostStages)
	}
	l := &Log{reasons: []string{""}}
	l.stages = stages.Path()
	l.path = len(l.stages)
	for _, s := range stages {
		if s.Kind == crm.Detour {
			l.stages = append(l.stages, s)
		}
	}
	codes := map[string]uint8{}
	for i, s := range l.stages {
		codes[s.Key] = uint8(i) //nolint:gosec // at most 64
	}
	reasons := map[string]uint16{"": 0}
	for c, err := range changes {
		if err != nil {
			return nil, err
		}
		code, ok := codes[c.Stage]
		if !ok {
			l.Undefined++
			continue
		}
		l.add(c, code, reasons)
	}
	l.first = append(l.first, uint32(len(l.stage))) //nolint:gosec // fewer than 4 billion changes
	return l, nil
}

func (l *Log) add(c crm.StageChange, code uint8, reasons map[string]uint16) {
	n := len(l.leads)
	if n == 0 || l.leads[n-1] != c.Lead {
		l.leads = append(l.leads, c.Lead)
		l.first = append(l.first, uint32(len(l.stage))) //nolint:gosec // fewer than 4 billion changes
	} else if l.stage[len(l.stage)-1] == code {
		return
	}
	reason, ok := reasons[c.Reason]
	if !ok && len(l.reasons) <= mostReasons {
		reason = uint16(len(l.reasons)) //nolint:gosec // just compared
		reasons[c.Reason] = reason
		l.reasons = append(l.reasons, c.Reason)
	}
	l.stage, l.at, l.reason = append(l.stage, code), append(l.at, millis(c.At)), append(l.reason, reason)
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
