package intake

import (
	"hash/maphash"
	"slices"
	"strconv"
	"strings"
)

// idCount counts what betrays an id that is written like a number.
type idCount struct {
	leadingZero int
	long        int  // more than 15 digits
	rounded     int  // of the long, those that a float could have written
	exponent    int  // 5.80503E+18
	pointZero   int  // 17850.0
	watched     bool // the column may fill an id: count how many differ
	distinct    map[uint64]struct{}
}

var distinctSeed = maphash.MakeSeed()

// id counts what betrays an id in a cell of plain digits.
func (p *profile) id(s string, dot int) {
	switch {
	case dot > 0:
		if strings.Trim(s[dot+1:], "0") == "" {
			p.ids.pointZero++
			p.remember(s)
		}
	case len(s) > 1 && s[0] == '0':
		p.ids.leadingZero++
	case len(s) > 15:
		p.ids.long++
		if n, err := strconv.ParseUint(s, 10, 64); strings.HasSuffix(s, "0000") || err == nil && uint64(float64(n)) == n {
			p.ids.rounded++
			p.remember(s)
		}
	}
}

// mangled counts an id in exponent form, as spreadsheets show long numbers.
func (p *profile) mangled(s string) {
	if strings.Contains(s, "+") {
		p.ids.exponent++
		p.cut = keep(p.cut, s)
		p.remember(s)
	}
}

// remember counts a different mangled id.
func (p *profile) remember(s string) {
	if !p.ids.watched {
		return
	}
	if p.ids.distinct == nil {
		p.ids.distinct = map[uint64]struct{}{}
	}
	if len(p.ids.distinct) < maxDistinct {
		p.ids.distinct[maphash.String(distinctSeed, s)] = struct{}{}
	}
}

// idLike reports whether a header names ids or codes, which are text although
// they may be digits.
func idLike(header string) bool {
	w := strings.Fields(words(header))
	return slices.ContainsFunc(w, func(x string) bool {
		return slices.Contains([]string{"id", "ids", "guid", "uuid", "zip", "zipcode", "postcode", "postal", "phone", "mobile", "fax"}, x)
	})
}

// mangledIDs returns what is wrong with ids that went through a spreadsheet or
// a float, and how many rows would share the id of another.
func (p *profile) mangledIDs() (wrong string, collapse int) {
	n := 0
	switch {
	case p.ids.exponent > 0:
		wrong, n = "long ids cut to a few digits", p.ids.exponent
	case p.ids.pointZero > 0 && p.ids.pointZero == p.known:
		wrong, n = "ids written as fractions", p.ids.pointZero
	case p.ids.long >= 3 && p.ids.rounded == p.ids.long:
		wrong, n = "long ids rounded to what a float can hold", p.ids.rounded
	default:
		return "", 0
	}
	for _, s := range p.samples {
		if strings.ContainsAny(s, ".+") || len(s) > 15 {
			wrong += ", such as " + s
			break
		}
	}
	return wrong, max(0, n-len(p.ids.distinct))
}

// fullID returns an id of Salesforce in its form of 18 letters: reports show 15,
// whose case counts, and the last three say which of them are capitals.
func fullID(id string) string {
	if len(id) != 15 {
		return id
	}
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
	full := []byte(id)
	for block := range 3 {
		capitals := 0
		for i := range 5 {
			c := id[block*5+i]
			switch {
			case c >= 'A' && c <= 'Z':
				capitals |= 1 << i
			case c < '0' || c > '9' && c < 'a' || c > 'z':
				return id
			}
		}
		full = append(full, letters[capitals])
	}
	return string(full)
}
