package store

import (
	"bytes"
	"encoding/binary"
)

// tape is rows, one after the other, made by whoever has time: for each the sizes
// of its types and of its values, four bytes each, then both.
type tape struct{ b []byte }

const rowHead = 8

// put puts a row on the tape and empties it.
func (t *tape) put(r *packed) {
	t.b = binary.LittleEndian.AppendUint32(t.b, uint32(len(r.types)))
	t.b = binary.LittleEndian.AppendUint32(t.b, uint32(len(r.values)))
	t.b = append(append(t.b, r.types...), r.values...)
	r.reset()
}

// rowAt returns the types and the values of the row that begins there on a tape,
// and where it ends.
func rowAt(b []byte, at int) (types, values []byte, end int) {
	start := at + rowHead
	middle := start + int(binary.LittleEndian.Uint32(b[at:]))
	end = middle + int(binary.LittleEndian.Uint32(b[at+4:]))
	return b[start:middle], b[middle:end], end
}

// columnSet is some of the columns of a row.
type columnSet uint64

func (s columnSet) has(i int) bool { return s>>i&1 != 0 }

// varied returns the columns in which the rows on the tape, of so many columns
// each, are not all alike, beside those that are known to vary.
func (t *tape) varied(columns int, known columnSet) columnSet {
	var first [maxColumns]struct {
		kind  uint64
		value []byte
	}
	for at := 0; at < len(t.b); {
		types, values, end := rowAt(t.b, at)
		for i := range columns {
			kind, size := varint(types)
			value := values[:valueSize(kind)]
			types, values = types[size:], values[len(value):]
			switch f := &first[i]; {
			case at == 0:
				f.kind, f.value = kind, value
			case !known.has(i) && (f.kind != kind || !bytes.Equal(f.value, value)):
				known |= 1 << i
			}
		}
		at = end
	}
	return known
}
