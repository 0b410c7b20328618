package intake

import (
	"bytes"
	"strconv"
	"strings"
)

// decoded returns the text with its entities resolved, and with the escapes
// that sheets have for characters XML cannot hold: _x000D_.
func decoded(text []byte) string {
	if bytes.IndexByte(text, '&') < 0 && !bytes.Contains(text, []byte("_x")) {
		return string(text)
	}
	var b strings.Builder
	for s := string(text); s != ""; {
		i := strings.IndexAny(s, "&_")
		if i < 0 {
			b.WriteString(s)
			break
		}
		b.WriteString(s[:i])
		s = s[i:]
		r, size := escape(s)
		if size == 0 {
			b.WriteByte(s[0])
			size = 1
		} else {
			b.WriteRune(r)
		}
		s = s[size:]
	}
	return b.String()
}

var entities = map[string]rune{"amp": '&', "lt": '<', "gt": '>', "quot": '"', "apos": '\''}

// escape returns the character that s begins with in an escaped form, and the
// length of that form; 0 when it is none.
func escape(s string) (r rune, size int) {
	if s[0] == '_' {
		if len(s) < 7 || s[1] != 'x' || s[6] != '_' {
			return 0, 0
		}
		n, err := strconv.ParseUint(s[2:6], 16, 16)
		if err != nil || n >= 0xD800 && n < 0xE000 {
			return 0, 0
		}
		return rune(n), 7
	}
	end := strings.IndexByte(s[:min(len(s), 12)], ';')
	if end < 2 {
		return 0, 0
	}
	name := s[1:end]
	if r, ok := entities[name]; ok {
		return r, end + 1
	}
	if name[0] != '#' {
		return 0, 0
	}
	digits, base := name[1:], 10
	if strings.HasPrefix(digits, "x") {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 21)
	if err != nil {
		return 0, 0
	}
	return rune(n), end + 1
}
