package intake

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	maxSamples  = 5
	maxSpelling = 40      // different null spellings or suspects remembered per column
	maxDistinct = 1 << 20 // different mangled ids counted per column
)

// profile is what the first pass learns about the cells of one column.
type profile struct {
	nulls    map[string]int
	suspects map[string]int
	samples  []string
	empty    int
	known    int

	settled bool   // clearly text: no need to look closer
	odd     string // the first cell that is neither number, date nor bool
	bools   int
	numbers numberCount
	dates   dateCount
	ids     idCount
	cut     string // the first number in exponent form

	values     map[string]int // of a column of few values
	mostValues int            // how many of them there may be; 0: not looked for

	check func(string) bool // of a column that may fill a field of few values
	hits  int

	strange map[string]int // values that mean nothing to that choice

	several int // cells with more than one e-mail or phone
}

// numberCount counts the cells that are numbers, by how their marks read.
type numberCount struct {
	all, either            int // numbers; those without a mark
	dot, comma             int // only with that decimal mark
	eitherDot, eitherComma int
	low, high              float64 // of the numbers that are no sentinels
	ranged                 int     // how many those are
	currency               map[string]int
	sentinels              map[string]int
	example, dotExample    string // of eitherComma and eitherDot
}

// dateCount counts the cells that are dates, by form, and for the three
// numbers by the orders in which they are days.
type dateCount struct {
	iso, named, eight, unix, serial int
	lately                          int // of unix and serial: in the years 2000 to 2039
	three, mdy, dmy, ymd            int
	differ                          int // days in both orders, but different ones
	example                         string
	proofMDY, proofDMY              string // cells that are days in one order only
}

// add looks at one trimmed cell that is not null.
func (p *profile) add(s string) {
	p.known++
	if len(p.samples) < maxSamples && !slices.Contains(p.samples, s) {
		p.samples = append(p.samples, strings.Clone(clip(s)))
	}
	if p.check != nil && p.check(s) {
		p.hits++
	}
	if p.mostValues == maxCategories {
		p.category(s)
	}
	if isSuspect(s) {
		p.suspects = count(p.suspects, s)
		return
	}
	if !p.settled && p.classify(s) {
		return
	}
	if p.mostValues == maxKinds {
		p.category(s)
	}
	if p.settled {
		return
	}
	if p.odd == "" {
		p.odd = strings.Clone(clip(s))
	}
	if p.known > 200 {
		p.settled = p.misfits()*5 > p.known
	}
}

// misfits returns how many known cells are neither number, date nor bool.
func (p *profile) misfits() int {
	return p.plain() - p.numbers.all - p.dates.times() - p.bools
}

// plain returns how many known cells are no suspects.
func (p *profile) plain() int { return p.known - total(p.suspects) }

func total(counts map[string]int) int {
	n := 0
	for _, c := range counts {
		n += c
	}
	return n
}

// clip bounds a sample.
func clip(s string) string {
	if len(s) <= 80 {
		return s
	}
	return strings.ToValidUTF8(s[:80], "") + "…"
}

// count adds one to the count of s; further spellings than maxSpelling are
// counted together.
func count(m map[string]int, s string) map[string]int {
	if m == nil {
		m = map[string]int{}
	}
	if _, ok := m[s]; !ok {
		if s = strings.Clone(clip(s)); len(m) >= maxSpelling {
			s = "(others)"
		}
	}
	m[s]++
	return m
}

// null counts a cell taken as unknown.
func (p *profile) null(s string) {
	if s == "" {
		p.empty++
		return
	}
	p.nulls = count(p.nulls, s)
}

// classify counts the cell as what it may be, and reports whether it may be
// anything but text.
func (p *profile) classify(s string) bool {
	c := s[0]
	if c|0x20 >= 'a' && c|0x20 <= 'z' && !strings.ContainsAny(s, "0123456789") {
		if strings.EqualFold(s, "true") || strings.EqualFold(s, "false") {
			p.bools++
			return true
		}
		return false
	}
	date := p.date(s)
	return p.number(s) || date
}

// number counts the cell when it is a number.
func (p *profile) number(s string) bool {
	n := &p.numbers
	var f float64
	if dot, ok := plainDigits(s); ok {
		p.id(s, dot)
		f, _ = strconv.ParseFloat(s, 64)
		body := s
		if s[0] == '-' {
			body, dot = s[1:], dot-1
		}
		switch {
		case dot < 0:
			n.either++
		case len(body)-dot == 4 && dot <= 3 && body[0] != '0':
			n.eitherDot++
			n.dotExample = keep(n.dotExample, s)
		default:
			n.dot++
		}
	} else {
		num, ok := scanNumber(s)
		if !ok {
			return false
		}
		mark := decimalMark('.')
		switch num.readings() {
		case notNumber:
			return false
		case plainNumber:
			n.either++
		case dotDecimal:
			n.dot++
		case commaDecimal:
			n.comma++
			mark = ','
		case eitherDot:
			n.eitherDot++
			n.dotExample = keep(n.dotExample, s)
		case eitherComma:
			n.eitherComma++
			n.example = keep(n.example, s)
		}
		if num.currency != "" {
			n.currency = count(n.currency, num.currency)
		}
		if exponentForm(num.body) {
			p.mangled(s)
		}
		f, _, _ = parseNumber(s, mark)
	}
	n.all++
	if isSentinel(s) {
		n.sentinels = count(n.sentinels, s)
		return true
	}
	if n.ranged++; n.ranged == 1 {
		n.low, n.high = f, f
	}
	n.low, n.high = min(n.low, f), max(n.high, f)
	return true
}

func keep(example, s string) string {
	if example == "" {
		return strings.Clone(s)
	}
	return example
}

// date counts the cell when it is a date.
func (p *profile) date(s string) bool {
	if !digit(s[0]) && s[0]|0x20 < 'a' {
		return false
	}
	m, ok := scanDate(s)
	if !ok {
		return false
	}
	d := &p.dates
	switch m.form {
	case isoDate:
		d.iso++
	case namedDate:
		d.named++
	case eightDate:
		d.eight++
	case unixDate:
		d.unix++
		d.near(m)
	case serialDate:
		d.serial++
		d.near(m)
	case threeDate:
		d.three++
		mdy, dmy, ymd := m.fits()
		d.add(mdy, dmy, ymd)
		switch {
		case mdy && dmy && m.a != m.b:
			d.differ++
			d.example = keep(d.example, s)
		case mdy && !dmy:
			d.proofMDY = keep(d.proofMDY, s)
		case dmy && !mdy:
			d.proofDMY = keep(d.proofDMY, s)
		}
	}
	return true
}

// near counts a number that is a time when it lies in our years.
func (d *dateCount) near(m moment) {
	if at, _ := m.at("", time.UTC); at.Year() >= 2000 && at.Year() < 2040 {
		d.lately++
	}
}

func (d *dateCount) add(mdy, dmy, ymd bool) {
	if mdy {
		d.mdy++
	}
	if dmy {
		d.dmy++
	}
	if ymd {
		d.ymd++
	}
}

// times returns how many cells are dates that are not also plain numbers.
func (d *dateCount) times() int { return d.iso + d.named + d.three }
