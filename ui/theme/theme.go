// Package theme turns a palette of roles into the styles of every screen.
//
// It must not know any noun of ours; screens name roles, never colours.
package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
)

// Palette gives each role a colour for light and for dark backgrounds.
//
// Surface is the ground the other colours are tuned for. It is not painted:
// the screen keeps the terminal's own background, so that it never looks like
// a box in somebody's window.
type Palette struct {
	Name                          string
	Text, Muted, Faint, Accent    Pair
	Sales, Marketing, Shared      Pair
	Good, Watch, Bad              Pair
	Surface, Raised, Select, Rule Pair
}

// Pair is a colour on light and on dark backgrounds, as #rrggbb.
type Pair struct{ Light, Dark string }

// on returns the half of the pair for the background.
func (p Pair) on(dark bool) color.Color {
	if dark {
		return lipgloss.Color(p.Dark)
	}
	return lipgloss.Color(p.Light)
}

// HeatSteps is the number of steps of the heat scale, the empty one included.
const HeatSteps = 6

// Styles are the resolved roles. A role as a style colours text on the
// surface; compose with Bold and the like at the place of use.
type Styles struct {
	Dark  bool
	Plain bool // no grounds: no colour, or only the sixteen of the terminal

	Text, Muted, Faint, Accent lipgloss.Style
	Sales, Marketing, Shared   lipgloss.Style
	Good, Watch, Bad           lipgloss.Style
	Heading                    lipgloss.Style // small caps-like section heading
	Rule                       lipgloss.Style
	Select                     lipgloss.Style // the band of the selected row
	Raised                     lipgloss.Style // the ground of overlays
	Title                      lipgloss.Style // the name of what is shown
	Key                        lipgloss.Style // a key in the footer
	Heat                       [HeatSteps]lipgloss.Style
	Surface                    color.Color // the background of the screen; nil: the terminal's own
}

// New resolves the palette for a dark or light background. Without colour the
// same news is carried by bold and reverse, and by the glyphs of the screens.
func New(p Palette, dark, plain bool) Styles {
	if plain {
		return newPlain(dark)
	}
	ink := func(pair Pair) lipgloss.Style { return lipgloss.NewStyle().Foreground(pair.on(dark)) }
	s := Styles{
		Dark: dark,
		Text: ink(p.Text), Muted: ink(p.Muted), Faint: ink(p.Faint), Accent: ink(p.Accent),
		Sales: ink(p.Sales), Marketing: ink(p.Marketing), Shared: ink(p.Shared),
		Good: ink(p.Good), Watch: ink(p.Watch), Bad: ink(p.Bad),
		Heading: ink(p.Muted).Bold(true),
		Rule:    ink(p.Rule),
		Select:  ink(p.Text).Background(p.Select.on(dark)),
		Raised:  ink(p.Text).Background(p.Raised.on(dark)),
		Title:   ink(p.Text).Bold(true),
		Key:     ink(p.Accent),
	}
	s.Heat[0] = s.Faint
	for i, ground := range heat(p, dark) {
		s.Heat[i+1] = ink(p.Text).Background(ground)
	}
	return s
}

// Basic returns the styles for a terminal with sixteen colours. Roles are the
// terminal's own colours; grounds are left alone, so a selection is reversed
// as it is without colour.
func Basic(dark bool) Styles {
	p, s := basic(), newPlain(dark)
	for role, pair := range map[*lipgloss.Style]Pair{
		&s.Muted: p.Muted, &s.Faint: p.Faint, &s.Accent: p.Accent, &s.Key: p.Accent,
		&s.Sales: p.Sales, &s.Marketing: p.Marketing, &s.Shared: p.Shared,
		&s.Good: p.Good, &s.Watch: p.Watch, &s.Bad: p.Bad, &s.Rule: p.Rule,
	} {
		*role = role.Foreground(pair.on(dark))
	}
	return s
}

func newPlain(dark bool) Styles {
	none := lipgloss.NewStyle()
	bold := none.Bold(true)
	s := Styles{
		Dark: dark, Plain: true,
		Text: none, Muted: none, Faint: none, Accent: bold,
		Sales: none, Marketing: none, Shared: none,
		Good: none, Watch: bold, Bad: bold,
		Heading: bold, Rule: none, Select: none.Reverse(true), Raised: none, Title: bold, Key: bold,
	}
	for i := range s.Heat {
		s.Heat[i] = none
	}
	s.Heat[HeatSteps-1] = bold
	return s
}

// heat returns the grounds of the heat scale, from faint to strong, all of
// them quiet enough for text to stand on.
func heat(p Palette, dark bool) []color.Color {
	const strongest = 45 // percent of the shared colour in the last step
	blend := lipgloss.Blend1D(101, p.Surface.on(dark), p.Shared.on(dark))
	grounds := make([]color.Color, HeatSteps-1)
	for i := range grounds {
		grounds[i] = blend[strongest*(i+1)/len(grounds)]
	}
	return grounds
}

// On returns the style for a piece of a selected row: its ink on the band.
// Where the band is reversed all its pieces have the same ink, or the reverse
// would be a patchwork.
func (s Styles) On(style lipgloss.Style) lipgloss.Style {
	if s.Plain {
		return s.Select.Bold(style.GetBold())
	}
	return style.Background(s.Select.GetBackground())
}

// Over returns the style for a piece of an overlay: its ink on the raised
// ground.
func (s Styles) Over(style lipgloss.Style) lipgloss.Style {
	if s.Plain {
		return style
	}
	return style.Background(s.Raised.GetBackground())
}

// Overlay returns the same roles on the raised ground, for everything that is
// drawn inside an overlay.
func (s Styles) Overlay() Styles {
	o := s
	for _, style := range []*lipgloss.Style{
		&o.Text, &o.Muted, &o.Faint, &o.Accent, &o.Sales, &o.Marketing, &o.Shared,
		&o.Good, &o.Watch, &o.Bad, &o.Heading, &o.Rule, &o.Title, &o.Key, &o.Heat[0],
	} {
		*style = s.Over(*style)
	}
	return o
}
