package hook

import (
	"context"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"smarketing/internal/crm"
)

// Outbox keeps the events until they are told. Several processes may share
// one.
type Outbox interface {
	// Claim takes the oldest event of the kind that is neither done nor given
	// up, not held by another process, and not to be tried later. It is held
	// for the time of the lease. False means there is none.
	Claim(ctx context.Context, kind crm.EventKind, lease time.Duration) (crm.OutboxEvent, bool, error)
	// Done marks an event as told.
	Done(ctx context.Context, id int64) error
	// Failed releases an event that is to be tried again at an instant, or
	// given up when that is zero.
	Failed(ctx context.Context, id int64, why string, retry time.Time) error
}

// Commands are the commands of the user and how long each may run.
type Commands struct {
	Argv    map[crm.EventKind][]string // program and arguments; a kind without is not claimed
	Timeout time.Duration
}

// Runner tells events to commands.
type Runner struct {
	commands Commands
	outbox   Outbox
	clock    crm.Clock
	log      *slog.Logger
	wake     map[crm.EventKind]chan struct{}
}

const (
	pollEvery  = 5 * time.Second  // for events of other processes
	slack      = 30 * time.Second // a lease outlives the time limit by it
	firstRetry = 30 * time.Second
	lastRetry  = time.Hour
	patience   = 72 * time.Hour // a weekend
)

// New returns a runner. Nothing runs until Run or Drain is called.
func New(c Commands, o Outbox, clock crm.Clock, log *slog.Logger) *Runner {
	r := &Runner{commands: c, outbox: o, clock: clock, log: log, wake: map[crm.EventKind]chan struct{}{}}
	for kind, argv := range c.Argv {
		if len(argv) > 0 {
			r.wake[kind] = make(chan struct{}, 1)
		}
	}
	return r
}

// Wake says that there may be new events. It never blocks.
func (r *Runner) Wake() {
	for _, c := range r.wake {
		select {
		case c <- struct{}{}:
		default: // it is awake already
		}
	}
}

// Run tells events until the context ends; then it cuts short what is running,
// releases its event and returns. Kinds do not wait for each other.
func (r *Runner) Run(ctx context.Context) {
	r.each(func(kind crm.EventKind) {
		poll := time.NewTicker(pollEvery)
		defer poll.Stop()
		for ctx.Err() == nil {
			r.drain(ctx, kind)
			select {
			case <-ctx.Done():
			case <-poll.C:
			case <-r.wake[kind]:
			}
		}
	})
}

// Drain tells every event that is due now and returns how many commands were
// run, the failed ones included.
func (r *Runner) Drain(ctx context.Context) int {
	var mu sync.Mutex
	ran := 0
	r.each(func(kind crm.EventKind) {
		n := r.drain(ctx, kind)
		mu.Lock()
		ran += n
		mu.Unlock()
	})
	return ran
}

// each works on every kind at the same time and waits for all.
func (r *Runner) each(work func(crm.EventKind)) {
	var all sync.WaitGroup
	for kind := range r.wake {
		all.Go(func() {
			defer func() {
				// Whoever runs hooks may own a terminal, which a panic here would leave in disorder.
				if p := recover(); p != nil {
					r.log.Error("Telling commands panicked", "panic", p, "stack", string(debug.Stack()))
				}
			}()
			work(kind)
		})
	}
	all.Wait()
}

func (r *Runner) drain(ctx context.Context, kind crm.EventKind) int {
	for ran := 0; ; ran++ {
		if ctx.Err() != nil {
			return ran
		}
		e, ok, err := r.outbox.Claim(ctx, kind, r.commands.Timeout+slack)
		if err != nil && ctx.Err() == nil {
			r.log.Warn("Cannot read the outbox", "kind", kind, "err", err)
		}
		if err != nil || !ok {
			return ran
		}
		r.tell(ctx, e)
	}
}

// tell runs the command of one event and notes what came of it. What is noted
// is noted even when the context has ended, or the event would wait for its
// lease to run out.
func (r *Runner) tell(ctx context.Context, e crm.OutboxEvent) {
	started := time.Now()
	output, err := run(ctx, r.commands.Argv[e.Kind], r.commands.Timeout, e)
	log := r.log.With("event", e.ID, "kind", e.Kind, "attempt", e.Attempts+1, "took", time.Since(started))
	note := context.WithoutCancel(ctx)
	if err == nil {
		log.Info("Hook done")
		log.Debug("Hook wrote", "output", output) // often what it was told: people's names
		if err := r.outbox.Done(note, e.ID); err != nil {
			log.Error("Cannot note that a hook is done: it will run again", "err", err)
		}
		return
	}
	retry := r.retry(e)
	if ctx.Err() != nil {
		retry = r.clock() // it was not the hook's fault
	}
	if retry.IsZero() {
		log.Error("Hook failed too often and is given up", "err", err, "output", output)
	} else {
		log.Warn("Hook failed", "err", err, "output", output, "retry", retry)
	}
	if err := r.outbox.Failed(note, e.ID, err.Error(), retry); err != nil {
		log.Error("Cannot note that a hook failed: it will run again", "err", err)
	}
}

// retry returns when to try an event again that has failed: after a pause that
// doubles from half a minute to an hour, for three days; zero after that.
func (r *Runner) retry(e crm.OutboxEvent) time.Time {
	pause := lastRetry
	if n := e.Attempts; n < 7 { // 30 s doubled seven times is more than an hour
		pause = min(firstRetry<<n, lastRetry)
	}
	at := r.clock().Add(pause)
	if at.Sub(e.At) > patience {
		return time.Time{}
	}
	return at
}
