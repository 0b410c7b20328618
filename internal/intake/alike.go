package intake

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/agnivade/levenshtein"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// maxCategories is how many different values a column may have to be looked
// through for spellings of the same thing.
const maxCategories = 100

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
		if len(p.values) >= maxCategories || len(s) > 80 {
			p.values, p.watchValues = nil, false
			return
		}
		s = strings.Clone(s)
	}
	p.values[s]++
}

// bones returns a value without case, blanks and marks, lookalike letters made
// Latin, and its digits apart: values that differ in a number are different.
func bones(s string) (letters, digits string) {
	var l, d strings.Builder
	for _, r := range text.Fold(s) {
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
// differ in case and blanks only are one thing everywhere, and not meant.
func alike(a, b string) bool {
	if text.Fold(a) == text.Fold(b) {
		return false
	}
	la, da := bones(a)
	lb, db := bones(b)
	if da != db || la == "" || lb == "" {
		return false
	}
	return la == lb || len(la) >= 6 && len(lb) >= 6 && levenshtein.ComputeDistance(la, lb) == 1
}

// noteAlike says which values of a column may be spellings of one thing. They
// are never merged: only a person knows.
func (s *Source) noteAlike(c crm.ImportColumn, p *profile) {
	values := slices.SortedFunc(maps.Keys(p.values), func(a, b string) int {
		return cmp.Or(p.values[b]-p.values[a], strings.Compare(a, b))
	})
	told := map[string]bool{}
	for i, v := range values {
		group := map[string]int{}
		for _, w := range values[i+1:] {
			if !told[w] && alike(v, w) {
				group[w], told[w] = p.values[w], true
			}
		}
		if len(group) > 0 {
			var flags []string
			for _, w := range slices.Sorted(maps.Keys(group)) {
				flags = append(flags, flag("--same", c.Field+"="+w+"="+v))
			}
			s.note("Column %q has %q (%d) and also %s: they are kept apart; if they mean the same, say so with %s.",
				c.Header, v, p.values[v], spellings(group), strings.Join(flags, " "))
		}
	}
}
