// Package theme turns a palette of roles into the styles of every screen.
//
// It must not know any noun of ours; screens name roles, never colours.
package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
)

// Palette gives each role a colour for light and for dark backgrounds.
type Palette struct {
	Name                          string
	Text, Muted, Faint, Accent    Pair
	Sales, Marketing, Shared      Pair
	Good, Watch, Bad              Pair
	Surface, Raised, Select, Rule Pair
}

// Pair is a colour on light and on dark backgrounds, as #rrggbb.
type Pair struct{ Light, Dark string }

// Styles are the resolved roles. A role as a style colours text on the
// surface; compose with Bold and the like at the place of use.
type Styles struct {
	Dark  bool
	Plain bool // no colour: NO_COLOR

	Text, Muted, Faint, Accent lipgloss.Style
	Sales, Marketing, Shared   lipgloss.Style
	Good, Watch, Bad           lipgloss.Style
	Heading                    lipgloss.Style // small caps-like section heading
	Rule                       lipgloss.Style
	Select                     lipgloss.Style // the band of the selected row
	Raised                     lipgloss.Style // the ground of overlays
	Title                      lipgloss.Style // the name of what is shown
	Key                        lipgloss.Style // a key in the footer
	Surface                    color.Color    // the background of the screen; nil: the terminal's own
}
