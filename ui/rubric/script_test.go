package rubric

import (
	"os"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/rubric"
)

// TestEditor writes the rubric as text, with a mistake first.
func TestEditor(t *testing.T) {
	t.Parallel()
	drive(t, newFake(60), 80, 20, func(d *driver) {
		var opened []int // lines at which the editor was opened
		path, text := "", ""
		d.Screen.script.folder = t.TempDir()
		write := func(from, to string) {
			d.Screen.script.launch = func(p string, line int) tea.Cmd {
				body, err := os.ReadFile(p)
				if err != nil {
					t.Error(err)
				}
				if info, err := os.Stat(p); err != nil || info.Mode().Perm() != 0o600 {
					t.Errorf("others can read the text: %v %v", info.Mode(), err)
				}
				path, text = p, strings.Replace(string(body), from, to, 1)
				opened = append(opened, line)
				return func() tea.Msg { return closedMsg{p, os.WriteFile(p, []byte(text), 0o600)} }
			}
		}
		write("points = 14", "points = 500")
		d.Press("E")
		d.Shows("1 mistake", "points = 500", "points 500 is outside -100..100", "use a whole number between -100 and 100")
		d.Golden("mistakes-80x20")
		d.Press("esc")
		d.Shows("50-1,000 employees")
		if d.Screen.rubric().Groups[0].Criteria[0].Points != 14 {
			t.Error("a text with a mistake was taken")
		}
		write("points = 500", "points = 20 # bigger is better")
		d.Press("E")
		d.Shows("14 → 20", "draft on v7 · 1 change")
		if len(opened) != 2 || opened[1] == 0 {
			t.Errorf("the editor was opened at the lines %v", opened)
		}
		if !strings.Contains(d.Screen.past.text(*d.Screen.rubric()), "# bigger is better") {
			t.Error("a comment was lost")
		}
		if _, err := os.Stat(path); !os.IsNotExist(err) {
			t.Errorf("the file of the text is still there: %v", err)
		}
		d.Press("u")
		d.Hides("14 → 20")
	})
}

// TestHalfWrittenDraft opens a file whose draft is no valid rubric, as the
// command line may leave it.
func TestHalfWrittenDraft(t *testing.T) {
	t.Parallel()
	f := newFake(60)
	body := strings.Replace(f.versions[0].Body, "points = 14", "points = 1400", 1)
	f.draft = &rubric.Draft{Base: 7, Body: body, At: now, By: "Kim"}
	drive(t, f, 80, 20, func(d *driver) {
		d.Shows("1 mistake", "points = 1400")
		d.Screen.script.folder = t.TempDir()
		d.Screen.script.launch = func(p string, _ int) tea.Cmd {
			text, err := os.ReadFile(p)
			if err != nil || string(text) != body {
				t.Errorf("the editor gets another text, %v", err)
			}
			mended := strings.Replace(body, "points = 1400", "points = 20", 1)
			return func() tea.Msg { return closedMsg{p, os.WriteFile(p, []byte(mended), 0o600)} }
		}
		d.Press("E")
		d.Shows("14 → 20", "draft on v7")
		rest(d)
		if !strings.Contains(f.draft.Body, "points = 20") {
			t.Error("the mended draft is not in the file")
		}
	})
}
