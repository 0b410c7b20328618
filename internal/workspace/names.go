package workspace

import (
	"hash/maphash"
	"math/bits"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// names knows every key and folded e-mail of a file that was empty when the
// import began, so that a first import need not ask the file for each of them.
// It is a hash table without the names: of each it keeps 32 bits beside the
// place they lie at, five bytes in all, so that ten million leads fit. Two names
// that it takes for one, which is one in a billion, only cost a question.
type names struct {
	seed  maphash.Seed
	marks []uint32 // 0 is a free place
	used  int
	seq   int64 // the change of the file up to which the names are known
}

// maxNames bounds the memory for names, to 120 MB.
const maxNames = 24_000_000

// newNames returns names for an import of so many rows, each of which may bring
// a key and an e-mail.
func newNames(seq int64, rows int) *names {
	return &names{seed: maphash.MakeSeed(), marks: make([]uint32, min(2*rows, maxNames)/4*5+64), seq: seq}
}

// place returns where the name is or would be, and its mark.
func (n *names) place(name string) (at int, mark uint32) {
	h := maphash.String(n.seed, name)
	mark = max(1, uint32(h))
	high, _ := bits.Mul64(h, uint64(len(n.marks)))
	at = int(high)
	for n.marks[at] != 0 && n.marks[at] != mark {
		if at++; at == len(n.marks) {
			at = 0
		}
	}
	return at, mark
}

// has reports whether the name may be known.
func (n *names) has(name string) bool {
	at, mark := n.place(name)
	return n.marks[at] == mark
}

func (n *names) add(name string) {
	if at, mark := n.place(name); n.marks[at] != mark {
		n.marks[at] = mark
		n.used++
	}
}

// room reports whether so many leads more can be remembered.
func (n *names) room(leads int) bool { return n.used+2*leads <= len(n.marks)-len(n.marks)/10 }

// remember adds what the committed batch added to the names; its own change is
// the next in the file.
func (n *names) remember(leads []*crm.Lead) {
	n.seq++
	for _, l := range leads {
		n.add(l.Key)
		if l.Email != "" {
			n.add(text.Fold(l.Email))
		}
	}
}

// currentNames returns the names of all leads, nil when they are not known:
// somebody else has changed the file, or there are too many to remember.
func (b *batch) currentNames() (*names, error) {
	if b.names == nil {
		return nil, nil
	}
	seq, err := b.tx.LastChange()
	if seq != b.names.seq || !b.names.room(len(b.items)) {
		b.names = nil
	}
	return b.names, err
}
