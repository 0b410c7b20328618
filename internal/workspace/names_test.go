package workspace

import (
	"fmt"
	"testing"
	"testing/quick"

	"smarketing/internal/crm"
)

// TestNames fills names to the brim: every one is known, nearly no other is.
func TestNames(t *testing.T) {
	t.Parallel()
	const rows = 5000
	n := newNames(0, rows)
	for i := range 2 * rows {
		n.add(fmt.Sprint("lead ", i))
		n.add(fmt.Sprint("lead ", i)) // a second time
	}
	if n.used < 2*rows-2 {
		t.Errorf("%d names are used", n.used)
	}
	if !n.room(rows/10) || n.room(rows) {
		t.Errorf("room for %d more of %d places", rows, len(n.marks))
	}
	strangers := 0
	for i := range 2 * rows {
		if !n.has(fmt.Sprint("lead ", i)) {
			t.Fatalf("name %d was forgotten", i)
		}
		if n.has(fmt.Sprint("stranger ", i)) {
			strangers++
		}
	}
	if strangers > 2 {
		t.Errorf("%d strangers are taken for known", strangers)
	}
}

func TestIDSet(t *testing.T) {
	t.Parallel()
	err := quick.Check(func(ids []uint16) bool {
		var s idSet
		there := map[uint16]bool{}
		for _, id := range ids {
			there[id] = true
			s.add(crm.LeadID(id))
		}
		for id := range 1 << 16 {
			if s.has(crm.LeadID(id)) != there[uint16(id)] {
				return false
			}
		}
		return true
	}, &quick.Config{MaxCount: 20})
	if err != nil {
		t.Error(err)
	}
}
