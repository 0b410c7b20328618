package ui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
)

// TestNotificationsAreHarmless gives every dialect foreign words: the terminal
// sees one sequence, of the kind that was meant, and nothing after it.
func TestNotificationsAreHarmless(t *testing.T) {
	t.Parallel()
	kinds := map[dialect]string{osc9: "\x1b]9;smarketing: ", osc777: "\x1b]777;notify;smarketing;", osc99: "\x1b]99;;smarketing: "}
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{
			"4;1;50", "\x1b]52;c;cm0gLXJm\x07", "a\x07b\x1b\\c", "x\u009c]0;title", strings.Repeat("wide 王 ", 99), "d=0:p=title;oops",
		})).Draw(t, "words")
		for kind, begins := range kinds {
			seq := kind.notification(words)
			body, ok := strings.CutPrefix(seq, begins)
			body, closed := strings.CutSuffix(body, "\x07")
			if !ok || !closed || strings.Contains(body, ";") || ansi.StringWidth(body) > noteWidth {
				t.Fatalf("%q", seq)
			}
			if strings.ContainsFunc(body, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }) {
				t.Fatalf("a control in %q", body)
			}
		}
		if through := tmux.notification(words); !strings.HasPrefix(through, "\x1bPtmux;\x1b\x1b]9;smarketing: ") || !strings.HasSuffix(through, "\x07\x1b\\") {
			t.Fatalf("%q", through)
		}
	})
}

func TestDialects(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		env  map[string]string
		want dialect
	}{
		{map[string]string{"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, osc9},
		{map[string]string{"TERM": "xterm-ghostty"}, osc9},
		{map[string]string{"TERM": "foot"}, osc777},
		{map[string]string{"TERM": "rxvt-unicode-256color"}, osc777},
		{map[string]string{"TERM": "xterm-256color", "VTE_VERSION": "7600"}, osc777},
		{map[string]string{"TERM": "xterm-256color", "KONSOLE_VERSION": "240802"}, osc777},
		{map[string]string{"TERM": "xterm-kitty"}, osc99},
		{map[string]string{"TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0", "VTE_VERSION": "7600"}, tmux},
	} {
		if got := dialectOf(func(key string) string { return c.env[key] }); got != c.want {
			t.Errorf("%v: dialect %d, want %d", c.env, got, c.want)
		}
	}
}

// TestBellRests raises alerts for a minute: the bell does not ring for each.
func TestBellRests(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	m := New(deaf{}, Options{Clock: func() time.Time { return at }})
	rang := 0
	for range 60 {
		if m.ring("Ready: Mia") != nil {
			rang++
		}
		at = at.Add(time.Second)
	}
	if rang != 6 {
		t.Errorf("it rang %d times in a minute, want 6", rang)
	}
}

// TestNewsWaits lets two alerts come while a failure stands above the footer:
// it stays until a key, then both are told as one.
func TestNewsWaits(t *testing.T) {
	t.Parallel()
	m := New(deaf{}, Options{})
	m.Update(screen.ToastMsg{Level: screen.Failure, Text: "the disk is full"})
	m.news.known, m.news.last, m.news.reading = true, 4, true
	for id := range int64(2) {
		a := crm.Alert{ID: 5 + id, Kind: crm.BreachAlert, Duty: crm.TouchDuty}
		m.Update(newsMsg{page: crm.AlertPage{Open: 7, Alerts: []crm.Alert{a}}})
	}
	if m.toast.Text != "the disk is full" || m.news.last != 6 || m.news.open != 7 {
		t.Errorf("toast %q, %+v", m.toast.Text, m.news)
	}
	m.toast.dismiss()
	m.say()
	if want := "2 SLAs broken  (! lists alerts)"; m.toast.Text != want || m.toast.Level != screen.Warning {
		t.Errorf("toast %q, want %q", m.toast.Text, want)
	}
	m.say()
	if len(m.news.unsaid.Alerts) != 0 {
		t.Error("it would be said twice")
	}
}
