package intake

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
	"golang.org/x/text/unicode/norm"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// A column is looked through for spellings of the same thing while it has few
// different values: a field of categories up to maxCategories, any other column
// of texts up to maxKinds.
const (
	maxCategories = 100
	maxKinds      = 30
)

// categories are the fields whose values are names of a few things, by which
// figures are broken down.
var categories = []string{fieldSource, "campaign", "industry", "country", "region", fieldOwner}

// lookalikes are Cyrillic and Greek letters that look like Latin ones.
var lookalikes = map[rune]rune{
	'а': 'a', 'в': 'b', 'е': 'e', 'к': 'k', 'м': 'm', 'н': 'h', 'о': 'o', 'р': 'p', 'с': 'c', 'т': 't', 'у': 'y', 'х': 'x', 'і': 'i', 'ѕ': 's',
	'α': 'a', 'β': 'b', 'ε': 'e', 'ι': 'i', 'κ': 'k', 'ν': 'v', 'ο': 'o', 'ρ': 'p', 'τ': 't', 'υ': 'u', 'χ': 'x',
}

// category counts the value of a column of few values.
func (p *profile) category(s string) {
	if _, ok := p.values[s]; !ok {
		if len(p.values) >= p.mostValues || len(s) > 80 {
			p.values, p.mostValues = nil, 0
			return
		}
		s = strings.Clone(s)
	}
	p.values[s]++
}

// bones returns a value without case, blanks and accents, lookalike letters made
// Latin, and its digits apart: values that differ in a number are different.
func bones(s string) (letters, digits string) {
	var l, d strings.Builder
	for _, r := range norm.NFD.String(text.Fold(s)) {
		switch {
		case unicode.IsDigit(r):
			d.WriteRune(r)
		case unicode.IsLetter(r):
			if latin, ok := lookalikes[r]; ok {
				r = latin
			}
			l.WriteRune(r)
		}
	}
	return l.String(), d.String()
}

// alike reports whether two values may be spellings of one thing. Those that
// differ in case and blanks only are one thing everywhere, and no two values.
func alike(a, b *spelling) bool {
	la, lb := a.letters, b.letters
	if a.digits != b.digits || la == "" || lb == "" {
		return false
	}
	if la == lb {
		return true
	}
	const most = 1 + utf8.UTFMax // more bytes are more than one letter
	return len(la) >= 6 && len(lb) >= 6 && max(len(la), len(lb))-min(len(la), len(lb)) < most &&
		levenshtein.ComputeDistance(la, lb) == 1 && !different(a.text, b.text, la, lb)
}

// different reports whether one letter makes two values two things: another
// first letter, another word of one letter (Plan A, Plan B), or two countries
// that are spelt nearly alike.
func different(a, b, la, lb string) bool {
	if len(la) == len(lb) && la[1:] == lb[1:] {
		return true
	}
	wa, wb := strings.Fields(words(a)), strings.Fields(words(b))
	if len(wa) == len(wb) {
		for i, w := range wa {
			if w != wb[i] && len([]rune(w)) == 1 && len([]rune(wb[i])) == 1 {
				return true
			}
		}
	}
	return la == "iceland" && lb == "ireland" || la == "ireland" && lb == "iceland"
}

// spelling is a value however its letters are capitalised.
type spelling struct {
	text            string // as it is written most often
	n               int
	letters, digits string // its bones
}

// spelt returns the values of a column with their capitals and blanks evened
// out, the most frequent first.
func (p *profile) spelt() []spelling {
	var out []spelling
	index := map[string]int{}
	byNumber := slices.SortedFunc(maps.Keys(p.values), func(a, b string) int {
		return cmp.Or(cmp.Compare(p.values[b], p.values[a]), strings.Compare(a, b))
	})
	for _, v := range byNumber {
		folded := text.Fold(v)
		i, seen := index[folded]
		if !seen {
			i, index[folded] = len(out), len(out)
			letters, digits := bones(v)
			out = append(out, spelling{text: v, letters: letters, digits: digits})
		}
		out[i].n += p.values[v]
	}
	slices.SortStableFunc(out, func(a, b spelling) int { return cmp.Compare(b.n, a.n) })
	return out
}

// noteAlike says which values of a column may be spellings of one thing. They
// are never merged: only a person knows.
func (s *Source) noteAlike(c crm.ImportColumn, p *profile) {
	values := p.spelt()
	if c.Field == "" || p.mostValues == maxKinds && (!c.Custom || p.known < 2*len(values)) {
		return // names of people and firms are many and differ little
	}
	told := make([]bool, len(values))
	for i := range values {
		if told[i] {
			continue
		}
		group := []int{i} // grows while neighbours of neighbours are found
		for g := 0; g < len(group); g++ {
			for j := i + 1; j < len(values); j++ {
				if !told[j] && !slices.Contains(group, j) && alike(&values[group[g]], &values[j]) {
					group = append(group, j)
				}
			}
		}
		if len(group) == 1 {
			continue
		}
		others, flags := map[string]int{}, []string(nil)
		for _, j := range group[1:] {
			others[values[j].text], told[j] = values[j].n, true
		}
		for _, w := range slices.Sorted(maps.Keys(others)) {
			flags = append(flags, flag("--same", c.Field+"="+w+"="+values[i].text))
		}
		s.note("Column %q has %q (%d) and also %s: they are kept apart; if they mean the same, say so with %s.",
			c.Header, values[i].text, values[i].n, spellings(others), strings.Join(flags, " "))
	}
}
