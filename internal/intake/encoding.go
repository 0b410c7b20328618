package intake

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"unicode/utf8"

	"smarketing/internal/crm"
)

// The encodings that are told apart.
const (
	utf8Name    = "utf-8"
	utf16LEName = "utf-16le"
	utf16BEName = "utf-16be"
	win1252Name = "windows-1252"
)

// utf16ByZeros recognises UTF-16 without a byte order mark by where its zero
// bytes stand: Latin text has one in every second place.
func utf16ByZeros(head []byte) string {
	head = head[:min(len(head), 4096)]
	var even, odd int
	for i, b := range head {
		if b == 0 && i%2 == 0 {
			even++
		} else if b == 0 {
			odd++
		}
	}
	half := len(head) / 2
	switch {
	case half < 2:
	case odd*10 > half*7 && even*10 < half:
		return utf16LEName
	case even*10 > half*7 && odd*10 < half:
		return utf16BEName
	}
	return ""
}

// bytesCount counts what tells UTF-8 from single-byte text and from no text.
type bytesCount struct {
	length           int64 // of the file
	total, zeros     int
	multi, malformed int // runes of several bytes; bytes that are no rune
}

// add counts the chunk and returns the tail that may be a rune cut in two.
func (n *bytesCount) add(chunk []byte, last bool) []byte {
	var tail []byte
	if !last {
		for i := 1; i <= min(3, len(chunk)); i++ {
			if b := chunk[len(chunk)-i]; utf8.RuneStart(b) {
				if !utf8.FullRune(chunk[len(chunk)-i:]) {
					tail = chunk[len(chunk)-i:]
				}
				break
			}
		}
		chunk = chunk[:len(chunk)-len(tail)]
	}
	n.total += len(chunk)
	n.zeros += bytes.Count(chunk, []byte{0})
	if utf8.Valid(chunk) {
		n.multi += multibyte(chunk)
		return tail
	}
	for len(chunk) > 0 {
		r, size := utf8.DecodeRune(chunk)
		if r == utf8.RuneError && size == 1 {
			n.malformed++
		} else if size > 1 {
			n.multi++
		}
		chunk = chunk[size:]
	}
	return tail
}

// multibyte counts the runes of several bytes in valid UTF-8. The first byte of
// each is one that begins with two set bits, and no other byte does.
func multibyte(b []byte) (n int) {
	const high = 0x8080808080808080
	for ; len(b) >= 8; b = b[8:] {
		w := binary.LittleEndian.Uint64(b)
		n += bits.OnesCount64(w & (w << 1) & high)
	}
	for _, c := range b {
		if c >= 0xC0 {
			n++
		}
	}
	return n
}

// decide settles the encoding. A few malformed bytes among many good accents
// are damage to single rows; without good accents they are Windows-1252.
func (c *content) decide(n bytesCount) error {
	if n.length == c.start {
		return crm.Errorf(crm.Invalid, "%s is empty", c.name).WithHint("export it again; the first row names the columns")
	}
	if c.encoding != "" || c.zipped {
		return nil
	}
	if n.zeros > 0 {
		return c.unknown("binary").WithHint("export the data as CSV (UTF-8) and import that")
	}
	c.encoding = utf8Name
	if n.malformed > 0 {
		if c.start == 0 && n.malformed*10 > n.multi {
			c.encoding = win1252Name
		} else {
			c.stray = true
		}
	}
	return nil
}
