// Command shot takes a picture of a terminal program: it runs the program on a
// pseudo-terminal, presses keys, and writes what is seen as SVG or, with
// rsvg-convert, as PNG or as a GIF that moves. The pictures of the documentation are made with it, so
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
		out    = flag.String("o", "shot.png", "picture to write: .png, .svg or, with snap among the keys, .gif")
		width  = flag.Int("w", 120, "columns")
		height = flag.Int("h", 36, "lines")
		keys   = flag.String("keys", "", `keys to press, separated by spaces; "wait:TEXT" waits for a text (with _ for a space), "snap:800" adds a frame of a GIF, shown for 800 ms`)
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
	var film film
	for _, key := range strings.Fields(*keys) {
		if millis, ok := strings.CutPrefix(key, "snap:"); ok {
			err = film.add(s.picture(*light), *zoom, millis)
		} else {
			err = s.press(key)
		}
		if err != nil {
			return err
		}
	}
	if filepath.Ext(*out) == ".gif" {
		return film.write(*out)
	}
	s.settle(300 * time.Millisecond)
	return write(s.picture(*light), *out, *zoom)
}

// write writes the SVG, or converts it to PNG, by the name of the file.
func write(svg, path string, zoom float64) error {
	data := []byte(svg)
	if filepath.Ext(path) != ".svg" {
		var err error
		if data, err = raster(svg, zoom); err != nil {
			return err
		}
	}
	return os.WriteFile(path, data, 0o600)
}

// raster converts an SVG to PNG.
func raster(svg string, zoom float64) ([]byte, error) {
	cmd := exec.Command("rsvg-convert", "-z", fmt.Sprint(zoom)) //nolint:gosec,noctx // a tool for developers
	cmd.Stdin = strings.NewReader(svg)
	cmd.Stderr = os.Stderr
	data, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("rsvg-convert: %w", err)
	}
	return data, nil
}
