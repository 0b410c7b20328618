package intake

import (
	"archive/zip"
	"strconv"
	"strings"
	"time"
)

// style says how the number of a cell is shown.
type style struct {
	form  numberForm
	width int // of padded numbers
}

type numberForm uint8

const (
	plainForm  numberForm = iota
	dayForm               // a day, perhaps with a time
	clockForm             // a time of day
	paddedForm            // filled up with zeros
)

// readStyles reads which number formats are dates.
func (b *workbook) readStyles(part *zip.File) error {
	var doc struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := b.decode(part, &doc); err != nil {
		return err
	}
	own := map[int]style{}
	for _, f := range doc.Formats {
		own[f.ID] = styleOf(f.Code)
	}
	for _, c := range doc.Cells {
		st, ok := own[c.Format]
		if !ok {
			st = builtIn(c.Format)
		}
		b.styles = append(b.styles, st)
	}
	return nil
}

// builtIn returns the style of a number format that files do not spell out
// (ECMA-376 part 1, 18.8.30; those of East Asia included).
func builtIn(id int) style {
	switch {
	case id >= 14 && id <= 17, id == 22, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return style{form: dayForm}
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id == 45, id == 47, id == 55, id == 56:
		return style{form: clockForm}
	}
	return style{}
}

// styleOf reads the code of a number format: what its first section shows.
func styleOf(code string) style {
	var marks strings.Builder
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case ';':
			i = len(code)
		case '\\', '_', '*':
			i++ // the next character is literal, or room, or filling
		case '"', '[':
			end := strings.IndexByte(code[i+1:], map[byte]byte{'"': '"', '[': ']'}[c])
			if end < 0 {
				return style{}
			}
			if in := strings.ToLower(code[i+1 : i+1+end]); c == '[' && in != "" && strings.Trim(in, "hms") == "" {
				return style{} // hours that go on counting are a duration
			}
			i += end + 1
		default:
			marks.WriteByte(c | 0x20)
		}
	}
	shown := marks.String()
	day, clock := strings.ContainsAny(shown, "yd"), strings.ContainsAny(shown, "hs")
	switch {
	case strings.Trim(code, "0") == "" && len(code) > 1:
		return style{form: paddedForm, width: len(code)}
	case strings.Contains(shown, "general"), strings.ContainsAny(shown, "#?"):
		return style{}
	case day, strings.Contains(shown, "m") && !clock:
		return style{form: dayForm}
	case clock:
		return style{form: clockForm}
	}
	return style{}
}

// number returns a stored number as the cell shows it, as far as that changes
// what it means: dates as dates, zeros in front. Everything else stays as it
// is stored.
func (b *workbook) number(stored string, st style) string {
	if dot, plain := plainDigits(stored); plain && st.form == plainForm && (dot < 0 || len(stored) < 16) {
		return stored
	}
	f, err := strconv.ParseFloat(stored, 64)
	if err != nil {
		return stored
	}
	switch st.form {
	case dayForm, clockForm:
		if text, ok := b.date(f, st.form == clockForm); ok {
			return text
		}
	case paddedForm:
		if n := st.width - len(stored); n > 0 && strings.Trim(stored, "0123456789") == "" {
			return strings.Repeat("0", n) + stored
		}
	}
	// A fraction is stored with two digits more than it has; whole numbers are
	// left alone, for they may be ids.
	if strings.ContainsAny(stored, ".eE") && f > -1e15 && f < 1e15 {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	return stored
}

// date returns a serial day as a date, and its fraction as a time of day.
func (b *workbook) date(serial float64, clock bool) (string, bool) {
	if serial < 0 || serial > 2958466 {
		return "", false
	}
	ms := int64(serial*86400e3 + 0.5)
	day, ms := int(ms/86400e3), ms%86400e3
	if clock && day == 0 {
		return time.UnixMilli(ms).UTC().Format("15:04:05.999"), true
	}
	if day += b.epoch; b.epoch == 0 && day < 60 {
		day++ // the sheet believes in the 29th of February 1900
	}
	at := time.Date(1899, 12, 30+day, 0, 0, 0, 0, time.UTC).Add(time.Duration(ms) * time.Millisecond)
	if ms == 0 {
		return at.Format(time.DateOnly), true
	}
	return at.Format("2006-01-02 15:04:05.999"), true
}
