package widget_test

import (
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

func TestHistogram(t *testing.T) {
	t.Parallel()
	st := theme.New(theme.Default(), true, true)
	for _, c := range []struct {
		name string
		h    widget.Histogram
		w    int
		want []string
	}{
		{"two series on one scale", widget.Histogram{Limit: 4, Series: []widget.Series{
			{Label: "before", Counts: []int{1, 8, 4, 2, 0, 1, 0, 0}},
			{Label: "after", Counts: []int{1, 4, 4, 2, 2, 1, 0, 1}},
		}}, 17, []string{
			"        0   4    ",
			"before  ▁█▄▂│ ▁  ",
			"after   ▁▄▄▂│▂▁ ▁",
		}},
		{"several lines", widget.Histogram{Limit: -1, Rows: 2, Series: []widget.Series{{Counts: []int{16, 8, 9, 1, 0}}}}, 5, []string{
			"0    ",
			"█ ▁  ",
			"███▁ ",
		}},
		{"more room than numbers", widget.Histogram{Limit: 1, Series: []widget.Series{{Counts: []int{1, 2}}}}, 9, []string{
			"0   1    ",
			"▄▄▄▄│████",
		}},
		{"the limit falls between cells", widget.Histogram{Limit: 7, Series: []widget.Series{{Counts: []int{4, 2, 2, 2, 2, 2, 2, 4, 4, 4}}}}, 6, []string{
			"0  7  ",
			"█▄▄│█ ",
		}},
		{"one column would flatten the others", widget.Histogram{Limit: -1, Series: []widget.Series{{Counts: []int{1000, 4, 8, 2}}}}, 4, []string{
			"0   ",
			"▲▃▆▂",
		}},
		{"nothing", widget.Histogram{Limit: 3, Series: []widget.Series{{Label: "a", Counts: make([]int, 5)}}}, 9, []string{
			"   0  3  ",
			"a     │  ",
		}},
		{"no numbers at all", widget.Histogram{Limit: 3, Series: []widget.Series{{Label: "a"}}}, 6, []string{"      ", "a     "}},
	} {
		got := ansi.Strip(c.h.View(st, c.w))
		if want := strings.Join(c.want, "\n"); got != want {
			t.Errorf("%s: got\n%q, want\n%q", c.name, strings.Split(got, "\n"), c.want)
		}
	}
}

// TestHistogramIsExact draws any numbers in any room: the view has its size,
// nothing that is there is drawn as nothing, and the line stands where the
// limit is.
func TestHistogramIsExact(t *testing.T) {
	t.Parallel()
	st := theme.New(theme.Default(), true, false)
	rapid.Check(t, func(t *rapid.T) {
		bins := rapid.IntRange(1, 160).Draw(t, "bins")
		counts := rapid.SliceOfN(rapid.IntRange(1, 5000), bins, bins)
		h := widget.Histogram{
			Limit: rapid.IntRange(-1, 170).Draw(t, "limit"), Rows: rapid.IntRange(0, 4).Draw(t, "rows"), Apart: rapid.Bool().Draw(t, "apart"),
			Series: []widget.Series{
				{Label: rapid.SampledFrom([]string{"", "before", "王小明"}).Draw(t, "label"), Counts: counts.Draw(t, "before"), Style: lipgloss.NewStyle()},
				{Counts: counts.Draw(t, "after"), Style: st.Text},
			},
		}
		w := rapid.IntRange(1, 120).Draw(t, "w")
		view := h.View(st, w)
		exact(t, view, w, h.Height())
		lines := strings.Split(ansi.Strip(view), "\n")
		if lined := h.Limit >= 0 && h.Limit < bins; w > 20 && strings.Contains(lines[len(lines)-1], "│") != lined {
			t.Fatalf("limit %d of %d:\n%s", h.Limit, bins, ansi.Strip(view))
		}
		if low := strings.ReplaceAll(strings.TrimSpace(lines[len(lines)-1]), "│", ""); w > 20 && strings.Contains(low, " ") {
			t.Fatalf("a column that is there is not seen: %q", low)
		}
	})
}

func TestMatrix(t *testing.T) {
	t.Parallel()
	st := theme.New(theme.Default(), true, true)
	m := widget.Matrix{
		Rows: []string{"A", "B"}, Columns: []string{"1", "2"},
		Counts: [][]int{{44, 61}, {1038, 0}}, Before: [][]int{{38, 61}, {1050, 3}},
	}
	for _, c := range []struct {
		w    int
		want []string
	}{
		{40, []string{
			"       1          2                     ",
			"A     44 ▲6      61                     ",
			"B  1,038 ▼12      0 ▼3                  ",
		}},
		{20, []string{
			"       1        2   ",
			"A     44 ▲     61   ",
			"B  1,038 ▼      0 ▼ ",
		}},
	} {
		if got := ansi.Strip(m.View(st, c.w)); got != strings.Join(c.want, "\n") {
			t.Errorf("%d cells:\n%s\nwant\n%s", c.w, got, strings.Join(c.want, "\n"))
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		w := rapid.IntRange(1, 60).Draw(t, "w")
		exact(t, m.View(st, w), w, m.Height())
	})
}
