package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
)

func TestExitStatus(t *testing.T) {
	t.Parallel()
	stopped, stop := context.WithCancel(t.Context())
	stop()
	cases := []struct {
		name string
		ctx  context.Context
		err  error
		want int
		said string
	}{
		{"no error", t.Context(), nil, 0, ""},
		{"any error", t.Context(), errors.New("boom"), 1, "smarketing: boom\n"},
		{"failure", t.Context(), crm.Errorf(crm.Failure, "no"), 1, "smarketing: no\n"},
		{"usage with its hint", t.Context(), crm.Errorf(crm.Usage, "no").WithHint("do"), 2, "smarketing: no (do)\n"},
		{"wrapped", t.Context(), fmt.Errorf("context: %w", crm.Errorf(crm.NotFound, "no")), 3, "smarketing: no\n"},
		{"joined", t.Context(), errors.Join(crm.Errorf(crm.Invalid, "no"), errors.New("closing failed")), 4, "smarketing: no\n"},
		{"a row", t.Context(), &crm.RowError{File: "f", Row: 3, Message: "no"}, 4, "smarketing: f: row 3: no\n"},
		{"conflict", t.Context(), crm.Errorf(crm.Conflict, "no"), 1, "smarketing: no\n"},
		{"busy", t.Context(), crm.Errorf(crm.Busy, "no"), 5, "smarketing: no\n"},
		{"interrupted", stopped, crm.Errorf(crm.Interrupted, "stopped"), 130, "smarketing: stopped\n"},
		{"the bare end of the context", stopped, fmt.Errorf("x: %w", context.Canceled), 130, "smarketing: interrupted\n"},
		{"a consequence of the end", stopped, errors.New("transaction has been rolled back"), 130, "smarketing: interrupted\n"},
		{"a better reason than the end", stopped, crm.Errorf(crm.Invalid, "no"), 4, "smarketing: no\n"},
		{"a rubric", t.Context(), rubric.Problems{{Message: "bad", Fix: "mend"}, {Message: "worse", Fix: "mend"}}, 4, ""},
		{"hostile words", t.Context(), errors.New("a\x1b[2Jb\u202e"), 1, "smarketing: ab\n"},
		{"already said", t.Context(), saidError{crm.Invalid}, 4, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var errs bytes.Buffer
			a := &app{streams: streams{err: &errs}}
			if got := a.exit(c.ctx, c.err); got != c.want {
				t.Errorf("exit %d, want %d", got, c.want)
			}
			if c.said != "" && errs.String() != c.said {
				t.Errorf("said %q, want %q", errs.String(), c.said)
			}
			if lines := strings.Count(errs.String(), "\n"); c.name == "a rubric" && lines != 2 {
				t.Errorf("%d lines for two problems: %q", lines, errs.String())
			}
		})
	}
}

func TestProgressLine(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	cases := []struct {
		p    crm.Progress
		at   time.Duration
		want string
	}{
		{crm.Progress{What: "importing", Done: 5000, Total: 20000, Started: start}, 2 * time.Second, "importing  5,000 of 20,000  25 %  2,500/s  6s left"},
		{crm.Progress{What: "reading", Bytes: 500_000, Size: 1_000_000, Started: start}, 2 * time.Second, "reading  500 kB of 1.0 MB  50 %  2s left"},
		{crm.Progress{What: "reading", Done: 10, Started: start}, time.Second, "reading  10  10/s"},
		{crm.Progress{What: "scoring", Total: 10, Started: start}, 0, "scoring  0 of 10"},
		{crm.Progress{What: "over", Done: 30, Total: 10, Started: start}, 10 * time.Second, "over  30 of 10  100 %  3/s  0s left"},
	}
	for _, c := range cases {
		if got := progressLine(c.p, start.Add(c.at)); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestBarIsQuietForShortWork(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	now := start
	var out bytes.Buffer
	b := &bar{w: &out, width: 20, now: func() time.Time { return now }}
	p := crm.Progress{What: "importing a file of many rows", Done: 1, Total: 10, Started: start}
	b.show(p)
	b.clear()
	if out.Len() > 0 {
		t.Errorf("short work was shown: %q", out.String())
	}
	for range 3 {
		now = now.Add(betweenFrames)
		b.show(p)
		b.show(p)
	}
	b.clear()
	b.clear()
	if n := strings.Count(out.String(), "\r\x1b[K"); n != 4 {
		t.Errorf("drawn %d times, want three frames and one clearing: %q", n, out.String())
	}
	for frame := range strings.SplitSeq(out.String(), "\r\x1b[K") {
		if len([]rune(frame)) > 19 {
			t.Errorf("the frame %q does not fit into 20 cells", frame)
		}
	}
	(&bar{}).show(p)
}

func TestSetPointsKeepsTheText(t *testing.T) {
	t.Parallel()
	for _, template := range rubric.Templates() {
		r, err := rubric.Parse(template.Key, []byte(template.Body))
		if err != nil {
			t.Fatal(err)
		}
		v := rubric.Version{Body: template.Body, Rubric: r}
		for _, id := range criterionIDs(&r) {
			_, c := r.Criterion(id)
			body, changes, err := setPoints(v, []string{fmt.Sprintf("%s=%d", id, c.Points-1)})
			if err != nil || len(changes) != 1 {
				t.Fatalf("%s, %s: %v, %v", template.Key, id, changes, err)
			}
			want, err := rubric.SetPoints(r, id, c.Points-1)
			if err != nil {
				t.Fatal(err)
			}
			got, err := rubric.Parse("edited", []byte(body))
			if err != nil || len(rubric.Diff(got, want)) > 0 {
				t.Errorf("%s, %s: %v, %v", template.Key, id, rubric.Diff(got, want), err)
			}
			if strings.Count(body, "#") != strings.Count(template.Body, "#") || differing(body, template.Body) != 1 {
				t.Errorf("%s, %s: more than one line changed", template.Key, id)
			}
		}
	}
}

// TestSetPointsOfAnotherForm writes the rubric anew where the text has another
// form than the usual one.
func TestSetPointsOfAnotherForm(t *testing.T) {
	t.Parallel()
	body := `name = "X"
ready = 5
cool = 4
fit = { max = 10, bands = [75, 50, 25] }
engagement = { max = 10, bands = [75, 50, 25] }
group = [ { name = "G", axis = "fit", criterion = [ { id = "a", label = "A", points = 3, when = { field = "email", known = true } } ] } ]
`
	r, err := rubric.Parse("x", []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	edited, changes, err := setPoints(rubric.Version{Body: body, Rubric: r}, []string{"a=7"})
	if err != nil || len(changes) != 1 || changes[0] != "a 3 -> 7" {
		t.Fatal(changes, err)
	}
	got, err := rubric.Parse("x", []byte(edited))
	if err != nil {
		t.Fatal(err)
	}
	if _, c := got.Criterion("a"); c.Points != 7 {
		t.Errorf("the criterion has %d points, want 7", c.Points)
	}
}

func differing(a, b string) int {
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	if len(as) != len(bs) {
		return -1
	}
	n := 0
	for i := range as {
		if as[i] != bs[i] {
			n++
		}
	}
	return n
}

func TestCountOf(t *testing.T) {
	t.Parallel()
	cases := []struct {
		n, total, all int
		q             crm.LeadQuery
		want          string
	}{
		{0, 0, 0, crm.LeadQuery{}, "the file holds no leads yet; smarketing import takes them in"},
		{0, 0, 9, crm.LeadQuery{}, "none of 9 leads matches"},
		{1, 1, 1, crm.LeadQuery{}, "\n1 lead"},
		{3, 3, 9000, crm.LeadQuery{}, "\n3 leads of 9,000"},
		{3, 30, 30, crm.LeadQuery{}, "\n3 leads of 30; --limit 0 shows all"},
		{3, 30, 300, crm.LeadQuery{}, "\n3 leads of 30 that match, of 300; --limit 0 shows all"},
		{3, 3, 3, crm.LeadQuery{Queue: true}, "\n3 leads, the most urgent first"},
	}
	for _, c := range cases {
		if got := countOf(c.n, crm.LeadPage{Total: c.total, All: c.all}, c.q); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
