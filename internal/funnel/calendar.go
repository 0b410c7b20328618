package funnel

import "time"

// calendar tells which span of time an instant lies in, for spans that follow
// one another.
type calendar struct {
	edges []int64 // UTC milliseconds, rising; span i is [edges[i], edges[i+1])
	slots []int16 // per quarter of an hour from edges[0] on: the span at its begin
}

// slotMillis is as long as midnight of any zone lies from another one's.
const slotMillis = int64(15 * time.Minute / time.Millisecond)

// mostSlots bounds the table: some thirty years.
const mostSlots = 1 << 20

func newCalendar(bounds []time.Time) calendar {
	c := calendar{edges: make([]int64, len(bounds))}
	for i, b := range bounds {
		c.edges[i] = b.UnixMilli()
	}
	n := min((c.edges[len(bounds)-1]-c.edges[0]+slotMillis-1)/slotMillis, mostSlots)
	c.slots = make([]int16, n)
	span := 0
	for i := range c.slots {
		for span < len(bounds)-2 && c.edges[span+1] <= c.edges[0]+int64(i)*slotMillis {
			span++
		}
		c.slots[i] = int16(span) //nolint:gosec // some dozens
	}
	return c
}

// count returns how many spans there are.
func (c *calendar) count() int { return len(c.edges) - 1 }

// of returns the span of an instant in UTC milliseconds, -1 when it lies in none
// or is 0, not known.
func (c *calendar) of(at int64) int {
	if at < c.edges[0] || at >= c.edges[len(c.edges)-1] || at == 0 {
		return -1
	}
	slot := min((at-c.edges[0])/slotMillis, int64(len(c.slots)-1))
	span := int(c.slots[slot])
	for c.edges[span+1] <= at { // an edge lies within the slot, or beyond the table
		span++
	}
	return span
}
