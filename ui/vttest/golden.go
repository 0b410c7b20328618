package vttest

import (
	"flag"
	"fmt"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
)

var update = flag.Bool("update", false, "write the screens that are seen as the golden ones")

// WaitGolden waits until the screen is the one in testdata/NAME.txt.
func (t *Terminal) WaitGolden(name string) {
	t.t.Helper()
	t.golden(filepath.Join("testdata", name+".txt"), t.text)
}

// WaitInk waits until text and styles are those in testdata/NAME.ink.
func (t *Terminal) WaitInk(name string) {
	t.t.Helper()
	t.golden(filepath.Join("testdata", name+".ink"), func() string { return t.text() + "\n" + ink(t.emu) })
}

func (t *Terminal) golden(path string, seen func() string) {
	t.t.Helper()
	if *update {
		t.settle(seen)
		t.mu.Lock()
		defer t.mu.Unlock()
		keep(t.t, path, seen())
		return
	}
	want := kept(t.t, path)
	t.wait(path+"\n"+want, func() bool { return seen() == want })
}

// Golden compares a text with testdata/NAME.golden, which the flag -update
// writes.
func Golden(tb testing.TB, name, got string) {
	tb.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		keep(tb, path, got)
		return
	}
	if want := kept(tb, path); got != want {
		tb.Errorf("%s differs (-update rewrites it); got:\n%s", path, got)
	}
}

func keep(tb testing.TB, path, seen string) {
	tb.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(seen), 0o644); err != nil {
		tb.Fatal(err)
	}
}

func kept(tb testing.TB, path string) string {
	tb.Helper()
	bytes, err := os.ReadFile(path) //nolint:gosec // a golden file of the test
	if err != nil {
		tb.Fatalf("%v; run the test with -update", err)
	}
	return strings.ReplaceAll(string(bytes), "\r\n", "\n")
}

// settle waits until the screen has not changed for a while. It is used only
// to write golden files, which a person looks at.
func (t *Terminal) settle(seen func() string) {
	const still = 400 * time.Millisecond
	last, since := "", time.Now()
	for time.Since(since) < still {
		t.mu.Lock()
		now := seen()
		t.mu.Unlock()
		if now != last {
			last, since = now, time.Now()
		}
		time.Sleep(still / 20)
	}
}

// ink maps the styles of the cells: every distinct style has a letter in the
// order in which it is met, and a plain space is a dot. Lines lose their
// trailing dots.
func ink(emu *vt.Emulator) string {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	var b, legend strings.Builder
	known := map[string]byte{}
	for y := range emu.Height() {
		var line strings.Builder
		for x := range emu.Width() {
			cell := emu.CellAt(x, y)
			if cell == nil || cell.Width == 0 {
				line.WriteByte('.')
				continue
			}
			style := describe(&cell.Style, cell.Content == " " || cell.Content == "")
			if style == "" {
				line.WriteByte('.')
				continue
			}
			letter, ok := known[style]
			if !ok {
				letter = letters[len(known)%len(letters)]
				known[style] = letter
				fmt.Fprintf(&legend, "%c  %s\n", letter, style)
			}
			line.WriteByte(letter)
		}
		b.WriteString(strings.TrimRight(line.String(), ".") + "\n")
	}
	return b.String() + "\n" + legend.String()
}

// describe names a style in words; of a space only what is seen.
func describe(s *uv.Style, space bool) string {
	var parts []string
	if s.Fg != nil && !space {
		parts = append(parts, hex(s.Fg))
	}
	if s.Bg != nil {
		parts = append(parts, "on "+hex(s.Bg))
	}
	for _, a := range []struct {
		bit  uint8
		name string
	}{{uv.AttrBold, "bold"}, {uv.AttrFaint, "faint"}, {uv.AttrItalic, "italic"}, {uv.AttrReverse, "reverse"}} {
		if s.Attrs&a.bit != 0 && (!space || a.bit == uv.AttrReverse) {
			parts = append(parts, a.name)
		}
	}
	return strings.Join(parts, " ")
}

func hex(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
