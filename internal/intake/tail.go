package intake

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"time"

	"smarketing/internal/crm"
)

// TailOptions say how a stream of events is read.
type TailOptions struct {
	Follow bool                                                 // go on reading a file that grows
	Parse  func(row int, line []byte) (crm.Record, bool, error) // as ParseEvent
	Say    func(format string, args ...any)                     // told what a person should know; may be nil
}

// The sizes of what is read at once.
const (
	tailChunk  = 1 << 20
	pipeChunk  = 1 << 18
	longestRow = 4 << 20 // a longer line is none
	headSize   = 512
	// lag is how much of a file must be waiting for it to be behind.
	lag = 1 << 20
	// pollEvery is how often a file that is followed is looked at.
	pollEvery = 100 * time.Millisecond
)

// Tail reads events line by line from a pipe or from a file, also while it
// grows. It knows a file again by how it begins, and begins anew when it was
// cut or replaced.
type Tail struct {
	name    string
	file    io.Reader
	regular *os.File // nil for a pipe
	options TailOptions

	pending []byte // read, and no whole line yet
	offset  int64  // in the file, behind the last whole line
	row     int    // lines before it
	skip    bool   // in a line that is too long
	restart bool   // to be said with the next chunk
}

// NewTail returns a reader of the pipe.
func NewTail(name string, pipe io.Reader, o TailOptions) *Tail {
	t := &Tail{name: name, file: pipe, options: o}
	if o.Say == nil {
		t.options.Say = func(string, ...any) {}
	}
	return t
}

// OpenTail returns a reader of the file at path that continues where the state
// says, unless the file is no longer the one that was read then. A file that is
// not a regular one is read as a pipe. The error is NotFound or Invalid.
func OpenTail(path string, state crm.IngestState, o TailOptions) (*Tail, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, crm.Errorf(crm.NotFound, "there is no file %s", path)
	}
	if err != nil {
		return nil, crm.Errorf(crm.Failure, "cannot read %s: %w", path, err)
	}
	t := NewTail(path, file, o)
	info, err := file.Stat()
	if err == nil && info.IsDir() {
		err = crm.Errorf(crm.Invalid, "%s is a folder", path).WithHint("name a file of events, one JSON object a line")
	}
	if err == nil && info.Mode().IsRegular() {
		t.regular = file
		err = t.resume(state, info.Size())
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return t, nil
}

// Close releases the file.
func (t *Tail) Close() error {
	if c, ok := t.file.(io.Closer); ok {
		return c.Close()
	}
	return nil
}

// resume goes to where the state says.
func (t *Tail) resume(state crm.IngestState, size int64) error {
	magic := make([]byte, 2)
	if n, _ := t.regular.ReadAt(magic, 0); n == 2 && magic[0] == 0x1f && magic[1] == 0x8b {
		return crm.Errorf(crm.Invalid, "%s is compressed, so it cannot be continued", t.name).
			WithHint("gzip -dc %s | smarketing ingest -", t.name)
	}
	if state.Offset == 0 {
		return nil
	}
	head, err := t.head(state.HeadSize)
	switch {
	case err != nil:
		return err
	case size < state.Offset || head != state.Head:
		t.options.Say("%s is not the file that was read up to line %d before: it is read from its beginning", t.name, state.Line)
		t.restart = true
		return nil
	}
	t.offset, t.row = state.Offset, state.Line
	_, err = t.regular.Seek(t.offset, io.SeekStart)
	return err
}

// head returns the digest of the first n bytes of the file; a shorter file has
// none.
func (t *Tail) head(n int) (string, error) {
	b := make([]byte, n)
	if _, err := t.regular.ReadAt(b, 0); errors.Is(err, io.EOF) {
		return "", nil
	} else if err != nil {
		return "", crm.Errorf(crm.Failure, "cannot read %s: %w", t.name, err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:16]), nil
}

// Read returns the events of the next lines. It waits until there are some; at
// the end of a source that is not followed it returns io.EOF.
func (t *Tail) Read(ctx context.Context) (crm.EventChunk, error) {
	for {
		if err := ctx.Err(); err != nil {
			return crm.EventChunk{}, err
		}
		size := tailChunk
		if t.regular == nil {
			size = pipeChunk
		}
		// The events keep their lines, so every chunk has memory of its own.
		buf := make([]byte, len(t.pending)+size)
		copy(buf, t.pending)
		n, err := t.file.Read(buf[len(t.pending):])
		if err != nil && !errors.Is(err, io.EOF) {
			return crm.EventChunk{}, crm.Errorf(crm.Failure, "reading %s failed: %w", t.name, err)
		}
		buf = buf[:len(t.pending)+n]
		end := errors.Is(err, io.EOF)
		if n > 0 {
			end = false // the next read says it again
		}
		chunk := t.lines(buf, end && !t.follows())
		if len(chunk.Events) > 0 {
			return t.seal(chunk)
		}
		if !end {
			continue
		}
		if !t.follows() {
			return crm.EventChunk{}, io.EOF
		}
		if err := t.wait(ctx); err != nil {
			return crm.EventChunk{}, err
		}
	}
}

func (t *Tail) follows() bool { return t.options.Follow && t.regular != nil }

// lines takes the whole lines of buf; at the end of the source also what stands
// behind the last line break.
func (t *Tail) lines(buf []byte, end bool) crm.EventChunk {
	chunk := crm.EventChunk{Events: make([]crm.Event, 0, bytes.Count(buf, []byte{'\n'})+1)}
	for {
		i := bytes.IndexByte(buf, '\n')
		if i < 0 {
			break
		}
		t.take(&chunk, buf[:i], i+1)
		buf = buf[i+1:]
	}
	switch {
	case end && len(buf) > 0:
		t.last(&chunk, buf)
		buf = nil
	case len(buf) > longestRow:
		if !t.skip {
			t.skip = true
			t.row++
			chunk.Events = append(chunk.Events, crm.Event{Row: t.row, Reject: t.bad("the line is longer than 4 MB", "is it one JSON object a line?")})
			t.row--
		}
		t.offset += int64(len(buf))
		if n := len(chunk.Events); n > 0 {
			chunk.Events[n-1].End = t.offset
		}
		buf = nil
	}
	t.pending = buf
	return chunk
}

// take parses one line of so many bytes with its end.
func (t *Tail) take(chunk *crm.EventChunk, line []byte, size int) {
	t.offset += int64(size)
	t.row++
	if t.skip { // the end of a line that has been rejected
		t.skip = false
		return
	}
	line = bytes.TrimSpace(line)
	if t.row == 1 {
		line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
	}
	if len(line) > 0 {
		chunk.Events = append(chunk.Events, t.event(line))
	}
}

// last takes a line without an end. In a file it may still be being written:
// unless it is whole it is left for the next time.
func (t *Tail) last(chunk *crm.EventChunk, line []byte) {
	before := *t
	n := len(chunk.Events)
	t.take(chunk, line, len(line))
	if t.regular != nil && len(chunk.Events) > n && chunk.Events[n].Reject != nil {
		t.offset, t.row = before.offset, before.row
		chunk.Events = chunk.Events[:n]
		t.options.Say("the last line of %s is not complete; it is left for the next time", t.name)
	}
}

// event parses one line.
func (t *Tail) event(line []byte) crm.Event {
	e := crm.Event{Row: t.row, End: t.offset, Line: line}
	rec, ok, err := t.options.Parse(t.row, line)
	switch {
	case err != nil:
		if !errors.As(err, &e.Reject) {
			e.Reject = t.bad(err.Error(), "")
		}
	case !ok:
		e.Skip = true
	default:
		e.LeadRef, e.Activity = rec.LeadRef, rec.Activity
	}
	return e
}

func (t *Tail) bad(message, hint string) *crm.RowError {
	return &crm.RowError{File: t.name, Row: t.row, Message: message, Hint: hint}
}

// seal completes the chunk with what is known of the file.
func (t *Tail) seal(c crm.EventChunk) (crm.EventChunk, error) {
	c.Restart, t.restart = t.restart, false
	if t.regular == nil {
		return c, nil
	}
	info, err := t.regular.Stat()
	if err != nil {
		return c, crm.Errorf(crm.Failure, "cannot look at %s: %w", t.name, err)
	}
	c.Behind = info.Size()-t.offset > lag
	c.HeadSize = int(min(headSize, c.Events[0].End))
	c.Head, err = t.head(c.HeadSize)
	return c, err
}

// wait returns when there is more to read: the file has grown, was cut (it is
// shorter than what has been read), or its name leads to another file.
func (t *Tail) wait(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pollEvery):
		}
		open, err := t.regular.Stat()
		if err != nil {
			return crm.Errorf(crm.Failure, "cannot look at %s: %w", t.name, err)
		}
		read := t.offset + int64(len(t.pending))
		switch {
		case open.Size() > read:
			return nil
		case open.Size() < read:
			t.options.Say("%s was cut; it is read from its beginning", t.name)
			t.anew()
			_, err := t.regular.Seek(0, io.SeekStart)
			return err
		}
		named, err := os.Stat(t.name)
		if err == nil && !os.SameFile(open, named) {
			return t.replaced()
		}
	}
}

// replaced goes on with the file that has taken the name.
func (t *Tail) replaced() error {
	next, err := os.Open(t.name)
	if err != nil {
		return nil //nolint:nilerr // it is gone again; wait sees what comes
	}
	if len(bytes.TrimSpace(t.pending)) > 0 {
		t.options.Say("the last line of the former %s was not complete and is lost", t.name)
	}
	t.options.Say("%s was replaced; the new file is read from its beginning", t.name)
	if err := t.regular.Close(); err != nil {
		return errors.Join(err, next.Close())
	}
	t.file, t.regular = next, next
	t.anew()
	return nil
}

func (t *Tail) anew() { t.pending, t.offset, t.row, t.skip, t.restart = nil, 0, 0, false, true }
