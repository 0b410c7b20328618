package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"time"

	"smarketing/internal/crm"
)

// tape is the values of rows one after the other, in the form in which SQLite is
// handed them: without memory of their own, and made by whoever has time.
// A value is its kind, then eight bytes, or four that say how long a text is and
// the text.
type tape struct {
	b []byte
	n int // values
}

// cellKind says what a value on a tape is.
type cellKind uint8

const (
	nullCell cellKind = iota
	wholeCell
	realCell
	textCell
)

func (t *tape) reset() { t.b, t.n = t.b[:0], 0 }

func (t *tape) null() { t.b, t.n = append(t.b, byte(nullCell)), t.n+1 }

func (t *tape) whole(v int64) { t.eight(wholeCell, uint64(v)) }

func (t *tape) real(v float64) { t.eight(realCell, math.Float64bits(v)) }

func (t *tape) eight(kind cellKind, bits uint64) {
	t.b, t.n = binary.LittleEndian.AppendUint64(append(t.b, byte(kind)), bits), t.n+1
}

func (t *tape) text(s string) {
	t.b, t.n = append(t.b, byte(textCell)), t.n+1
	t.b = binary.LittleEndian.AppendUint32(t.b, uint32(len(s)))
	t.b = append(t.b, s...)
}

// made puts the text that is appended.
func (t *tape) made(appendTo func([]byte) []byte) {
	t.b, t.n = append(t.b, byte(textCell), 0, 0, 0, 0), t.n+1
	start := len(t.b)
	t.b = appendTo(t.b)
	binary.LittleEndian.PutUint32(t.b[start-4:], uint32(len(t.b)-start))
}

func (t *tape) bool(v bool) {
	n := int64(0)
	if v {
		n = 1
	}
	t.whole(n)
}

// number puts a number, NULL when it is unknown.
func (t *tape) number(v crm.Value) {
	if f, ok := v.Float(); ok {
		t.real(f)
		return
	}
	t.null()
}

// instant puts milliseconds, NULL when the time is unknown.
func (t *tape) instant(at time.Time) {
	if at.IsZero() {
		t.null()
		return
	}
	t.whole(at.UnixMilli())
}

// optional puts a text, NULL when it is empty.
func (t *tape) optional(s string) {
	if s == "" {
		t.null()
		return
	}
	t.text(s)
}

// values puts n values that have lain on another tape.
func (t *tape) values(b []byte, n int) { t.b, t.n = append(t.b, b...), t.n+n }

// add puts values of any of the kinds there are.
func (t *tape) add(values ...any) {
	for _, v := range values {
		switch v := v.(type) {
		case nil:
			t.null()
		case int64:
			t.whole(v)
		case int:
			t.whole(int64(v))
		case int32:
			t.whole(int64(v))
		case bool:
			t.bool(v)
		case float64:
			t.real(v)
		case string:
			t.text(v)
		default:
			panic(fmt.Sprintf("store: a value of type %T in a row", v))
		}
	}
}

// valueEnd returns where the value ends that begins there.
func valueEnd(b []byte, at int) int {
	switch cellKind(b[at]) {
	case wholeCell, realCell:
		return at + 9
	case textCell:
		return at + 5 + int(binary.LittleEndian.Uint32(b[at+1:]))
	}
	return at + 1
}

// args returns the first n values, as the driver takes them.
func (t *tape) args(n int) []any {
	values := make([]any, 0, n)
	for at := 0; len(values) < n; at = valueEnd(t.b, at) {
		switch rest := t.b[at+1:]; cellKind(t.b[at]) {
		case wholeCell:
			values = append(values, int64(binary.LittleEndian.Uint64(rest)))
		case realCell:
			values = append(values, math.Float64frombits(binary.LittleEndian.Uint64(rest)))
		case textCell:
			values = append(values, string(t.b[at+5:valueEnd(t.b, at)]))
		default:
			values = append(values, nil)
		}
	}
	return values
}

// columnSet is some of the columns of a row.
type columnSet uint64

func (s columnSet) has(i int) bool { return s>>i&1 != 0 }

// varied returns the columns in which the rows on the tape, of so many columns
// each, are not all alike, beside those that are known to vary.
func (t *tape) varied(columns int, known columnSet) columnSet {
	var first [maxColumns][]byte
	at := 0
	for i := range columns {
		end := valueEnd(t.b, at)
		first[i] = t.b[at:end]
		at = end
	}
	for at < len(t.b) {
		for i := range columns {
			end := valueEnd(t.b, at)
			if !known.has(i) && !bytes.Equal(t.b[at:end], first[i]) {
				known |= 1 << i
			}
			at = end
		}
	}
	return known
}
