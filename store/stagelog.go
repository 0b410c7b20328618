package store

import (
	"strings"

	"smarketing/internal/crm"
)

// StageLog calls yield for every change with its lead, stage, instant and
// reason, in the order of StageChanges: all that a funnel needs of millions.
func (t *Tx) StageLog(yield func(crm.StageChange) error) error {
	words := interned{}
	return t.scan(`SELECT c.lead, c.stage, c.at, c.reason FROM stage_change c ORDER BY c.lead, c.provisional DESC, c.at, c.seq`,
		4, nil, func(c cells) error {
			return yield(crm.StageChange{
				Lead: crm.LeadID(c.int(0)), Stage: words.of(c.glance(1)), At: instant(c.int(2)), Reason: words.of(c.glance(3)),
			})
		})
}

// interned keeps one copy of every distinct text.
type interned map[string]string

func (i interned) of(s string) string {
	word, ok := i[s]
	if !ok {
		word = strings.Clone(s)
		i[word] = word
	}
	return word
}
