package leads

import (
	"strings"

	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// statePage returns the page that stands for the whole screen while there is
// no list to show: an error before any row came, or a file without leads.
func (l *Leads) statePage() (string, bool) {
	switch {
	case l.failed != nil && !l.list.Known():
		return l.errorPage(), true
	case l.list.Known() && l.all == 0 && l.failed == nil:
		return l.emptyPage(), true
	}
	return "", false
}

func (l *Leads) errorPage() string {
	message, hint := screen.Sentence(l.failed)
	lines := []string{"", "  " + l.styles.Title.Render("LEADS"), ""}
	for _, part := range widget.Wrap("The leads could not be read: "+text.Clean(message)+".", min(l.w-4, 76)) {
		lines = append(lines, "  "+l.styles.Bad.Render(part))
	}
	if hint != "" {
		for _, part := range widget.Wrap(capital(text.Clean(hint))+".", min(l.w-4, 76)) {
			lines = append(lines, "  "+l.styles.Text.Render(part))
		}
	}
	lines = append(lines, "", "  "+l.styles.Key.Render("r")+l.styles.Muted.Render(" tries again"))
	return widget.Block(strings.Join(lines, "\n"), l.w, l.h)
}

func (l *Leads) emptyPage() string {
	st := l.styles
	lines := []string{
		"", "  " + st.Title.Render("No leads yet"), "",
		"  " + st.Text.Render("Press ") + st.Key.Render("i") + st.Text.Render(" to import a file, or fill the list from another terminal:"), "",
	}
	for _, c := range []struct{ run, does string }{
		{l.command + " import leads.csv", "take the leads of a file"},
		{"smarketing demo", "look around in a generated pipeline"},
	} {
		for _, part := range widget.Wrap(c.run, l.w-8) { // never cut: it is there to be copied
			lines = append(lines, "    "+st.Key.Render(part))
		}
		lines = append(lines, "        "+st.Faint.Render(c.does), "")
	}
	return widget.Block(strings.Join(lines, "\n"), l.w, l.h)
}
