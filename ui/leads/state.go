package leads

import (
	"strings"

	"smarketing/internal/text"
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
	message, hint := sentence(l.failed)
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
	command := func(line, what string) string {
		return "    " + st.Accent.Render(text.Fit(line, 32)) + st.Muted.Render(what)
	}
	lines := []string{
		"", "  " + st.Title.Render("No leads yet"), "",
		"  " + st.Text.Render("Press ") + st.Key.Render("i") + st.Text.Render(" to import a file, or fill the list from another terminal:"), "",
		command("smarketing import leads.csv", "take the leads of a CSV file"),
		command("smarketing demo", "look around with sample data"),
	}
	return widget.Block(strings.Join(lines, "\n"), l.w, l.h)
}
