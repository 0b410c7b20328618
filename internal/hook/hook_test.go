package hook_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/hook"
)

// TestMain lets the test binary be the hook: "hook.test hook: MODE ARG".
func TestMain(m *testing.M) {
	if len(os.Args) > 3 && os.Args[1] == "hook:" {
		os.Exit(behave(os.Args[2], os.Args[3]))
	}
	os.Exit(m.Run())
}

// behave is what hooks do, good and bad.
func behave(mode, arg string) int {
	switch mode {
	case "note": // what arrived, into a file of its own
		body, _ := io.ReadAll(os.Stdin)
		id := os.Getenv("SMARKETING_EVENT_ID")
		text := os.Getenv("SMARKETING_EVENT") + " " + id + " " + string(body)
		if os.WriteFile(filepath.Join(arg, id), []byte(text), 0o600) != nil {
			return 2
		}
	case "fail":
		fmt.Fprintln(os.Stderr, "no such mail server")
		return 3
	case "flood":
		line := bytes.Repeat([]byte("spam "), 1000)
		for range 1000 {
			os.Stdout.Write(line)
		}
	case "hang":
		linger(arg)
	case "fork", "forkfail": // leaves a child that holds the output and never ends
		child := exec.Command(os.Args[0], "hook:", "hang", arg)
		child.Stdout, child.Stderr = os.Stdout, os.Stderr
		pipe, err := child.StdinPipe()
		if err != nil || child.Start() != nil {
			return 2
		}
		defer pipe.Close()
		if ack, err := net.Dial("tcp", arg); err == nil { // answered when the child has called, too
			bufio.NewReader(ack).ReadString('\n')
		}
		if mode == "forkfail" {
			return 3
		}
	}
	return 0
}

// linger calls a test and hangs for as long as it is allowed to live.
func linger(addr string) {
	c, err := net.Dial("tcp", addr)
	if err != nil {
		return
	}
	defer c.Close()
	io.Copy(io.Discard, c)
}

func self(mode, arg string) []string { return []string{os.Args[0], "hook:", mode, arg} }

// box is an outbox in memory.
type box struct {
	mu     sync.Mutex
	events []crm.OutboxEvent
	held   map[int64]bool
	done   map[int64]int
	retry  map[int64]time.Time
	lost   map[int64]bool
	why    map[int64]string
	now    time.Time
	noted  chan struct{} // after every Done and Failed
}

func newBox(now time.Time, kinds ...crm.EventKind) *box {
	b := &box{
		now: now, held: map[int64]bool{}, done: map[int64]int{}, retry: map[int64]time.Time{},
		lost: map[int64]bool{}, why: map[int64]string{}, noted: make(chan struct{}, 1000),
	}
	for _, k := range kinds {
		b.add(k)
	}
	return b
}

func (b *box) add(kind crm.EventKind) {
	b.mu.Lock()
	defer b.mu.Unlock()
	id := int64(len(b.events) + 1)
	payload := fmt.Sprintf(`{"event":%q,"lead":"D-%06d"}`, kind, id)
	b.events = append(b.events, crm.OutboxEvent{ID: id, Kind: kind, Payload: []byte(payload), At: b.now})
}

func (b *box) clock() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now
}

func (b *box) Claim(ctx context.Context, kind crm.EventKind, lease time.Duration) (crm.OutboxEvent, bool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return crm.OutboxEvent{}, false, err
	}
	for i := range b.events {
		e := &b.events[i]
		if e.Kind != kind || b.done[e.ID] > 0 || b.held[e.ID] || b.lost[e.ID] || b.retry[e.ID].After(b.now) || lease <= 0 {
			continue
		}
		claimed := *e
		e.Attempts++
		b.held[e.ID] = true
		return claimed, true, nil
	}
	return crm.OutboxEvent{}, false, nil
}

func (b *box) Done(_ context.Context, id int64) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.done[id]++
	b.held[id] = false
	b.noted <- struct{}{}
	return nil
}

func (b *box) Failed(_ context.Context, id int64, why string, retry time.Time) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.held[id], b.why[id], b.retry[id], b.lost[id] = false, why, retry, retry.IsZero()
	b.noted <- struct{}{}
	return nil
}

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func runner(b *box, limit time.Duration, argv map[crm.EventKind][]string) (*hook.Runner, *bytes.Buffer) {
	log := &bytes.Buffer{}
	return hook.New(hook.Commands{Argv: argv, Timeout: limit}, b, b.clock, slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))), log
}

const long = time.Minute // a limit that nothing reaches

func TestTold(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	b := newBox(noon, crm.ReadyEventKind, crm.RecycleEventKind, crm.ReadyEventKind, crm.BreachEventKind)
	r, _ := runner(b, long, map[crm.EventKind][]string{
		crm.ReadyEventKind: self("note", dir), crm.BreachEventKind: self("note", dir), crm.RecycleEventKind: nil,
	})
	if n := r.Drain(t.Context()); n != 3 {
		t.Errorf("%d commands ran", n)
	}
	for id, want := range map[string]string{
		"1": `ready 1 {"event":"ready","lead":"D-000001"}` + "\n",
		"3": `ready 3 {"event":"ready","lead":"D-000003"}` + "\n",
		"4": `sla_breach 4 {"event":"sla_breach","lead":"D-000004"}` + "\n",
	} {
		if got, err := os.ReadFile(filepath.Join(dir, id)); err != nil || string(got) != want {
			t.Errorf("event %s came as %q (%v)", id, got, err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "2")); err == nil || b.events[1].Attempts != 0 {
		t.Error("an event without a command was claimed")
	}
	if n := r.Drain(t.Context()); n != 0 {
		t.Errorf("%d commands ran again", n)
	}
}

// TestFails: a failing hook gets the event again, later and later, and after
// three days no more.
func TestFails(t *testing.T) {
	t.Parallel()
	b := newBox(noon, crm.ReadyEventKind)
	r, log := runner(b, long, map[crm.EventKind][]string{crm.ReadyEventKind: self("fail", "-")})
	for _, c := range []struct {
		earlier int
		pause   time.Duration
	}{{0, 30 * time.Second}, {1, time.Minute}, {6, 32 * time.Minute}, {7, time.Hour}, {70, time.Hour}} {
		b.events[0].Attempts = c.earlier
		if n := r.Drain(t.Context()); n != 1 || b.lost[1] || b.retry[1].Sub(b.now) != c.pause {
			t.Errorf("after %d attempts %d commands ran, the next in %s", c.earlier, n, b.retry[1].Sub(b.now))
		}
		b.now = b.retry[1]
	}
	b.now = noon.Add(72 * time.Hour)
	r.Drain(t.Context())
	if b.why[1] != "exit status 3" || !strings.Contains(log.String(), "no such mail server") || !strings.Contains(log.String(), "given up") || !b.lost[1] {
		t.Errorf("why: %q; log:\n%s", b.why[1], log)
	}
	if n := r.Drain(t.Context()); n != 0 {
		t.Error("an event that was given up was told again")
	}
}

func TestNoSuchCommand(t *testing.T) {
	t.Parallel()
	b := newBox(noon, crm.ReadyEventKind)
	r, _ := runner(b, long, map[crm.EventKind][]string{crm.ReadyEventKind: {filepath.Join(t.TempDir(), "absent")}})
	if n := r.Drain(t.Context()); n != 1 || b.why[1] == "" || b.lost[1] {
		t.Errorf("%d ran: %q", n, b.why[1])
	}
}

func TestFlood(t *testing.T) {
	t.Parallel()
	b := newBox(noon, crm.ReadyEventKind)
	r, log := runner(b, long, map[crm.EventKind][]string{crm.ReadyEventKind: self("flood", "-")})
	r.Drain(t.Context())
	if b.done[1] != 1 || log.Len() > 8<<10 || !strings.Contains(log.String(), "4995904 bytes more") {
		t.Errorf("done %d, %d bytes logged", b.done[1], log.Len())
	}
}

// TestIgnoresInput: a hook need not read what it is given, however much it is.
func TestIgnoresInput(t *testing.T) {
	t.Parallel()
	b := newBox(noon, crm.ReadyEventKind)
	b.events[0].Payload = bytes.Repeat([]byte(" {} "), 1<<20)
	r, _ := runner(b, long, map[crm.EventKind][]string{crm.ReadyEventKind: self("ok", "-")})
	if r.Drain(t.Context()); b.done[1] != 1 {
		t.Errorf("not done: %s", b.why[1])
	}
}

// phone is called by hooks that hang; the line goes dead when they do.
func phone(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func call(t *testing.T, l net.Listener) net.Conn {
	t.Helper()
	c, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// dead waits until the other side of a line is gone.
func dead(t *testing.T, c net.Conn) {
	t.Helper()
	c.SetReadDeadline(time.Now().Add(long))
	if _, err := c.Read(make([]byte, 1)); errors.Is(err, os.ErrDeadlineExceeded) || err == nil {
		t.Errorf("it is still alive: %v", err)
	}
}

// TestHangs: a hook that hangs is stopped, holds up no other kind, and its
// event is kept.
func TestHangs(t *testing.T) {
	t.Parallel()
	l, dir := phone(t), t.TempDir()
	b := newBox(noon, crm.ReadyEventKind, crm.BreachEventKind)
	r, _ := runner(b, 300*time.Millisecond, map[crm.EventKind][]string{
		crm.ReadyEventKind: self("hang", l.Addr().String()), crm.BreachEventKind: {os.Args[0], "hook:", "ok", dir},
	})
	r.Drain(t.Context())
	if !strings.Contains(b.why[1], "longer than 300ms") || b.lost[1] || !b.retry[1].After(noon) {
		t.Errorf("why %q, again at %s", b.why[1], b.retry[1])
	}
	if b.done[1] != 0 || b.events[1].Attempts != 1 {
		t.Errorf("done %v", b.done)
	}
}

// TestForks: what a hook leaves behind ends with it, and it counts as the hook
// itself ended.
func TestForks(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("no process groups")
	}
	for mode, done := range map[string]int{"fork": 1, "forkfail": 0} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			l := phone(t)
			b := newBox(noon, crm.ReadyEventKind)
			r, _ := runner(b, long, map[crm.EventKind][]string{crm.ReadyEventKind: self(mode, l.Addr().String())})
			drained := make(chan struct{})
			go func() {
				r.Drain(t.Context())
				close(drained)
			}()
			one, two := call(t, l), call(t, l) // parent and child, in either order
			fmt.Fprintln(one, "ok")
			fmt.Fprintln(two, "ok")
			dead(t, one)
			dead(t, two)
			<-drained
			if b.done[1] != done || (done == 0) != (b.why[1] == "exit status 3") {
				t.Errorf("done %d, why %q", b.done[1], b.why[1])
			}
		})
	}
}

// TestRun: a runner that runs is woken, tells what comes, and stops at once;
// the event it was at is free again for others.
func TestRun(t *testing.T) {
	t.Parallel()
	l := phone(t)
	b := newBox(noon)
	r, _ := runner(b, long, map[crm.EventKind][]string{
		crm.ReadyEventKind: self("ok", "-"), crm.RecycleEventKind: self("hang", l.Addr().String()),
	})
	ctx, stop := context.WithCancel(t.Context())
	stopped := make(chan struct{})
	go func() {
		r.Run(ctx)
		close(stopped)
	}()
	b.add(crm.ReadyEventKind)
	r.Wake()
	<-b.noted
	b.add(crm.RecycleEventKind)
	r.Wake()
	r.Wake() // never blocks
	line := call(t, l)
	stop()
	<-stopped
	dead(t, line)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.done[1] != 1 || b.done[2] != 0 || b.held[2] || b.lost[2] || b.retry[2].After(noon) {
		t.Errorf("done %v, held %v, again at %s", b.done, b.held, b.retry[2])
	}
}

// TestShared: two runners on one outbox tell every event once.
func TestShared(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	b := newBox(noon)
	for range 6 {
		b.add(crm.ReadyEventKind)
	}
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			r, _ := runner(b, long, map[crm.EventKind][]string{crm.ReadyEventKind: self("note", dir)})
			r.Drain(t.Context())
		})
	}
	both.Wait()
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 6 {
		t.Fatalf("%d events arrived (%v)", len(files), err)
	}
	for id, n := range b.done {
		if n != 1 {
			t.Errorf("event %d was told %d times", id, n)
		}
	}
}
