package imports

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/dustin/go-humanize"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/widget"
)

// job is a long command and the channel by which it tells how far it is. Its
// fields do not change, so that commands may hold a copy.
type job struct {
	id     int
	ctx    context.Context //nolint:containedctx // it is the lifetime of the job, not of a call
	cancel context.CancelFunc
	news   chan crm.Progress // closed when the job has ended
}

// progressMsg is how far a job is, and for how long it has been at it.
type progressMsg struct {
	job   int
	now   crm.Progress
	spent time.Duration
}

func (s *Imports) newJob() job {
	s.jobs++
	ctx, cancel := context.WithCancel(context.Background())
	return job{s.jobs, ctx, cancel, make(chan crm.Progress, 1)}
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
		return progressMsg{j.id, p, time.Since(p.Started)}
	}
}

// progressed shows the news of a job that still counts and waits for more.
func (s *Imports) progressed(m progressMsg) tea.Cmd {
	switch m.job {
	case s.work.job.id:
		s.work.progress = m
		return s.work.job.watch()
	case s.review.job.id:
		s.review.progress = m
		return s.review.job.watch()
	}
	return nil
}

// share returns how much of the work is done, from 0 to 1.
func (m progressMsg) share() float64 {
	switch p := m.now; {
	case p.Total > 0:
		return min(1, float64(p.Done)/float64(p.Total))
	case p.Size > 0:
		return min(1, float64(p.Bytes)/float64(p.Size))
	}
	return 0
}

// words says how far the work is, how fast it goes and how long it will take.
func (m progressMsg) words() string {
	p, words := m.now, ""
	switch {
	case p.Total > 0:
		words = count(p.Done) + " of " + count(p.Total)
	case p.Size > 0:
		words = humanize.Bytes(uint64(max(0, p.Bytes))) + " of " + humanize.Bytes(uint64(p.Size))
	case p.Done > 0:
		words = count(p.Done)
	}
	if p.Done > 0 && m.spent > 0 {
		words += fmt.Sprintf("  %s/s", count(int(float64(p.Done)/m.spent.Seconds())))
	}
	if share := m.share(); share > 0.01 && m.spent > time.Second {
		left := time.Duration(float64(m.spent) * (1 - share) / share)
		words += "  " + spell(left) + " left"
	}
	return words
}

// spell says a duration in the words of a person who waits.
func spell(d time.Duration) string {
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%d s", max(1, int(d.Round(time.Second)/time.Second)))
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d.Round(time.Minute)/time.Minute))
	}
	return fmt.Sprintf("%d h %d min", int(d/time.Hour), int(d%time.Hour/time.Minute))
}

// bar draws the work as two lines: the bar with its percentage, and the words.
func (s *Imports) bar(m progressMsg, w int) []string {
	st := s.styles
	share := m.share()
	percent := fmt.Sprintf(" %3d %%", int(share*100))
	width := max(8, min(60, w-text.Width(percent)))
	done := strings.TrimRight(widget.Bar(share, width), " ")
	return []string{
		st.Accent.Render(done) + st.Rule.Render(strings.Repeat("·", width-text.Width(done))) + st.Title.Render(percent),
		st.Muted.Render(text.Truncate(m.words(), w)),
	}
}

func count(n int) string { return humanize.Comma(int64(n)) }

// plural returns the number with its noun.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return count(n) + " " + many
}

// sentence splits an error into what is wrong and the remedy.
func sentence(err error) (message, hint string) {
	if e, ok := errors.AsType[*crm.Error](err); ok {
		return text.Clean(e.Message), text.Clean(e.Hint)
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return "the folder did not answer in time", "the disk may be asleep, or far away"
	}
	return text.Clean(err.Error()), ""
}
