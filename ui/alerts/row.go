package alerts

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// row is an alert with the lead it is about, as the lead is now.
type row struct {
	crm.Alert
	lead  crm.Lead
	known bool // there is such a lead still
}

// rowsOf returns the rows of a page in its order.
func rowsOf(page crm.AlertPage) []row {
	rows := make([]row, len(page.Alerts))
	for i, a := range page.Alerts {
		l, known := page.Leads[a.Lead]
		rows[i] = row{a, l, known && a.Lead != 0}
	}
	return rows
}

// byTime orders rows by when it happened, the newest first: a deadline may have
// passed before what was told earlier.
func byTime(rows []row) []row {
	slices.SortStableFunc(rows, func(a, b row) int { return b.At.Compare(a.At) })
	return rows
}

func (r *row) open() bool    { return r.AckAt.IsZero() }
func (r *row) summary() bool { return r.Kind == crm.SummaryAlert }

// who names what the alert is about.
func (r *row) who() string {
	switch {
	case r.summary():
		return plural(r.Leads, "lead")
	case !r.known:
		return "(gone)"
	}
	return r.lead.DisplayName()
}

// what says in a word or two what happened.
func (r *row) what() string {
	switch {
	case r.summary():
		return "became ready"
	case r.Kind == crm.BreachAlert:
		return map[crm.DutyKind]string{
			crm.TouchDuty: "touch late", crm.DecisionDuty: "decision late", crm.WorkDuty: "work late",
		}[r.Duty]
	case r.Cause == crm.ByInstant:
		return "ready at once"
	}
	return "ready"
}

// since says what has become of the lead: whether there is still something to
// be done.
func (r *row) since() string {
	if !r.known {
		return ""
	}
	s := &r.lead.Stamp
	switch {
	case s.Standing == crm.InSales:
		return "in sales"
	case s.Standing == crm.StandingWon:
		return "won"
	case !s.Standing.Open():
		return "closed"
	case s.Ready.Ready():
		return "waiting"
	case s.Standing == crm.InNurture:
		return "in nurture"
	}
	return "not ready"
}

// because is the reasons in one text.
func (r *row) because() string { return strings.Join(r.Why, ", ") }

// matches reports whether all words of a filter are in what the list shows.
func (r *row) matches(filter string) bool {
	all := text.Fold(strings.Join([]string{r.who(), r.lead.Company, r.lead.Email, r.what(), r.Grade, r.Owner, r.because(), r.since()}, " "))
	for word := range strings.FieldsSeq(text.Fold(filter)) {
		if !strings.Contains(all, word) {
			return false
		}
	}
	return true
}

// Words tells a person of new alerts, which are those of the page, in one line
// of clean text: one with its lead and reason, more than one summed up.
func Words(page crm.AlertPage) string {
	rows := rowsOf(page)
	if len(rows) == 1 {
		return rows[0].words()
	}
	var names []string
	ready, late := 0, 0
	for i := range rows {
		r := &rows[i]
		switch {
		case r.summary():
			ready += r.Leads
		case r.Kind == crm.BreachAlert:
			late++
		default:
			ready++
			names = append(names, clean(r.who())+" "+r.Grade)
		}
	}
	var parts []string
	if ready > 0 {
		parts = append(parts, plural(ready, "lead")+" became ready"+some(names, ready))
	}
	if late > 0 {
		parts = append(parts, plural(late, "SLA")+" broken")
	}
	return strings.Join(parts, "; ")
}

// words is the alert as a sentence.
func (r *row) words() string {
	what := map[crm.AlertKind]string{crm.ReadyAlert: "Ready", crm.BreachAlert: "SLA broken"}[r.Kind]
	if r.Kind == crm.ReadyAlert && r.Cause == crm.ByInstant {
		what = "Ready at once"
	}
	reason := ""
	if len(r.Why) > 0 {
		reason = ": " + lower(clean(r.Why[0]))
	}
	if r.summary() {
		return plural(r.Leads, "lead") + " became ready" + reason
	}
	parts := []string{clean(r.who())}
	if company := clean(r.lead.Company); company != "" && company != parts[0] {
		parts = append(parts, company)
	}
	parts = append(parts, fmt.Sprintf("%s %d", r.Grade, crm.Points(r.Score)))
	return what + ": " + strings.Join(parts, ", ") + reason
}

// some names the first of n.
func some(names []string, n int) string {
	const first = 2
	if len(names) == 0 {
		return ""
	}
	shown := names[:min(first, len(names))]
	s := ": " + strings.Join(shown, ", ")
	if more := n - len(shown); more > 0 {
		s += fmt.Sprintf(" and %d more", more)
	}
	return s
}

func clean(s string) string { return strings.TrimSpace(text.Clean(s)) }

// lower returns a sentence as it goes on after a colon; what begins with a
// number or an abbreviation stays as it is.
func lower(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if second, _ := utf8.DecodeRuneInString(s[size:]); unicode.IsLower(second) {
		return string(unicode.ToLower(first)) + s[size:]
	}
	return s
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// when says the time of today, the weekday of the last days, else the date.
func (a *Alerts) when(at time.Time) string {
	now := a.clock()
	at = at.In(now.Location())
	today := crm.DayOf(now, now.Location())
	switch days := today - crm.DayOf(at, now.Location()); {
	case days == 0:
		return at.Format("15:04")
	case days > 0 && days < 7:
		return at.Format("Mon 15:04")
	case at.Year() == now.Year():
		return at.Format("2 Jan")
	}
	return at.Format("2 Jan 06")
}
