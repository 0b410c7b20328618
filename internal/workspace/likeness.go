package workspace

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"smarketing/internal/text"
)

// plainLetters folds the text further than text.Fold: without accents, and
// with every run of anything but letters and digits as one space. A full stop
// or an apostrophe joins: "S.A." is "sa", "O'Neill" is "oneill". An umlaut is
// the same in one letter, in two and without its dots: "Müller", "Mueller" and
// "Muller" are "muller".
func plainLetters(s string) string {
	var b strings.Builder
	space := false
	for _, r := range norm.NFD.String(text.Fold(s)) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r) || r == '.' || r == '\'' || r == '’':
		default:
			space = true
		}
	}
	return umlauts.Replace(norm.NFC.String(b.String()))
}

// umlauts are the letters that stand for one with two dots, and those of the
// north that have a form of their own.
var umlauts = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u", "æ", "a", "œ", "o", "ø", "o")

// mailbox returns what an e-mail reaches: without the tag behind a plus, and at
// Google's mail without full stops. Empty for what is no address.
func mailbox(email string) string {
	local, domain, ok := strings.Cut(text.Fold(email), "@")
	if !ok || domain == "" {
		return ""
	}
	local, _, _ = strings.Cut(local, "+")
	if domain == "googlemail.com" || domain == "gmail.com" {
		local, domain = strings.ReplaceAll(local, ".", ""), "gmail.com"
	}
	if local == "" {
		return ""
	}
	return local + "@" + domain
}

// personName returns a name for comparison, whatever the order of its words:
// "Chen, Mia" is "Mia Chen". A single word of an alphabet names too many people
// and is none.
func personName(name, first, last string) string {
	if name == "" {
		name = first + " " + last
	}
	words := strings.Fields(plainLetters(name))
	if len(words) == 1 && !ideographic(words[0]) || len(words) == 0 {
		return ""
	}
	slices.Sort(words)
	return strings.Join(words, " ")
}

// ideographic reports whether a word of two or more letters is written in a
// script that does not part words.
func ideographic(s string) bool {
	n := 0
	for _, r := range s {
		if !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			return false
		}
		n++
	}
	return n >= 2
}

// legalForms are the words behind a company's name that say what it is before
// the law, folded as by plainLetters.
var legalForms = func() map[string]bool {
	forms := map[string]bool{}
	for _, f := range strings.Fields(`gmbh mbh ggmbh ag kg kgaa ohg gbr ug ev eg se inc incorporated corp corporation co company cie
 ltd limited llc llp lp plc pty pte pvt private bhd sdn sa sas sasu sarl eurl sl slu srl spa sapa snc bv nv vof ab as asa aps oy oyj
 sp z oo zoo doo dd kft zrt bt ad ood eood ooo oao ao pao sro spol kk gk lda ltda eireli cv scrl sc`) {
		forms[f] = true
	}
	return forms
}()

// legalMarks are the same in scripts that do not part words.
var legalMarks = strings.NewReplacer("株式会社", "", "有限会社", "", "合同会社", "", "股份有限公司", "", "有限责任公司", "", "有限公司", "",
	"주식회사", "", "유한회사", "", "(株)", "", "(有)", "", "(주)", "")

// companyName returns a company's name for comparison, without its legal form.
func companyName(company string) string {
	words := strings.Fields(plainLetters(legalMarks.Replace(text.Fold(company))))
	for len(words) > 1 && (legalForms[words[len(words)-1]] || words[len(words)-1] == "und" || words[len(words)-1] == "and") {
		words = words[:len(words)-1]
	}
	return strings.Join(words, " ")
}

// phoneDigits returns the end of a phone number, which is the same however the
// country is dialled; empty for what is too short to be one.
func phoneDigits(phone string) string {
	var b []rune
	for _, r := range phone {
		if r >= '0' && r <= '9' {
			b = append(b, r)
		}
	}
	if len(b) < 7 {
		return ""
	}
	return string(b[max(0, len(b)-9):])
}
