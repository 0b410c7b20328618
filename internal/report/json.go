package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"smarketing/internal/crm"
)

// object is a JSON object whose names keep their order; a row of a CSV is the
// same thing flattened.
type object []member

// member is one name of an object. The value is one of the types that
// appendValue knows.
type member struct {
	name  string
	value any
}

// list is a JSON array.
type list []any

// points are hundredths of a point, written with up to two decimals, so that
// the sums of a ledger hold exactly.
type points int32

// String returns the points in their shortest exact form: 12.34, 12.5, 12.
func (p points) String() string { return strconv.FormatFloat(float64(p)/100, 'f', -1, 64) }

// ratio is a number without a unit.
type ratio float64

// plain is a text that is never null, not even when it is empty.
type plain string

// exact is a text by which something is found again; like other texts it is
// null when it is empty.
type exact string

// array writes objects as a JSON array, one object a line.
type array struct {
	w   *bufio.Writer
	buf []byte
	n   int
}

func newArray(w io.Writer) *array { return &array{w: bufio.NewWriter(w)} }

func (a *array) add(o object) error {
	a.buf = append(a.buf[:0], ",\n"...)
	if a.n == 0 {
		a.buf = append(a.buf[:0], "[\n"...)
	}
	a.n++
	a.buf = appendValue(a.buf, o)
	_, err := a.w.Write(a.buf)
	return err
}

func (a *array) close() error {
	end := "\n]\n"
	if a.n == 0 {
		end = "[]\n"
	}
	if _, err := a.w.WriteString(end); err != nil {
		return err
	}
	return a.w.Flush()
}

// writeJSON writes one object, indented.
func writeJSON(w io.Writer, o object) error {
	var b bytes.Buffer
	if err := json.Indent(&b, appendValue(nil, o), "", "  "); err != nil {
		return err
	}
	b.WriteByte('\n')
	_, err := w.Write(b.Bytes())
	return err
}

// appendValue appends v as JSON. The empty text, the zero time and an unknown
// value are null.
func appendValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case plain:
		return appendText(b, string(v))
	case exact:
		return appendValue(b, string(v))
	case string:
		if v == "" {
			return append(b, "null"...)
		}
		return appendText(b, v)
	case bool:
		return strconv.AppendBool(b, v)
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case points:
		return append(b, v.String()...)
	case ratio:
		return strconv.AppendFloat(b, float64(v), 'f', -1, 64)
	case time.Time:
		if v.IsZero() {
			return append(b, "null"...)
		}
		return appendText(b, instant(v))
	case crm.Money:
		if !v.Known {
			return append(b, "null"...)
		}
		return strconv.AppendFloat(b, v.Float(), 'f', -1, 64)
	case crm.Value:
		return appendFieldValue(b, v)
	case []string:
		items := make(list, len(v))
		for i, s := range v {
			items[i] = plain(s)
		}
		return appendValue(b, items)
	case map[string]int:
		o := make(object, 0, len(v))
		for _, name := range slices.Sorted(maps.Keys(v)) {
			o = append(o, member{name, v[name]})
		}
		return appendValue(b, o)
	case list:
		b = append(b, '[')
		for i, item := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendValue(b, item)
		}
		return append(b, ']')
	case object:
		b = append(b, '{')
		for i, m := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(appendText(b, m.name), ':')
			b = appendValue(b, m.value)
		}
		return append(b, '}')
	}
	panic(fmt.Sprintf("report: no JSON for %T", v))
}

func appendFieldValue(b []byte, v crm.Value) []byte {
	switch v.Type {
	case crm.Text:
		return appendText(b, v.String())
	case crm.Number:
		f, _ := v.Float()
		return strconv.AppendFloat(b, f, 'f', -1, 64)
	case crm.Bool:
		return strconv.AppendBool(b, v.IsTrue())
	case crm.Time:
		return appendText(b, instant(v.Instant()))
	}
	return append(b, "null"...)
}

// appendText appends s as a JSON text. Beyond what JSON demands, control and
// format characters (C1, bidi, zero width) are escaped: the text is the same,
// but a terminal that shows it cannot be fooled.
func appendText(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			b = append(b, `\ufffd`...)
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\t':
			b = append(b, `\t`...)
		case r == '\r':
			b = append(b, `\r`...)
		case hidden(r):
			for _, unit := range utf16.AppendRune(nil, r) {
				b = append(b, '\\', 'u', hex[unit>>12], hex[unit>>8&15], hex[unit>>4&15], hex[unit&15])
			}
		default:
			b = append(b, s[i:i+size]...)
		}
		i += size
	}
	return append(b, '"')
}

// hidden reports whether r shows nothing itself but may change what is shown.
func hidden(r rune) bool {
	if r < utf8.RuneSelf {
		return r < ' ' || r == 0x7f
	}
	return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029'
}

// instant returns a time as RFC 3339 in UTC, with milliseconds only when there
// are any.
func instant(t time.Time) string {
	return t.UTC().Truncate(time.Millisecond).Format(time.RFC3339Nano)
}
