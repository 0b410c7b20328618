package ui

import (
	"context"
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
)

// TestToastsExpire checks that a message goes when its time is over, that a
// newer one is not taken away by the end of an older one, and that a failure
// has no end but a key.
func TestToastsExpire(t *testing.T) {
	t.Parallel()
	var m toast
	if m.show(screen.ToastMsg{Level: screen.Info, Text: "one"}) == nil {
		t.Fatal("an information never goes")
	}
	first := toastOverMsg{m.id}
	m.show(screen.ToastMsg{Level: screen.Success, Text: "two"})
	m.expire(first)
	if m.Text != "two" {
		t.Errorf("the end of the first took the second away")
	}
	m.dismiss()
	if m.Text != "two" {
		t.Error("a key takes a success away")
	}
	m.expire(toastOverMsg{m.id})
	if m.Text != "" {
		t.Error("the second does not go")
	}
	if m.show(screen.ToastMsg{Level: screen.Failure, Text: "three"}) != nil {
		t.Error("a failure goes by itself")
	}
	m.dismiss()
	if m.Text != "" {
		t.Error("a key does not take a failure away")
	}
}

func TestToastFitsItsLine(t *testing.T) {
	t.Parallel()
	m := toast{ToastMsg: screen.ToastMsg{Level: screen.Warning, Text: strings.Repeat("wide 王 ", 50)}}
	st := theme.New(theme.Default(), true, true)
	if got := m.view(st, 40); text.Width(got) != 40 || !strings.Contains(ansi.Strip(got), "!") {
		t.Errorf("got %q", got)
	}
}

// deaf is a file whose changes cannot be watched.
type deaf struct{ Source }

func (deaf) Wait(context.Context) (crm.Change, error) { return crm.Change{}, errors.New("no watch") }
func (deaf) Status(context.Context) (crm.Status, error) {
	return crm.Status{}, nil
}

// TestBrokenWatchIsToldOnce counts the messages of a watch that fails again and
// again, and once more after it worked.
func TestBrokenWatchIsToldOnce(t *testing.T) {
	t.Parallel()
	m := New(deaf{}, Options{})
	failed := waitedMsg{err: errors.New("no watch")}
	told := func(cmd tea.Cmd) bool {
		_, batch := cmd().(tea.BatchMsg) // the toast beside the new try
		return batch
	}
	m.live.failed = true
	if cmd := m.waited(failed); cmd == nil {
		t.Error("the watch is given up")
	}
	m.live.failed = false
	if !told(m.waited(failed)) || !m.live.failed {
		t.Error("the failure is not told")
	}
	m.waited(waitedMsg{})
	if m.live.failed {
		t.Error("the next failure would not be told")
	}
	m.quit()
	if msg := m.live.listen(deaf{})(); msg != nil {
		t.Errorf("after the end the watch says %v", msg)
	}
}
