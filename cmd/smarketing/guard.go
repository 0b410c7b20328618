package main

import (
	"reflect"
	"runtime/debug"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"
)

// guard runs a model and turns a panic in it, or in one of its commands, into
// an orderly end: what happened is recorded, the program quits, and so the
// terminal is given back as it was. The event loop would catch a panic too, but
// it reports one only while the program is already ending.
type guard struct {
	model   tea.Model
	record  func(p any, stack []byte)
	crashed *atomic.Bool
	quit    func() // ends the program from outside of Update
}

// crashedMsg says that a command has panicked.
type crashedMsg struct{}

func (g guard) caught(p any) {
	if g.crashed.CompareAndSwap(false, true) {
		g.record(p, debug.Stack())
	}
}

// Init starts the model.
func (g guard) Init() (cmd tea.Cmd) {
	defer func() {
		if p := recover(); p != nil {
			g.caught(p)
			cmd = tea.Quit
		}
	}()
	return g.protect(g.model.Init())
}

// Update passes the message on.
func (g guard) Update(msg tea.Msg) (next tea.Model, cmd tea.Cmd) {
	defer func() {
		if p := recover(); p != nil {
			g.caught(p)
			next, cmd = g, tea.Quit
		}
	}()
	if _, ok := msg.(crashedMsg); ok || g.crashed.Load() {
		return g, tea.Quit
	}
	g.model, cmd = g.model.Update(msg)
	return g, g.protect(cmd)
}

// View draws the model, and nothing once it has panicked.
func (g guard) View() (view tea.View) {
	defer func() {
		if p := recover(); p != nil {
			g.caught(p)
			view = tea.View{}
			go g.quit() // it waits for the event loop, which waits for View
		}
	}()
	if g.crashed.Load() {
		return tea.View{}
	}
	return g.model.View()
}

// protect returns the command with its panics caught, also those of the
// commands it leads to: batches and sequences are slices of commands.
func (g guard) protect(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if p := recover(); p != nil {
				g.caught(p)
				msg = crashedMsg{}
			}
		}()
		msg = cmd()
		if v := reflect.ValueOf(msg); v.IsValid() && v.Kind() == reflect.Slice && v.Type().Elem() == commandType {
			for i := range v.Len() {
				inner, _ := v.Index(i).Interface().(tea.Cmd)
				v.Index(i).Set(reflect.ValueOf(g.protect(inner)))
			}
		}
		return msg
	}
}

var commandType = reflect.TypeFor[tea.Cmd]()
