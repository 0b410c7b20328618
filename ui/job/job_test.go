package job_test

import (
	"testing"
	"testing/synctest"
	"time"

	"smarketing/internal/crm"
	"smarketing/ui/job"
)

// TestJob tells more than anybody reads: only the newest news counts, and after
// the end there is none.
func TestJob(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		j, other := job.New(), job.New()
		defer other.Cancel()
		if j.ID == other.ID || j.ID == 0 {
			t.Errorf("the jobs are %d and %d", j.ID, other.ID)
		}
		began := time.Now()
		time.Sleep(time.Minute)
		j.Tell(crm.Progress{Done: 1, Total: 4, Started: began})
		j.Tell(crm.Progress{Done: 2, Total: 4, Started: began})
		m, _ := j.Watch()().(job.ProgressMsg)
		if m.Job != j.ID || m.Now.Done != 2 || m.Share() != 0.5 || m.Spent != time.Minute {
			t.Errorf("the news is %+v", m)
		}
		j.End()
		if msg := j.Watch()(); msg != nil {
			t.Errorf("after the end there is %v", msg)
		}
		if j.Cancel(); j.Ctx.Err() == nil {
			t.Error("the job goes on")
		}
	})
}

func TestShare(t *testing.T) {
	t.Parallel()
	for want, p := range map[float64]crm.Progress{
		0: {Done: 7}, 0.25: {Done: 1, Total: 4}, 0.75: {Bytes: 3, Size: 4}, 1: {Done: 9, Total: 4},
	} {
		if got := (job.ProgressMsg{Now: p}).Share(); got != want {
			t.Errorf("%+v: %g, want %g", p, got, want)
		}
	}
}
