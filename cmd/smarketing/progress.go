package main

import (
	"fmt"
	"io"
	"time"

	"github.com/dustin/go-humanize"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// bar shows how far a long work is, on one line of the error stream, only when
// that is a terminal.
type bar struct {
	w     io.Writer // nil: shows nothing
	width int
	drawn time.Time
	now   func() time.Time
}

// betweenFrames is how long a drawn line stands at least.
const betweenFrames = 100 * time.Millisecond

func (a *app) newBar() *bar {
	width, ok := terminal(a.err)
	if !ok || a.env("TERM") == "dumb" {
		return &bar{}
	}
	return &bar{w: a.err, width: width, now: time.Now}
}

// show draws the progress unless it has just done so. Work that takes less than
// a frame is never shown.
func (b *bar) show(p crm.Progress) {
	if b.w == nil {
		return
	}
	now := b.now()
	if now.Sub(p.Started) < betweenFrames || now.Sub(b.drawn) < betweenFrames {
		return
	}
	b.drawn = now
	line := progressLine(p, now)
	if b.width > 1 {
		line = text.Truncate(line, b.width-1)
	}
	fmt.Fprintf(b.w, "\r\x1b[K%s", line)
}

// clear takes the line away.
func (b *bar) clear() {
	if b.w != nil && !b.drawn.IsZero() {
		fmt.Fprint(b.w, "\r\x1b[K")
		b.drawn = time.Time{}
	}
}

// progressLine says what is being done, how far it is, how fast it goes and
// how long it will take.
func progressLine(p crm.Progress, now time.Time) string {
	line := p.What
	spent := now.Sub(p.Started)
	share := 0.0
	switch {
	case p.Total > 0:
		share = min(1, float64(p.Done)/float64(p.Total))
		line += fmt.Sprintf("  %s of %s", humanize.Comma(int64(p.Done)), humanize.Comma(int64(p.Total)))
	case p.Size > 0:
		share = min(1, float64(p.Bytes)/float64(p.Size))
		line += fmt.Sprintf("  %s of %s", humanize.Bytes(uint64(max(0, p.Bytes))), humanize.Bytes(uint64(p.Size)))
	default:
		line += "  " + humanize.Comma(int64(p.Done))
	}
	if share > 0 {
		line += fmt.Sprintf("  %d %%", int(share*100))
	}
	if p.Done > 0 && spent > 0 {
		line += fmt.Sprintf("  %s/s", humanize.Comma(int64(float64(p.Done)/spent.Seconds())))
	}
	if share > 0.01 && spent > time.Second {
		left := time.Duration(float64(spent) * (1 - share) / share)
		line += "  " + left.Round(time.Second).String() + " left"
	}
	return line
}
