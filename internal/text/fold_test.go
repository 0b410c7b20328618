package text_test

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"smarketing/internal/text"
)

// TestFoldByWords compares Fold with its definition on texts whose spaces,
// marks, letters and ligatures meet in every order.
func TestFoldByWords(t *testing.T) {
	t.Parallel()
	pieces := rapid.SampledFrom([]string{
		" ", "  ", "\t", "\n", "\u0085", "\u00a0", "\u2003", "a", "B", "I", "ß", "İ", "Σ", "ς", "ﬁ", "Å", "\u0301", "\u0308", "\u0323",
		"\u0344", "\u00b4", "\u1100", "\u1161", "\u11a8", "각", "Ж", "王", "ｶ", "ﾞ", "\u09c7", "\u09be", "\u0345", "\u034f", "\xff", "№", "é",
	})
	fold := cases.Fold()
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.OneOf(pieces, pieces, rapid.StringN(0, 3, -1)), 0, 40).Draw(t, "pieces"), "")
		want := strings.Join(strings.FieldsFunc(norm.NFKC.String(fold.String(norm.NFKC.String(s))), unicode.IsSpace), " ")
		if got := text.Fold(s); got != want {
			t.Fatalf("Fold(%q) = %q, want %q", s, got, want)
		}
	})
}
