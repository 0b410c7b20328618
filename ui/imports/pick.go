package imports

import (
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/dustin/go-humanize"

	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// promptWidth is what stands before the text of an input: "  › ".
const promptWidth = 4

// picker is the choice of a file: a path that is typed, and the folder it
// leads to.
type picker struct {
	input   widget.Input
	table   *widget.Table[File]
	listing Listing
	shown   []File
	asked   string // the folder as typed
	turn    int    // counts the readings, so that old answers are dropped
	known   bool   // some folder has been read
	reading bool
	failed  error
}

func newPicker(s *Imports) picker {
	p := picker{input: widget.NewInput("type to filter, or a path; tab completes, ~ is your home")}
	p.table = widget.NewTable(s.fileColumns(), func(a, b File) bool { return a.Path == b.Path }, s.styles)
	return p
}

func (s *Imports) inputWidth() int { return max(8, min(96, s.w-promptWidth-2)) }

// list reads a folder.
func (s *Imports) list(dir string) tea.Cmd {
	p := &s.pick
	p.turn++
	p.asked, p.reading = dir, true
	return tea.Batch(fetchFiles(s.src, dir, p.turn), s.spin.Start())
}

func (s *Imports) listed(m listedMsg) tea.Cmd {
	p := &s.pick
	if m.turn != p.turn {
		return nil
	}
	p.reading = false
	s.spin.Stop()
	if p.failed = m.err; m.err == nil {
		p.listing, p.known = m.listing, true
	}
	s.sift()
	return nil
}

// typed follows a change of the text: another folder is read, the same one is
// filtered.
func (s *Imports) typed(msg tea.Msg) tea.Cmd {
	if s.choose != nil {
		return s.choose.typed(msg)
	}
	if s.step != picking {
		return nil
	}
	cmd, changed := s.pick.input.Update(msg)
	if !changed {
		return cmd
	}
	return tea.Batch(cmd, s.retyped())
}

func (s *Imports) retyped() tea.Cmd {
	dir, _ := s.pick.typedPath()
	if dir != s.pick.asked || s.pick.failed != nil {
		return s.list(dir)
	}
	s.sift()
	return nil
}

// chosen opens what is selected: a folder, a file, or the path as typed.
func (s *Imports) chosen() tea.Cmd {
	f, ok := s.pick.table.Selected()
	switch {
	case ok && f.Folder:
		return s.enterFolder(f)
	case ok:
		return s.look(f.Path)
	case s.pick.reading:
		return nil
	case s.pick.input.Value() != "":
		return s.look(s.pick.input.Value())
	}
	return screen.Toast(screen.Warning, "Type the path of a file first.")
}

// leave clears what is typed, and leaves the screen when nothing is.
func (s *Imports) leave() tea.Cmd {
	if s.pick.input.Value() == "" {
		return func() tea.Msg { return screen.BackMsg{} }
	}
	s.pick.input.SetValue("")
	return s.retyped()
}

func (s *Imports) fileColumns() []widget.Column[File] {
	st := s.styles
	return []widget.Column[File]{
		{Title: "File", Width: 20, Flex: 2, Limit: 64, Cell: func(f File) widget.Cell {
			if f.Folder {
				return widget.Cell{Text: f.Name + "/", Style: st.Muted}
			}
			return widget.Cell{Text: f.Name, Style: st.Text}
		}},
		{Title: "Size", Width: 8, Right: true, Cell: func(f File) widget.Cell {
			if f.Folder {
				return widget.Cell{}
			}
			return widget.Cell{Text: humanize.Bytes(uint64(max(0, f.Size))), Style: st.Muted}
		}},
		{Title: "Changed", Width: 9, Right: true, Cell: func(f File) widget.Cell {
			return widget.Cell{Text: age(f.At, s.clock()), Style: st.Muted}
		}},
		{Title: "", Width: 14, Flex: 1, Drop: 1, Cell: func(f File) widget.Cell {
			if !f.Recent {
				return widget.Cell{}
			}
			return widget.Cell{Text: "lately, from " + filepath.Base(filepath.Dir(f.Path)), Style: st.Faint}
		}},
	}
}

func (s *Imports) pickView() string {
	st, p := s.styles, &s.pick
	head := "  " + st.Title.Render("IMPORT A FILE")
	if p.known {
		head += "  " + st.Muted.Render(text.Truncate(p.listing.Dir, max(8, s.w-24)))
	}
	if spin := s.spin.View(); spin != " " {
		head += "  " + st.Accent.Render(spin)
	}
	lines := []string{
		widget.Line(head, s.w),
		"  " + st.Key.Render("›") + " " + p.input.View(st, s.inputWidth()),
		"",
	}
	none := !slices.ContainsFunc(p.shown, func(f File) bool { return !f.Folder })
	if p.known && p.failed == nil && p.input.Value() == "" && none {
		lines[2] = "  " + st.Text.Render("No file here can be imported: CSV, TSV, XLSX, JSON or JSONL, plain or gzipped.")
	}
	switch {
	case p.failed != nil:
		lines = append(lines, s.trouble("The folder could not be read: ", p.failed)...)
	case !p.known:
	case len(p.shown) == 0 && p.input.Value() != "":
		lines = append(lines, "  "+st.Text.Render("No file here is called that."),
			"  "+st.Muted.Render("enter opens the path as typed"))
	default:
		lines = append(lines, strings.Split(p.table.View(), "\n")...)
	}
	return strings.Join(lines, "\n")
}

// trouble says in lines what went wrong, and the remedy.
func (s *Imports) trouble(what string, err error) []string {
	message, hint := sentence(err)
	hint = strings.TrimSuffix(hint, "; - reads standard input") // that of the command
	var lines []string
	for _, line := range widget.Wrap(what+message+".", min(s.w-4, 76)) {
		lines = append(lines, "  "+s.styles.Bad.Render(line))
	}
	if hint != "" {
		for _, line := range widget.Wrap(capital(hint)+".", min(s.w-4, 76)) {
			lines = append(lines, "  "+s.styles.Text.Render(line))
		}
	}
	return lines
}

// capital returns a sentence with a capital first letter.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

func baseName(path string) string { return text.Truncate(filepath.Base(path), 48) }

// fill gives a table the rows it wants from a list that is in memory.
func fill[R any](t *widget.Table[R], rows []R) {
	for _, want := range t.Wants() {
		from := min(want.First, len(rows))
		t.Put(want, rows[from:min(from+want.Count, len(rows))], len(rows))
	}
}
