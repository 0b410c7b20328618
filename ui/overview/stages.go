package overview

import (
	"strings"

	"charm.land/lipgloss/v2"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

// stages draws where the leads stand: a bar for each stage of the success path
// in the colour of the team that owns it, and the detours below.
func stages(f crm.Overview, roomy bool) tile {
	var path, detours []crm.StageCount
	for _, s := range f.Stages {
		if s.Stage.Kind == crm.Detour {
			detours = append(detours, s)
		} else {
			path = append(path, s)
		}
	}
	step := linesOf(roomy)
	fit := func(h int) int {
		if room := (h - 1) / step; len(path) > room {
			return max(0, room-1) // one line sums up the rest
		}
		return len(path)
	}
	return tile{
		title: "STAGES", note: plural(f.Leads, "lead"), rows: len(path),
		open:  func(row int) screen.OpenMsg { return list(crm.LeadQuery{Stage: path[row].Stage.Key}) },
		rowAt: func(line int) int { return max(0, min(line/step, len(path)-1)) },
		fit:   fit,
		draw: func(p pen) []string {
			shown := path[:fit(p.h)]
			var lines []string
			for i, s := range shown {
				first := i == 0 || path[i-1].Stage.Team != s.Stage.Team
				lines = append(lines, p.line(i == p.row, p.stage(i == p.row, s, most(path), first)))
				lines = append(lines, make([]string, step-1)...)
			}
			if rest := path[len(shown):]; len(rest) > 0 {
				lines = append(lines, p.line(false, p.st.Muted.Render(
					plural(len(rest), "more stage")+" with "+plural(total(rest), "lead"))))
			}
			return append(lines, p.line(false, p.detours(detours)))
		},
	}
}

// stage is one line: label, bar, count, and the team where it changes.
func (p pen) stage(selected bool, s crm.StageCount, most int, names bool) string {
	const number = 8
	team := len("  marketing")
	if p.w < 44 {
		team = len("  sales")
	}
	label := min(18, max(11, (p.w-edge)/4))
	bar := p.w - edge - label - 1 - number - team
	owner := ""
	if names {
		owner = string(s.Stage.Team)
		if len(owner) > team-2 {
			owner = "mktg"
		}
	}
	ink := teamInk(p.st, s.Stage)
	part := 0.0
	if most > 0 {
		part = float64(s.Leads) / float64(most)
	}
	return p.pieces(selected,
		piece{p.st.Text, text.Fit(s.Stage.Label, label) + " "},
		piece{ink, widget.Bar(part, bar)},
		piece{p.st.Title, text.FitRight(count(s.Leads, number-1), number)},
		piece{ink, "  " + text.Fit(owner, team-2)},
	)
}

// detours is one quiet line of those who left the path. Labels are cut before
// a detour is left out.
func (p pen) detours(detours []crm.StageCount) string {
	for label := 24; label > 1; label-- {
		parts := make([]string, 0, len(detours))
		used := 2 * (len(detours) - 1)
		for _, s := range detours {
			name, number := text.Truncate(s.Stage.Label, label), count(s.Leads, 7)
			used += text.Width(name) + 1 + len(number)
			parts = append(parts, p.st.Faint.Render(name+" ")+p.st.Muted.Render(number))
		}
		if used <= p.w-edge {
			return strings.Join(parts, "  ")
		}
	}
	return ""
}

func teamInk(st theme.Styles, s crm.Stage) lipgloss.Style {
	switch {
	case s.Kind == crm.WonStage:
		return st.Good
	case s.Team == crm.Marketing:
		return st.Marketing
	}
	return st.Sales
}

func most(stages []crm.StageCount) int {
	n := 0
	for _, s := range stages {
		n = max(n, s.Leads)
	}
	return n
}

func total(stages []crm.StageCount) int {
	n := 0
	for _, s := range stages {
		n += s.Leads
	}
	return n
}
