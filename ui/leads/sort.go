package leads

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// order is one way to sort: the letter that chooses it stands in its name.
type order struct {
	field, name string
	letter      string
	asc         bool // the direction most people want first
}

// orders has every field of crm.SortFields once.
var orders = []order{
	{"score", "score", "s", false},
	{"grade", "grade", "g", true},
	{"fit", "fit", "f", false},
	{"engagement", "engagement", "e", false},
	{"name", "name", "n", true},
	{"company", "company", "c", true},
	{"stage", "stage", "t", true},
	{"owner", "owner", "o", true},
	{"source", "source", "u", true},
	{"created_at", "added", "d", false},
	{"last_activity_at", "active", "a", false},
	{"ready_since", "ready", "r", false},
}

// urgent is the queue's own order.
var urgent = order{"", "urgency", "y", false}

// offered returns the orders that the list can have.
func (l *Leads) offered() []order {
	if l.view() == queue {
		return append([]order{urgent}, orders...)
	}
	return orders
}

// orderOf returns the sort with its default spelled out.
func orderOf(s crm.Sort) (field string, asc bool) {
	if s.Field == "" {
		return "score", s.Asc
	}
	return s.Field, s.Asc
}

func orderFor(field string) order {
	for _, o := range orders {
		if o.field == field {
			return o
		}
	}
	return order{field: field, name: field}
}

func (l *Leads) startSort() tea.Cmd {
	l.focusOn(onList)
	l.mode = sorting
	return nil
}

func (l *Leads) sortActions() []screen.Action {
	actions := []screen.Action{{
		Binding: bind("esc", "keep order", "esc", "enter"), Title: "Keep the order",
		Run: func() tea.Cmd { l.mode = browsing; return nil },
	}}
	for _, o := range l.offered() {
		actions = append(actions, screen.Action{
			Binding: bind(o.letter, o.name, o.letter), Title: "Sort by " + o.name,
			Run: func() tea.Cmd { return l.sortBy(o.field) },
		})
	}
	return actions
}

// sortBy orders by a field; the same field again turns the order round.
func (l *Leads) sortBy(field string) tea.Cmd {
	l.mode = browsing
	if field == urgent.field {
		l.query.Sort = crm.Sort{}
		return l.ask()
	}
	if now, _ := orderOf(l.query.Sort); now == field && !l.urgent() {
		return l.reverse()
	}
	l.query.Sort = crm.Sort{Field: field, Asc: orderFor(field).asc}
	return l.ask()
}

func (l *Leads) reverse() tea.Cmd {
	field, asc := orderOf(l.query.Sort)
	l.query.Sort = crm.Sort{Field: field, Asc: !asc}
	return l.ask()
}

// urgent reports whether the list has the queue's own order.
func (l *Leads) urgent() bool { return l.query.Queue && l.query.Sort == crm.Sort{} }

// recolumn chooses the columns and puts the arrow on the one that orders the
// list.
func (l *Leads) recolumn() {
	l.list.Restyle(l.columns(), l.styles)
	if l.urgent() {
		l.list.Order("", false)
		return
	}
	l.list.Order(orderOf(l.query.Sort))
}

// orderWords says how the list is ordered: "by score ▼".
func (l *Leads) orderWords() string {
	if l.urgent() {
		return "most urgent first"
	}
	field, asc := orderOf(l.query.Sort)
	if asc {
		return "by " + orderFor(field).name + " ▲"
	}
	return "by " + orderFor(field).name + " ▼"
}

// chooser returns the two lines in which an order is chosen by its letter.
func (l *Leads) chooser(w int) [headRows]string {
	now, _ := orderOf(l.query.Sort)
	const prompt = "  sort by  "
	var lines [headRows]string
	offered := l.offered()
	half := (len(offered) + 1) / headRows
	for i := range lines {
		var b strings.Builder
		if i == 0 {
			b.WriteString(l.styles.Heading.Render(prompt))
		} else {
			b.WriteString(widget.Spaces(text.Width(prompt)))
		}
		for _, o := range offered[i*half : min(len(offered), (i+1)*half)] {
			b.WriteString(l.lettered(o, o.field == now && !l.urgent() || o == urgent && l.urgent()))
			b.WriteString("  ")
		}
		lines[i] = widget.Line(b.String(), w)
	}
	return lines
}

// lettered returns the name of the order with its letter underlined.
func (l *Leads) lettered(o order, current bool) string {
	before, after, _ := strings.Cut(o.name, o.letter)
	plain := l.styles.Muted
	if current {
		plain = l.styles.Title
	}
	return plain.Render(before) + l.styles.Key.Underline(true).Render(o.letter) + plain.Render(after)
}
