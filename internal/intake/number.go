package intake

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// decimalMark is the byte between whole and fraction in the numbers of a
// column: '.' or ','. The other of the two groups thousands.
type decimalMark byte

// numeral is a cell that looks like a number, without its decoration.
type numeral struct {
	body     string // digits with dots and commas, or an exponent form
	negative bool
	currency string // ISO code, or the symbol when it has none
}

// reading says how the marks of a numeral can be understood.
type reading uint8

const (
	notNumber reading = iota
	plainNumber
	dotDecimal   // only with '.' as the decimal mark
	commaDecimal // only with ','
	eitherDot    // 1.098: a fraction, or a thousand with '.' grouping
	eitherComma  // 1,098: a thousand, or a fraction with ','
)

// currencies are what may stand before or behind a sum. Longer ones first.
var currencies = []struct{ sign, code string }{
	{"US$", "USD"}, {"R$", "BRL"}, {"A$", "AUD"}, {"C$", "CAD"}, {"HK$", "HKD"}, {"NZ$", "NZD"},
	{"$", "USD"}, {"€", "EUR"}, {"£", "GBP"}, {"¥", "JPY"}, {"₹", "INR"}, {"₽", "RUB"}, {"₩", "KRW"},
	{"₺", "TRY"}, {"₴", "UAH"}, {"zł", "PLN"}, {"kr", "kr"}, {"Fr.", "CHF"},
	{"USD", "USD"}, {"EUR", "EUR"}, {"GBP", "GBP"}, {"JPY", "JPY"}, {"CHF", "CHF"}, {"BRL", "BRL"},
	{"AUD", "AUD"}, {"CAD", "CAD"}, {"INR", "INR"}, {"CNY", "CNY"}, {"SEK", "SEK"}, {"NOK", "NOK"},
	{"DKK", "DKK"}, {"PLN", "PLN"}, {"CZK", "CZK"}, {"HUF", "HUF"}, {"MXN", "MXN"}, {"ZAR", "ZAR"},
	{"SGD", "SGD"}, {"HKD", "HKD"}, {"NZD", "NZD"},
}

// plainDigits is the fast path: an optional minus, digits, at most one dot
// between digits. It returns the offset of the dot, or -1.
func plainDigits(s string) (dot int, ok bool) {
	dot = -1
	start := 0
	if s != "" && s[0] == '-' {
		start = 1
	}
	for i := start; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
		case c == '.' && dot < 0 && i > start && i < len(s)-1:
			dot = i
		default:
			return 0, false
		}
	}
	return dot, len(s) > start
}

// scanNumber strips signs, brackets, currency, percent and blanks from a cell.
func scanNumber(s string) (numeral, bool) {
	var n numeral
	if len(s) > 64 || wordy(s) {
		return n, false
	}
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		n.negative = true
		s = strings.TrimSpace(s[1 : len(s)-1])
	}
	for range 3 { // sign and currency come in either order
		s = n.trimSign(s)
		s = n.trimCurrency(s)
	}
	s = strings.TrimSpace(strings.TrimSuffix(s, "%"))
	if s == "" {
		return n, false
	}
	if c := s[len(s)-1]; c < '0' || c > '9' {
		return n, false
	}
	n.body = s
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && c != '.' && c != ',' {
			body, ok := ungroup(s)
			n.body = body
			return n, ok
		}
	}
	return n, true
}

// wordy reports whether the cell has more letters than a currency and an
// exponent: most cells that are no numbers end here.
func wordy(s string) bool {
	letters := 0
	for i := range len(s) {
		if c := s[i] | 0x20; c >= 'a' && c <= 'z' {
			letters++
		}
	}
	return letters > 4
}

func (n *numeral) trimSign(s string) string {
	s = strings.TrimSpace(s)
	for _, minus := range []string{"-", "\u2212"} {
		if rest, ok := strings.CutPrefix(s, minus); ok && !n.negative {
			n.negative = true
			return rest
		}
	}
	if rest, ok := strings.CutSuffix(s, "-"); ok && !n.negative {
		n.negative = true
		return rest
	}
	return strings.TrimPrefix(s, "+")
}

func (n *numeral) trimCurrency(s string) string {
	if n.currency != "" || s == "" || digit(s[0]) && digit(s[len(s)-1]) {
		return s
	}
	for _, c := range currencies {
		rest, ok := strings.CutPrefix(s, c.sign)
		if !ok {
			rest, ok = strings.CutSuffix(s, c.sign)
		}
		if ok {
			n.currency = c.code
			return strings.TrimSpace(rest)
		}
	}
	return s
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// ungroup removes blanks and apostrophes between groups of three digits, and
// lets exponent forms pass.
func ungroup(s string) (string, bool) {
	if exponentForm(s) {
		return s, true
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r >= '0' && r <= '9' || r == '.' || r == ',':
			b.WriteRune(r)
		case r == ' ' || r == '\u00a0' || r == '\u202f' || r == '\u2009' || r == '\'' || r == '\u2019':
			rest := s[i+size:]
			if i == 0 || len(rest) < 3 || !digit(rest[0]) || !digit(rest[1]) || !digit(rest[2]) || len(rest) > 3 && digit(rest[3]) {
				return "", false
			}
		default:
			return "", false
		}
		i += size
	}
	return b.String(), true
}

// exponentForm reports whether s reads 5.8E+18.
func exponentForm(s string) bool {
	i := strings.IndexAny(s, "eE")
	if i < 1 || i == len(s)-1 || strings.Trim(s[:i], "0123456789.") != "" || !digit(s[0]) {
		return false
	}
	rest := strings.TrimLeft(s[i+1:], "+-")
	return rest != "" && len(rest) <= 3 && strings.Trim(rest, "0123456789") == ""
}

// readings says how the marks in the body can be understood.
func (n numeral) readings() reading {
	s := n.body
	dots, commas := strings.Count(s, "."), strings.Count(s, ",")
	switch {
	case exponentForm(s):
		return dotDecimal
	case dots == 0 && commas == 0:
		return plainNumber
	case commas == 0:
		return oneMark(s, '.', dots, dotDecimal, commaDecimal, eitherDot)
	case dots == 0:
		return oneMark(s, ',', commas, commaDecimal, dotDecimal, eitherComma)
	case strings.LastIndexByte(s, '.') > strings.LastIndexByte(s, ','):
		if dots == 1 && grouped(s[:strings.IndexByte(s, '.')], ',') {
			return dotDecimal
		}
	default:
		if commas == 1 && grouped(s[:strings.IndexByte(s, ',')], '.') {
			return commaDecimal
		}
	}
	return notNumber
}

// oneMark judges a body in which only one kind of mark stands.
func oneMark(s string, mark byte, n int, decimal, thousands, either reading) reading {
	g := grouped(s, mark)
	switch {
	case n > 1 && g:
		return thousands
	case n > 1:
		return notNumber
	case g && s[0] != '0':
		return either
	}
	return decimal
}

// grouped reports whether the marks part the digits into thousands; the Indian
// way of pairs before the last three is accepted.
func grouped(s string, mark byte) bool {
	size := 0
	for i, last := len(s)-1, true; i >= 0; i-- {
		switch {
		case digit(s[i]):
			size++
		case s[i] != mark || last && size != 3 || size < 2 || size > 3:
			return false
		default:
			last, size = false, 0
		}
	}
	return size >= 1 && size <= 3
}

// parseNumber reads a cell with the column's decimal mark. It returns the
// currency beside the number, and false when the cell is no such number.
func parseNumber(s string, mark decimalMark) (f float64, currency string, ok bool) {
	if dot, plain := plainDigits(s); plain && (dot < 0 || mark == '.') {
		f, err := strconv.ParseFloat(s, 64)
		return f, "", err == nil
	}
	n, ok := scanNumber(s)
	if !ok {
		return 0, "", false
	}
	body := n.body
	switch n.readings() {
	case notNumber:
		return 0, "", false
	case dotDecimal:
		if mark != '.' {
			return 0, "", false
		}
	case commaDecimal:
		if mark != ',' {
			return 0, "", false
		}
	}
	if mark == ',' {
		body = strings.ReplaceAll(strings.ReplaceAll(body, ".", ""), ",", ".")
	} else {
		body = strings.ReplaceAll(body, ",", "")
	}
	f, err := strconv.ParseFloat(body, 64)
	if err != nil {
		return 0, "", false
	}
	if n.negative && f != 0 {
		f = -f
	}
	return f, n.currency, true
}
