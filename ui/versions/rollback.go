package versions

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/text"
	"smarketing/ui/screen"
)

// request is what a person wants: a version again, and why.
type request struct {
	version rubric.Version
	note    string
	base    int64 // the version that was in force when they decided
}

// rolledMsg is the answer to a request.
type rolledMsg struct {
	request request
	version rubric.Version
	err     error
}

// rivalMsg says that somebody else has published first.
type rivalMsg struct {
	request request
	active  rubric.Version
	changes []rubric.Change // of the rival's version, against the base
}

func (v *Versions) whyNotBack(e *entry, ok bool) string {
	switch {
	case !ok:
		return nothing
	case e.template():
		return "a template was never published; u uses it as your draft"
	case e.draft():
		return "a draft was never published; P on the screen Rubric publishes it"
	case e.active:
		return e.name() + " is in force already"
	}
	return ""
}

// rollBack asks why, and publishes the selected version again.
func (v *Versions) rollBack() tea.Cmd {
	e, _ := v.list.Selected()
	active, ok := v.active()
	if !ok {
		return nil
	}
	next := active.version.Number + 1
	title := fmt.Sprintf("Publish %s again as v%d", e.name(), next)
	effect := ""
	if known, ok := v.compare.known[pair{e.key, active.key}]; ok && known.err == nil {
		effect = fmt.Sprintf("ready %s of %s open leads", change(known.impact.Before.Ready, known.impact.After.Ready), comma(known.impact.Open))
	}
	ask := screen.FormMsg{
		Title: title, Submit: "roll back",
		Fields: func(screen.Values) []screen.Field {
			return []screen.Field{{
				Key: "note", Label: "Why", Wide: true, Placeholder: "what both teams will read in the history",
				Hint: fmt.Sprintf("%s stays in the history; nothing is overwritten", active.name()),
			}}
		},
		Check: func(values screen.Values) map[string]string {
			if strings.TrimSpace(values["note"]) == "" {
				return map[string]string{"note": "a new version needs a note"}
			}
			return nil
		},
		Run: func(values screen.Values) tea.Cmd {
			return publish(v.src, request{e.version, values["note"], active.version.Number})
		},
	}
	if effect != "" {
		ask.Watch = func(screen.Values) tea.Cmd {
			return func() tea.Msg { return screen.FormNoteMsg{Title: title, Text: effect} }
		}
	}
	return func() tea.Msg { return ask }
}

// publish makes the request. When somebody else was first it finds out who.
func publish(src Source, r request) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.LongTimeout)
		defer cancel()
		version, err := src.Rollback(ctx, r.version.Number, r.note, r.base)
		if crm.ErrorCode(err) != crm.Conflict {
			return rolledMsg{r, version, err}
		}
		m := rivalMsg{request: r}
		versions, other := src.Versions(ctx)
		if other != nil || len(versions) == 0 {
			return rolledMsg{r, version, err}
		}
		m.active = versions[0]
		for _, known := range versions {
			if known.Number == r.base {
				m.changes = rubric.Diff(known.Rubric, m.active.Rubric)
			}
		}
		return m
	}
}

// rolled tells how it went.
func (v *Versions) rolled(m rolledMsg) tea.Cmd {
	if m.err != nil {
		return func() tea.Msg { return screen.Fail(m.err) }
	}
	if m.version.Number == m.request.base {
		return screen.Toast(screen.Info, fmt.Sprintf("v%d says the same as v%d: nothing was published", m.request.version.Number, m.version.Number))
	}
	words := fmt.Sprintf("v%d published: v%d is in force again", m.version.Number, m.request.version.Number)
	if f := m.version.Effect; f != nil {
		words += fmt.Sprintf(", ready %s", change(f.ReadyBefore, f.ReadyAfter))
	}
	v.load.sought = versionName(m.version.Number)
	return tea.Batch(screen.Toast(screen.Success, words), v.reload())
}

// rival names both sides and lets the person decide: nothing was changed, and
// the note is kept.
func (v *Versions) rival(m rivalMsg) tea.Cmd {
	var body strings.Builder
	fmt.Fprintf(&body, "v%d by %s, %s: “%s”", m.active.Number, m.active.By, v.when(m.active.At), m.active.Note)
	const most = 4
	for i, c := range m.changes {
		if i == most {
			fmt.Fprintf(&body, "; and %d more changes", len(m.changes)-most)
			break
		}
		body.WriteString("; " + c.Words())
	}
	fmt.Fprintf(&body, ". You wanted v%d by %s back: “%s”. Nothing was changed. Rolling back now replaces v%d by what v%d says.",
		m.request.version.Number, m.request.version.By, m.request.note, m.active.Number, m.request.version.Number)
	v.load.sought = versionName(m.active.Number)
	again := m.request
	again.base = m.active.Number
	ask := screen.AskMsg{
		Title: text.Clean(m.active.By) + " has published meanwhile", Body: body.String(), Yes: "Roll back anyway",
		Run: func() tea.Cmd { return publish(v.src, again) },
	}
	return tea.Batch(func() tea.Msg { return ask }, v.reload())
}
