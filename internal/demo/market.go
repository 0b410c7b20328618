package demo

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// market is a language area: how people and companies are called there. The
// lists are words separated by blanks; a word that is not in Latin letters is
// followed by a colon and its spelling in addresses.
type market struct {
	weight      float64
	first       string // given names; women first, then men
	last        string
	womensLast  string // when a woman's family name has another form: in the order of last
	stems       string // what a company is called
	tails       string // what it calls itself after that
	familyFirst bool   // 山田太郎
	joined      bool   // no blank between the parts of a name
	firmJoined  bool   // no blank between the parts of a company
	umlauts     bool   // ü is spelt ue in addresses
	countries   weighted[country]
}

// country is a place with its own addresses and legal forms.
type country struct {
	name, region string
	offset       int     // hours from UTC, standard time
	appeal       float64 // how well the product fits there, added to the latent fit
	tld          string
	phone        string // digits are drawn for every #
	legal        string // forms of companies; _ is a blank, * the place of the name
	cities       string // _ is a blank
}

// word is a name with its spelling in addresses.
type word struct{ shown, slug string }

// vocabulary is a market taken apart.
type vocabulary struct {
	*market
	id                                    int
	first, last, womensLast, stems, tails []word
	places                                []place
}

// place is a country taken apart.
type place struct {
	*country
	legal, cities []string
}

// contacts is how many leads in a row get a company and a person of their own
// from the vocabulary of any market; the next ones get a number in their
// address.
const contacts = 1 << 16

var vocabularies = sync.OnceValue(func() weighted[*vocabulary] {
	var list weighted[*vocabulary]
	for i := range markets {
		m := &markets[i]
		v := &vocabulary{
			market: m, id: i,
			first: words(m.first, m.umlauts), last: words(m.last, m.umlauts), womensLast: words(m.womensLast, m.umlauts),
			stems: words(m.stems, m.umlauts), tails: words(m.tails, m.umlauts),
		}
		for j := range m.countries {
			c := &m.countries[j].item
			v.places = append(v.places, place{c, phrases(c.legal), phrases(c.cities)})
		}
		list = append(list, struct {
			weight float64
			item   *vocabulary
		}{m.weight, v})
	}
	return list
})

// name returns the family name that goes with a given name.
func (v *vocabulary) name(first, last int) word {
	if len(v.womensLast) > 0 && first < len(v.first)/2 {
		return v.womensLast[last]
	}
	return v.last[last]
}

// place draws one of the market's countries.
func (v *vocabulary) place(d *dice) *place {
	total := 0.0
	for i := range v.countries {
		total += v.countries[i].weight
	}
	u := d.Float64() * total
	for i := range v.countries {
		if u -= v.countries[i].weight; u < 0 {
			return &v.places[i]
		}
	}
	return &v.places[0]
}

func words(list string, umlauts bool) []word {
	fields := strings.Fields(list)
	out := make([]word, len(fields))
	for i, f := range fields {
		shown, slug, ok := strings.Cut(f, ":")
		if !ok {
			slug = slugOf(shown, umlauts)
		}
		out[i] = word{strings.ReplaceAll(shown, "_", " "), slug}
	}
	return out
}

func phrases(list string) []string {
	fields := strings.Fields(list)
	for i, f := range fields {
		fields[i] = strings.ReplaceAll(f, "_", " ")
	}
	return fields
}

var (
	german = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue")
	latin  = strings.NewReplacer("ß", "ss", "ł", "l", "ø", "o", "æ", "ae", "ı", "i", "å", "a", "_", "")
)

// slugOf spells a Latin name with the letters a to z only.
func slugOf(s string, umlauts bool) string {
	s = strings.ToLower(s)
	if umlauts {
		s = german.Replace(s)
	}
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, norm.NFD.String(latin.Replace(s)))
}
