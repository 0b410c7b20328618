package store

import (
	"encoding/binary"
	stdfnv "hash/fnv"
	"testing"
	"testing/quick"
	"time"

	"smarketing/internal/crm"
)

// TestHash compares the hash of an activity, which files hold, with one made by
// the standard library.
func TestHash(t *testing.T) {
	t.Parallel()
	err := quick.Check(func(event, detail, source, key string, at int64, occurrence uint16) bool {
		at %= 1 << 45
		h := stdfnv.New64a()
		part := func(s string) {
			_, _ = h.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(s))))
			_, _ = h.Write([]byte(s))
		}
		if key != "" {
			part("id")
			part(source)
			part(key)
		} else {
			n := binary.LittleEndian.AppendUint64(nil, uint64(at))
			part(event)
			part(string(binary.LittleEndian.AppendUint64(n, uint64(occurrence))))
			part(detail)
		}
		a := crm.Activity{Event: event, Detail: detail, Source: source, Key: key, At: time.UnixMilli(at)}
		row := ActivityRow{Activity: &a, Occurrence: int(occurrence)}
		return uint64(row.identity()) == h.Sum64()
	}, nil)
	if err != nil {
		t.Error(err)
	}
	without := ActivityRow{Activity: &crm.Activity{Event: "page_view", At: time.UnixMilli(1), Detail: "/"}}
	again := without
	again.Occurrence = 1
	if without.identity() == again.identity() {
		t.Error("the second of two equal rows is taken for the first")
	}
}
