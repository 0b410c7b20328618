package intake

import (
	"encoding/binary"
	"math/bits"
)

// tally counts how often each identity has occurred. A file without ids has as
// many identities as rows, and a map of them would be the only thing that grows
// with the file: this takes 9 to 14 bytes for each. An identity is the
// beginning of a digest and thus evenly spread; the table is cut into shards
// so that only one of them grows at a time.
type tally struct {
	shards [256]shard
	more   map[uint64]int // identities that occurred again, and how often
}

// shard is a table with open addressing. 0 marks a free slot.
type shard struct {
	slots []uint64
	used  int
}

// add counts the identity and returns how often it occurred before.
func (t *tally) add(id identity) int {
	n := binary.BigEndian.Uint64(id[:])
	if t.shards[id[0]].add(max(n, 1)) {
		return 0
	}
	if t.more == nil {
		t.more = map[uint64]int{}
	}
	t.more[n]++
	return t.more[n]
}

// add reports whether the identity is new.
func (s *shard) add(n uint64) bool {
	if s.used*8 >= len(s.slots)*7 {
		old := s.slots
		s.slots, s.used = make([]uint64, max(16, len(old)*3/2)), 0
		for _, o := range old {
			if o != 0 {
				s.add(o)
			}
		}
	}
	at, _ := bits.Mul64(n<<8, uint64(len(s.slots)))
	for i := int(at); ; {
		switch s.slots[i] {
		case 0:
			s.slots[i] = n
			s.used++
			return true
		case n:
			return false
		}
		if i++; i == len(s.slots) {
			i = 0
		}
	}
}
