package demo

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestVocabulariesAreLargeEnough(t *testing.T) {
	t.Parallel()
	for _, it := range vocabularies() {
		v := it.item
		name := v.countries[0].item.name
		if n := len(v.first) * len(v.last) * len(v.stems) * len(v.tails); n < contacts {
			t.Errorf("%s: %d x %d x %d x %d = %d contacts, fewer than %d", name,
				len(v.first), len(v.last), len(v.stems), len(v.tails), n, contacts)
		}
		if len(v.womensLast) > 0 && len(v.womensLast) != len(v.last) {
			t.Errorf("%s: %d family names, %d for women", name, len(v.last), len(v.womensLast))
		}
		distinct(t, name+" given names", v.first)
		distinct(t, name+" family names", v.last)
		distinct(t, name+" family names of women", v.womensLast)
		var firms []word
		for _, stem := range v.stems {
			for _, tail := range v.tails {
				firms = append(firms, word{stem.shown + " " + tail.shown, stem.slug + tail.slug})
			}
		}
		distinct(t, name+" companies", firms)
	}
}

func distinct(t *testing.T, what string, list []word) {
	t.Helper()
	seen := map[string]string{}
	for _, w := range list {
		if w.slug == "" || strings.Trim(w.slug, "abcdefghijklmnopqrstuvwxyz") != "" {
			t.Errorf("%s: %q is spelt %q in addresses", what, w.shown, w.slug)
		}
		if other := seen[w.slug]; other != "" {
			t.Errorf("%s: %q and %q are both spelt %q", what, other, w.shown, w.slug)
		}
		seen[w.slug] = w.shown
	}
}

func TestShuffleIsOneToOne(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		seed := rapid.Uint64().Draw(rt, "seed")
		seen := make([]bool, contacts)
		for n := range contacts {
			m := shuffle(seed, n)
			if m < 0 || m >= contacts || seen[m] {
				rt.Fatalf("%d is out of range or taken", m)
			}
			seen[m] = true
		}
	})
}
