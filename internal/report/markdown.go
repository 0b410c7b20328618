package report

import (
	"io"
	"strings"

	"smarketing/internal/text"
)

// markdown writes a page piece by piece and remembers the first error.
type markdown struct {
	w   io.Writer
	err error
}

// put writes a paragraph; foreign text in it must have been through escape.
func (m *markdown) put(paragraph string) {
	if m.err == nil {
		_, m.err = io.WriteString(m.w, paragraph+"\n\n")
	}
}

// items writes a list, nothing when it is empty.
func (m *markdown) items(lines []string) {
	if len(lines) > 0 {
		m.put("- " + strings.Join(lines, "\n- "))
	}
}

// table writes a table whose cells are escaped here.
func (m *markdown) table(columns []column, rows [][]string) {
	var b strings.Builder
	for _, c := range columns {
		b.WriteString("| " + escape(c.title) + " ")
	}
	b.WriteString("|\n")
	for _, c := range columns {
		if c.right {
			b.WriteString("|---:")
		} else {
			b.WriteString("|---")
		}
	}
	b.WriteString("|")
	for _, row := range rows {
		b.WriteByte('\n')
		for _, cell := range row {
			b.WriteString("| " + escape(cell) + " ")
		}
		b.WriteString("|")
	}
	m.put(b.String())
}

// marks are the characters that Markdown would take for more than themselves;
// < is written as an entity, so that no page that shows it takes it for HTML.
var marks = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "|", `\|`, "#", `\#`, "~", `\~`, "<", "&lt;", "&", "&amp;")

// escape makes foreign text stand for itself on a page of Markdown.
func escape(s string) string { return marks.Replace(text.Clean(s)) }
