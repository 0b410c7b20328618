package text_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"smarketing/internal/text"
)

func TestClean(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, in, want string }{
		{"plain", "Mia Chen", "Mia Chen"},
		{"empty", "", ""},
		{"accents", "Zoë Müller-Lüdenscheidt", "Zoë Müller-Lüdenscheidt"},
		{"combining", "Zoe\u0308", "Zoe\u0308"},
		{"chinese", "王小明 株式会社ミライ", "王小明 株式会社ミライ"},
		{"arabic", "شركة النور", "شركة النور"},
		{"thai", "กำไร", "กํ\u0e32ไร"},
		{"flag", "🇯🇵 Tokyo", "🇯🇵 Tokyo"},
		{"half a flag", "🇯 x", "? x"},
		{"colour", "\x1b[31mred\x1b[0m", "red"},
		{"title", "a\x1b]0;owned\x07b", "ab"},
		{"newline and tab", "a\nb\tc\r\nd", "a b c  d"},
		{"line separator", "a\u2028b\u2029c", "a b c"},
		{"bell and delete", "a\x07\x7fb", "ab"},
		{"C1 control", "a\u009b31mb", "a31mb"},
		{"bidi override", "a\u202etxt.exe\u202c", "atxt.exe"},
		{"isolates", "\u2066a\u2069\u200e\u200f\u061c", "a"},
		{"zero width", "a\u200b\ufeff\u2060b", "ab"},
		{"soft hyphen", "co\u00adop", "coop"},
		{"invisible letters", "a\u3164\u115f\uffa0b", "ab"},
		{"tag characters", "a\U000e0041\U000e0042b", "ab"},
		{"family", "👨‍👩‍👧‍👦 x", "👨 x"},
		{"technologist", "👩‍💻", "👩"},
		{"heart", "❤️", "❤"},
		{"keycap", "1️⃣", "1\u20e3"},
		{"skin tone", "👍🏽", "👍"},
		{"rocket", "🚀", "🚀"},
		{"devanagari", "नमस्ते", "नमसते"},
		{"halfwidth kana", "ｶﾞ", "ガ"},
		{"jamo", "한", "한"},
		{"tower of marks", "a" + strings.Repeat("\u0301", 50), "a\u0301\u0301\u0301"},
		{"lone mark", "\u0301", ""},
		{"bad bytes", "a\xff\xfeb", "a\ufffdb"},
	} {
		if got := text.Clean(c.in); got != c.want {
			t.Errorf("%s: Clean(%q) = %q, want %q", c.name, c.in, got, c.want)
		}
	}
}

func TestCleanLines(t *testing.T) {
	t.Parallel()
	if got := text.CleanLines("a\tb\r\n\x1b[1mc\n"); got != "a b\nc\n" {
		t.Errorf("got %q", got)
	}
}

func TestFit(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in          string
		w           int
		left, right string
	}{
		{"abc", 5, "abc  ", "  abc"},
		{"abcdef", 4, "abc…", "abc…"},
		{"abc", 3, "abc", "abc"},
		{"abc", 1, "…", "…"},
		{"abc", 0, "", ""},
		{"abc", -3, "", ""},
		{"王小明", 5, "王小…", "王小…"},
		{"王小明", 4, "王… ", " 王…"},
		{"王小明", 2, "… ", " …"},
		{"a\nb", 4, "a b ", " a b"},
		{"", 2, "  ", "  "},
		{"ab" + strings.Repeat("\u200b", 5000) + "cd", 6, "ab…   ", "   ab…"},
		{strings.Repeat("王", 5000), 6, "王王… ", " 王王…"},
	} {
		if got := text.Fit(c.in, c.w); got != c.left {
			t.Errorf("Fit(%q, %d) = %q, want %q", c.in, c.w, got, c.left)
		}
		if got := text.FitRight(c.in, c.w); got != c.right {
			t.Errorf("FitRight(%q, %d) = %q, want %q", c.in, c.w, got, c.right)
		}
	}
}

// hard are pieces that terminals and layouts are known to disagree on.
var hard = []string{
	"a", " ", "王", "é", "e\u0301", "🚀", "👩‍💻", "👨‍👩‍👧‍👦", "❤️", "☎️", "1️⃣", "👍🏽", "🏽", "नमस्ते", "क्षि", "हिन्दी", "กำ", "🇯", "🇵",
	"\u200d", "\ufe0f", "\u0301", "\u202e", "\u0600", "\u0d4e", "\U000110bd", "\U000111c2", "ᄀ", "ᅡ", "ᆨ", "각", "\u3164",
	"\x1b[31m", "\x1b]8;;http://x\x07", "\x1b", "\n", "\t", "\x00", "\u009b", "\xff", "한", "ﷺ", "\u20e3", "…",
}

func foreign() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.String(),
		rapid.Map(rapid.SliceOfN(rapid.SampledFrom(hard), 0, 12), func(parts []string) string { return strings.Join(parts, "") }),
	)
}

func TestCleanIsSafe(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) { checkClean(t, foreign().Draw(t, "s")) })
}

func TestFitIsExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		checkFit(t, foreign().Draw(t, "s"), rapid.IntRange(0, 40).Draw(t, "w"))
	})
}

type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

func checkClean(t failer, s string) {
	t.Helper()
	got := text.Clean(s)
	if again := text.Clean(got); again != got {
		t.Fatalf("Clean(%q) = %q, cleaned again %q", s, got, again)
	}
	if !utf8.ValidString(got) {
		t.Fatalf("Clean(%q) = %q is not UTF-8", s, got)
	}
	for _, r := range got {
		if unicode.In(r, unicode.Cc, unicode.Cf) {
			t.Fatalf("Clean(%q) = %q keeps %U", s, got, r)
		}
	}
	if g, wc := ansi.StringWidth(got), ansi.StringWidthWc(got); g != wc {
		t.Fatalf("Clean(%q) = %q is %d cells in clusters and %d in runes", s, got, g, wc)
	}
}

func checkFit(t failer, s string, w int) {
	t.Helper()
	want := max(0, w)
	for _, got := range []string{text.Fit(s, w), text.FitRight(s, w)} {
		framed := "|" + got + "|"
		if g, wc := ansi.StringWidth(framed), ansi.StringWidthWc(framed); g != want+2 || wc != want+2 {
			t.Fatalf("%q in %d cells = %q: %d cells in clusters, %d in runes", s, w, got, g-2, wc-2)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range hard {
		f.Add(s, 7)
	}
	f.Fuzz(func(t *testing.T, s string, w int) {
		checkClean(t, s)
		checkFit(t, s, w%200)
	})
}

func BenchmarkFit(b *testing.B) {
	for _, c := range []struct{ name, s string }{{"ascii", "Mia Chen, Lumen GmbH"}, {"chinese", "株式会社ミライ"}, {"endless", strings.Repeat("Lüdenscheidt ", 100_000)}, {"cut", "Lüdenscheidt Metallwerke Aktiengesellschaft"}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				text.Fit(c.s, 24)
			}
		})
	}
}
