package ui

import (
	"testing"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"smarketing/internal/text"
	"smarketing/ui/screen"
)

// TestEveryKeyIsUnique checks that no two actions of the shell share a key,
// and that every one that can be named has a title.
func TestEveryKeyIsUnique(t *testing.T) {
	t.Parallel()
	m := New(deaf{}, Options{Mouse: true})
	owner := map[string]string{}
	for _, group := range [][]screen.Action{m.always(), m.global(), m.shared()} {
		for _, a := range group {
			if a.Title == "" || a.Run == nil {
				t.Errorf("%v has no title or does nothing", a.Binding.Keys())
			}
			for _, k := range a.Binding.Keys() {
				if other, ok := owner[k]; ok {
					t.Errorf("%q does %q and %q", k, a.Title, other)
				}
				owner[k] = a.Title
			}
		}
	}
}

func TestSuspend(t *testing.T) {
	t.Parallel()
	m := New(deaf{}, Options{})
	_, cmd := m.Update(tea.KeyPressMsg{Code: 'z', Mod: tea.ModCtrl})
	if _, ok := cmd().(tea.SuspendMsg); !ok {
		t.Error("ctrl+z does not suspend")
	}
	if _, cmd = m.Update(tea.ResumeMsg{}); cmd == nil {
		t.Error("after fg nobody asks for the background")
	}
}

// TestMouseCanBeGivenBack runs the action that lets the terminal select text.
func TestMouseCanBeGivenBack(t *testing.T) {
	t.Parallel()
	m := New(deaf{}, Options{Mouse: true})
	if m.View().MouseMode != tea.MouseModeCellMotion {
		t.Error("the mouse is not taken at first")
	}
	for _, want := range []tea.MouseMode{tea.MouseModeNone, tea.MouseModeCellMotion} {
		for _, a := range m.shared() {
			if len(a.Binding.Keys()) == 0 {
				a.Run()
			}
		}
		if got := m.View().MouseMode; got != want {
			t.Errorf("mouse mode %v, want %v", got, want)
		}
	}
	if New(deaf{}, Options{}).View().MouseMode != tea.MouseModeNone {
		t.Error("the mouse is taken though nobody asked")
	}
}

// TestFooterNamesWhatFits checks that the footer never overflows and ends in an
// ellipsis when keys are left out.
func TestFooterNamesWhatFits(t *testing.T) {
	t.Parallel()
	m := New(deaf{}, Options{Plain: true})
	var actions []screen.Action
	for range 12 {
		actions = append(actions, screen.Action{Binding: key.NewBinding(key.WithKeys("x"), key.WithHelp("x", "does a thing"))})
	}
	actions[0].Why, actions[1].Quiet = "not now", true
	for room := range 160 {
		line := m.keyLine(actions, room)
		if got := text.Width(line); got > max(2, room) {
			t.Fatalf("%d cells in %d: %q", got, room, line)
		}
	}
}
