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
// apostrophe. Control characters other than tab and newline are left out.
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

// safeCell makes a cell harmless for spreadsheets and terminals.
func safeCell(s string) string {
	if strings.ContainsFunc(s, control) {
		s = strings.Map(func(r rune) rune {
			if control(r) {
				return -1
			}
			return r
		}, s)
	}
	if s == "" || !strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return s
	}
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		return s
	}
	return "'" + s
}

func control(r rune) bool { return unicode.Is(unicode.Cc, r) && r != '\t' && r != '\n' }
