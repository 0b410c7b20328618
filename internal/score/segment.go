package score

import (
	"math"
	"slices"

	"smarketing/internal/crm"
)

// A segment holds up to segmentRows leads, so that what one pass over it
// touches stays in the cache of a core, and every code fits 16 bits.
const (
	segmentBits = 14
	segmentRows = 1 << segmentBits
)

// rows holds leads in columns. It is never changed once it is made.
//
// The activities of row i are those from starts[i] to starts[i+1], the earliest
// first; they are called by their position.
type rows struct {
	ids       []crm.LeadID
	ascending bool // ids rise
	standings []crm.Standing
	quiet     []int32 // days without activity, at most the age of the lead
	fields    []field // by field of the board
	starts    []uint32
	armed     []uint32         // first activity later than the re-arm
	kinds     []kind           // the distinct activities, by their number
	acts      []uint32         // the kind, by position
	ages      []uint16         // days before the row's instant, by position
	ancient   map[uint32]int32 // ages of tooOld and more, by position
}

// field is one field of all rows.
type field struct {
	codes      codes
	dictionary dictionary
}

// kind is what rules can tell of an activity, folded.
type kind struct{ event, detail string }

// tooOld stands for ages that do not fit: 179 years and more.
const tooOld = math.MaxUint16

// age returns the age in days of the activity at a position.
func (r *rows) age(position uint32) int {
	if age := r.ages[position]; age != tooOld {
		return int(age)
	}
	return int(r.ancient[position])
}

// row returns the row of a lead.
func (r *rows) row(id crm.LeadID) (int, bool) {
	if r.ascending {
		return slices.BinarySearch(r.ids, id)
	}
	i := slices.Index(r.ids, id)
	return i, i >= 0
}

// segment is rows of which some may be gone: replaced by later rows, or
// removed.
type segment struct {
	*rows
	gone      []uint64 // a bit by row; nil when all are there
	live, won int
}

func (s *segment) isGone(row int) bool {
	return s.gone != nil && s.gone[row/64]>>(row%64)&1 == 1
}

// without returns the segment without the leads that it has of those.
func (s segment) without(ids []crm.LeadID) segment {
	own := false
	for _, id := range ids {
		row, ok := s.row(id)
		if !ok || s.isGone(row) {
			continue
		}
		if !own {
			gone := make([]uint64, (len(s.ids)+63)/64)
			copy(gone, s.gone)
			s.gone, own = gone, true
		}
		s.gone[row/64] |= 1 << (row % 64)
		s.live--
		if s.standings[row] == crm.StandingWon {
			s.won--
		}
	}
	return s
}

// census counts the rows that are there by their code.
func (s *segment) census(c *codes, distinct int) []uint32 {
	counts := make([]uint32, distinct)
	for _, code := range c.narrow {
		counts[code]++
	}
	for _, code := range c.wide {
		counts[code]++
	}
	if s.live < len(s.ids) {
		for row := range s.ids {
			if s.isGone(row) {
				counts[c.at(row)]--
			}
		}
	}
	return counts
}
