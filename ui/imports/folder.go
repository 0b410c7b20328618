package imports

import (
	"path/filepath"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/text"
)

// typedPath splits what is typed into the folder to look into and the words to
// filter by.
func (p *picker) typedPath() (dir, filter string) {
	typed := p.input.Value()
	if typed == "~" {
		return "~", ""
	}
	return filepath.Split(typed)
}

// matches reports whether a name holds all words of the filter. Hidden files
// show only to those who ask for them.
func matches(name, filter string) bool {
	if strings.HasPrefix(name, ".") && !strings.HasPrefix(filter, ".") {
		return false
	}
	folded := text.Fold(name)
	for word := range strings.FieldsSeq(text.Fold(filter)) {
		if !strings.Contains(folded, word) {
			return false
		}
	}
	return true
}

// complete continues what is typed as far as all names agree, and else takes
// the selected one.
func (s *Imports) complete() tea.Cmd {
	p := &s.pick
	dir, base := p.typedPath()
	var names []File
	for _, f := range p.listing.Files {
		hidden := strings.HasPrefix(f.Name, ".") && !strings.HasPrefix(base, ".")
		if !hidden && len(f.Name) >= len(base) && strings.EqualFold(f.Name[:len(base)], base) {
			names = append(names, f)
		}
	}
	common := ""
	for i, f := range names {
		if i == 0 {
			common = f.Name
		}
		for !strings.HasPrefix(strings.ToLower(f.Name), strings.ToLower(common)) {
			common = common[:len(common)-1]
		}
	}
	selected, ok := p.table.Selected()
	switch {
	case len(names) == 1 && names[0].Folder:
		p.input.SetValue(dir + common + string(filepath.Separator))
	case len(common) > len(base):
		p.input.SetValue(dir + strings.ToValidUTF8(common, ""))
	case ok && selected.Folder:
		return s.enterFolder(selected)
	case ok:
		p.input.SetValue(selected.Path)
	}
	return s.retyped()
}

func (s *Imports) enterFolder(f File) tea.Cmd {
	path := f.Path
	if !strings.HasSuffix(path, string(filepath.Separator)) {
		path += string(filepath.Separator)
	}
	s.pick.input.SetValue(path)
	return s.retyped()
}

// sift shows the files that match what is typed: first those taken in lately,
// as long as no folder is named.
func (s *Imports) sift() {
	p := &s.pick
	dir, filter := p.typedPath()
	p.shown = nil
	listed := map[string]bool{}
	add := func(files []File) {
		for _, f := range files {
			if !listed[f.Path] && matches(f.Name, filter) {
				p.shown, listed[f.Path] = append(p.shown, f), true
			}
		}
	}
	if p.failed == nil {
		if dir == "" {
			add(p.listing.Recent)
		}
		add(p.listing.Files)
		if up := filepath.Dir(p.listing.Dir); filter == "" && up != p.listing.Dir {
			p.shown = append(p.shown, File{Name: "..", Path: up, Folder: true})
		}
	}
	p.table.Reset()
	fill(p.table, p.shown)
}

// age returns how long ago a file was changed, in the shortest words.
func age(t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	const day = 24 * time.Hour
	switch d := now.Sub(t); {
	case d < time.Minute:
		return "now"
	case d < time.Hour:
		return count(int(d/time.Minute)) + " min"
	case d < 2*day:
		return count(int(d/time.Hour)) + " h"
	case d < 90*day:
		return count(int(d/day)) + " d"
	case d < 2*365*day:
		return count(int(d/(30*day))) + " mo"
	default:
		return count(int(d/(365*day))) + " y"
	}
}
