package store

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"smarketing/internal/crm"
)

// StageLog calls yield for every change with its lead, stage, instant and
// reason, in the order of StageChanges: all that a funnel needs of millions.
//
// The rows come as the table holds them, by lead, and are put in order here,
// lead by lead: SQLite would have to sort all of them. Known stages come as
// their position and no reason as NULL, because each text costs an allocation.
func (t *Tx) StageLog(yield func(crm.StageChange) error) error {
	stages, err := t.Stages()
	if err != nil {
		return err
	}
	words, log := interned{}, leadLog{yield: yield}
	stage, args := stageCode(stages)
	err = t.scan(`SELECT c.lead, `+stage+`, c.at, c.seq * 2 + (c.provisional = 0), nullif(c.reason, '')
 FROM stage_change c ORDER BY c.lead`, 5, args, func(c cells) error {
		change := orderedChange{at: c.int(2), order: c.int(3)}
		change.Lead, change.At, change.Reason = crm.LeadID(c.int(0)), instant(change.at), words.of(c.glance(4))
		if i, ok := c[1].(int64); ok {
			change.Stage = stages[i].Key
		} else {
			change.Stage = words.of(c.glance(1))
		}
		return log.add(change)
	})
	if err != nil {
		return err
	}
	return log.flush()
}

// stageCode returns the expression of a stage as its position, itself when it
// is not defined.
func stageCode(stages crm.Stages) (expression string, args []any) {
	if len(stages) == 0 {
		return "c.stage", nil
	}
	var b strings.Builder
	b.WriteString("CASE c.stage")
	for i, s := range stages {
		b.WriteString(" WHEN $" + strconv.Itoa(i+1) + " THEN " + strconv.Itoa(i))
		args = append(args, s.Key)
	}
	return b.String() + " ELSE c.stage END", args
}

// leadLog holds the changes of one lead until the next one comes.
type leadLog struct {
	yield   func(crm.StageChange) error
	changes []orderedChange
}

// orderedChange is a change with its instant as it is stored and its number in
// the file, whose lowest bit is set unless it was assumed.
type orderedChange struct {
	crm.StageChange
	at, order int64
}

func (l *leadLog) add(c orderedChange) error {
	if len(l.changes) > 0 && l.changes[0].Lead != c.Lead {
		if err := l.flush(); err != nil {
			return err
		}
	}
	l.changes = append(l.changes, c)
	return nil
}

// flush hands the changes of the lead over, an assumed one before the others.
func (l *leadLog) flush() error {
	if len(l.changes) > 1 {
		slices.SortFunc(l.changes, func(a, b orderedChange) int {
			return cmp.Or(cmp.Compare(a.order&1, b.order&1), cmp.Compare(a.at, b.at), cmp.Compare(a.order, b.order))
		})
	}
	for i := range l.changes {
		if err := l.yield(l.changes[i].StageChange); err != nil {
			return err
		}
	}
	l.changes = l.changes[:0]
	return nil
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
