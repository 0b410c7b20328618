package workspace

import (
	"fmt"
	"testing"
	"testing/quick"

	"smarketing/internal/crm"
)

// TestNames fills names to the brim: every one is known, nearly no other is,
// and beyond the brim all are.
func TestNames(t *testing.T) {
	t.Parallel()
	const rows = 5000
	n := newNames(rows)
	strangers := 0
	for i := range rows {
		lead := crm.Lead{Key: fmt.Sprint("lead ", i), Email: fmt.Sprint("Mail@", i)}
		if n.meet(&lead) {
			strangers++
		}
		for name, again := range map[string]crm.Lead{
			"key": {Key: lead.Key}, "e-mail": {Key: fmt.Sprint("lead ", i), Email: fmt.Sprint("mail@", i)}, "key that is an e-mail": {Key: fmt.Sprint("mail@", i)},
		} {
			if !n.meet(&again) {
				t.Fatalf("%s of row %d was forgotten", name, i)
			}
		}
	}
	if strangers > 2 || n.used < 2*rows-2 {
		t.Errorf("%d strangers are taken for known, %d names are noted", strangers, n.used)
	}
	if n.meet(&crm.Lead{Key: "alone@x", Email: "Alone@x"}) {
		t.Error("a key made from the e-mail is taken for another row's")
	}
	for i := 0; n.used <= len(n.marks)-len(n.marks)/10; i++ {
		n.add(fmt.Sprint("more ", i))
	}
	if !n.meet(&crm.Lead{Key: "beyond"}) || n.used > len(n.marks)-len(n.marks)/10+1 {
		t.Errorf("%d of %d places are taken", n.used, len(n.marks))
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
