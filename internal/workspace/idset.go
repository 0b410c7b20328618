package workspace

import "smarketing/internal/crm"

// idSet is a set of leads. Ids are dense, so that a bit for each is the
// smallest there is: ten million leads take 1.25 MB.
type idSet struct{ bits []uint64 }

func (s *idSet) add(id crm.LeadID) {
	for int(id/64) >= len(s.bits) {
		s.bits = append(s.bits, 0)
	}
	s.bits[id/64] |= 1 << (id % 64)
}

func (s *idSet) has(id crm.LeadID) bool {
	return int(id/64) < len(s.bits) && s.bits[id/64]&(1<<(id%64)) != 0
}
