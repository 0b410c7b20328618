package intake

import (
	"encoding/binary"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// A tally counts as a map does.
func TestTally(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		ids := rapid.SliceOf(rapid.OneOf(rapid.Uint64Range(0, 20), rapid.Uint64(), rapid.Uint64Range(1<<56, 1<<56+20))).Draw(rt, "ids")
		var got tally
		want := map[uint64]int{}
		for _, id := range ids {
			if id == 1 {
				continue // counts with 0, which a digest is as rarely
			}
			var b identity
			binary.BigEndian.PutUint64(b[:], id)
			if n := got.add(b); n != want[id] {
				rt.Fatalf("%x occurred %d times, want %d", id, n, want[id])
			}
			want[id]++
		}
	})
}

// The room for an identity stays small at every size.
func TestTallyIsSmall(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	var ta tally
	for n := 1; n <= 300_000; n++ {
		var b identity
		binary.BigEndian.PutUint64(b[:], random.Uint64())
		ta.add(b)
		if n%50_000 == 0 {
			room := 0
			for _, s := range ta.shards {
				room += 8 * len(s.slots)
			}
			if per := float64(room) / float64(n); per > 16 {
				t.Errorf("%d identities take %.1f bytes each", n, per)
			}
		}
	}
}
