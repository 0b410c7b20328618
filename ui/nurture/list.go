package nurture

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"

	rules "smarketing/internal/nurture"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// filterX is where the text of the filter begins: after the edge and "/ ".
const filterX = 4

func (n *Nurture) filterWidth() int { return max(8, min(36, n.layout.list-filterX-2)) }

// listView is the heading and the table.
func (n *Nurture) listView() string {
	w := n.layout.list
	head := n.headline(w) + "\n" + n.subline(w) + "\n"
	if n.list.Known() && n.list.Total() == 0 {
		return head + n.nothing(w)
	}
	return head + n.list.View()
}

// headline says how many leads are recycled, and how urgent they are.
func (n *Nurture) headline(w int) string {
	st := n.styles
	left := "  " + st.Title.Render("NURTURE")
	switch {
	case !n.list.Known():
		left += "  " + st.Muted.Render("loading")
	case n.list.Total() < n.load.all:
		left += "  " + st.Muted.Render(fmt.Sprintf("%s of %s recycled", comma(n.list.Total()), comma(n.load.all)))
	default:
		left += "  " + st.Muted.Render(comma(n.load.all)+" recycled")
	}
	if n.list.Known() {
		left += n.bandStrip(w - text.Width(left) - 3)
	}
	if spin := n.spin.View(); spin != " " {
		left += "  " + st.Accent.Render(spin)
	}
	return widget.Line(left, w)
}

// bandStrip is how many of all recycled leads are in each band, in words where
// there is room.
func (n *Nurture) bandStrip(room int) string {
	full, brief := "", ""
	for _, b := range rules.Bands() {
		count := n.load.bands[string(b)]
		mark, ink := n.bandMark(b)
		if count == 0 {
			ink = n.styles.Faint
		}
		piece := "  " + ink.Render(mark+" "+comma(count))
		full += " " + piece + " " + n.styles.Muted.Render(bandWords(b))
		brief += piece + " " + n.styles.Muted.Render(strings.Fields(bandWords(b))[0])
	}
	if text.Width(full) <= room {
		return full
	}
	return brief
}

// subline carries the filter, the restrictions, the marks, and what went wrong;
// without any of them the order.
func (n *Nurture) subline(w int) string {
	st := n.styles
	var parts []string
	add := func(ink lipgloss.Style, words string) { parts = append(parts, ink.Render(words)) }
	if n.load.failed != nil {
		message, _ := screen.Sentence(n.load.failed)
		add(st.Bad, "! "+message+"; r tries again")
	}
	if len(n.marks) > 0 {
		add(st.Accent, "✓ "+comma(len(n.marks))+" marked")
	}
	switch {
	case n.filtering:
		parts = append([]string{st.Key.Render("/") + " " + n.filter.View(st, n.filterWidth())}, parts...)
	case n.query.Filter != "":
		parts = append(parts, st.Key.Render("/")+" "+st.Text.Render(text.Truncate(n.query.Filter, n.filterWidth())))
	}
	for _, chip := range n.chips() {
		add(st.Accent, text.Truncate(chip, 28))
	}
	if n.desk.status.ReadOnly {
		add(st.Watch, "read-only")
	}
	if n.load.failed == nil && !n.filtering {
		add(st.Faint, "ready again first, then by points gained, then by day")
	}
	return widget.Line("  "+strings.Join(parts, "   "), w)
}

// chips are the restrictions of the list in words.
func (n *Nurture) chips() []string {
	var chips []string
	if n.query.Owner != "" {
		chips = append(chips, "owner "+n.query.Owner)
	}
	if n.query.Due {
		chips = append(chips, "only due")
	}
	return chips
}

// nothing says why the list is empty although leads are recycled.
func (n *Nurture) nothing(w int) string {
	st := n.styles
	what, help := "No recycled lead is in this list.", "esc shows all"
	switch {
	case n.query.Filter != "":
		what = fmt.Sprintf("No recycled lead matches %q.", text.Clean(n.query.Filter))
		help = "esc clears the filter"
	case n.query.Due:
		what = "Nobody is due: all recycled leads rest until their day."
	case n.query.Owner != "":
		what = "No recycled lead belongs to " + text.Clean(n.query.Owner) + "."
	}
	return "\n" + widget.Line("  "+st.Text.Render(what), w) + "\n" + widget.Line("  "+st.Muted.Render(help), w)
}

// statePage returns the page that stands for list and lead while there is
// nothing to list: an error before any row came, or no recycled lead at all.
func (n *Nurture) statePage(w int) (string, bool) {
	switch {
	case n.load.failed != nil && !n.list.Known():
		return n.errorPage(w), true
	case n.list.Known() && n.load.all == 0 && n.load.failed == nil:
		return n.emptyPage(w), true
	}
	return "", false
}

func (n *Nurture) errorPage(w int) string {
	message, hint := screen.Sentence(n.load.failed)
	lines := []string{"", "  " + n.styles.Title.Render("NURTURE"), ""}
	add := func(ink lipgloss.Style, words string) {
		for _, part := range widget.Wrap(words, min(w-4, 76)) {
			lines = append(lines, "  "+ink.Render(part))
		}
	}
	add(n.styles.Bad, "The recycled leads could not be read: "+message+".")
	if hint != "" {
		add(n.styles.Text, capital(hint)+".")
	}
	lines = append(lines, "", "  "+n.styles.Key.Render("r")+n.styles.Muted.Render(" tries again"))
	return widget.Block(strings.Join(lines, "\n"), w, n.h)
}

// emptyPage says how leads come here.
func (n *Nurture) emptyPage(w int) string {
	st := n.styles
	lines := []string{"", "  " + st.Title.Render("No lead is recycled"), ""}
	for _, words := range []string{
		"A lead that is not ready to buy is not lost: sales recycles it with a reason, and it waits here until its day.",
		"Each reason has its rhythm: how often the lead is touched, and when it comes back. A lead that warms up by itself comes back at once, on top of this list.",
	} {
		for _, part := range widget.Wrap(words, min(w-4, 76)) {
			lines = append(lines, "  "+st.Text.Render(part))
		}
		lines = append(lines, "")
	}
	for _, c := range []struct{ key, does string }{
		{"c", "on a lead of the screen Leads recycles it"},
		{"P", "shows and changes the reasons and their rhythm"},
		{"v", "shows what came of those that were recycled before"},
	} {
		lines = append(lines, "    "+st.Key.Render(c.key)+"  "+st.Muted.Render(c.does))
	}
	return widget.Block(strings.Join(lines, "\n"), w, n.h)
}
