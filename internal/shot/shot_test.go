package main

import (
	"image"
	"image/color"
	"image/gif"
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

// TestFilm makes a film of two frames that differ in one pixel.
func TestFilm(t *testing.T) {
	t.Parallel()
	first := image.NewRGBA(image.Rect(0, 0, 8, 4))
	second := image.NewRGBA(first.Rect)
	second.Set(5, 2, color.RGBA{200, 10, 10, 255})
	f := film{frames: []image.Image{first, second, second}, delays: []int{10, 20, 30}}
	path := filepath.Join(t.TempDir(), "x.gif")
	if err := f.write(path); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	got, err := gif.DecodeAll(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Image) != 3 || got.Delay[1] != 20 {
		t.Fatalf("%d frames, delays %v", len(got.Image), got.Delay)
	}
	if want := image.Rect(5, 2, 6, 3); got.Image[1].Rect != want {
		t.Errorf("the second frame covers %v, want %v", got.Image[1].Rect, want)
	}
	if r, _, _, _ := got.Image[1].At(5, 2).RGBA(); r>>8 != 200 {
		t.Errorf("the pixel is %v", got.Image[1].At(5, 2))
	}
	if err := (&film{}).write(path); err == nil {
		t.Error("a film without frames was written")
	}
}
