package theme_test

import (
	"fmt"
	"image/color"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/lucasb-eyer/go-colorful"

	"smarketing/ui/theme"
)

// contrast is the ratio of WCAG 2.2, section 1.4.3.
func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	if la < lb {
		la, lb = lb, la
	}
	return (la + 0.05) / (lb + 0.05)
}

func luminance(c color.Color) float64 {
	col, _ := colorful.MakeColor(c)
	r, g, b := col.LinearRgb()
	return 0.2126*r + 0.7152*g + 0.0722*b
}

func TestContrast(t *testing.T) {
	t.Parallel()
	p := theme.Default()
	inks := map[string]theme.Pair{
		"text": p.Text, "muted": p.Muted, "faint": p.Faint, "accent": p.Accent,
		"sales": p.Sales, "marketing": p.Marketing, "shared": p.Shared,
		"good": p.Good, "watch": p.Watch, "bad": p.Bad,
	}
	for name, ink := range inks {
		for ground, pair := range map[string]theme.Pair{"surface": p.Surface, "raised": p.Raised, "select": p.Select} {
			least := 4.5
			if ground == "select" && name != "text" && name != "muted" {
				least = 3.9 // a band is one row, its coloured pieces are marks
			}
			for _, half := range []struct{ name, ink, ground string }{
				{"light", ink.Light, pair.Light}, {"dark", ink.Dark, pair.Dark},
			} {
				if got := contrast(lipgloss.Color(half.ink), lipgloss.Color(half.ground)); got < least {
					t.Errorf("%s on %s, %s: contrast %.2f, want %.1f", name, ground, half.name, got, least)
				}
			}
		}
	}
	for _, half := range []struct{ name, ink, ground string }{
		{"light", p.Rule.Light, p.Surface.Light}, {"dark", p.Rule.Dark, p.Surface.Dark},
	} {
		if got := contrast(lipgloss.Color(half.ink), lipgloss.Color(half.ground)); got < 3 {
			t.Errorf("rule, %s: contrast %.2f, want 3", half.name, got)
		}
	}
}

// TestOtherGrounds checks that the palette holds on the backgrounds people
// really have, which are not painted over.
func TestOtherGrounds(t *testing.T) {
	t.Parallel()
	p := theme.Default()
	for _, ink := range []theme.Pair{p.Text, p.Muted, p.Accent, p.Sales, p.Marketing, p.Good, p.Watch, p.Bad} {
		for _, ground := range []string{"#000000", "#1e1e2e", "#282c34", "#002b36", "#1a1b26"} {
			if got := contrast(lipgloss.Color(ink.Dark), lipgloss.Color(ground)); got < 4.5 {
				t.Errorf("%s on %s: contrast %.2f", ink.Dark, ground, got)
			}
		}
		for _, ground := range []string{"#ffffff", "#fafafa", "#fdf6e3", "#eff1f5"} {
			if got := contrast(lipgloss.Color(ink.Light), lipgloss.Color(ground)); got < 4.5 {
				t.Errorf("%s on %s: contrast %.2f", ink.Light, ground, got)
			}
		}
	}
}

func TestHeatIsReadable(t *testing.T) {
	t.Parallel()
	for _, dark := range []bool{false, true} {
		s := theme.New(theme.Default(), dark, false)
		for i, style := range s.Heat[1:] {
			if got := contrast(style.GetForeground(), style.GetBackground()); got < 4.5 {
				t.Errorf("dark %v, step %d: contrast %.2f", dark, i+1, got)
			}
		}
	}
}

// TestPlainHasNoColour checks that nothing but bold and reverse is left, and
// that a selection is still seen.
func TestPlainHasNoColour(t *testing.T) {
	t.Parallel()
	s := theme.New(theme.Default(), true, true)
	for name, style := range map[string]lipgloss.Style{
		"text": s.Text, "muted": s.Muted, "faint": s.Faint, "accent": s.Accent, "sales": s.Sales,
		"marketing": s.Marketing, "good": s.Good, "watch": s.Watch, "bad": s.Bad, "select": s.Select,
		"raised": s.Raised, "rule": s.Rule, "heat": s.Heat[3], "on": s.On(s.Good), "over": s.Over(s.Good),
	} {
		if fg, bg := style.GetForeground(), style.GetBackground(); fg != (lipgloss.NoColor{}) || bg != (lipgloss.NoColor{}) {
			t.Errorf("%s has a colour: %v on %v", name, fg, bg)
		}
	}
	if s.Select.Render("x") == "x" || s.On(s.Muted).Render("x") == "x" {
		t.Error("a selection without colour cannot be seen")
	}
}

func TestOnKeepsInk(t *testing.T) {
	t.Parallel()
	s := theme.New(theme.Default(), true, false)
	on := s.On(s.Sales)
	if fmt.Sprint(on.GetForeground()) != fmt.Sprint(s.Sales.GetForeground()) || on.GetBackground() != s.Select.GetBackground() {
		t.Error("On changes the ink or misses the band")
	}
	over := s.Overlay()
	if over.Muted.GetBackground() != s.Raised.GetBackground() {
		t.Error("Overlay misses the raised ground")
	}
}

// TestBasicPaintsNoGround checks that sixteen colours are used as ink only, and
// that a selected row is one band whatever stands in it.
func TestBasicPaintsNoGround(t *testing.T) {
	t.Parallel()
	for _, dark := range []bool{false, true} {
		s := theme.Basic(dark)
		for name, style := range map[string]lipgloss.Style{
			"text": s.Text, "select": s.Select, "raised": s.Raised, "heat": s.Heat[2], "over": s.Over(s.Bad), "on": s.On(s.Sales),
		} {
			if bg := style.GetBackground(); bg != (lipgloss.NoColor{}) {
				t.Errorf("dark %v: %s has the ground %v", dark, name, bg)
			}
		}
		if s.Sales.GetForeground() == s.Marketing.GetForeground() {
			t.Errorf("dark %v: the teams have the same colour", dark)
		}
		if on := s.On(s.Sales); on.GetForeground() != (lipgloss.NoColor{}) || !on.GetReverse() {
			t.Errorf("dark %v: a selected piece is not part of the band", dark)
		}
	}
}
