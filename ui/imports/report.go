package imports

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/job"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// work is an import: under way, and then what it did.
type work struct {
	job      job.Job
	progress job.ProgressMsg
	stopping bool

	report crm.ImportReport
	err    error
	undo   undo
	undone *crm.UndoReport
	scroll int
}

// undo is the import being taken back: its rows in one go, of which nobody knows
// how far it is, and then the scores of what stays.
type undo struct {
	job      job.Job
	progress job.ProgressMsg
	running  bool
	began    time.Time
}

// imported shows what the import did, and says it to whoever is on another
// screen meanwhile.
func (s *Imports) imported(m importedMsg) tea.Cmd {
	if m.job != s.work.job.ID {
		return nil
	}
	s.step = reporting
	s.work.report, s.work.err = m.report, m.err
	name := baseName(s.review.path)
	switch {
	case m.err == nil:
		return screen.Toast(screen.Success, fmt.Sprintf("%s is in: %s new, %s updated", name, count(m.report.Created), count(m.report.Updated)))
	case crm.ErrorCode(m.err) == crm.Interrupted:
		return screen.Toast(screen.Warning, "The import of "+name+" was stopped; what is in stays in.")
	}
	return func() tea.Msg { return screen.Fail(m.err) }
}

func (s *Imports) undone(m undoneMsg) tea.Cmd {
	if m.id != s.work.report.ID {
		return nil
	}
	s.work.undo.running = false
	s.spin.Stop()
	if m.err != nil {
		return func() tea.Msg { return screen.Fail(m.err) }
	}
	s.work.undone = &m.undone
	s.work.scroll = 0
	return screen.Toast(screen.Success, "The import of "+baseName(s.review.path)+" is undone.")
}

// runActions are the keys while the file is taken in.
func (s *Imports) runActions() []screen.Action {
	why := ""
	if s.work.stopping {
		why = "it is stopping"
	}
	return []screen.Action{
		{Binding: bind("esc", "stop", "esc"), Title: "Stop the import", Why: why, Run: s.askStop},
		{Binding: bind("ctrl+c", "stop at once", "ctrl+c"), Title: "Stop the import without asking", Why: why,
			Run: func() tea.Cmd { s.Halt(); return nil }},
	}
}

func (s *Imports) askStop() tea.Cmd {
	return func() tea.Msg {
		return screen.AskMsg{
			Title: "Stop the import?", Yes: "Stop",
			Body: "Whole batches that are in stay in. Importing the same file again continues where this one stopped.",
			Run:  func() tea.Cmd { s.Halt(); return nil },
		}
	}
}

// runView shows how far the import is.
func (s *Imports) runView() string {
	st := s.styles
	what := s.work.progress.Now.What
	switch {
	case s.work.stopping:
		what = "stopping after this batch"
	case what == "":
		what = "beginning"
	}
	lines := []string{
		"  " + st.Title.Render("IMPORTING") + "  " + st.Accent.Render(baseName(s.review.path)), "", "",
		"  " + st.Text.Render(text.Clean(what)),
	}
	for _, line := range s.bar(s.work.progress, s.w-4) {
		lines = append(lines, "  "+line)
	}
	return strings.Join(append(lines, "", "  "+st.Faint.Render("What is in stays in. Other screens can be used meanwhile.")), "\n")
}

// reportActions are the keys under the report.
func (s *Imports) reportActions() []screen.Action {
	w := &s.work
	undo := ""
	switch {
	case w.report.ID == 0 || w.report.Created+w.report.Updated+w.report.Unchanged == 0:
		undo = "nothing came in"
	case w.undone != nil:
		undo = "it is undone"
	case w.undo.running:
		undo = "it is being undone"
	}
	actions := []screen.Action{
		{Binding: bind("enter", "show leads", "enter"), Title: "Show the leads",
			Run: func() tea.Cmd { return func() tea.Msg { return screen.OpenMsg{Screen: leadsTitle} } }},
		{Binding: bind("i", "another file", "i"), Title: "Import another file", Run: s.another},
		{Binding: bind("u", "undo", "u"), Title: "Undo the import", Why: undo, Run: s.askUndo},
	}
	if w.err != nil {
		actions = append(actions, screen.Action{Binding: bind("r", "continue", "r"), Title: "Try again, continue where it stopped", Run: s.run})
	}
	scroll := func(n int) func() tea.Cmd {
		return func() tea.Cmd { s.scrollReport(n); return nil }
	}
	for _, m := range []screen.Action{
		{Binding: bind("↓/j", "down", "down", "j"), Title: "Scroll down", Run: scroll(1)},
		{Binding: bind("↑/k", "up", "up", "k"), Title: "Scroll up", Run: scroll(-1)},
		{Binding: bind("pgdn", "page down", "pgdown", "ctrl+d", "space"), Title: "Scroll a page down", Run: scroll(s.h / 2)},
		{Binding: bind("pgup", "page up", "pgup", "ctrl+u"), Title: "Scroll a page up", Run: scroll(-s.h / 2)},
	} {
		m.Group, m.Quiet = "Moving", true
		actions = append(actions, m)
	}
	return actions
}

func (s *Imports) askUndo() tea.Cmd {
	name := baseName(s.review.path)
	return func() tea.Msg {
		return screen.AskMsg{
			Title: "Undo the import?", Yes: "Undo",
			Body: "What " + name + " brought in is removed again, unless somebody has touched it since. What stays is listed.",
			Run:  s.undo,
		}
	}
}

func (s *Imports) scrollReport(n int) {
	s.work.scroll = max(0, min(s.work.scroll+n, len(s.reportLines())-s.h))
}

func (s *Imports) reportView() string {
	lines := s.reportLines()
	from := max(0, min(s.work.scroll, len(lines)-s.h))
	rest := len(lines) - from - s.h
	lines = lines[from:min(len(lines), from+s.h)]
	if rest > 0 {
		lines[len(lines)-1] = "  " + s.styles.Faint.Render("↓ "+plural(rest+1, "line", "lines")+" more, j scrolls")
	}
	return strings.Join(lines, "\n")
}

// reportLines tell what the import did as a person wants to read it: what came
// in, what did not and why, and what else is worth knowing.
func (s *Imports) reportLines() []string {
	st, w, r := s.styles, &s.work, &s.work.report
	p := &pen{w: max(20, min(s.w-6, 92))}
	state := "is in"
	switch {
	case w.undo.running:
		state = "is being undone"
	case w.undone != nil:
		state = "is undone"
	case w.err != nil && r.Created+r.Updated+r.Unchanged == 0:
		state = "is not in"
	case w.err != nil:
		state = "is not all in"
	}
	p.line(st.Title.Render("IMPORT") + "  " + st.Accent.Render(baseName(s.review.path)) + " " + st.Text.Render(state) + s.spinMark())
	p.line("")
	if w.undo.running {
		s.undoingLines(p)
	}
	if w.undone != nil {
		s.undoneLines(p)
	}
	if w.err != nil {
		message, hint := sentence(w.err)
		p.text("! ", message+".", st.Bad)
		if crm.ErrorCode(w.err) == crm.Interrupted {
			hint = "r continues where it stopped"
		}
		if hint != "" {
			p.text("  ", hint, st.Text)
		}
		p.line("")
	}
	s.countLines(p, r)
	if r.Rejected > 0 {
		p.line("")
		where := plural(r.Rejected, "row", "rows")
		if r.RejectsFile != "" {
			where += ", kept in " + r.RejectsFile
		}
		p.line(widget.Heading(st, "REJECTED", where, p.w))
		s.reasons(p, r, 5)
	}
	s.factLines(p, r)
	notes := make([]string, 0, len(r.Notes))
	for _, note := range r.Notes {
		notes = append(notes, withoutFlags(note)) // the keys of the review do nothing here
	}
	s.notes(p, "WORTH KNOWING", notes)
	return strings.Split(indent(p.lines), "\n")
}

func (s *Imports) spinMark() string {
	if spin := s.spin.View(); spin != " " {
		return "  " + s.styles.Accent.Render(spin)
	}
	return ""
}

func (s *Imports) countLines(p *pen, r *crm.ImportReport) {
	st := s.styles
	figure := func(n int, what string, style func(...string) string) {
		if n > 0 {
			p.line(style(text.FitRight(count(n), 10)) + st.Muted.Render("  "+what))
		}
	}
	figure(r.Created, "new "+string(r.Kind), st.Good.Bold(true).Render)
	figure(r.Updated, "updated", st.Text.Render)
	figure(r.Unchanged, "unchanged: they were in before", st.Text.Render)
	figure(r.Ignored, "ignored: they say nothing that is wanted", st.Text.Render)
	figure(r.Rejected, "! rejected", st.Bad.Render)
	figure(r.NewlyReady, "became ready", st.Good.Bold(true).Render)
	if r.Took > 0 && r.Rows > 0 && s.work.err == nil {
		took := r.Took.Round(time.Millisecond * 10)
		p.line(st.Faint.Render(text.FitRight(count(r.Rows), 10) + "  rows in " + took.String()))
	}
}

// factLines say what is true of the rows and should be known.
func (s *Imports) factLines(p *pen, r *crm.ImportReport) {
	st := s.styles
	var facts []string
	if r.LeadsCreated > 0 {
		facts = append(facts, plural(r.LeadsCreated, "lead that was unknown has", "leads that were unknown have")+" been made")
	}
	if r.WithoutLead > 0 {
		facts = append(facts, plural(r.WithoutLead, "deal has", "deals have")+" no lead")
	}
	if n := len(r.MembersCreated); n > 0 {
		names := strings.Join(r.MembersCreated[:min(n, 8)], ", ")
		if n > 8 {
			names += fmt.Sprintf(" and %d more", n-8)
		}
		facts = append(facts, plural(n, "owner is now a member", "owners are now members")+" of sales: "+names)
	}
	for _, status := range byCount(r.ByStatus) {
		facts = append(facts, fmt.Sprintf("%s with status %q", plural(r.ByStatus[status], "deal", "deals"), status))
	}
	for _, oddity := range byCount(r.Oddities) {
		facts = append(facts, fmt.Sprintf("odd, but kept: %s, %s", oddity, plural(r.Oddities[oddity], "row", "rows")))
	}
	if len(facts) == 0 {
		return
	}
	p.line("")
	for _, fact := range facts {
		p.text("· ", fact, st.Text)
	}
}

// undoingLines say what of the undo is being done, for how long it has been at it,
// and how far the scoring is.
func (s *Imports) undoingLines(p *pen) {
	u, st := &s.work.undo, s.styles
	what := u.progress.Now.What
	if what == "" {
		what = "undoing the import"
	}
	spent := ""
	if d := s.clock().Sub(u.began); d >= time.Second {
		spent = "  " + spell(d)
	}
	p.line(st.Text.Render(text.Clean(what)) + st.Muted.Render(spent))
	if u.progress.Now.Total > 0 {
		for _, line := range s.bar(u.progress, p.w) {
			p.line(line)
		}
	}
	p.line("")
	p.line(st.Heading.Render("WHAT THE IMPORT HAS DONE"))
}

// undoneLines say what was taken back, and what stays.
func (s *Imports) undoneLines(p *pen) {
	st, u := s.styles, s.work.undone
	if len(u.Removed) == 0 {
		p.line(st.Text.Render("Nothing was removed."))
	}
	for _, kind := range byCount(u.Removed) {
		p.line(st.Text.Render(text.FitRight(count(u.Removed[kind]), 10)) + st.Muted.Render("  "+text.Clean(kind)+" removed"))
	}
	if len(u.Kept) > 0 {
		p.line("")
		p.line(widget.Heading(st, "KEPT", plural(len(u.Kept), "row", "rows")+" that somebody has touched since", p.w))
		for _, kept := range u.Kept {
			p.text("· ", kept, st.Muted)
		}
	}
	p.line("")
	p.line(st.Heading.Render("WHAT THE IMPORT HAD DONE"))
}
