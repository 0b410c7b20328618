package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"
	"time"

	"smarketing/internal/crm"
)

// packed is the values of a row in the form in which SQLite keeps them in a file
// (https://sqlite.org/fileformat2.html, section 2.1): the types of all, then what
// they take. A type is a number: 0 is NULL, 1 to 6 are whole numbers of one to
// eight bytes, 7 is another number, 8 and 9 are the numbers 0 and 1 themselves,
// and from 13 on every odd one is a text, longer by a byte each.
type packed struct {
	types, values []byte
	n             int // values
}

const (
	nullType = 0
	realType = 7
	zeroType = 8
	oneType  = 9
	textType = 13 // of the empty one
)

func (r *packed) reset() { r.types, r.values, r.n = r.types[:0], r.values[:0], 0 }

func (r *packed) null() { r.types, r.n = append(r.types, nullType), r.n+1 }

func (r *packed) whole(v int64) {
	r.n++
	switch size := wholeSize(v); size {
	case 0:
		r.types = append(r.types, zeroType+byte(v))
	case 6:
		r.types = append(r.types, 5)
		r.values = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint16(r.values, uint16(v>>32)), uint32(v))
	case 8:
		r.types = append(r.types, 6)
		r.values = binary.BigEndian.AppendUint64(r.values, uint64(v))
	default:
		r.types = append(r.types, byte(size))
		for shift := 8 * (size - 1); shift >= 0; shift -= 8 {
			r.values = append(r.values, byte(v>>shift))
		}
	}
}

// wholeSize returns how many bytes SQLite keeps a whole number in; none for
// those that have a type of their own.
func wholeSize(v int64) int {
	if v == 0 || v == 1 {
		return 0
	}
	bits := bits.Len64(uint64(v^v>>63)) + 1 // with the sign
	switch size := (bits + 7) / 8; size {
	case 5:
		return 6
	case 7:
		return 8
	default:
		return size
	}
}

func (r *packed) real(v float64) {
	if math.IsNaN(v) { // which is NULL in a file
		r.null()
		return
	}
	r.types, r.n = append(r.types, realType), r.n+1
	r.values = binary.BigEndian.AppendUint64(r.values, math.Float64bits(v))
}

func (r *packed) text(s string) {
	r.values = append(r.values, s...)
	r.textOf(len(s))
}

// textOf gives the last n bytes of the values their type.
func (r *packed) textOf(n int) {
	r.types, r.n = appendVarint(r.types, textType+2*uint64(n)), r.n+1
}

// made puts the text that is appended.
func (r *packed) made(appendTo func([]byte) []byte) {
	start := len(r.values)
	r.values = appendTo(r.values)
	r.textOf(len(r.values) - start)
}

func (r *packed) bool(v bool) {
	n := int64(0)
	if v {
		n = 1
	}
	r.whole(n)
}

// number puts a number, NULL when it is unknown.
func (r *packed) number(v crm.Value) {
	if f, ok := v.Float(); ok {
		r.real(f)
		return
	}
	r.null()
}

// instant puts milliseconds, NULL when the time is unknown.
func (r *packed) instant(at time.Time) {
	if at.IsZero() {
		r.null()
		return
	}
	r.whole(at.UnixMilli())
}

// optional puts a text, NULL when it is empty.
func (r *packed) optional(s string) {
	if s == "" {
		r.null()
		return
	}
	r.text(s)
}

// more puts the values of another row.
func (r *packed) more(o *packed) {
	r.types, r.values, r.n = append(r.types, o.types...), append(r.values, o.values...), r.n+o.n
}

// add puts values of any of the kinds there are.
func (r *packed) add(values ...any) {
	for _, v := range values {
		switch v := v.(type) {
		case nil:
			r.null()
		case int64:
			r.whole(v)
		case int:
			r.whole(int64(v))
		case int32:
			r.whole(int64(v))
		case bool:
			r.bool(v)
		case float64:
			r.real(v)
		case string:
			r.text(v)
		default:
			panic(fmt.Sprintf("store: a value of type %T in a row", v))
		}
	}
}

// same reports whether the values are those of another row.
func (r *packed) same(o *packed) bool {
	return bytes.Equal(r.types, o.types) && bytes.Equal(r.values, o.values)
}

// args returns the first n values, as the driver takes them.
func (r *packed) args(n int) []any {
	values := make([]any, n)
	types, at := r.types, 0
	for i := range values {
		kind, size := varint(types)
		types = types[size:]
		end := at + valueSize(kind)
		switch v := r.values[at:end]; {
		case kind == nullType:
		case kind == realType:
			values[i] = math.Float64frombits(binary.BigEndian.Uint64(v))
		case kind >= textType:
			values[i] = string(v)
		default:
			values[i] = wholeOf(kind, v)
		}
		at = end
	}
	return values
}

// valueSize returns how many bytes a value of the type takes.
func valueSize(kind uint64) int {
	if kind >= textType {
		return int(kind-textType) / 2
	}
	return int([textType]uint8{1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, realType: 8}[kind])
}

// wholeOf returns the whole number of that type.
func wholeOf(kind uint64, value []byte) int64 {
	if len(value) == 0 {
		return int64(kind) - zeroType
	}
	v := int64(int8(value[0]))
	for _, b := range value[1:] {
		v = v<<8 | int64(b)
	}
	return v
}

// appendVarint appends a number as SQLite writes it: seven bits to a byte, the
// highest first, every byte but the last marked; a ninth byte has all eight bits.
func appendVarint(b []byte, v uint64) []byte {
	if v < 0x80 {
		return append(b, byte(v))
	}
	size, last := varintSize(v), byte(v)
	if size < 9 {
		v, last = v>>7, last&0x7f
	} else {
		v >>= 8
	}
	for shift := 7 * (size - 2); shift >= 0; shift -= 7 {
		b = append(b, byte(v>>shift)|0x80)
	}
	return append(b, last)
}

// varintSize returns how many bytes appendVarint appends.
func varintSize(v uint64) int {
	size := 1
	for v >>= 7; v > 0 && size < 9; v >>= 7 {
		size++
	}
	return size
}

// varint returns the number that b begins with and how many bytes it has. It is
// for types and sizes, which never have nine.
func varint(b []byte) (v uint64, size int) {
	if b[0] < 0x80 {
		return uint64(b[0]), 1
	}
	for i, c := range b {
		if v = v<<7 | uint64(c&0x7f); c < 0x80 {
			return v, i + 1
		}
	}
	return v, len(b)
}
