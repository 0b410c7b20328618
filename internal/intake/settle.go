package intake

import (
	"fmt"
	"strings"
	"time"

	"smarketing/internal/crm"
)

// settled is what a column holds, and how its cells are to be read.
type settled struct {
	typ   crm.Type
	mark  decimalMark
	order string // of the dates of three numbers; empty when there are none
	doubt string // why the order cannot be told; empty when it can
	epoch int    // days to add to the serial days of an old workbook
}

// holds reports whether n of all cells are enough to call the column by them:
// every one, or all but one in a thousand, which are rejected then.
func holds(n, all int) bool {
	return all > 0 && (n >= all || all >= 1000 && (all-n)*1000 <= all)
}

// mostly reports whether n of all cells are enough for a field that the header
// names: nine in ten, or all but one.
func mostly(n, all int) bool {
	return n >= all || (all-n)*10 <= all || all-n == 1 && all >= 3
}

// mark settles the decimal mark of a column: its unambiguous cells decide, and
// where it has none the other columns of the file do. It returns how many
// cells are numbers with that mark.
func (n *numberCount) mark(ofFile decimalMark) (decimalMark, int) {
	mark := decimalMark('.')
	switch {
	case n.dot != n.comma:
		if n.comma > n.dot {
			mark = ','
		}
	case n.eitherComma == 0 && n.eitherDot > 0 || n.eitherDot == 0 && n.eitherComma > 0:
		if ofFile == ',' {
			mark = ','
		}
	}
	fit := n.all - n.comma
	if mark == ',' {
		fit = n.all - n.dot
	}
	if n.dot == 0 && n.comma == 0 && n.eitherDot > 0 && n.eitherComma > 0 {
		fit = n.either // 1.098 and 1,098 in one column say nothing
	}
	return mark, fit
}

// fileMark returns the decimal mark of the file: ',' when some column proves
// it and none proves the other. Where numbers are no texts it is always '.'.
func (s *Source) fileMark() decimalMark {
	if s.table.typed {
		return '.'
	}
	comma := false
	for i := range s.profiles {
		n := &s.profiles[i].numbers
		if n.dot > n.comma && holds(n.all, s.profiles[i].known) {
			return '.'
		}
		comma = comma || n.comma > n.dot
	}
	if comma {
		return ','
	}
	return '.'
}

// order settles the order of a column's dates of three numbers. The user's
// word counts where the cells do not decide.
func (d *dateCount) order(users string) (order, doubt string, fit int) {
	switch {
	case d.three == 0:
		return "", "", 0
	case d.mdy > d.dmy && holds(d.mdy, d.three):
		return orderMDY, "", d.mdy
	case d.dmy > d.mdy && holds(d.dmy, d.three):
		return orderDMY, "", d.dmy
	case d.mdy == d.three && d.differ == 0 && users == "":
		return orderMDY, "", d.mdy
	case users != "":
		fit := map[string]int{orderMDY: d.mdy, orderDMY: d.dmy, orderYMD: d.ymd}[users]
		if fit == 0 {
			return "", "none of them is a date in the order " + users, d.three
		}
		return users, "", fit
	case holds(d.ymd, d.three) && d.mdy < d.three && d.dmy < d.three:
		return orderYMD, "", d.ymd
	case holds(d.mdy, d.three) && holds(d.dmy, d.three):
		return "", fmt.Sprintf("every date could be day or month first, such as %q", d.example), d.three
	}
	return "", "some dates are day first and some are month first", d.three
}

// settle decides what the column of that header holds, when nobody says what
// it is for.
func (p *profile) settle(header string, file decimalMark, users string) settled {
	out := settled{typ: crm.Text, mark: '.'}
	if p.known == 0 {
		return settled{mark: '.'}
	}
	d := &p.dates
	order, doubt, three := d.order(users)
	unix, serial := dateLike(header)
	times := d.iso + d.named + three
	if unix {
		times += d.unix
	}
	if serial {
		times += d.serial + d.eight
	}
	if !unix && momentous(header) {
		times += d.lately
	}
	mark, numbers := p.numbers.mark(file)
	out.mark = mark
	switch {
	case p.settled:
	case holds(p.bools, p.known):
		out.typ = crm.Bool
	case holds(times, p.known):
		out.order, out.doubt = order, doubt
		if doubt == "" {
			out.typ = crm.Time
		}
	case holds(numbers, p.known) && p.ids.leadingZero == 0 && p.ids.long == 0 && !idLike(header):
		out.typ = crm.Number
	}
	return out
}

// almost says what a column of texts would hold but for a few cells: "date" or
// "number"; empty when it is no such column.
func (p *profile) almost(header string) string {
	switch {
	case p.settled || p.odd == "":
	case mostly(p.dates.times(), p.plain()):
		return "date"
	case mostly(p.numbers.all, p.plain()) && p.ids.leadingZero == 0 && p.ids.long == 0 && !idLike(header):
		return "number"
	}
	return ""
}

// settleAs decides how the cells are read for a field of that type, and
// whether they fit it well enough to be taken by name.
func (p *profile) settleAs(typ crm.Type, file decimalMark, users string) (settled, bool) {
	out := settled{typ: typ, mark: '.'}
	switch typ {
	case crm.Number:
		fit := 0
		out.mark, fit = p.numbers.mark(file)
		return out, mostly(fit, p.known)
	case crm.Time:
		d := &p.dates
		order, doubt, three := d.order(users)
		out.order, out.doubt = order, doubt
		return out, mostly(d.iso+d.named+three+d.unix+d.serial+d.eight, p.known)
	}
	return out, true
}

// outliers returns the numbers often used for unknown that stand apart from
// all others of the column, and how often: 999 among values up to 27.
func (p *profile) outliers() map[string]int {
	n := &p.numbers
	if p.settled || n.all*10 < p.known*9 || n.ranged == 0 {
		return nil
	}
	var out map[string]int
	for s, times := range n.sentinels {
		f, _, _ := parseNumber(s, '.')
		apart := f > 0 && f >= 2*n.high && n.high >= 0 || f < 0 && n.low >= 0
		if apart && times >= 3 && times*100 >= p.known {
			if out == nil {
				out = map[string]int{}
			}
			out[s] = times
		}
	}
	return out
}

// convert reads a cell as the settled type. The message says what is wrong
// without naming the value.
func (t *settled) convert(s string, zone *time.Location) (v crm.Value, message string) {
	switch t.typ {
	case crm.Number:
		f, _, ok := parseNumber(s, t.mark)
		if !ok {
			return v, "is not a number"
		}
		return crm.NumberValue(f), ""
	case crm.Time:
		at, message := t.instant(s, zone)
		return crm.TimeValue(at), message
	case crm.Bool:
		switch {
		case strings.EqualFold(s, "true"):
			return crm.BoolValue(true), ""
		case strings.EqualFold(s, "false"):
			return crm.BoolValue(false), ""
		}
		return v, "is neither true nor false"
	}
	return crm.TextValue(s), ""
}

// instant reads a cell as a time.
func (t *settled) instant(s string, zone *time.Location) (time.Time, string) {
	m, ok := scanDate(s)
	if !ok {
		return time.Time{}, "is not a date"
	}
	if m.form == serialDate {
		m.unix += float64(t.epoch)
	}
	at, ok := m.at(t.order, zone)
	if !ok {
		return time.Time{}, "is not a date in the order of its column, " + t.order
	}
	if y := at.Year(); y < 1900 || y > 2200 {
		return time.Time{}, "is a date outside the years 1900 to 2200"
	}
	return at, ""
}
