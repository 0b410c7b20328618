package workspace

import (
	"hash/maphash"
	"math/bits"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// names knows every key and folded e-mail that the rows of a first import have
// had so far, so that the file need not be asked for each of them. It is a hash
// table without the names: of each it keeps 32 bits beside the place they lie
// at, five bytes in all, so that ten million leads fit. Two names that it takes
// for one, which is one in a billion, only cost a question.
type names struct {
	seed  maphash.Seed
	marks []uint32 // 0 is a free place
	used  int
}

// maxNames bounds the memory for names, to 120 MB.
const maxNames = 24_000_000

// newNames returns names for an import of so many rows, each of which may bring
// a key and an e-mail.
func newNames(rows int) *names {
	return &names{seed: maphash.MakeSeed(), marks: make([]uint32, places(rows))}
}

func places(rows int) int { return min(2*rows, maxNames)/4*5 + 64 }

// NamesKept returns how many bytes an import of the source into an empty file
// keeps of its names while it lasts.
func NamesKept(src crm.ImportSource) int64 {
	if src.Kind != crm.LeadRecord {
		return 0
	}
	return 4 * int64(places(src.Rows))
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

// add notes the name and reports whether it may have been noted before. When
// there is no room for more, every name may have been.
func (n *names) add(name string) bool {
	if n.used > len(n.marks)-len(n.marks)/10 {
		return true
	}
	at, mark := n.place(name)
	if n.marks[at] == mark {
		return true
	}
	n.marks[at] = mark
	n.used++
	return false
}

// meet notes the key and the e-mail of a row and reports whether a row before
// may have had one of them.
func (n *names) meet(row *crm.Lead) bool {
	met := n.add(row.Key)
	if row.Email == "" {
		return met
	}
	folded := text.Fold(row.Email)
	return folded != row.Key && n.add(folded) || met
}

// stillAlone checks that nobody else has changed the file, so that the leads in
// it are those of the rows read.
func (b *batch) stillAlone() error {
	if !b.alone {
		return nil
	}
	seq, err := b.tx.LastChange()
	b.alone = err == nil && seq == b.seq
	return err
}
