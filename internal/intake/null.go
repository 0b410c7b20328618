package intake

import (
	"strings"

	"smarketing/internal/text"
)

// Null is a spelling that means unknown.
type Null struct {
	Field string // field or header it holds for; empty for every column
	Value string
}

// isNull reports whether the trimmed cell means unknown in every file. The
// list is short on purpose: a spelling such as "unknown" may be an answer.
func isNull(s string) bool {
	switch len(s) {
	case 0:
		return true
	case 3:
		return s == "N/A" || s == "n/a" || s == "NaT"
	case 4:
		return s == "null" || s == "NULL" || s == "None" || s == "#N/A"
	}
	return false
}

// suspectWords look like unknown; they are reported and kept.
var suspectWords = map[string]bool{
	"unknown": true, "select": true, "-": true, "--": true, "—": true, "?": true, ".": true,
	"[not provided]": true, "not provided": true, "not specified": true, "not set": true, "undefined": true,
	"not available": true, "not applicable": true, "n.a.": true, "n/a": true, "#n/a": true, "nat": true, "na": true, "nan": true, "none": true, "null": true, "nil": true, "tbd": true,
	"(blank)": true, "(empty)": true, "(none)": true, "(not set)": true, "blank": true, "-select-": true, "- select -": true,
	"please select": true, "000000000000000aaa": true, "0000-00-00": true, "0000-00-00 00:00:00": true,
}

// longestSuspect is the length of the longest of them, at the most.
const longestSuspect = 20

// suspectLengths says how long the suspects are that begin with a byte, one bit
// for each length: most cells need not be looked up.
var suspectLengths = func() (lengths [256]uint32) {
	for word := range suspectWords {
		for _, first := range []string{word, strings.ToUpper(word)} {
			lengths[first[0]] |= 1 << len(word)
		}
	}
	return lengths
}()

// isSuspect reports whether the cell looks like a spelling of unknown.
func isSuspect(s string) bool {
	if s == "" || len(s) > longestSuspect || suspectLengths[s[0]]>>len(s)&1 == 0 {
		return false
	}
	var lower [longestSuspect]byte
	for i := range len(s) {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		lower[i] = c
	}
	return suspectWords[string(lower[:len(s)])]
}

// isSentinel reports whether the cell is a number often used for unknown.
func isSentinel(s string) bool {
	switch s {
	case "-1", "-9", "-99", "-999", "99", "999", "9999", "99999", "999999":
		return true
	}
	return false
}

// sheetError reports whether the cell is the error of a broken formula.
func sheetError(s string) bool {
	if len(s) < 5 || s[0] != '#' {
		return false
	}
	switch strings.ToUpper(s) {
	case "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#ERROR!":
		return true
	}
	return false
}

// nullSet holds the user's spellings of unknown, folded.
type nullSet struct {
	all      map[string]bool
	byColumn []map[string]bool
}

func (n *nullSet) has(column int, s string) bool {
	if n.all == nil && n.byColumn == nil || len(s) > 100 {
		return false
	}
	folded := text.Fold(s)
	return n.all[folded] || n.byColumn != nil && n.byColumn[column][folded]
}

// prepareNulls finds the columns of --null FIELD=VALUE, where FIELD may be a
// field or a header.
func (s *Source) prepareNulls() error {
	for _, n := range s.opt.Null {
		if n.Field == "" {
			if s.nulls.all == nil {
				s.nulls.all = map[string]bool{}
			}
			s.nulls.all[text.Fold(n.Value)] = true
			continue
		}
		columns, err := s.nullColumns(n.Field)
		if err != nil {
			return err
		}
		if s.nulls.byColumn == nil {
			s.nulls.byColumn = make([]map[string]bool, len(s.headers))
		}
		for _, c := range columns {
			if s.nulls.byColumn[c] == nil {
				s.nulls.byColumn[c] = map[string]bool{}
			}
			s.nulls.byColumn[c][text.Fold(n.Value)] = true
		}
	}
	return nil
}

func (s *Source) nullColumns(name string) ([]int, error) {
	if c, ok := s.plan.byColumn[slug(name)]; ok {
		return []int{c}, nil
	}
	for _, f := range s.fields {
		if c := s.candidates(f); f.name == slug(name) && len(c) > 0 {
			return c, nil
		}
	}
	for i, h := range s.headers {
		if slug(h) == slug(name) {
			return []int{i}, nil
		}
	}
	c, err := findColumn(s.content.name, s.headers, name)
	return []int{c}, err
}
