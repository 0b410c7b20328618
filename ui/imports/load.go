package imports

import (
	"context"
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/job"
	"smarketing/ui/screen"
)

// autoRows is how many rows are counted without being asked.
const autoRows = 50_000

// listedMsg is what a folder holds.
type listedMsg struct {
	turn    int
	listing Listing
	err     error
}

// previewedMsg is what a file was taken for under a plan.
type previewedMsg struct {
	job        int64
	plan       Plan
	remembered bool // the plan is that of an earlier file
	info       crm.ImportSource
	stages     crm.Stages
	catalogue  []crm.Field
	err        error
}

// rehearsedMsg is what an import would do.
type rehearsedMsg struct {
	job    int64
	report crm.ImportReport
	err    error
}

// importedMsg is what an import did.
type importedMsg struct {
	job    int64
	report crm.ImportReport
	err    error
}

// undoneMsg is what was taken back.
type undoneMsg struct {
	id     int64
	undone crm.UndoReport
	err    error
}

func fetchFiles(src Source, dir string, turn int) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		listing, err := src.Files(ctx, dir)
		return listedMsg{turn, listing, err}
	}
}

// look opens a file as it is, or as one with the same header was taken in last.
func (s *Imports) look(path string) tea.Cmd {
	s.review.stop()
	s.review = newReview(s)
	s.review.path = filepath.Clean(path)
	s.step = reviewing
	s.pick.input.Blur()
	s.arrange()
	return s.preview(Plan{}, true)
}

// preview reads the file under a plan. What was seen stays until the answer
// comes; a reading or counting that is under way ends.
func (s *Imports) preview(plan Plan, fresh bool) tea.Cmd {
	r := &s.review
	r.stop()
	j := job.New()
	r.job, r.progress, r.counting, r.reading = j, job.ProgressMsg{}, false, true
	r.wanted = plan
	return tea.Batch(read(j, s.src, r.path, plan, fresh), j.Watch(), s.spin.Start())
}

func read(j job.Job, src Source, path string, plan Plan, fresh bool) tea.Cmd {
	return func() tea.Msg {
		defer j.End()
		m := previewedMsg{job: j.ID, plan: plan}
		if m.stages, m.err = src.Stages(j.Ctx); m.err != nil {
			return m
		}
		if m.catalogue, m.err = src.Catalogue(j.Ctx); m.err != nil {
			return m
		}
		m.info, m.err = src.Preview(j.Ctx, path, plan, j.Tell)
		if !fresh || len(m.info.Columns) == 0 {
			return m
		}
		var header []string
		for _, c := range m.info.Columns {
			header = append(header, c.Header)
		}
		last, ok := src.Remembered(j.Ctx, header)
		if !ok || last.Zero() {
			return m
		}
		last.Sheet = plan.Sheet // its header is known, whatever the sheet was called then
		if info, err := src.Preview(j.Ctx, path, last, j.Tell); err == nil {
			m.plan, m.remembered, m.info, m.err = last, true, info, nil
		}
		return m
	}
}

// previewed takes what the file was taken for and counts what would happen.
func (s *Imports) previewed(m previewedMsg) tea.Cmd {
	r := &s.review
	if m.job != r.job.ID || !r.reading {
		return nil
	}
	r.reading = false
	s.spin.Stop()
	if m.stages != nil {
		r.stages = m.stages
	}
	r.catalogue = m.catalogue
	r.trial, r.trialErr = nil, nil
	r.failed, r.refusal = nil, nil
	if m.err != nil && len(m.info.Columns) == 0 {
		r.failed = m.err // the old columns stay, to go back to
		return nil
	}
	r.plan, r.wanted, r.info, r.refusal, r.known = m.plan, m.plan, m.info, m.err, true
	if m.remembered {
		r.remembered = true
	}
	r.table.Refresh()
	fill(r.table, r.info.Columns)
	r.scroll = 0
	s.renewChoice()
	if r.refusal == nil && r.info.Rows <= autoRows {
		return s.rehearse()
	}
	return nil
}

// rehearse counts what the import would do.
func (s *Imports) rehearse() tea.Cmd {
	r := &s.review
	r.stop()
	j := job.New()
	r.job, r.progress, r.counting, r.trialErr = j, job.ProgressMsg{}, true, nil
	src, path, plan := s.src, r.path, r.plan
	try := func() tea.Msg {
		defer j.End()
		report, err := src.Rehearse(j.Ctx, path, plan, j.Tell)
		return rehearsedMsg{j.ID, report, err}
	}
	return tea.Batch(try, j.Watch(), s.spin.Start())
}

func (s *Imports) rehearsed(m rehearsedMsg) tea.Cmd {
	r := &s.review
	if m.job != r.job.ID || !r.counting {
		return nil
	}
	r.counting = false
	s.spin.Stop()
	if r.trialErr = m.err; m.err == nil {
		r.trial = &m.report
	}
	return nil
}

// run takes the file in.
func (s *Imports) run() tea.Cmd {
	s.review.stop()
	s.spin.Stop()
	j := job.New()
	s.work = work{job: j}
	s.step = running
	src, path, plan := s.src, s.review.path, s.review.plan
	take := func() tea.Msg {
		defer j.End()
		report, err := src.Import(j.Ctx, path, plan, j.Tell)
		return importedMsg{j.ID, report, err}
	}
	return tea.Batch(take, j.Watch())
}

func (s *Imports) undo() tea.Cmd {
	j := job.New()
	src, id := s.src, crm.ImportID(s.work.report.ID)
	s.work.undo = undo{job: j, running: true, began: s.clock()}
	back := func() tea.Msg {
		defer j.End()
		undone, err := src.UndoImport(j.Ctx, id, j.Tell)
		return undoneMsg{int64(id), undone, err}
	}
	return tea.Batch(back, j.Watch(), s.spin.Start())
}
