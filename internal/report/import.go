package report

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// ImportsJSON writes the reports of the files of one command in the shape of
// `import --json`.
func ImportsJSON(w io.Writer, reports []crm.ImportReport) error {
	files := list{}
	ready := 0
	for _, r := range reports {
		files = append(files, importObject(&r))
		ready += r.NewlyReady
	}
	return writeJSON(w, object{{"files", files}, {"ready_new", ready}})
}

func importObject(r *crm.ImportReport) object {
	columns := list{}
	for _, c := range r.Columns {
		columns = append(columns, object{
			{"header", plain(c.Header)},
			{"field", c.Field},
			{"type", typeName(c)},
			{"custom", c.Custom},
			{"date_order", c.DateOrder},
			{"known", c.Known},
			{"nulls", c.Nulls},
			{"suspects", c.Suspects},
			{"values", meaningList(c)},
		})
	}
	return object{
		{"file", r.File},
		{"as", string(r.Kind)},
		{"format", r.Format},
		{"encoding", r.Encoding},
		{"delimiter", r.Delimiter},
		{"date_order", r.DateOrder},
		{"rows", r.Rows},
		{"created", r.Created},
		{"updated", r.Updated},
		{"unchanged", r.Unchanged},
		{"rejected", r.Rejected},
		{"ignored", r.Ignored},
		{"rejects_file", r.RejectsFile},
		{"dry_run", r.DryRun},
		{"complete", r.Complete},
		{"columns", columns},
		{"reasons", r.Reasons},
		{"leads_created", r.LeadsCreated},
		{"without_lead", r.WithoutLead},
		{"members_created", r.MembersCreated},
		{"by_status", r.ByStatus},
		{"oddities", r.Oddities},
		{"notes", r.Notes},
		{"ready_new", r.NewlyReady},
	}
}

// typeName returns the type of a column, empty for one that is ignored or
// without any value.
func typeName(c crm.ImportColumn) string {
	if c.Type == crm.Unknown {
		return ""
	}
	return c.Type.String()
}

// Import writes the report of one file as text: what it was taken for, what
// became of its rows and columns, and everything a person should look at.
// Sentences are broken into lines of at most width cells; 0 leaves them whole.
func Import(w io.Writer, r crm.ImportReport, width int) error {
	out := &printer{w: w, width: width}
	out.hang("", fmt.Sprintf("%s: %s read as %s%s", r.File, Count(r.Rows, "row", "rows"), r.Kind, form(&r)))
	out.hang("  ", outcome(&r))
	switch {
	case r.DryRun:
		out.line("  tried only: nothing was written")
	case !r.Complete:
		out.line("  incomplete: the same command continues where this one stopped")
	}
	if r.NewlyReady > 0 {
		out.line("  %s became ready", Count(r.NewlyReady, "lead", "leads"))
	}
	importRejects(out, &r)
	importColumns(out, &r)
	meanings(out, &r)
	unknowns(out, &r)
	suspects(out, &r)
	if known := append(facts(&r), r.Notes...); len(known) > 0 {
		out.blank()
		out.line("  worth knowing")
		for _, sentence := range known {
			out.hang("    - ", sentence)
		}
	}
	return out.err
}

// form says how the file was read: " (csv, utf-8, comma, dates year-month-day)".
func form(r *crm.ImportReport) string {
	var parts []string
	for _, s := range []string{r.Format, sheetName(r.Sheets), r.Encoding, delimiterName(r.Delimiter)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if order := orderName(r.DateOrder); order != "" {
		parts = append(parts, "dates "+order)
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// sheetName names the sheet that was read, where there are several.
func sheetName(sheets []crm.Sheet) string {
	i := slices.IndexFunc(sheets, func(sh crm.Sheet) bool { return sh.Read })
	if i < 0 || len(sheets) < 2 {
		return ""
	}
	return "sheet " + quoted(sheets[i].Name)
}

func delimiterName(d string) string {
	switch d {
	case ",":
		return "comma"
	case ";":
		return "semicolon"
	case "|":
		return "bar"
	}
	return d
}

func orderName(order string) string {
	switch order {
	case "ymd":
		return "year-month-day"
	case "dmy":
		return "day-month-year"
	case "mdy":
		return "month-day-year"
	case "mixed":
		return "in an order that differs per column"
	}
	return order
}

// outcome says in one line what became of the rows.
func outcome(r *crm.ImportReport) string {
	parts := []string{
		number(r.Created) + " created", number(r.Updated) + " updated",
		number(r.Unchanged) + " unchanged", number(r.Rejected) + " rejected",
	}
	if r.Ignored > 0 {
		parts = append(parts, number(r.Ignored)+" ignored")
	}
	s := strings.Join(parts, ", ")
	if r.Took > 0 {
		s += ", in " + r.Took.Round(10*time.Millisecond).String()
	}
	return s
}

func importRejects(out *printer, r *crm.ImportReport) {
	if r.Rejected == 0 {
		return
	}
	where := ""
	if r.RejectsFile != "" {
		where = ", kept in " + r.RejectsFile
	}
	out.blank()
	out.line("  %s rejected%s", Count(r.Rejected, "row", "rows"), where)
	for _, reason := range byCount(r.Reasons) {
		out.line("    %6s  %s", number(r.Reasons[reason]), reason)
	}
	for _, first := range r.FirstRejects {
		out.hang("    such as ", strings.TrimPrefix(first, r.File+": "))
	}
}

// facts lists what is true of the rows and should be said.
func facts(r *crm.ImportReport) []string {
	var facts []string
	if r.LeadsCreated > 0 {
		facts = append(facts, Count(r.LeadsCreated, "unknown lead was", "unknown leads were")+" created.")
	}
	if r.WithoutLead > 0 {
		facts = append(facts, Count(r.WithoutLead, "deal has", "deals have")+" no lead.")
	}
	if len(r.MembersCreated) > 0 {
		facts = append(facts, Count(len(r.MembersCreated), "unknown owner is now a member", "unknown owners are now members")+
			" of sales: "+some(r.MembersCreated, 8)+".")
	}
	if len(r.ByStatus) > 0 {
		parts := make([]string, 0, len(r.ByStatus))
		for _, status := range byCount(r.ByStatus) {
			parts = append(parts, fmt.Sprintf("%s %s", quoted(status), number(r.ByStatus[status])))
		}
		facts = append(facts, "By status: "+strings.Join(parts, ", ")+".")
	}
	for _, oddity := range byCount(r.Oddities) {
		facts = append(facts, fmt.Sprintf("Odd, but kept: %s, %s.", oddity, Count(r.Oddities[oddity], "row", "rows")))
	}
	return facts
}

// byCount returns the names of a count, the most frequent first, ties by name.
func byCount(counts map[string]int) []string {
	return slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
}

func sum(counts map[string]int) int {
	n := 0
	for _, c := range counts {
		n += c
	}
	return n
}

// some joins the first few names and says how many more there are.
func some(names []string, most int) string {
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", len(names)-most)
}

func quoted(s string) string { return `"` + text.Clean(s) + `"` }

// shellWord returns s as one word of a POSIX shell.
func shellWord(s string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-=.,:/@%+", r)
	}
	if s != "" && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
