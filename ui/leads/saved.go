package leads

import (
	"context"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
)

// quietDays is after how many days without activity or touch an open lead is
// offered as stale.
const quietDays = 30

// savedMsg is what came of a change to the views.
type savedMsg struct {
	told string
	view *crm.View // that u brings back; nil: none
	err  error
}

// filters offers the lists that everybody needs, and those that the team keeps.
func (l *Leads) filters() tea.Cmd {
	quiet := l.clock().AddDate(0, 0, -quietDays)
	pick := screen.PickMsg{Title: "Which leads?"}
	add := func(key, label, hint string, v crm.View) {
		pick.Options = append(pick.Options, screen.Option{Key: key, Label: label, Hint: hint, Run: func() tea.Cmd { return l.apply(v) }})
	}
	for i, v := range l.house.views {
		add(strconv.Itoa(i+1), v.Name, l.viewWords(v), v)
	}
	if l.house.member {
		add("q", "my queue", "", crm.View{Scope: crm.Mine, Query: crm.LeadQuery{Queue: true}})
	}
	add("a", "everybody's queue", "", crm.View{Query: crm.LeadQuery{Queue: true}})
	add("n", "nobody's leads", "queue without an owner", crm.View{Query: crm.LeadQuery{Queue: true, Unowned: true}})
	add("k", "leaking", "no owner or nothing ahead", crm.View{Query: crm.LeadQuery{Leaking: true}})
	add("e", "stale", "quiet for "+strconv.Itoa(quietDays)+" days", crm.View{Query: crm.LeadQuery{QuietFrom: quiet}})
	add("z", "snoozed", "out of sight for now", crm.View{Scope: l.scope, Query: crm.LeadQuery{Queue: true, Snoozed: true}})
	if !l.house.readOnly {
		pick.Options = append(pick.Options, screen.Option{Key: "s", Label: "keep this list", Run: l.nameView})
		if len(l.house.views) > 0 {
			pick.Options = append(pick.Options, screen.Option{Key: "d", Label: "forget a list", Run: l.forget})
		}
	}
	return l.lay(pick)
}

// apply shows a view.
func (l *Leads) apply(v crm.View) tea.Cmd {
	l.mode, l.scope, l.query = browsing, v.Scope, v.Query
	l.marks.clear()
	l.filter.SetValue(v.Query.Filter)
	l.focusOn(onList)
	return tea.Batch(l.ask(), l.figure())
}

// shownView returns the list as it is shown.
func (l *Leads) shownView(name string) crm.View {
	return crm.View{Name: name, Scope: l.scope, Query: l.query}
}

// nameView asks for the name under which the list is kept.
func (l *Leads) nameView() tea.Cmd {
	v := l.shownView("")
	if !v.Query.CreatedAfter.IsZero() || !v.Query.StageAfter.IsZero() || !v.Query.QuietFrom.IsZero() {
		return screen.Toast(screen.Warning, "A list of a certain time is not kept: it would mean something else tomorrow.")
	}
	var names []string
	for _, kept := range l.house.views {
		names = append(names, kept.Name)
	}
	form := screen.FormMsg{
		Title: "Keep this list", Submit: "keep",
		Fields: func(screen.Values) []screen.Field {
			return []screen.Field{{Key: "name", Label: "Name", Suggest: names, Hint: l.viewWords(v)}}
		},
		Check: func(values screen.Values) map[string]string {
			if values["name"] == "" {
				return map[string]string{"name": "say in a word or two what it lists"}
			}
			return nil
		},
		Run: func(values screen.Values) tea.Cmd { v.Name = values["name"]; return l.save(v) },
	}
	return l.lay(form)
}

// save keeps a view for the team.
func (l *Leads) save(v crm.View) tea.Cmd {
	return l.keep("Kept “"+v.Name+"”: f shows it to the whole team.", nil, func(ctx context.Context, src Source) error { return src.SaveView(ctx, v) })
}

// forget offers the kept views to be forgotten.
func (l *Leads) forget() tea.Cmd {
	pick := screen.PickMsg{Title: "Forget which list?", Body: "The leads stay. u brings the list back."}
	for i, v := range l.house.views {
		pick.Options = append(pick.Options, screen.Option{Key: strconv.Itoa(i + 1), Label: v.Name, Hint: l.viewWords(v), Run: func() tea.Cmd {
			return l.keep("Forgot “"+v.Name+"”. u brings it back.", &v, func(ctx context.Context, src Source) error { return src.DropView(ctx, v.Name) })
		}})
	}
	return l.lay(pick)
}

func (l *Leads) keep(told string, back *crm.View, change func(context.Context, Source) error) tea.Cmd {
	src := l.src
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		return savedMsg{told, back, change(ctx, src)}
	}
}

func (l *Leads) saved(m savedMsg) tea.Cmd {
	if m.err != nil {
		return func() tea.Msg { return screen.Fail(m.err) }
	}
	l.dropped = m.view
	return tea.Batch(l.learn(), screen.Toast(screen.Success, m.told))
}

// viewWords says what a view lists: "queue, mine, stage MQL, by name".
func (l *Leads) viewWords(v crm.View) string {
	words := []string{viewOf(&v.Query).short()}
	if v.Scope != crm.Everybody {
		words = append(words, scopeWords(v.Scope))
	}
	words = append(words, l.chipsOf(&v.Query)...)
	if v.Query.Filter != "" {
		words = append(words, "“"+v.Query.Filter+"”")
	}
	if v.Query.Sort.Field != "" {
		words = append(words, "by "+orderFor(v.Query.Sort.Field).name)
	}
	return strings.Join(words, ", ")
}
