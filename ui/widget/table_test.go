package widget

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"smarketing/ui/theme"
)

// item is a row of the tests.
type item struct {
	id   int
	name string
}

func itemColumns() []Column[item] {
	return []Column[item]{
		{Title: "id", Field: "id", Width: 6, Right: true, Cell: func(r item) Cell { return Cell{Text: fmt.Sprint(r.id)} }},
		{Title: "name", Field: "name", Width: 8, Flex: 2, Limit: 30, Cell: func(r item) Cell { return Cell{Text: r.name} }},
		{Title: "again", Width: 8, Flex: 1, Drop: 2, Cell: func(r item) Cell { return Cell{Text: r.name} }},
		{Title: "last", Field: "last", Width: 5, Right: true, Tight: true, Drop: 1, Cell: func(item) Cell { return Cell{Text: "12 d"} }},
	}
}

func newItems(st theme.Styles) *Table[item] {
	return NewTable(itemColumns(), func(a, b item) bool { return a.id == b.id }, st)
}

// list is what the rows are fetched from.
type list []item

func items(n int) list {
	names := []string{"Mia", "株式会社ミライ", "Eve\x1b[31m\nRed", "محمد", "a long name that has to be cut somewhere"}
	l := make(list, n)
	for i := range l {
		l[i] = item{i, names[i%len(names)]}
	}
	return l
}

// serve answers all wants of the table until it has none.
func (l list) serve(t *Table[item]) {
	for wants := t.Wants(); len(wants) > 0; wants = t.Wants() {
		for _, w := range wants {
			l.answer(t, w)
		}
	}
}

func (l list) answer(t *Table[item], w Want) {
	from := min(w.First, len(l))
	t.Put(w, slices.Clone(l[from:min(from+w.Count, len(l))]), len(l))
}

func dark() theme.Styles { return theme.New(theme.Default(), true, false) }

func served(n, w, h int) (*Table[item], list) {
	t, l := newItems(dark()), items(n)
	t.Resize(w, h)
	l.serve(t)
	return t, l
}

func stripped(t *Table[item]) []string { return strings.Split(ansi.Strip(t.View()), "\n") }

func TestTableShowsExactlyItsRoom(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		n, w, h := rapid.IntRange(0, 700).Draw(rt, "n"), rapid.IntRange(1, 120).Draw(rt, "w"), rapid.IntRange(1, 60).Draw(rt, "h")
		table, l := served(n, w, h)
		keys := []string{"j", "k", "pgdown", "pgup", "ctrl+d", "ctrl+u", "g", "G", "home", "end"}
		for _, k := range rapid.SliceOfN(rapid.SampledFrom(keys), 0, 30).Draw(rt, "keys") {
			if !table.Press(keyPress(k)) {
				rt.Fatalf("%q is no key of the table", k)
			}
			if rapid.Bool().Draw(rt, "serve") {
				l.serve(table)
			}
		}
		lines := strings.Split(table.View(), "\n")
		if len(lines) != h {
			rt.Fatalf("%d lines, want %d", len(lines), h)
		}
		for i, line := range lines {
			if ansi.StringWidth(line) != w || ansi.StringWidthWc(line) != w {
				rt.Fatalf("line %d has %d cells, want %d: %q", i, ansi.StringWidth(line), w, line)
			}
		}
		l.serve(table)
		if got, ok := table.Selected(); n > 0 && h > 1 && (!ok || got.id != table.Index()) {
			rt.Fatalf("row %d is %v, %v", table.Index(), got, ok)
		}
		if h > 1 && n > 0 && (table.cursor < table.top || table.cursor >= table.top+table.body()) {
			rt.Fatalf("cursor %d is outside of %d+%d", table.cursor, table.top, table.body())
		}
	})
}

func keyPress(name string) tea.KeyPressMsg {
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(rest[0]), Mod: tea.ModCtrl}
	}
	codes := map[string]rune{"pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp, "home": tea.KeyHome, "end": tea.KeyEnd, "down": tea.KeyDown}
	if code, ok := codes[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

func TestTableHeaderStandsOverItsCells(t *testing.T) {
	t.Parallel()
	for w := 24; w < 120; w++ {
		table, _ := served(10, w, 5)
		lines := stripped(table)
		for _, s := range table.shown {
			c := table.columns[s.column]
			title := ansi.Cut(lines[0], s.x, s.x+s.w)
			cell := ansi.Cut(lines[1], s.x, s.x+s.w)
			if c.Right && (strings.HasSuffix(title, " ") || strings.HasSuffix(cell, " ")) ||
				!c.Right && (strings.HasPrefix(title, " ") || strings.HasPrefix(cell, " ")) {
				t.Errorf("width %d: %q over %q", w, title, cell)
			}
		}
	}
}

func TestTableDropsColumns(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		w    int
		want []string
	}{
		{80, []string{"id", "name", "again", "last"}},
		{39, []string{"id", "name", "again", "last"}},
		{35, []string{"id", "name", "last"}},
		{24, []string{"id", "name"}},
	} {
		table, _ := served(3, test.w, 4)
		if got := strings.Fields(stripped(table)[0]); !slices.Equal(got, test.want) {
			t.Errorf("width %d shows %v, want %v", test.w, got, test.want)
		}
	}
}

func TestTableMarksOrder(t *testing.T) {
	t.Parallel()
	table, _ := served(3, 80, 4)
	table.Order("name", true)
	if head := stripped(table)[0]; !strings.Contains(head, "name ▲") {
		t.Errorf("header %q has no arrow up at name", head)
	}
	table.Order("last", false)
	if head := stripped(table)[0]; !strings.Contains(head, "last▼") || strings.Contains(head, "▲") {
		t.Errorf("header %q has no arrow down at last alone", head)
	}
}

func TestTableMarksSelectedRowWithoutColour(t *testing.T) {
	t.Parallel()
	table := newItems(theme.New(theme.Default(), true, true))
	l := items(5)
	table.Resize(60, 6)
	l.serve(table)
	table.Press(keyPress("j"))
	lines := strings.Split(table.View(), "\n")
	if !strings.HasPrefix(ansi.Strip(lines[2]), "▌ ") {
		t.Errorf("selected row %q has no mark", ansi.Strip(lines[2]))
	}
	if !strings.Contains(lines[2], "\x1b[7m") || strings.Contains(lines[1], "\x1b[7m") {
		t.Errorf("the band is not reversed on the selected row alone: %q", lines)
	}
}

func TestTableDropsStaleRows(t *testing.T) {
	t.Parallel()
	table := newItems(dark())
	table.Resize(60, 10)
	old := table.Wants()
	table.Reset()
	fresh := table.Wants()
	if table.Put(old[0], items(3), 3) {
		t.Error("rows of the old question were taken")
	}
	if table.Fail(old[0]) {
		t.Error("the failure of the old question was taken")
	}
	if !table.Put(fresh[0], items(2), 2) || table.Total() != 2 {
		t.Errorf("rows of the new question were not taken, total %d", table.Total())
	}
}

func TestTableKeepsOldRowsWhileLoading(t *testing.T) {
	t.Parallel()
	table, l := served(1000, 60, 10)
	before := stripped(table)
	table.Reset()
	if got := stripped(table); !slices.Equal(got, before) {
		t.Errorf("old rows went away:\n%s", strings.Join(got, "\n"))
	}
	if !table.Loading() {
		t.Error("the table does not say that it is loading")
	}
	l[:2].serve(table)
	if got := stripped(table); strings.TrimSpace(got[3]) != "" {
		t.Errorf("an old row is left under new ones: %q", got[3])
	}
}

func TestTableStaysOnItsRow(t *testing.T) {
	t.Parallel()
	table, l := served(1000, 60, 10)
	table.Select(300)
	l.serve(table)
	above := table.Index() - table.top

	moved := append(list{{5000, "new"}, {5001, "new"}}, l...)
	table.Refresh()
	moved.serve(table)
	if got, _ := table.Selected(); got.id != 300 || table.Index() != 302 {
		t.Errorf("after two new rows above the cursor is on %d at %d, want 300 at 302", got.id, table.Index())
	}
	if table.Index()-table.top != above {
		t.Errorf("the row jumped from line %d to %d", above, table.Index()-table.top)
	}

	gone := slices.DeleteFunc(slices.Clone(moved), func(r item) bool { return r.id == 300 })
	table.Refresh()
	gone.serve(table)
	lost, ok := table.Lost()
	if !ok || lost.id != 300 {
		t.Errorf("lost %v, %v, want row 300", lost, ok)
	}
	if _, again := table.Lost(); again {
		t.Error("a lost row was reported twice")
	}
	if got, _ := table.Selected(); got.id != 301 {
		t.Errorf("the cursor is on %d, want the next one, 301", got.id)
	}
}

func TestTableAsksOnce(t *testing.T) {
	t.Parallel()
	table := newItems(dark())
	table.Resize(60, 10)
	wants := table.Wants()
	if len(wants) != 1 || wants[0].First != 0 || wants[0].Count != PageRows {
		t.Fatalf("the first wants are %v", wants)
	}
	if again := table.Wants(); again != nil {
		t.Errorf("asked again for %v", again)
	}
	l := items(10_000)
	l.answer(table, wants[0])
	if next := table.Wants(); len(next) != 1 || next[0].First != PageRows {
		t.Errorf("the neighbour is not fetched ahead: %v", next)
	}
	table.Press(keyPress("G"))
	if last := table.Wants(); len(last) != 2 || last[1].First != 9_984 {
		t.Errorf("at the end wanted %v", last)
	}
}

func TestTableForgetsPages(t *testing.T) {
	t.Parallel()
	table, l := served(10_000, 60, 10)
	for range 60 {
		table.Scroll(PageRows)
		l.serve(table)
	}
	if n := len(table.rows.pages); n > pageLimit {
		t.Errorf("%d pages in memory, at most %d allowed", n, pageLimit)
	}
	table.Press(keyPress("g"))
	l.serve(table)
	if got, ok := table.Selected(); !ok || got.id != 0 {
		t.Errorf("a forgotten page did not come back: %v, %v", got, ok)
	}
}

func TestTableMouse(t *testing.T) {
	t.Parallel()
	table, _ := served(100, 60, 11)
	table.Wheel(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	if table.top != wheelRows || table.Index() != wheelRows {
		t.Errorf("the wheel went to %d, cursor %d", table.top, table.Index())
	}
	if _, row := table.Click(5, 4); !row || table.Index() != wheelRows+3 {
		t.Errorf("a click on line 4 selected row %d", table.Index())
	}
	if field, _ := table.Click(12, 0); field != "name" {
		t.Errorf("a click on the header returned %q", field)
	}
	if _, row := table.Click(60, 4); row {
		t.Error("a click beside the table selected a row")
	}
}

func BenchmarkTableKeyView(b *testing.B) {
	for _, n := range []int{1_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			table, l := served(n, 120, 37)
			down, up := keyPress("j"), keyPress("g")
			b.ReportAllocs()
			for b.Loop() {
				if table.Index() == n-1 {
					table.Press(up)
				}
				table.Press(down)
				l.serve(table)
				_ = table.View()
			}
		})
	}
}
