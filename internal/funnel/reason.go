package funnel

import (
	"maps"
	"slices"
	"strings"
)

// reasons are why leads have gone to a detour. Why a lead went on nobody is
// told.
type reasons struct {
	texts []string          // "" first: not given
	codes map[string]uint32 // by text: index into texts
	given []given           // in the order of the changes
}

// given is a reason that was given for a change.
type given struct{ change, reason uint32 }

func newReasons() reasons { return reasons{texts: []string{""}, codes: map[string]uint32{"": 0}} }

// code returns the number of a reason, which may be a text that does not last.
func (r *reasons) code(text string) uint32 {
	code, ok := r.codes[text]
	if !ok {
		code = uint32(len(r.texts)) //nolint:gosec // fewer reasons than changes
		text = strings.Clone(text)
		r.codes[text] = code
		r.texts = append(r.texts, text)
	}
	return code
}

// words returns reasons with the same texts, that have been given for nothing.
func (r *reasons) words() reasons {
	return reasons{texts: slices.Clone(r.texts), codes: maps.Clone(r.codes)}
}

// within returns those that were given for the changes from one up to before
// another.
func (r *reasons) within(from, to uint32) []given {
	at := func(change uint32) int {
		i, _ := slices.BinarySearchFunc(r.given, change, func(g given, change uint32) int { return int(g.change) - int(change) })
		return i
	}
	return r.given[at(from):at(to)]
}

// join gives the reasons of another log, of whose changes the first comes here
// so many later; it may wrap, and back.
func (r *reasons) join(other *reasons, all []given, shift uint32) {
	for _, g := range all {
		r.given = append(r.given, given{g.change + shift, r.code(other.texts[g.reason])})
	}
}

// addReasons tells the detours from the stages apart by reason: of the stays that
// are marked, those that ended with a change that has one.
func (l *Log) addReasons(m marks, detours []map[detoured]int) {
	// Counted one after the other first, since a map is several times dearer.
	ways, reasons := l.path*(len(l.stages)-l.path), len(l.reasons.texts)
	counts := make([]uint32, ways*reasons)
	for _, g := range l.reasons.given {
		if from := int(l.stage[g.change-1]); from < l.path {
			way := from*(len(l.stages)-l.path) + int(l.stage[g.change]) - l.path
			counts[way*reasons+int(g.reason)] += uint32(m.bit(g.change - 1)) //nolint:gosec // 0 or 1
		}
	}
	for i, n := range counts {
		if n == 0 {
			continue
		}
		way, reason := i/reasons, uint32(i%reasons)      //nolint:gosec // fewer than 4 billion
		to := uint8(l.path + way%(len(l.stages)-l.path)) //nolint:gosec // at most 64
		from := detours[way/(len(l.stages)-l.path)]      // the stage that was left
		from[detoured{to, 0}] -= int(n)
		from[detoured{to, reason}] += int(n)
	}
}
