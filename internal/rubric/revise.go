package rubric

import (
	"bytes"
	"slices"
	"strings"
)

// Revise returns the text of a rubric changed so that it says r. What did not
// change stays as somebody wrote it, with its comments; a criterion or a group
// that moves takes along the comments above it, one that goes takes them away.
// A text whose form does not allow it, such as criteria as inline tables, is
// written anew in the canonical form.
func Revise(body string, r Rubric) string {
	canonical := string(Encode(r))
	old, d, err := decode("", []byte(body))
	if err != nil || d.err() != nil {
		return canonical
	}
	if equal(old, r) {
		return body
	}
	s, ok := newScript(body, &old)
	if !ok {
		return canonical
	}
	revised := s.revise(&old, &r)
	// The text was taken apart by its looks; whether that was right is seen by
	// reading it.
	if said, d, err := decode("", []byte(revised)); err != nil || d.err() != nil || !equal(said, r) {
		return canonical
	}
	return revised
}

// equal compares what rubrics say, also those that are not valid yet.
func equal(a, b Rubric) bool { return bytes.Equal(Encode(a), Encode(b)) }

// script is the text of a rubric in sections: a header, what stands directly
// above it, and what stands below it.
type script struct {
	before   []section // up to the first group, the keys without a header first
	groups   []section
	criteria map[string]section // by id
	after    []section          // behind the last group
}

type section struct {
	header string // empty: the keys at the top
	lines  []string
}

// newScript takes a text apart that says r, false when its sections are not
// those of r.
func newScript(body string, r *Rubric) (*script, bool) {
	s := &script{criteria: map[string]section{}}
	group, criterion := -1, 0
	for _, sec := range sections(body) {
		switch {
		case sec.header == groupHeader:
			group, criterion = group+1, 0
			s.groups = append(s.groups, sec)
		case sec.header == criterionHeader:
			if group < 0 || group >= len(r.Groups) || criterion >= len(r.Groups[group].Criteria) {
				return nil, false
			}
			s.criteria[r.Groups[group].Criteria[criterion].ID] = sec
			criterion++
		case group < 0:
			s.before = append(s.before, sec)
		default:
			s.after = append(s.after, sec)
		}
	}
	n := 0
	for i := range r.Groups {
		n += len(r.Groups[i].Criteria)
	}
	return s, len(s.groups) == len(r.Groups) && len(s.criteria) == n
}

// sections cuts a text at its headers. The blank lines and comments right above
// a header are its own.
func sections(body string) []section {
	all := []section{{}}
	for _, line := range strings.Split(strings.TrimSuffix(body, "\n"), "\n") {
		header, _, _ := strings.Cut(strings.TrimSpace(line), "#")
		header = strings.Join(strings.Fields(header), "")
		last := &all[len(all)-1]
		switch header {
		case groupHeader, criterionHeader, "[" + string(Fit) + "]", "[" + string(Engagement) + "]":
			from := len(last.lines)
			for from > 0 && silent(last.lines[from-1]) {
				from--
			}
			above := slices.Clone(last.lines[from:])
			last.lines = last.lines[:from]
			all = append(all, section{header, append(above, line)})
		default:
			last.lines = append(last.lines, line)
		}
	}
	return all
}

// silent reports whether a line says nothing to the program.
func silent(line string) bool {
	line = strings.TrimSpace(line)
	return line == "" || strings.HasPrefix(line, "#")
}

// revise puts the text together again so that it says next instead of old.
func (s *script) revise(old, next *Rubric) string {
	var lines []string
	outside := func(sections []section) {
		for _, sec := range sections {
			switch sec.header {
			case "":
				lines = append(lines, sec.changed("", topEntries(old), topEntries(next))...)
			default:
				name := AxisName(strings.Trim(sec.header, "[]"))
				lines = append(lines, sec.changed("", axisEntries(old.Axis(name)), axisEntries(next.Axis(name)))...)
			}
		}
	}
	outside(s.before)
	for i := range next.Groups {
		g := &next.Groups[i]
		was, sec := &Group{}, section{groupHeader, []string{"", groupHeader}}
		if at := ancestor(old, next, i); at >= 0 {
			was, sec = &old.Groups[at], s.groups[at]
		}
		lines = append(lines, sec.changed("", groupEntries(was), groupEntries(g))...)
		for j := range g.Criteria {
			c := &g.Criteria[j]
			sec, known := s.criteria[c.ID]
			var entries []entry
			if _, was := old.Criterion(c.ID); known {
				entries = criterionEntries(was)
			} else {
				sec = section{criterionHeader, []string{indent + criterionHeader}}
			}
			lines = append(lines, sec.changed(indent, entries, criterionEntries(c))...)
		}
	}
	outside(s.after)
	return strings.Join(lines, "\n") + "\n"
}

// ancestor returns the group of old that group i of next has become: that of
// its name, else the one in its place that is called otherwise now; -1 when it
// is new.
func ancestor(old, next *Rubric, i int) int {
	named := func(r *Rubric, name string) int {
		return slices.IndexFunc(r.Groups, func(g Group) bool { return g.Name == name })
	}
	if at := named(old, next.Groups[i].Name); at >= 0 {
		return at
	}
	if i < len(old.Groups) && named(next, old.Groups[i].Name) < 0 {
		return i
	}
	return -1
}

// changed returns the lines of the section with the entries that differ.
func (s section) changed(indent string, old, next []entry) []string {
	lines := slices.Clone(s.lines)
	for _, e := range old {
		if _, stays := find(next, e.key); !stays {
			if from, to := place(lines, e.key); from >= 0 {
				lines = slices.Delete(lines, from, to)
			}
		}
	}
	below := start(lines) // of the entry before
	for _, e := range next {
		from, to := place(lines, e.key)
		value, had := find(old, e.key)
		switch {
		case had && value == e.value && from < 0:
			continue // it is there, or taken for granted, in a form of its own
		case had && value == e.value:
		case from < 0:
			to = below + 1
			lines = slices.Insert(lines, below, indent+e.key+" = "+e.value)
		default:
			key, _, _ := strings.Cut(lines[from], "=")
			lines = slices.Replace(lines, from, to, key+"= "+e.value+remark(lines[to-1]))
			to = from + 1
		}
		below = max(below, to)
	}
	return lines
}

// start returns where the first key of a section may stand: below its header,
// and at the top of a file below what is said about it.
func start(lines []string) int {
	for i, line := range lines {
		if !silent(line) {
			if strings.HasPrefix(strings.TrimSpace(line), "[") {
				return i + 1
			}
			return i
		}
	}
	return len(lines)
}

// find returns the value of a key, however it is padded.
func find(entries []entry, key string) (string, bool) {
	for _, e := range entries {
		if strings.TrimSpace(e.key) == strings.TrimSpace(key) {
			return e.value, true
		}
	}
	return "", false
}

// place returns the lines that a key and its value take; -1 when the key is not
// there, or not in a form that can be told.
func place(lines []string, key string) (from, to int) {
	for i, line := range lines {
		name, _, ok := strings.Cut(line, "=")
		if !ok || strings.TrimSpace(name) != strings.TrimSpace(key) {
			continue
		}
		depth := 0
		for j := i; j < len(lines); j++ {
			opened, _ := scan(lines[j])
			if depth += opened; depth <= 0 {
				return i, j + 1
			}
		}
	}
	return -1, -1
}

// remark returns the comment behind a value, with the space before it.
func remark(line string) string {
	_, end := scan(line)
	return line[len(strings.TrimRight(line[:end], " \t")):]
}

// scan returns how many brackets more a line opens than it closes, and where
// its comment begins, outside of strings.
func scan(line string) (opened, comment int) {
	var quote byte // of the string that i is in
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case quote == '"' && c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '[' || c == '{':
			opened++
		case c == ']' || c == '}':
			opened--
		case c == '#':
			return opened, i
		}
	}
	return opened, len(line)
}
