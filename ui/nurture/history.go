package nurture

import (
	"fmt"
	"strconv"
	"strings"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/widget"
)

// passLines are the times the lead was recycled, newest first.
func (n *Nurture) passLines(w int) []string {
	st, d := n.styles, &n.detail
	lines := []string{widget.Heading(st, "RECYCLED", plural(len(d.passes), "time"), w)}
	for i := range d.passes {
		p := &d.passes[i]
		head := st.Muted.Render(text.FitRight(strconv.Itoa(p.Cycle), 2)+"  "+text.Fit(n.day(p.At), 11)) + "  " + st.Text.Render(orNotGiven(p.Reason))
		lines = append(lines, widget.Line(head, w))
		about := []string{}
		if p.By != "" {
			about = append(about, "by "+p.By)
		}
		if p.Owner != "" && p.Owner != p.By {
			about = append(about, "owner "+p.Owner)
		}
		about = append(about, fmt.Sprintf("%d points then", crm.Points(p.Score)))
		switch {
		case p.EndedAt.IsZero():
			about = append(about, "still here")
		default:
			about = append(about, fmt.Sprintf("to %s %s", n.load.stages.Label(p.EndedIn), n.day(p.EndedAt)))
		}
		for _, part := range widget.Wrap(strings.Join(about, ", "), w-4) {
			lines = append(lines, widget.Line("    "+st.Faint.Render(part), w))
		}
	}
	return lines
}

// touchLines are what people did to the lead, newest first.
func (n *Nurture) touchLines(w int) []string {
	st, d := n.styles, &n.detail
	lines := []string{widget.Heading(st, "TOUCHES", comma(len(d.touches)), w)}
	if len(d.touches) == 0 {
		return append(lines, widget.Line(st.Faint.Render("nobody has touched it yet"), w))
	}
	for _, t := range d.touches {
		words := string(t.Channel) + " by " + t.By
		if t.Text != "" {
			words += ": " + t.Text
		}
		edge := st.Muted.Render(text.Fit(n.day(t.At), 11)) + "  "
		for _, part := range widget.Wrap(words, w-13) {
			lines = append(lines, widget.Line(edge+st.Text.Render(part), w))
			edge = widget.Spaces(13)
		}
	}
	return lines
}
