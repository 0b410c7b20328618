package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode"

	"smarketing/internal/crm"
)

// csvSheet writes objects as rows of a CSV (RFC 4180, UTF-8, lines ending in a
// single newline). An unknown value is an empty cell.
//
// A cell that a spreadsheet would read as a formula, one that starts with
// = + - @, a tab or a carriage return and is no plain number, gets a leading
// apostrophe; so does one that looks like such a cell already, so that an import
// that takes one apostrophe away gets back what was there. Control characters
// other than tab and newline are left out, and so are the invisible ones that
// turn or hide text, except from keys: a key without them names no lead.
type csvSheet struct {
	w   *csv.Writer
	row []string
}

func newCSV(w io.Writer, shape object) *csvSheet {
	s := &csvSheet{w: csv.NewWriter(w)}
	taken := map[string]bool{}
	for _, name := range names(nil, "", shape) {
		for taken[name] {
			name += "_field"
		}
		taken[name] = true
		s.row = append(s.row, safeCell(name))
	}
	// An error is kept by the writer and comes back from close.
	_ = s.w.Write(s.row)
	return s
}

func (s *csvSheet) add(o object) error {
	s.row = cells(s.row[:0], o)
	return s.w.Write(s.row)
}

func (s *csvSheet) close() error {
	s.w.Flush()
	return s.w.Error()
}

// names appends the column names of an object: those of an inner object carry
// its name in front, except the fields of a lead, which stand alone.
func names(to []string, prefix string, o object) []string {
	for _, m := range o {
		if inner, ok := m.value.(object); ok {
			below := prefix + m.name + "_"
			if m.name == "fields" {
				below = prefix
			}
			to = names(to, below, inner)
			continue
		}
		to = append(to, prefix+m.name)
	}
	return to
}

func cells(to []string, o object) []string {
	for _, m := range o {
		if inner, ok := m.value.(object); ok {
			to = cells(to, inner)
			continue
		}
		if name, ok := m.value.(exact); ok {
			to = append(to, defused(string(name)))
			continue
		}
		to = append(to, safeCell(cellText(m.value)))
	}
	return to
}

// cellText returns the value of a cell as text, unknown as the empty text.
func cellText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case plain:
		return string(v)
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case points:
		return v.String()
	case ratio:
		return strconv.FormatFloat(float64(v), 'f', -1, 64)
	case time.Time:
		if v.IsZero() {
			return ""
		}
		return instant(v)
	case crm.Money:
		if !v.Known {
			return ""
		}
		return strconv.FormatFloat(v.Float(), 'f', -1, 64)
	case crm.Value:
		if v.Type == crm.Time {
			return instant(v.Instant())
		}
		return v.String()
	case []string:
		return strings.Join(v, "; ")
	}
	panic(fmt.Sprintf("report: no cell for %T", v))
}

// safeCell makes a cell harmless for spreadsheets, terminals and readers.
func safeCell(s string) string {
	if strings.ContainsFunc(s, unseen) {
		s = strings.Map(func(r rune) rune {
			if unseen(r) {
				return -1
			}
			return r
		}, s)
	}
	return defused(s)
}

// defused makes a cell harmless for spreadsheets and terminals.
func defused(s string) string {
	if strings.ContainsFunc(s, control) {
		s = strings.Map(func(r rune) rune {
			if control(r) {
				return -1
			}
			return r
		}, s)
	}
	behind := strings.TrimLeft(s, "'")
	if behind == "" || !strings.ContainsRune("=+-@\t\r", rune(behind[0])) {
		return s
	}
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		return s
	}
	return "'" + s
}

func control(r rune) bool { return unicode.Is(unicode.Cc, r) && r != '\t' && r != '\n' }

// unseen reports whether r turns the text around it or is a space without
// width. The joiners stay: names of some scripts are not spelt without them.
func unseen(r rune) bool {
	return unicode.Is(unicode.Bidi_Control, r) || r == '\u200b' || r == '\u2060' || r == '\ufeff'
}
