package versions

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/rubric"
	"smarketing/ui/screen"
)

// savedMsg is the answer to the wish to edit a rubric.
type savedMsg struct{ err error }

// use makes the selected rubric the draft and goes on with it on the screen
// where it is edited. A draft that is there already is not lost by one key.
func (v *Versions) use() tea.Cmd {
	e, ok := v.list.Selected()
	active, known := v.active()
	if !ok || !known {
		return nil
	}
	if e.draft() {
		return edit
	}
	draft := rubric.Draft{Base: active.version.Number, Body: e.version.Body}
	mine, has := v.draft()
	if !has {
		return save(v.src, draft)
	}
	ask := screen.AskMsg{
		Title: "Replace your draft?", Yes: "Replace it",
		Body: fmt.Sprintf("Your unpublished edits on v%d, kept %s, are lost when %s takes their place.", mine.base, v.when(mine.version.At), e.name()),
		Run:  func() tea.Cmd { return save(v.src, draft) },
	}
	return func() tea.Msg { return ask }
}

func (v *Versions) draft() (entry, bool) {
	for _, e := range v.load.entries[history] {
		if e.draft() {
			return e, true
		}
	}
	return entry{}, false
}

// edit opens the screen where the draft is edited.
func edit() tea.Msg { return screen.OpenMsg{Screen: rubricTitle, Topic: "draft"} }

func save(src Source, d rubric.Draft) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		return savedMsg{src.SaveDraft(ctx, d)}
	}
}

// saved goes on to the editor, or says why there is no draft.
func (v *Versions) saved(m savedMsg) tea.Cmd {
	if m.err != nil {
		return func() tea.Msg { return screen.Fail(m.err) }
	}
	v.load.outdated = true
	return edit
}
