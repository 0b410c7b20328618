package rubric

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing wrong with a rubric, where it is, and what mends it.
type Problem struct {
	File    string // empty for a rubric that was built in memory
	Line    int    // 1-based; 0 when there is no file
	Column  int    // 1-based, in bytes; given for syntax errors only
	Key     string // such as: group "Content" / criterion "ebook" / when.at_least
	Message string
	Fix     string

	place string // the innermost named part of Key, for the text
}

// String returns file, line, place, message and remedy as one line.
func (p Problem) String() string {
	var b strings.Builder
	if p.File != "" {
		b.WriteString(p.File + ":")
	}
	if p.Line > 0 {
		fmt.Fprintf(&b, "%d:", p.Line)
	}
	if p.Column > 0 {
		fmt.Fprintf(&b, "%d:", p.Column)
	}
	if b.Len() > 0 {
		b.WriteString(" ")
	}
	if p.place != "" {
		b.WriteString(p.place + ": ")
	}
	b.WriteString(p.Message)
	if p.Fix != "" {
		b.WriteString(" (" + p.Fix + ")")
	}
	return b.String()
}

// Problems is everything wrong with a rubric, in the order of the file. It is
// the error of Parse, Validate and SetPoints, and is never empty then.
type Problems []Problem //nolint:errname // a list of problems, named as such

// Error returns one line per problem.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = problem.String()
	}
	return strings.Join(lines, "\n")
}

// spot is a place in a rubric: for the machine, to find its line, and for
// people, to name it.
type spot struct {
	path  string // group[0].criterion[1].when[0]
	names string // group "Content" / criterion "ebook"
	place string // criterion "ebook"
	key   string // when
}

// at returns the spot of a key below s.
func (s spot) at(key string) spot {
	s.path, s.key = join(s.path, ".", key), join(s.key, ".", key)
	return s
}

// axisSpot returns the spot of an axis.
func axisSpot(name AxisName) spot {
	return spot{path: string(name), names: string(name), place: string(name)}
}

// groupSpot returns the spot of group i, by its name when it has one.
func groupSpot(i int, name string) spot {
	place := named("group", i, name)
	return spot{path: fmt.Sprintf("group[%d]", i), names: place, place: place}
}

// criterion returns the spot of criterion i of the group s, by its id when it
// has one.
func (s spot) criterion(i int, id string) spot {
	place := named("criterion", i, id)
	return spot{path: fmt.Sprintf("%s.criterion[%d]", s.path, i), names: s.names + " / " + place, place: place}
}

// condition returns the spot of condition i of n of the criterion s.
func (s spot) condition(i, n int) spot {
	s.path, s.key = fmt.Sprintf("%s.when[%d]", s.path, i), "when"
	if n > 1 {
		s.key = fmt.Sprintf("when[%d]", i+1)
	}
	return s
}

func named(noun string, i int, name string) string {
	if name == "" {
		return fmt.Sprintf("%s %d", noun, i+1)
	}
	return fmt.Sprintf("%s %q", noun, name)
}

func join(a, separator, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + separator + b
}

// findings collects problems, at most one per key: what a wrong key entails is
// not reported again.
type findings struct {
	file     string
	lines    lines
	problems Problems
	settled  map[string]bool // paths that have a problem
	above    map[string]bool // what these belong to
}

// add reports a problem at s, unless s or what it is part of has one already.
// The message starts with the key.
func (f *findings) add(s spot, fix, format string, args ...any) {
	if f.within(s.path) {
		return
	}
	f.settle(s.path)
	f.problems = append(f.problems, Problem{
		File: f.file, Line: f.lines.of(s.path),
		Key:     join(s.names, " / ", s.key),
		Message: fmt.Sprintf(format, args...), Fix: fix,
		place: s.place,
	})
}

// settle notes that path has a problem.
func (f *findings) settle(path string) {
	if f.settled == nil {
		f.settled, f.above = map[string]bool{}, map[string]bool{}
	}
	f.settled[path] = true
	for path = parent(path); path != ""; path = parent(path) {
		f.above[path] = true
	}
}

// within reports whether path or what it belongs to has a problem.
func (f *findings) within(path string) bool {
	for ; path != ""; path = parent(path) {
		if f.settled[path] {
			return true
		}
	}
	return false
}

// touches reports whether anything at, above or below path has a problem.
func (f *findings) touches(path string) bool { return f.above[path] || f.within(path) }

// parent returns what path is a part of; empty at the top.
func parent(path string) string { return path[:max(0, strings.LastIndexAny(path, ".["))] }

// err returns the problems in the order of the file, and nil when there are none.
func (f *findings) err() error {
	if len(f.problems) == 0 {
		return nil
	}
	slices.SortStableFunc(f.problems, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	return f.problems
}
