package report

import (
	"fmt"
	"strings"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// The widest a header and a field are shown, in cells, and how many values of a
// column are listed.
const (
	maxHeader = 40
	maxValues = 12
)

// importColumns lists which column fills which field. Cells are told apart by
// what they are, not by colour: an ignored column says so.
func importColumns(out *printer, r *crm.ImportReport) {
	if len(r.Columns) == 0 || out.err != nil {
		return
	}
	out.blank()
	rows := make([][]string, 0, len(r.Columns))
	for _, c := range r.Columns {
		rows = append(rows, []string{
			"", text.Truncate(c.Header, maxHeader), text.Truncate(fieldName(c), maxHeader), typeName(c), number(c.Known), columnRemark(c),
		})
	}
	out.err = table(out.w, []column{
		{title: ""}, {title: "column"}, {title: "fills"}, {title: "type"}, {title: "known", right: true}, {title: ""},
	}, rows)
}

func fieldName(c crm.ImportColumn) string {
	if c.Field == "" {
		return "nothing"
	}
	return c.Field
}

func columnRemark(c crm.ImportColumn) string {
	var parts []string
	if c.Field == "" {
		parts = append(parts, "ignored")
	}
	if c.Custom {
		parts = append(parts, "custom")
	}
	if order := orderName(c.DateOrder); order != "" {
		parts = append(parts, order)
	}
	if n := sum(c.Nulls); n > 0 {
		parts = append(parts, number(n)+" unknown")
	}
	return strings.Join(parts, ", ")
}

// meanings lists what the values of a stage, an outcome or a status were read
// as.
func meanings(out *printer, r *crm.ImportReport) {
	var rows [][]string
	for _, c := range r.Columns {
		if c.Means == nil || len(c.Values) == 0 {
			continue
		}
		header := text.Truncate(c.Header, maxHeader)
		values := byCount(c.Values)
		for _, v := range values[:min(len(values), maxValues)] {
			rows = append(rows, []string{"", number(c.Values[v]), header, quoted(text.Truncate(v, maxHeader)), meaning(c, v)})
			header = ""
		}
		if more := len(values) - maxValues; more > 0 {
			rows = append(rows, []string{"", "", "", fmt.Sprintf("and %d more", more), ""})
		}
	}
	section(out, "values read as", rows)
}

// meaning says what a value was read as.
func meaning(c crm.ImportColumn, value string) string {
	key, known := c.Means[value]
	switch {
	case !known:
		return "nothing known"
	case key == "":
		return "ignored"
	}
	return c.Field + " " + key
}

// meaningList is meanings as data: a value that means nothing has null, one
// whose rows are ignored an empty text.
func meaningList(c crm.ImportColumn) list {
	values := list{}
	if c.Means == nil {
		return values
	}
	for _, v := range byCount(c.Values) {
		var as any
		if key, known := c.Means[v]; known {
			as = plain(key)
		}
		values = append(values, object{{"value", plain(v)}, {"count", c.Values[v]}, {"as", as}})
	}
	return values
}

// unknowns lists how unknown was spelt where cells were not just empty.
func unknowns(out *printer, r *crm.ImportReport) {
	var rows [][]string
	for _, c := range r.Columns {
		for _, spelling := range byCount(c.Nulls) {
			if spelling != "" && c.Field != "" {
				rows = append(rows, []string{"", number(c.Nulls[spelling]), text.Truncate(c.Header, maxHeader), quoted(spelling)})
			}
		}
	}
	section(out, "taken as unknown", rows)
}

// suspects lists the spellings that look like unknown but were kept, with the
// flag that would change it.
func suspects(out *printer, r *crm.ImportReport) {
	var rows [][]string
	for _, c := range r.Columns {
		if c.Field == "" {
			continue // an ignored column keeps nothing
		}
		name := c.Field
		if strings.Contains(name, ",") { // of several fields
			name = c.Header
		}
		for _, spelling := range byCount(c.Suspects) {
			flag := "--null " + shellWord(name+"="+spelling)
			rows = append(rows, []string{"", number(c.Suspects[spelling]), text.Truncate(c.Header, maxHeader), quoted(spelling), flag})
		}
	}
	section(out, "kept as values, though they look like unknown", rows)
}

// section writes counts and what they count under a title, when there are any:
// the cells of a row are an empty one, the count, and texts.
func section(out *printer, title string, rows [][]string) {
	if len(rows) == 0 || out.err != nil {
		return
	}
	out.blank()
	out.line("  %s", title)
	columns := []column{{width: 2}, {width: 6, right: true}}
	out.err = lines(out.w, append(columns, make([]column, len(rows[0])-2)...), rows)
}
