package versions

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"smarketing/internal/rubric"
	"smarketing/internal/text"
)

// entry is one rubric of the list: a published version, the draft or a
// template.
type entry struct {
	key     string         // tells the entries apart, and one draft from the next
	version rubric.Version // of a draft and a template: the text, and the rubric it is
	summary string         // of a template: whom it suits
	base    int64          // of a draft: the version it started from
	active  bool
	broken  error // why the text of a draft is no rubric
}

// draft and template report what the entry is when it was never published.
func (e *entry) draft() bool    { return e.base > 0 }
func (e *entry) template() bool { return e.summary != "" }

// name is what the entry is called in a sentence.
func (e *entry) name() string {
	switch {
	case e.draft():
		return "your draft"
	case e.template():
		return text.Clean(e.version.Rubric.Name)
	}
	return versionName(e.version.Number)
}

func versionName(number int64) string { return "v" + strconv.FormatInt(number, 10) }

// matches reports whether all words of a filter are in what the list shows.
func (e *entry) matches(filter string) bool {
	all := text.Fold(strings.Join([]string{e.name(), e.version.By, e.version.Note, e.version.Rubric.Name, e.summary}, " "))
	for word := range strings.FieldsSeq(text.Fold(filter)) {
		if !strings.Contains(all, word) {
			return false
		}
	}
	return true
}

// criteria counts the criteria of all groups.
func (e *entry) criteria() int {
	n := 0
	for _, g := range e.version.Rubric.Groups {
		n += len(g.Criteria)
	}
	return n
}

// looksAt names the fields and events that the rubric looks at.
func (e *entry) looksAt() string {
	names := slices.Concat(rubric.Fields(e.version.Rubric), rubric.Events(e.version.Rubric))
	return strings.ReplaceAll(strings.Join(names, ", "), "_", " ")
}

// published makes the list of the history: the draft on top, then the versions,
// the newest first.
func published(versions []rubric.Version, draft *rubric.Draft) []entry {
	var entries []entry
	if draft != nil {
		e := entry{key: "draft " + draft.At.Format(time.RFC3339Nano), base: max(1, draft.Base)}
		e.version = rubric.Version{At: draft.At, By: draft.By, Body: draft.Body}
		e.version.Rubric, e.broken = rubric.Parse("your draft", []byte(draft.Body))
		entries = append(entries, e)
	}
	for i, version := range versions {
		entries = append(entries, entry{key: versionName(version.Number), version: version, active: i == 0})
	}
	return entries
}

// gallery makes the list of the templates.
func gallery() []entry {
	var entries []entry
	for _, t := range rubric.Templates() {
		e := entry{key: "template " + t.Key, summary: t.Summary, version: rubric.Version{Body: t.Body}}
		e.version.Rubric, e.broken = rubric.Parse(t.Key, []byte(t.Body))
		entries = append(entries, e)
	}
	return entries
}

// about says in one line where the entry comes from.
func (v *Versions) about(e *entry) string {
	switch {
	case e.draft():
		return fmt.Sprintf("your unpublished edits on v%d, kept %s", e.base, v.when(e.version.At))
	case e.template():
		return e.summary
	}
	by := ""
	if e.version.By != "" {
		by = " by " + e.version.By
	}
	return "published " + v.when(e.version.At) + by
}

// when returns an instant in words: the time of today, else the day.
func (v *Versions) when(at time.Time) string {
	now := v.clock()
	at = at.In(now.Location())
	switch {
	case at.IsZero():
		return "at an unknown time"
	case at.Format(time.DateOnly) == now.Format(time.DateOnly):
		return "today " + at.Format("15:04")
	case at.Year() == now.Year():
		return at.Format("Mon 2 Jan 15:04")
	}
	return at.Format("2 Jan 2006")
}

// day returns an instant as the day alone, the year only when it is another.
func (v *Versions) day(at time.Time) string {
	now := v.clock()
	at = at.In(now.Location())
	switch {
	case at.IsZero():
		return ""
	case at.Format(time.DateOnly) == now.Format(time.DateOnly):
		return "today"
	case at.Year() == now.Year():
		return at.Format("Mon 2 Jan")
	}
	return at.Format("2 Jan 2006")
}
