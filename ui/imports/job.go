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
	"smarketing/ui/job"
	"smarketing/ui/widget"
)

// progressed shows the news of a job that still counts and waits for more.
func (s *Imports) progressed(m job.ProgressMsg) tea.Cmd {
	switch m.Job {
	case s.work.job.ID:
		s.work.progress = m
		return s.work.job.Watch()
	case s.work.undo.job.ID:
		s.work.undo.progress = m
		return s.work.undo.job.Watch()
	case s.review.job.ID:
		s.review.progress = m
		return s.review.job.Watch()
	}
	return nil
}

// words says how far the work is, how fast it goes and how long it will take.
func words(m job.ProgressMsg) string {
	p, words := m.Now, ""
	switch {
	case p.Total > 0:
		words = count(p.Done) + " of " + count(p.Total)
	case p.Size > 0:
		words = humanize.Bytes(uint64(max(0, p.Bytes))) + " of " + humanize.Bytes(uint64(p.Size))
	case p.Done > 0:
		words = count(p.Done)
	}
	if p.Done > 0 && m.Spent > 0 {
		words += fmt.Sprintf("  %s/s", count(int(float64(p.Done)/m.Spent.Seconds())))
	}
	if share := m.Share(); share > 0.01 && m.Spent > time.Second {
		left := time.Duration(float64(m.Spent) * (1 - share) / share)
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
func (s *Imports) bar(m job.ProgressMsg, w int) []string {
	st := s.styles
	share := m.Share()
	percent := fmt.Sprintf(" %3d %%", int(share*100))
	width := max(8, min(60, w-text.Width(percent)))
	done := strings.TrimRight(widget.Bar(share, width), " ")
	return []string{
		st.Accent.Render(done) + st.Rule.Render(strings.Repeat("·", width-text.Width(done))) + st.Title.Render(percent),
		st.Muted.Render(text.Truncate(words(m), w)),
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
