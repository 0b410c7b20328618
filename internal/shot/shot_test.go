package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPicture runs a program that answers a key, and looks at the picture.
func TestPicture(t *testing.T) {
	t.Parallel()
	const script = `printf '\033[1;38;2;1;2;3mHi <王>\033[0m \033[7mx\033[0m ▌'; read line; printf 'got %s' "$line"; sleep 60`
	s, err := open([]string{"sh", "-c", script}, 30, 4, false)
	if err != nil {
		t.Skipf("no pseudo-terminal: %v", err)
	}
	defer s.close()
	for _, key := range []string{"wait:Hi_<王>", "mia", "enter", "wait:got_mia"} {
		if err := s.press(key); err != nil {
			t.Fatal(err)
		}
	}
	svg := s.picture(false)
	for _, want := range []string{`fill="#010203" font-weight="bold" xml:space="preserve">H</text>`, "&lt;", ">王</text>", `fill="#d8dce3"/>`} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %q in the picture:\n%s", want, svg)
		}
	}
	path := filepath.Join(t.TempDir(), "x.svg")
	if err := write(svg, path, 1); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != svg {
		t.Errorf("the file is not the picture: %v", err)
	}
}
