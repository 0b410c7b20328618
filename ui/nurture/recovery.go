package nurture

import (
	"context"
	"fmt"
	"math"

	"github.com/dustin/go-humanize"

	tea "charm.land/bubbletea/v2"

	rules "smarketing/internal/nurture"
	"smarketing/internal/stat"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// enough is how many passes a rate needs to be shown.
const enough = 10

// panel is what came of the leads that were recycled, by reason.
type panel struct {
	roll
	loading  bool
	known    bool
	outdated bool // something has changed since it was read, or while it is
	rows     []rules.Recovery
	err      error
}

type recoveredMsg struct {
	rows []rules.Recovery
	err  error
}

// readPanel reads the recoveries when they are seen and not known yet.
func (n *Nurture) readPanel() tea.Cmd {
	p := &n.panel
	if n.layout.panel == 0 || p.loading || p.known && !p.outdated {
		return nil
	}
	p.loading, p.outdated = true, false
	src := n.src
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		rows, err := src.Recovery(ctx)
		return recoveredMsg{rows, err}
	}
}

// recovered takes the recoveries; the old ones stay after an error.
func (n *Nurture) recovered(m recoveredMsg) tea.Cmd {
	p := &n.panel
	p.loading, p.known, p.err = false, true, m.err
	if m.err == nil {
		p.rows = m.rows
	}
	return n.readPanel()
}

// panelView returns the recoveries in their column.
func (n *Nurture) panelView() string {
	return n.panel.view(n, n.panelLines(textWidth(n.layout.panel)), n.layout.panel, n.focus == onPanel)
}

func (n *Nurture) panelLines(w int) []string {
	st, p := n.styles, &n.panel
	passes, won := 0, 0
	for i := range p.rows {
		passes, won = passes+p.rows[i].Passes, won+p.rows[i].Won
	}
	note := "of " + plural(passes, "recycling") + " so far"
	if !p.known {
		note = "loading"
	}
	lines := []string{widget.Heading(st, "RECOVERED", note, w)}
	if p.err != nil {
		message, _ := screen.Sentence(p.err)
		lines = append(lines, wrapped(st.Bad, "! "+message+"; r tries again", w)...)
	}
	if !p.known {
		return lines
	}
	if len(p.rows) == 0 {
		if p.err == nil {
			lines = append(lines, "")
			lines = append(lines, wrapped(st.Text, "No lead was recycled yet. What comes of those that are is shown here: how many come back, how many are won, and their revenue.", w)...)
		}
		return lines
	}
	for i := range p.rows {
		lines = append(append(lines, ""), n.recoveryLines(&p.rows[i], w)...)
	}
	lines = append(lines, "")
	return append(lines, wrapped(st.Faint, "Each time a lead is recycled counts once; a win counts for the last time before it. Those still here may recover yet, so the rates can only rise. In brackets the 95 % interval.", w)...)
}

// recoveryLines is one reason: how often, how many came back, how many were
// won, and what for.
func (n *Nurture) recoveryLines(r *rules.Recovery, w int) []string {
	st := n.styles
	base := fmt.Sprintf("%s, %s still here", plural(r.Passes, "time"), comma(r.Open))
	lines := []string{widget.Ends(st.Title.Render(text.Clean(r.Reason)), "  "+st.Muted.Render(base), w)}
	if r.Passes < enough {
		words := fmt.Sprintf("not enough for a rate (n %d of %d): %d came back, %d won", r.Passes, enough, r.Returned, r.Won)
		for _, part := range widget.Wrap(words, w-2) {
			lines = append(lines, widget.Line("  "+st.Faint.Render(part), w))
		}
		return lines
	}
	rate := func(label string, k int, s stat.Share) string {
		const figures = 33 // cells of label, count, share and interval
		return widget.Line("  "+st.Muted.Render(text.Fit(label, 9))+st.Text.Render(text.FitRight(comma(k), 5))+"  "+
			st.Shared.Render(widget.Bar(s.Value, max(3, min(14, w-figures))))+
			st.Text.Render(percent(s.Value))+st.Muted.Render(fmt.Sprintf(" (%s–%s)", bare(s.Low), bare(s.High))), w)
	}
	lines = append(lines, rate("came back", r.Returned, r.Back), rate("won", r.Won, r.Recovery))
	revenue := "no revenue yet"
	if r.Won > r.Unknown {
		revenue = "revenue " + n.money(r.Revenue) + " from " + plural(r.Won-r.Unknown, "win")
	}
	if r.Unknown > 0 {
		revenue += fmt.Sprintf(", %s without a sum", plural(r.Unknown, "win"))
	}
	for _, part := range widget.Wrap(revenue, w-2) {
		lines = append(lines, widget.Line("  "+st.Text.Render(part), w))
	}
	return lines
}

func percent(share float64) string { return fmt.Sprintf("%3.0f %%", 100*share) }

func bare(share float64) string { return fmt.Sprintf("%.0f", 100*share) }

// money is a sum in the currency of the file.
func (n *Nurture) money(sum float64) string {
	return humanize.Comma(int64(math.Round(sum))) + " " + text.Clean(n.desk.currency)
}
