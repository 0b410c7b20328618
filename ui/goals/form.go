package goals

import (
	tea "charm.land/bubbletea/v2"

	"smarketing/internal/goal"
	"smarketing/ui/widget"
)

// form is the plan as it is typed.
type form struct {
	entries [inputs]entry
	mine    [inputs]bool // chosen by the person at the screen, and not stored yet
	at      input        // the selected row; from inputs on, a step of the path
	editing bool
	edit    widget.Input
	before  string // what the input held when editing began
	wrong   error  // what is wrong with what is typed

	plan  goal.Need
	from  [inputs]entry // what the plan was made from
	ok    bool          // the plan could be computed
	lacks string        // what it lacks
	steps []float64
}

// refill takes what the file says for every input that the person has not
// chosen: the goal in force, else what was measured.
func (g *Goals) refill() {
	f, r := &g.form, &g.load.report
	for i := range inputs {
		past, _ := i.measure(&r.Measured)
		switch inForce, ok := g.inForce(); {
		case f.mine[i] && f.entries[i].from == measured && past.from == measured:
			f.entries[i] = past
		case f.mine[i] && ok && f.entries[i].was(i.agree(inForce)): // somebody has stored the same
			f.entries[i], f.mine[i] = i.agree(inForce), false
		case f.mine[i]:
		case ok && i.agree(inForce).from == agreed:
			f.entries[i] = i.agree(inForce)
		default:
			f.entries[i] = past
		}
		if i == share && f.entries[i].from == unset {
			f.entries[i] = entry{from: assumed, value: 1}
		}
	}
	g.compute()
}

// changed reports whether the form says something else than what is stored.
func (f *form) changed() bool {
	for i := range f.mine {
		if f.mine[i] {
			return true
		}
	}
	return false
}

// compute makes the plan of what the form holds, the input under the cursor as
// far as it is typed. It takes microseconds, so it is done at every key.
func (g *Goals) compute() {
	f := &g.form
	entries := f.entries
	f.wrong = nil
	if f.editing && f.edit.Value() != f.before {
		if e, err := f.at.parse(f.edit.Value(), &g.load.report, g.clock()); err != nil {
			f.wrong = err // the figures go on with what the input held before
		} else {
			entries[f.at] = e
		}
	}
	f.from, f.ok, f.lacks, f.steps = entries, false, "", nil
	switch {
	case entries[revenue].value <= 0:
		f.lacks = "Type the revenue goal, and everything else follows."
		return
	case entries[averageDeal].value <= 0:
		f.lacks = "Type the average deal: no won deal has a sum to measure it."
		return
	}
	plan, err := goal.Plan(g.inputsOf(&entries))
	if err != nil {
		f.wrong = err
		return
	}
	f.plan, f.ok = plan, true
	for _, s := range g.load.report.Measured.Scaled(entries[leadRate].value) {
		f.steps = append(f.steps, s.Rate)
	}
	g.keepRow()
}

// inputsOf returns what the plan is made from. A goal is spread over all of its
// time, also when a part of it is over.
func (g *Goals) inputsOf(entries *[inputs]entry) goal.Inputs {
	m := &g.load.report.Measured
	rate := func(i input) goal.Rate {
		e := entries[i]
		if s := i.share(m); e.from == measured || e.from == unset && s.Value == 0 { // of none, the interval says something
			return goal.FromFile(s)
		}
		return goal.Typed(e.value)
	}
	in := goal.Inputs{
		Revenue: entries[revenue].value, Share: entries[share].value, AverageDeal: entries[averageDeal].value,
		WinRate: rate(winRate), LeadRate: rate(leadRate), ReadyRate: rate(readyRate), Lag: entries[lag].value, Now: g.clock(),
	}
	if d := entries[deadline]; !d.end.IsZero() {
		in.Now, in.Deadline = d.start, d.end
	}
	return in
}

// rows returns how many rows the cursor can go to.
func (f *form) rows() int { return int(inputs) + len(f.steps) }

func (g *Goals) keepRow() {
	g.form.at = input(max(0, min(int(g.form.at), g.form.rows()-1)))
}

// move selects another row.
func (g *Goals) move(by int) {
	g.form.at = input(max(0, min(int(g.form.at)+by, g.form.rows()-1)))
	g.what = whatIf{}
}

// begin starts to edit the selected input: what it holds, or a new figure.
func (g *Goals) begin(anew bool) tea.Cmd {
	f := &g.form
	if f.at >= inputs {
		return nil
	}
	g.what = whatIf{}
	f.editing = true
	f.before = f.at.text(f.entries[f.at], g.load.report.Zone)
	f.edit.SetValue(f.before)
	if anew {
		f.edit.SetValue("")
	}
	return f.edit.Focus()
}

// typing takes a key or a paste while an input is edited.
func (g *Goals) typing(msg tea.Msg) tea.Cmd {
	cmd, changed := g.form.edit.Update(msg)
	if changed {
		g.compute()
	}
	return cmd
}

// take puts what was typed into the form and goes on. What makes no sense stays
// to be mended.
func (g *Goals) take(by int) func() tea.Cmd {
	return func() tea.Cmd {
		f := &g.form
		e, err := f.at.parse(f.edit.Value(), &g.load.report, g.clock())
		if err != nil {
			f.wrong = err
			return nil
		}
		if f.edit.Value() != f.before {
			g.choose(f.at, e)
		}
		g.leave()
		g.move(by)
		return nil
	}
}

// choose gives an input a figure of the person's own.
func (g *Goals) choose(i input, e entry) {
	f := &g.form
	if i == share && e.from == unset {
		e = entry{from: assumed, value: 1}
	}
	f.entries[i], f.mine[i] = e, true
	if inForce, ok := g.inForce(); ok {
		if stored := i.agree(inForce); stored.was(e) {
			f.entries[i], f.mine[i] = stored, false
		}
	}
}

// leave ends editing; what was typed is forgotten unless it was taken.
func (g *Goals) leave() tea.Cmd {
	g.form.editing = false
	g.form.edit.Blur()
	g.compute()
	return nil
}

// putBack forgets everything that was typed.
func (g *Goals) putBack() tea.Cmd {
	g.form.mine = [inputs]bool{}
	g.what = whatIf{}
	g.refill()
	return nil
}

// takeMeasured gives inputs what the file's own past says.
func (g *Goals) takeMeasured(which ...input) func() tea.Cmd {
	return func() tea.Cmd {
		for _, i := range which {
			if e, _ := i.measure(&g.load.report.Measured); e.from == measured {
				g.choose(i, e)
			}
		}
		g.what = whatIf{}
		g.compute()
		return nil
	}
}

// paste begins to edit with what is pasted.
func (g *Goals) paste(msg tea.PasteMsg) tea.Cmd {
	if g.form.editing {
		return g.typing(msg)
	}
	if !g.editable() {
		return nil
	}
	return tea.Batch(g.begin(true), g.typing(msg))
}

// editable reports whether an input is selected and seen.
func (g *Goals) editable() bool {
	return g.load.known && !g.book.open && g.planSeen() && g.form.at < inputs
}
