package hook

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"time"

	"smarketing/internal/crm"
)

const (
	mostOutput = 4 << 10     // bytes of output that are kept for the log
	farewell   = time.Second // for what keeps the output open after the command
)

// run runs a command with an event on its standard input and returns the
// beginning of what it wrote. The environment has SMARKETING_EVENT, the kind,
// and SMARKETING_EVENT_ID, which is the same when the event is told again.
func run(ctx context.Context, argv []string, limit time.Duration, e crm.OutboxEvent) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	out := &head{limit: mostOutput}
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Stdin = bytes.NewReader(append(bytes.TrimSpace(e.Payload), '\n'))
	cmd.Stdout, cmd.Stderr = out, out
	cmd.Env = append(os.Environ(),
		"SMARKETING_EVENT="+string(e.Kind),
		"SMARKETING_EVENT_ID="+strconv.FormatInt(e.ID, 10),
	)
	ownGroup(cmd)
	cmd.Cancel = func() error { return killGroup(cmd) }
	cmd.WaitDelay = farewell
	err := cmd.Run()
	if cmd.Process != nil {
		_ = killGroup(cmd) // what it left behind; mostly nothing
	}
	switch {
	case errors.Is(err, exec.ErrWaitDelay):
		err = nil // the command is done, only children of it held its output
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		err = fmt.Errorf("it took longer than %s and was stopped", limit)
	}
	return out.String(), err
}

// head keeps the beginning of what is written and forgets the rest, so that
// who writes without end is not stopped by a full pipe.
type head struct {
	buf     bytes.Buffer
	limit   int
	dropped int
}

// Write never fails.
func (h *head) Write(p []byte) (int, error) {
	n := min(h.limit-h.buf.Len(), len(p))
	h.buf.Write(p[:n])
	h.dropped += len(p) - n
	return len(p), nil
}

// String returns what was kept, and how much was not.
func (h *head) String() string {
	if h.dropped == 0 {
		return h.buf.String()
	}
	return fmt.Sprintf("%s... and %d bytes more", h.buf.String(), h.dropped)
}
