package funnel

import (
	"encoding/binary"
	"hash/crc32"
	"maps"
	"math"
	"slices"

	"smarketing/internal/crm"
)

// encoding is the number of the format. Another one is not read.
const encoding = 1

// Encode returns the log as bytes, some six for each change. They do not say
// what the stages are.
func (l *Log) Encode() []byte {
	b := make([]byte, 0, 7*len(l.stage)+1<<10)
	whole := func(n int) { b = binary.AppendUvarint(b, uint64(n)) } //nolint:gosec // not below 0
	whole(encoding)
	whole(len(l.reasons.texts))
	for _, reason := range l.reasons.texts {
		whole(len(reason))
		b = append(b, reason...)
	}
	whole(len(l.routes.all))
	for i, r := range l.routes.all[1:] {
		whole(i + 1 - int(r.before))
		whole(int(r.stage))
	}
	whole(len(l.leads))
	whole(len(l.stage))
	last, at := crm.LeadID(0), int64(0)
	for row, lead := range l.leads {
		b = binary.AppendVarint(b, int64(lead-last))
		last = lead
		whole(int(l.route[row]))
		for _, next := range l.at[l.first[row]:l.first[row+1]] {
			b = binary.AppendVarint(b, next-at)
			at = next
		}
	}
	whole(len(l.reasons.given))
	before := uint32(0)
	for _, g := range l.reasons.given {
		whole(int(g.change - before))
		whole(int(g.reason))
		before = g.change
	}
	whole(len(l.undefined))
	for _, lead := range slices.Sorted(maps.Keys(l.undefined)) {
		b = binary.AppendVarint(b, int64(lead))
		whole(l.undefined[lead])
	}
	return binary.BigEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// decoder reads numbers. After the first that is none, all are 0 and bad is
// set.
type decoder struct {
	b   []byte
	bad bool
}

func (d *decoder) signed() int64 {
	n, size := binary.Varint(d.b)
	if size <= 0 {
		d.bad = true
		return 0
	}
	d.b = d.b[size:]
	return n
}

// below returns a number that is less than the limit.
func (d *decoder) below(limit int) int {
	n, size := binary.Uvarint(d.b)
	if size <= 0 || n >= uint64(limit) { //nolint:gosec // limits are above 0
		d.bad = true
		return 0
	}
	d.b = d.b[size:]
	return int(n) //nolint:gosec // just compared
}

// Decode returns the log of those stages that Encode has made, false when that
// is not what the bytes are.
func Decode(stages crm.Stages, encoded []byte) (*Log, bool) {
	body := len(encoded) - 4
	if body < 0 || crc32.Checksum(encoded[:body], castagnoli) != binary.BigEndian.Uint32(encoded[body:]) {
		return nil, false
	}
	b, err := NewBuilder(stages)
	d := &decoder{b: encoded[:body]}
	if err != nil || d.below(encoding+1) != encoding {
		return nil, false
	}
	l := b.log
	if !d.texts(l) || !d.routes(l) || !d.rows(l) || !d.reasons(l) {
		return nil, false
	}
	for range d.below(math.MaxInt32) {
		lead, n := crm.LeadID(d.signed()), d.below(math.MaxInt32)
		l.undefined[lead] = n
		l.Undefined += n
	}
	if d.bad || len(d.b) > 0 {
		return nil, false
	}
	return b.Log(), true
}

func (d *decoder) texts(l *Log) bool {
	for i := range d.below(math.MaxInt32) {
		n := d.below(len(d.b) + 1)
		if d.bad || n > len(d.b) {
			return false
		}
		if text := string(d.b[:n]); int(l.reasons.code(text)) != i {
			return false
		}
		d.b = d.b[n:]
	}
	return !d.bad
}

func (d *decoder) reasons(l *Log) bool {
	n := d.below(math.MaxInt32)
	if n > len(d.b) {
		return false
	}
	l.reasons.given = make([]given, 0, n)
	change := 0
	for range n {
		change += d.below(len(l.stage) + 1)
		reason := d.below(len(l.reasons.texts))
		if d.bad || change == 0 || change >= len(l.stage) {
			return false
		}
		l.reasons.given = append(l.reasons.given, given{uint32(change), uint32(reason)}) //nolint:gosec // just bounded
	}
	return !d.bad
}

func (d *decoder) routes(l *Log) bool {
	n := d.below(math.MaxInt32)
	for i := 1; i < n && !d.bad; i++ {
		back, stage := d.below(i+1), d.below(len(l.stages))
		if back == 0 || d.bad {
			return false
		}
		if int(l.routes.extend(uint32(i-back), uint8(stage))) != i { //nolint:gosec // just bounded
			return false
		}
	}
	return !d.bad
}

func (d *decoder) rows(l *Log) bool {
	rows, changes := d.below(math.MaxInt32), d.below(math.MaxInt32)
	if rows > len(d.b) || changes > len(d.b) { // each takes a byte at least
		return false
	}
	l.leads, l.route, l.first = make([]crm.LeadID, 0, rows), make([]uint32, 0, rows), make([]uint32, 0, rows+1)
	l.stage, l.at = make([]uint8, changes), make([]int64, 0, changes)
	last, at := crm.LeadID(0), int64(0)
	for row := range rows {
		step, route := crm.LeadID(d.signed()), d.below(len(l.routes.all))
		length := int(l.routes.all[route].length)
		from := len(l.at)
		if d.bad || row > 0 && step <= 0 || from+length > changes {
			return false
		}
		last += step
		l.leads, l.route, l.first = append(l.leads, last), append(l.route, uint32(route)), append(l.first, uint32(from)) //nolint:gosec // just bounded
		l.routes.stages(uint32(route), l.stage[from:from:from+length])                                                   //nolint:gosec // just bounded
		for range length {
			at += d.signed()
			l.at = append(l.at, at)
		}
	}
	return !d.bad && len(l.at) == changes
}
