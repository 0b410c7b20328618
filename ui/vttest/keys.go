package vttest

import (
	"fmt"
	"io"
	"strings"
	"sync"
)

// sequences are the bytes that a terminal sends for its named keys.
var sequences = map[string]string{
	"enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "esc": "\x1b", "space": " ", "backspace": "\x7f",
	"up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
	"home": "\x1b[H", "end": "\x1b[F", "pgup": "\x1b[5~", "pgdown": "\x1b[6~",
}

// Key presses keys by name: "a", "enter", "shift+tab", "ctrl+p".
func (t *Terminal) Key(names ...string) {
	t.t.Helper()
	for _, name := range names {
		seq, ok := sequences[name]
		letter, ctrl := strings.CutPrefix(name, "ctrl+")
		switch {
		case ok:
		case ctrl && len(letter) == 1 && letter[0] >= 'a' && letter[0] <= 'z':
			seq = string(rune(letter[0] - 'a' + 1))
		case len([]rune(name)) == 1:
			seq = name
		default:
			t.t.Fatalf("there is no key %q", name)
		}
		_, _ = t.keys.Write([]byte(seq))
	}
}

// Type types text.
func (t *Terminal) Type(text string) { _, _ = t.keys.Write([]byte(text)) }

// Paste pastes text, as a terminal does with bracketed paste.
func (t *Terminal) Paste(text string) { t.Type("\x1b[200~" + text + "\x1b[201~") }

// Click presses and releases the left button on a cell, counted from 0.
func (t *Terminal) Click(x, y int) {
	t.Type(fmt.Sprintf("\x1b[<0;%d;%dM\x1b[<0;%d;%dm", x+1, y+1, x+1, y+1))
}

// Wheel turns the wheel by one step over a cell: up for a negative step.
func (t *Terminal) Wheel(x, y, step int) {
	button := 65
	if step < 0 {
		button = 64
	}
	t.Type(fmt.Sprintf("\x1b[<%d;%d;%dM", button, x+1, y+1))
}

// queue is the input of the program: it never blocks the one who writes, and
// blocks the one who reads until there is something.
type queue struct {
	mu     sync.Mutex
	some   *sync.Cond
	bytes  []byte
	closed bool
}

func newQueue() *queue {
	q := &queue{}
	q.some = sync.NewCond(&q.mu)
	return q
}

func (q *queue) Write(p []byte) (int, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.bytes = append(q.bytes, p...)
	q.some.Broadcast()
	return len(p), nil
}

func (q *queue) Read(p []byte) (int, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.bytes) == 0 {
		if q.closed {
			return 0, io.EOF
		}
		q.some.Wait()
	}
	n := copy(p, q.bytes)
	q.bytes = q.bytes[n:]
	return n, nil
}

func (q *queue) Close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.some.Broadcast()
}
