package store

import (
	"slices"
	"strings"

	"smarketing/internal/crm"
)

// LoggedChange is a stage change as a funnel needs it of millions.
type LoggedChange struct {
	Lead   crm.LeadID
	Stage  int   // position among the stages asked with; -1: it is none of them
	At     int64 // UTC milliseconds; 0: unknown
	Reason string
}

// StageLog calls yield for every change of the leads with ids in (after, last],
// in the order of StageChanges: by lead, what was assumed first, then by instant
// and order in the file.
//
// The rows come as the table holds them, by lead, and are put in order here,
// lead by lead: SQLite would have to sort all of them.
func (t *Tx) StageLog(stages crm.Stages, after, last crm.LeadID, yield func(LoggedChange) error) error {
	log := newLeadLog(stages, yield)
	err := t.sweep(logColumns, `stage_change c WHERE c.lead > ? AND c.lead <= ?`, []any{int64(after), int64(last)}, log.take)
	if err != nil {
		return err
	}
	return log.flush()
}

// StageLogOf is StageLog for some leads, which come in rising order.
func (t *Tx) StageLogOf(stages crm.Stages, leads []crm.LeadID, yield func(LoggedChange) error) error {
	log := newLeadLog(stages, yield)
	err := inChunks(leads, func(list string, args []any) error {
		return t.scan(`SELECT `+strings.Join(logColumns, ", ")+` FROM stage_change c WHERE c.lead IN (`+list+`) ORDER BY c.lead`,
			len(logColumns), args, log.take)
	})
	if err != nil {
		return err
	}
	return log.flush()
}

// CountLeadsOf returns how many of these leads there are.
func (t *Tx) CountLeadsOf(leads []crm.LeadID) (int, error) {
	sum := 0
	err := inChunks(leads, func(list string, args []any) error {
		n := 0
		_, err := t.one(`SELECT count(*) FROM lead WHERE id IN (`+list+`)`, args, &n)
		sum += n
		return err
	})
	return sum, err
}

var logColumns = []string{"c.lead", "c.stage", "c.at", "c.seq", "c.provisional", "c.reason"}

// leadLog holds the changes of one lead until the next one comes.
type leadLog struct {
	yield   func(LoggedChange) error
	keys    []string
	words   interned
	changes []orderedChange
}

// orderedChange is a change with its number in the file.
type orderedChange struct {
	LoggedChange
	seq     int64
	assumed bool
}

func newLeadLog(stages crm.Stages, yield func(LoggedChange) error) *leadLog {
	l := &leadLog{yield: yield, words: interned{}}
	for _, s := range stages {
		l.keys = append(l.keys, s.Key)
	}
	return l
}

// take takes a row of logColumns.
func (l *leadLog) take(c cells) error {
	lead := crm.LeadID(c.int(0))
	if n := len(l.changes); n > 0 && l.changes[n-1].Lead != lead {
		if l.changes[n-1].Lead > lead {
			return crm.Errorf(crm.Failure, "the log of stage changes does not come in the order of leads")
		}
		if err := l.flush(); err != nil {
			return err
		}
	}
	l.changes = append(l.changes, orderedChange{
		LoggedChange{lead, slices.Index(l.keys, c.glance(1)), c.int(2), l.words.of(c.glance(5))}, c.int(3), c.int(4) != 0,
	})
	return nil
}

// flush hands the changes of the lead over.
func (l *leadLog) flush() error {
	for i := 1; i < len(l.changes); i++ { // few, and mostly in order
		for k := i; k > 0 && l.changes[k].before(&l.changes[k-1]); k-- {
			l.changes[k], l.changes[k-1] = l.changes[k-1], l.changes[k]
		}
	}
	for i := range l.changes {
		if err := l.yield(l.changes[i].LoggedChange); err != nil {
			return err
		}
	}
	l.changes = l.changes[:0]
	return nil
}

func (c *orderedChange) before(o *orderedChange) bool {
	switch {
	case c.assumed != o.assumed:
		return c.assumed
	case c.At != o.At:
		return c.At < o.At
	}
	return c.seq < o.seq
}

// interned keeps one copy of every distinct text.
type interned map[string]string

func (i interned) of(s string) string {
	if s == "" {
		return ""
	}
	word, ok := i[s]
	if !ok {
		word = strings.Clone(s)
		i[word] = word
	}
	return word
}
