package rubric

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
)

// job is a long command and the channel by which it tells how far it is. Its
// fields do not change, so that commands may hold a copy.
type job struct {
	id     int
	ctx    context.Context //nolint:containedctx // it is the lifetime of the job, not of a call
	cancel context.CancelFunc
	news   chan crm.Progress // closed when the job has ended
}

type progressMsg struct {
	news chan crm.Progress // whose news it is
	now  crm.Progress
}

func newJob(id int) job {
	ctx, cancel := context.WithCancel(context.Background())
	return job{id, ctx, cancel, make(chan crm.Progress, 1)}
}

// tell passes on the latest news; older ones that nobody has read are dropped.
func (j job) tell(p crm.Progress) {
	select {
	case <-j.news:
	default:
	}
	select {
	case j.news <- p:
	default:
	}
}

// watch returns the command that waits for the next news.
func (j job) watch() tea.Cmd {
	return func() tea.Msg {
		p, ok := <-j.news
		if !ok {
			return nil
		}
		return progressMsg{j.news, p}
	}
}

// progressed shows the news of a job that still counts and waits for more.
func (e *Editor) progressed(m progressMsg) tea.Cmd {
	switch m.news {
	case e.live.job.news:
		e.live.progress = m
		return e.live.job.watch()
	case e.deploy.job.news:
		e.deploy.progress = m
		return e.deploy.job.watch()
	}
	return nil
}

// share returns how much of the work is done, from 0 to 1.
func (m progressMsg) share() float64 {
	if m.now.Total > 0 {
		return min(1, float64(m.now.Done)/float64(m.now.Total))
	}
	return 0
}
