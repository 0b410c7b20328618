// Package job lets a screen run a command that takes long, hear how far it is,
// and stop it. It must not know what is done.
package job

import (
	"context"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
)

// Job is a long command, and the channel by which it tells how far it is. Make
// it with New; it does not change, so that commands may hold a copy.
type Job struct {
	ID     int64              // of no other job of the process; of the zero Job: 0
	Ctx    context.Context    //nolint:containedctx // it is the lifetime of the job, not of a call
	Cancel context.CancelFunc // nil of the zero Job
	news   chan crm.Progress
}

// ProgressMsg is how far a job is, and for how long it has been at it. Every
// screen gets it: the ID says whose it is.
type ProgressMsg struct {
	Job   int64
	Now   crm.Progress
	Spent time.Duration
}

var jobs atomic.Int64

// New returns a job that has not begun.
func New() Job {
	ctx, cancel := context.WithCancel(context.Background())
	return Job{jobs.Add(1), ctx, cancel, make(chan crm.Progress, 1)}
}

// Tell passes on the latest news; older ones that nobody has read are dropped.
func (j Job) Tell(p crm.Progress) {
	select {
	case <-j.news:
	default:
	}
	select {
	case j.news <- p:
	default:
	}
}

// End is called once, when there will be no more news.
func (j Job) End() { close(j.news) }

// Watch returns the command that waits for the next news, a ProgressMsg.
func (j Job) Watch() tea.Cmd {
	return func() tea.Msg {
		p, ok := <-j.news
		if !ok {
			return nil
		}
		return ProgressMsg{j.ID, p, time.Since(p.Started)}
	}
}

// Share returns how much of the work is done, from 0 to 1; 0 when nobody knows.
func (m ProgressMsg) Share() float64 {
	switch p := m.Now; {
	case p.Total > 0:
		return min(1, float64(p.Done)/float64(p.Total))
	case p.Size > 0:
		return min(1, float64(p.Bytes)/float64(p.Size))
	}
	return 0
}
