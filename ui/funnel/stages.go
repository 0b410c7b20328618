package funnel

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	rules "smarketing/internal/funnel"
	"smarketing/internal/text"
	"smarketing/ui/screen"
)

type (
	// editingMsg is the stage definitions as they are when somebody wants to
	// change them.
	editingMsg struct {
		stages crm.Stages
		key    string // of the selected stage
		err    error
	}
	// triedMsg is what the removal of a stage would change.
	triedMsg struct {
		edit   edit
		stage  crm.Stage
		effect rules.Redefinition
		err    error
	}
	// definedMsg tells that the definitions have been replaced.
	definedMsg struct {
		what string
		err  error
	}
)

// pickEdit reads the definitions and asks what is to change.
func (f *Funnel) pickEdit() tea.Cmd {
	src, key := f.src, ""
	if g, ok := f.selected(); ok {
		key = g.Stage.Key
	}
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		stages, err := src.Stages(ctx)
		return editingMsg{stages, key, err}
	}
}

func (f *Funnel) editing(m editingMsg) tea.Cmd {
	if m.err != nil {
		return func() tea.Msg { return screen.Fail(m.err) }
	}
	at, ok := m.stages.Find(m.key)
	if !ok {
		at, _ = m.stages.Find(m.stages.First())
	}
	label := text.Clean(at.Label)
	pick := screen.PickMsg{
		Title: "Stages of the funnel", Body: pathWords(m.stages),
		Options: []screen.Option{
			{Key: "e", Label: "Change " + label, Hint: "name, team, kind, limit, place", Run: func() tea.Cmd { return f.form(edit{deed: change, key: at.Key}, m.stages) }},
			{Key: "a", Label: "Add a stage after " + label, Run: func() tea.Cmd { return f.form(edit{deed: add, key: at.Key}, m.stages) }},
			{Key: "d", Label: "Remove " + label, Hint: "asks first", Run: func() tea.Cmd { return try(f.src, edit{deed: remove, key: at.Key}, m.stages) }},
		},
	}
	for i, s := range m.stages {
		if s.Kind == crm.Detour {
			pick.Options = append(pick.Options, screen.Option{
				Key: string(rune('1' + i - len(m.stages.Path()))), Label: "Change the detour " + text.Clean(s.Label),
				Run: func() tea.Cmd { return f.form(edit{deed: change, key: s.Key}, m.stages) },
			})
		}
	}
	return func() tea.Msg { return pick }
}

// pathWords names the stages in order.
func pathWords(stages crm.Stages) string {
	var names []string
	for _, s := range stages.Path() {
		names = append(names, text.Clean(s.Label))
	}
	return strings.Join(names, " → ")
}

// form asks for the properties of a stage, and says while they are typed what
// they would change.
func (f *Funnel) form(e edit, stages crm.Stages) tea.Cmd {
	src, title := f.src, "New stage"
	if e.deed == change {
		title = "Change " + text.Clean(stages.Label(e.key))
	}
	m := screen.FormMsg{
		Title: title, Submit: "store",
		Fields: func(v screen.Values) []screen.Field { return e.fields(stages, v) },
		Check:  func(v screen.Values) map[string]string { return e.check(stages, v) },
		Watch: func(v screen.Values) tea.Cmd {
			next, err := e.apply(stages, v)
			if err != nil || next.Validate() != nil {
				return nil
			}
			return func() tea.Msg {
				ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
				defer cancel()
				effect, err := src.TryStages(ctx, next)
				if err != nil {
					message, _ := screen.Sentence(err)
					return screen.FormNoteMsg{Title: title, Text: message, Level: screen.Failure}
				}
				return screen.FormNoteMsg{Title: title, Text: effect.Words()}
			}
		},
		Run: func(v screen.Values) tea.Cmd {
			return define(src, e, v, title)
		},
	}
	return func() tea.Msg { return m }
}

// try looks what the removal of a stage would change.
func try(src Source, e edit, stages crm.Stages) tea.Cmd {
	stage, _ := stages.Find(e.key)
	next, err := e.apply(stages, nil)
	return func() tea.Msg {
		if err != nil {
			return screen.Fail(err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		effect, err := src.TryStages(ctx, next)
		return triedMsg{e, stage, effect, err}
	}
}

// tried asks before a stage goes, or says why it cannot.
func (f *Funnel) tried(m triedMsg) tea.Cmd {
	if m.err != nil {
		return func() tea.Msg { return screen.Fail(m.err) }
	}
	label := text.Clean(m.stage.Label)
	if m.effect.Been > 0 && m.effect.Restart == "" {
		return screen.Toast(screen.Warning, fmt.Sprintf("%s stays: %s into it. Give it another name or place instead.",
			label, plural(m.effect.Been, "change of the log leads", "changes of the log lead")))
	}
	src := f.src
	ask := screen.AskMsg{
		Title: "Remove " + label + "?", Yes: "Remove", Body: m.effect.Words(),
		Run: func() tea.Cmd { return define(src, m.edit, nil, "Remove "+label) },
	}
	return func() tea.Msg { return ask }
}

// define makes the change to the definitions as they are by then.
func define(src Source, e edit, v screen.Values, what string) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		stages, err := src.Stages(ctx)
		if err != nil {
			return definedMsg{what, err}
		}
		next, err := e.apply(stages, v)
		if err != nil {
			return definedMsg{what, err}
		}
		return definedMsg{what, src.SetStages(ctx, next)}
	}
}

func (f *Funnel) defined(m definedMsg) tea.Cmd {
	if m.err != nil {
		return func() tea.Msg { return screen.Fail(m.err) }
	}
	return tea.Batch(f.ask(), screen.Toast(screen.Success, m.what+": stored. All leads are scored anew in the background."))
}

// changePlace moves the stage at an index to a place on the path.
func changePlace(stages crm.Stages, from, to int) crm.Stages {
	s := stages[from]
	stages = slices.Delete(stages, from, from+1)
	return slices.Insert(stages, to, s)
}
