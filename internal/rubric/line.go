package rubric

import (
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// lines knows the 1-based line of every key of a TOML file by its path, such
// as group[0].criterion[1].when.at_least.
type lines map[string]int

// of returns the line of path, or of the nearest part of the file that path
// belongs to. It is 0 without a file and 1 for what is missing at the top.
func (l lines) of(path string) int {
	if l == nil {
		return 0
	}
	for path != "" {
		if line, ok := l[path]; ok {
			return line
		}
		// A single condition is written without a list.
		if line, ok := l[strings.Replace(path, ".when[0]", ".when", 1)]; ok {
			return line
		}
		path = parent(path)
	}
	return 1
}

// linesOf walks the syntax tree of src, which must be valid TOML.
func linesOf(src []byte) lines {
	w := walker{lines: lines{}, tables: map[string]int{}}
	w.parser.Reset(src)
	prefix := ""
	for w.parser.NextExpression() {
		switch e := w.parser.Expression(); e.Kind {
		case unstable.Table:
			prefix = w.header(e, false)
		case unstable.ArrayTable:
			prefix = w.header(e, true)
		case unstable.KeyValue:
			w.keyValue(prefix, e)
		}
	}
	return w.lines
}

type walker struct {
	parser unstable.Parser
	lines  lines
	tables map[string]int // tables so far of each [[list]], by its path
	offset int            // how far line has counted
	line   int
}

// header notes the line of a [table] or [[table]] and returns its path.
func (w *walker) header(e *unstable.Node, list bool) string {
	path := ""
	for it := e.Key(); it.Next(); {
		path = join(path, ".", string(it.Node().Data))
		if it.IsLast() && list {
			w.tables[path]++
		}
		if n := w.tables[path]; n > 0 {
			path = fmt.Sprintf("%s[%d]", path, n-1)
		}
		w.note(path, it.Node())
	}
	return path
}

func (w *walker) keyValue(path string, e *unstable.Node) {
	for it := e.Key(); it.Next(); {
		path = join(path, ".", string(it.Node().Data))
		w.note(path, it.Node())
	}
	w.value(path, e.Value())
}

func (w *walker) value(path string, v *unstable.Node) {
	i := 0
	for it := v.Children(); it.Next(); {
		switch v.Kind {
		case unstable.InlineTable:
			w.keyValue(path, it.Node())
		case unstable.Array:
			item := fmt.Sprintf("%s[%d]", path, i)
			w.note(item, it.Node())
			w.value(item, it.Node())
			i++
		}
	}
}

// note keeps the first line of path. Offsets only rise, so every line break is
// counted once.
func (w *walker) note(path string, n *unstable.Node) {
	if n.Raw.Length == 0 {
		return // a list in a list has no position of its own
	}
	if _, ok := w.lines[path]; ok {
		return
	}
	offset := int(n.Raw.Offset)
	if offset >= w.offset {
		w.line += strings.Count(string(w.parser.Data()[w.offset:offset]), "\n")
		w.offset = offset
	}
	w.lines[path] = w.line + 1
}
