package theme

// Default returns the palette of the house. The hues follow the colour-blind
// safe set of B. Wong, "Points of view: Color blindness", Nature Methods 8,
// 441 (2011): blue and orange for the two teams, bluish green, yellow and
// vermilion for good, watch and bad. The light half darkens and the dark half
// brightens them until text has a contrast of 4.5:1 on every ground.
func Default() Palette {
	return Palette{
		Name:      "smarketing",
		Text:      Pair{Light: "#1f2430", Dark: "#dfe3ea"},
		Muted:     Pair{Light: "#555d6d", Dark: "#a3abba"},
		Faint:     Pair{Light: "#656d7c", Dark: "#9199a9"},
		Accent:    Pair{Light: "#6a3fb8", Dark: "#bda4f5"},
		Sales:     Pair{Light: "#00639c", Dark: "#5fb8ee"},
		Marketing: Pair{Light: "#9a5200", Dark: "#f0a83a"},
		Shared:    Pair{Light: "#6a3fb8", Dark: "#bda4f5"},
		Good:      Pair{Light: "#006e50", Dark: "#3fcaa2"},
		Watch:     Pair{Light: "#746000", Dark: "#ece05a"},
		Bad:       Pair{Light: "#b3321c", Dark: "#ff8a5c"},
		Surface:   Pair{Light: "#ffffff", Dark: "#14161b"},
		Raised:    Pair{Light: "#f3f4f7", Dark: "#1e222a"},
		Select:    Pair{Light: "#dfe7f6", Dark: "#343a46"},
		Rule:      Pair{Light: "#8b92a0", Dark: "#626978"},
	}
}

// basic returns the palette of terminals with sixteen colours: indices into
// the terminal's own colours, which its owner has made readable. An empty
// colour is the terminal's own text.
func basic() Palette {
	return Palette{
		Name:   "basic",
		Muted:  Pair{Light: "8", Dark: "7"},
		Faint:  Pair{Light: "8", Dark: "7"},
		Accent: Pair{Light: "5", Dark: "13"}, Shared: Pair{Light: "5", Dark: "13"},
		Sales:     Pair{Light: "4", Dark: "14"},
		Marketing: Pair{Light: "3", Dark: "3"},
		Good:      Pair{Light: "2", Dark: "10"},
		Watch:     Pair{Light: "3", Dark: "11"},
		Bad:       Pair{Light: "1", Dark: "9"},
		Rule:      Pair{Light: "8", Dark: "8"},
	}
}
