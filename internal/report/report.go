// Package report turns nouns into what leaves the program: aligned text for
// people, CSV for spreadsheets, JSON for scripts.
//
// It must not read a file, a clock or a database, must not colour anything,
// and must not hold a long list in memory: lists are streamed row by row.
//
// Foreign text cannot break or fool a reader: text output is cleaned and cut to
// cells, CSV cells cannot become formulas, and JSON escapes what a terminal
// would act upon.
package report

import (
	"fmt"
	"io"
	"iter"
	"regexp"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"smarketing/internal/text"
)

// Format is a form of output.
type Format string

// The formats.
const (
	Text Format = "text"
	CSV  Format = "csv"
	JSON Format = "json"
)

// sheet takes rows of one shape.
type sheet interface {
	add(object) error
	close() error
}

// newSheet returns the sheet of the format; shape is a row whose names become
// the header of a CSV.
func newSheet(w io.Writer, f Format, shape object) sheet {
	if f == CSV {
		return newCSV(w, shape)
	}
	return newArray(w)
}

// write streams rows as CSV or JSON and returns how many there were.
func write[T any](w io.Writer, f Format, shape object, rows iter.Seq2[T, error], of func(T) object) (int, error) {
	s := newSheet(w, f, shape)
	n := 0
	for row, err := range rows {
		if err != nil {
			return n, err
		}
		if err := s.add(of(row)); err != nil {
			return n, err
		}
		n++
	}
	return n, s.close()
}

// printer writes lines and remembers the first error.
type printer struct {
	w     io.Writer
	width int // cells of a line that hang breaks; 0: none is broken
	err   error
}

// line writes one line; foreign text in args is cleaned.
func (p *printer) line(format string, args ...any) {
	if p.err != nil {
		return
	}
	for i, a := range args {
		switch v := a.(type) {
		case string:
			args[i] = text.Clean(v)
		case error:
			args[i] = text.Clean(v.Error())
		}
	}
	_, p.err = io.WriteString(p.w, strings.TrimRight(fmt.Sprintf(format, args...), " ")+"\n")
}

// word is what is not broken: a flag with its value counts as one, so that it
// can be copied.
var word = regexp.MustCompile(`(?:--[a-z]+ (?:"[^"]*"|'[^']*')|"[^"]*"|\S)\S*`)

// hang writes foreign text behind a mark; lines after the first begin where the
// text does.
func (p *printer) hang(mark, s string) {
	s = text.Clean(s)
	if p.width == 0 {
		p.line("%s%s", mark, s)
		return
	}
	line := ""
	for _, w := range word.FindAllString(s, -1) {
		if line != "" && text.Width(mark)+text.Width(line)+1+text.Width(w) > p.width {
			p.line("%s%s", mark, line)
			mark, line = strings.Repeat(" ", text.Width(mark)), ""
		}
		if line != "" {
			line += " "
		}
		line += w
	}
	p.line("%s%s", mark, line)
}

func (p *printer) blank() { p.line("") }

// Count returns n with its noun, in the plural unless n is 1.
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + many
}

func number(n int) string { return humanize.Comma(int64(n)) }

// when returns a time for people, in the zone of the file; "" when unknown.
func when(t time.Time, loc *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return t.In(loc).Format("2006-01-02 15:04")
}

func day(t time.Time, loc *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return t.In(loc).Format(time.DateOnly)
}
