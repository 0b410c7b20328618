// Command shot takes a picture of a terminal program: it runs the program on a
// pseudo-terminal, presses keys, and writes what is seen as SVG or, with
// rsvg-convert, as PNG. The pictures of the documentation are made with it, so
// they cannot show what the program does not.
//
// It must not know which program it runs.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "shot:", err)
		os.Exit(1)
	}
}

func run() error {
	var (
		out    = flag.String("o", "shot.png", "picture to write, .png or .svg")
		width  = flag.Int("w", 120, "columns")
		height = flag.Int("h", 36, "lines")
		keys   = flag.String("keys", "", `keys to press, separated by spaces; "wait:TEXT" waits for a text (with _ for a space)`)
		light  = flag.Bool("light", false, "a light terminal")
		zoom   = flag.Float64("zoom", 1.5, "scale of a PNG")
	)
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: shot -o FILE [-w N] [-h N] [-keys KEYS] [-light] -- COMMAND ARGUMENT...")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	s, err := open(flag.Args(), *width, *height, *light)
	if err != nil {
		return err
	}
	defer s.close()
	for _, key := range strings.Fields(*keys) {
		if err := s.press(key); err != nil {
			return err
		}
	}
	s.settle(300 * time.Millisecond)
	return write(s.picture(*light), *out, *zoom)
}

// write writes the SVG, or converts it to PNG, by the name of the file.
func write(svg, path string, zoom float64) error {
	if filepath.Ext(path) == ".svg" {
		return os.WriteFile(path, []byte(svg), 0o600)
	}
	cmd := exec.Command("rsvg-convert", "-z", fmt.Sprint(zoom), "-o", path) //nolint:gosec,noctx // a tool for developers
	cmd.Stdin = strings.NewReader(svg)
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("rsvg-convert: %w", err)
	}
	return nil
}
