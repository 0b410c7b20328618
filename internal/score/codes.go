package score

import (
	"slices"
	"strings"

	"smarketing/internal/crm"
)

// codes is a column of entries of a dictionary, one byte each while that is
// enough. Exactly one of the two is in use.
type codes struct {
	narrow []uint8
	wide   []uint16
}

// packed returns the list in as little memory as its number of distinct codes
// allows. It keeps nothing of the list.
func packed(list []uint16, distinct int) codes {
	if distinct > 1<<8 {
		return codes{wide: slices.Clone(list)}
	}
	narrow := make([]uint8, len(list))
	for i, c := range list {
		narrow[i] = uint8(c)
	}
	return codes{narrow: narrow}
}

func (c *codes) at(i int) int {
	if c.narrow != nil {
		return int(c.narrow[i])
	}
	return int(c.wide[i])
}

// dictionary holds the distinct values of a column by their code. Texts lie end
// to end in one string, because a column of e-mails has as many as leads.
type dictionary struct {
	text   string
	ends   []uint32
	values []crm.Value // instead, when not all are texts
}

func newDictionary(values []crm.Value) dictionary {
	if slices.ContainsFunc(values, func(v crm.Value) bool { return v.Known() && v.Type != crm.Text }) {
		return dictionary{values: slices.Clone(values)}
	}
	var b strings.Builder
	ends := make([]uint32, len(values))
	for i, v := range values {
		b.WriteString(v.String())
		ends[i] = uint32(b.Len())
	}
	return dictionary{text: strings.Clone(b.String()), ends: ends}
}

func (d *dictionary) len() int { return max(len(d.ends), len(d.values)) }

// at returns the value of a code.
func (d *dictionary) at(code int) crm.Value {
	if d.values != nil {
		return d.values[code]
	}
	start := uint32(0)
	if code > 0 {
		start = d.ends[code-1]
	}
	return crm.TextValue(d.text[start:d.ends[code]])
}

// coder turns numbers into codes. Its table is kept from one column to the
// next.
type coder struct {
	slots [1 << coderBits]uint16 // code+1 by hash; 0: free
	list  []uint16
	seen  []int32 // by code
}

// coderBits leaves the table half empty when every row of a segment differs.
const coderBits = segmentBits + 1

// code returns the column and its dictionary for at most segmentRows numbers.
func (c *coder) code(numbers []int32) (codes, []int32) {
	clear(c.slots[:])
	c.list, c.seen = c.list[:0], c.seen[:0]
	for _, n := range numbers {
		slot := uint32(n) * 2654435769 >> (32 - coderBits)
		for c.slots[slot] != 0 && c.seen[c.slots[slot]-1] != n {
			slot = (slot + 1) % (1 << coderBits)
		}
		if c.slots[slot] == 0 {
			c.seen = append(c.seen, n)
			c.slots[slot] = uint16(len(c.seen))
		}
		c.list = append(c.list, c.slots[slot]-1)
	}
	return packed(c.list, len(c.seen)), slices.Clone(c.seen)
}
