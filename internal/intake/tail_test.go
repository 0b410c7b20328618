package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
)

// word parses a line as the name of a lead; "bad" cannot be parsed.
func word(_ int, line []byte) (crm.Record, bool, error) {
	if strings.HasPrefix(string(line), "bad") {
		return crm.Record{}, false, &crm.RowError{Message: "bad"}
	}
	return crm.Record{LeadRef: string(line)}, string(line) != "skip", nil
}

// said gathers what a tail tells.
type said []string

func (s *said) say(format string, args ...any) { *s = append(*s, fmt.Sprintf(format, args...)) }

// drink reads a tail to its end, and returns its words and where it stands.
func drink(t *testing.T, tail *Tail, name string) ([]string, crm.IngestState) {
	t.Helper()
	state := crm.IngestState{Source: name}
	var words []string
	for {
		chunk, err := tail.Read(t.Context())
		if errors.Is(err, io.EOF) {
			return words, state
		}
		if err != nil {
			t.Fatal(err)
		}
		state = after(state, chunk)
		words = append(words, wordsOf(chunk)...)
	}
}

func after(state crm.IngestState, c crm.EventChunk) crm.IngestState {
	last := c.Events[len(c.Events)-1]
	state.Offset, state.Line, state.Head, state.HeadSize = last.End, last.Row, c.Head, c.HeadSize
	return state
}

func wordsOf(c crm.EventChunk) []string {
	var words []string
	for _, e := range c.Events {
		switch {
		case e.Reject != nil:
			words = append(words, fmt.Sprint("!", e.Row))
		case e.Skip:
			words = append(words, "-")
		default:
			words = append(words, e.LeadRef)
		}
	}
	return words
}

func openTail(t *testing.T, path string, state crm.IngestState, o TailOptions) *Tail {
	t.Helper()
	o.Parse = word
	tail, err := OpenTail(path, state, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tail.Close() })
	return tail
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestTailOfAPipe(t *testing.T) {
	t.Parallel()
	tail := NewTail("stdin", strings.NewReader("\xef\xbb\xbfa\r\n\n  b\nskip\nbad\nc"), TailOptions{Parse: word})
	if words, state := drink(t, tail, ""); fmt.Sprint(words) != "[a b - !5 c]" || state.Line != 6 || state.Head != "" {
		t.Errorf("words %v, state %+v", words, state)
	}
	long := strings.Repeat("x", 9<<20)
	tail = NewTail("stdin", strings.NewReader("a\n"+long+"\nb\n"), TailOptions{Parse: word})
	if words, state := drink(t, tail, ""); fmt.Sprint(words) != "[a !2 b]" || state.Offset != int64(len(long)+5) || state.Line != 3 {
		t.Errorf("%d words, state %+v", len(words), state)
	}
}

func TestTailOfAFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "log")
	var told said
	read := func(state crm.IngestState) (string, crm.IngestState) {
		tail := openTail(t, path, state, TailOptions{Say: told.say})
		words, now := drink(t, tail, path)
		if len(words) == 0 {
			now = state
		}
		return fmt.Sprint(words), now
	}
	write(t, path, "a\nb\nbad half a li")
	got, state := read(crm.IngestState{})
	if got != "[a b]" || state.Line != 2 || !strings.Contains(fmt.Sprint(told), "not complete") {
		t.Errorf("%s %+v %v", got, state, told)
	}
	write(t, path, "a\nb\nhalf a line\nwhole")
	if got, state = read(state); got != "[half a line whole]" {
		t.Errorf("%s", got)
	}
	told = nil
	if got, state = read(state); got != "[]" || len(told) > 0 {
		t.Errorf("%s %v", got, told)
	}
	write(t, path, "another file that is longer\nthan the one before was\n")
	if got, state = read(state); got != "[another file that is longer than the one before was]" || !strings.Contains(fmt.Sprint(told), "is not the file that was read up to line") {
		t.Errorf("%s %v", got, told)
	}
	told = nil
	write(t, path, "short\n")
	if got, _ = read(state); got != "[short]" || len(told) != 1 {
		t.Errorf("%s %v", got, told)
	}
}

// TestTailFollows grows, cuts and replaces a file under a reader.
func TestTailFollows(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "log")
	write(t, path, "a\nb\nc")
	var told said
	tail := openTail(t, path, crm.IngestState{}, TailOptions{Follow: true, Say: told.say})
	next := func(want string, restart bool) {
		t.Helper()
		chunk, err := tail.Read(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(wordsOf(chunk)); got != want || chunk.Restart != restart {
			t.Errorf("got %s (restart %v), want %s (%v)", got, chunk.Restart, want, restart)
		}
	}
	next("[a b]", false)
	write(t, path, "a\nb\nc more\n")
	next("[c more]", false)
	write(t, path, "x\n")
	next("[x]", true)
	if err := os.Rename(path, path+".1"); err != nil {
		t.Fatal(err)
	}
	write(t, path, "y\n")
	next("[y]", true)
	if all := fmt.Sprint(told); !strings.Contains(all, "was cut") || !strings.Contains(all, "was replaced") {
		t.Errorf("told %v", told)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := tail.Read(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// TestTailContinues writes a file piece by piece and reads it after each with a
// reader of its own: all lines come, once, in order, with their numbers.
func TestTailContinues(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	rapid.Check(t, func(r *rapid.T) {
		path := filepath.Join(dir, "log")
		lines := rapid.SliceOfN(rapid.StringMatching(`bad|[a-z]{0,400}`), 1, 30).Draw(r, "lines")
		content := strings.Join(lines, "\n") + "\n"
		var got []string
		state := crm.IngestState{}
		for end := 0; end < len(content); {
			end = rapid.IntRange(end+1, len(content)).Draw(r, "end")
			// Only whole words: half a word is a word too.
			end += strings.IndexByte(content[end-1:], '\n')
			write(t, path, content[:end])
			tail := openTail(t, path, state, TailOptions{Say: func(f string, a ...any) { r.Fatalf(f, a...) }})
			for {
				chunk, err := tail.Read(t.Context())
				if errors.Is(err, io.EOF) {
					break
				}
				state = after(state, chunk)
				for _, e := range chunk.Events {
					got = append(got, fmt.Sprint(e.Row, " ", string(e.Line)))
				}
			}
			_ = tail.Close()
		}
		var want []string
		for i, line := range lines {
			if line != "" {
				want = append(want, fmt.Sprint(i+1, " ", line))
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			r.Fatalf("got  %v\nwant %v", got, want)
		}
	})
}

func FuzzTail(f *testing.F) {
	f.Add("a\nb\n\r\nbad\n", 3)
	f.Add("{\"lead\":", 1)
	f.Fuzz(func(t *testing.T, content string, cut int) {
		tail := NewTail("pipe", &pieces{content, max(1, cut)}, TailOptions{Parse: func(row int, line []byte) (crm.Record, bool, error) {
			return ParseEvent("pipe", row, line, time.UTC)
		}})
		row, end := 0, int64(0)
		for {
			chunk, err := tail.Read(t.Context())
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range chunk.Events {
				if e.Row <= row || e.End <= end || e.End > int64(len(content)) {
					t.Fatalf("line %d to %d after line %d to %d", e.Row, e.End, row, end)
				}
				row, end = e.Row, e.End
			}
		}
		if lines := strings.Count(content, "\n") + 1; row > lines {
			t.Fatalf("line %d of %d", row, lines)
		}
	})
}

// pieces gives a text in pieces of so many bytes.
type pieces struct {
	rest string
	size int
}

func (p *pieces) Read(b []byte) (int, error) {
	if p.rest == "" {
		return 0, io.EOF
	}
	n := copy(b[:min(len(b), p.size)], p.rest)
	p.rest = p.rest[n:]
	return n, nil
}

func TestRejectedLinesAreAppended(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "r.jsonl")
	for row := 1; row <= 2; row++ {
		lines := NewRejectedLines(path)
		lines.Add(crm.Event{Row: row, Line: []byte(`{"a":"<b>"`)}, &crm.RowError{Column: "at", Message: "is bad", Hint: "mend it"})
		if err := lines.Close(); err != nil {
			t.Fatal(err)
		}
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"row":1,"column":"at","reason":"is bad (mend it)","line":"{\"a\":\"\u003cb\u003e\""}` + "\n"
	if string(content) != want+strings.Replace(want, `"row":1`, `"row":2`, 1) {
		t.Errorf("got\n%s", content)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	none := NewRejectedLines(filepath.Join(t.TempDir(), "none"))
	if err := none.Close(); err != nil {
		t.Error(err)
	}
	lost := NewRejectedLines(filepath.Join(t.TempDir(), "no", "folder"))
	lost.Add(crm.Event{}, &crm.RowError{})
	if err := lost.Flush(); err == nil || !strings.Contains(err.Error(), "--rejects") {
		t.Errorf("error %v", err)
	}
}
