package main

import (
	"context"
	"errors"
	"runtime/debug"
	"strings"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"
	"github.com/spf13/cobra"

	"smarketing/internal/config"
	"smarketing/internal/crm"
	"smarketing/internal/logfile"
	"smarketing/internal/workspace"
	"smarketing/ui"
)

// dashboard opens the dashboard on the file, or, where there is no terminal to
// open it on, prints what matters most.
func (a *app) dashboard(cmd *cobra.Command, _ []string) (err error) {
	interactive := a.interactive()
	w, err := a.open(cmd.Context(), a.file(), interactive)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	if !interactive {
		return a.summary(cmd.Context(), w)
	}
	if !a.readOnly {
		_, end := a.runHooks(cmd.Context(), w)
		defer end()
	}
	return a.show(cmd.Context(), w, a.commandLine())
}

// interactive reports whether there is a terminal that can show the dashboard.
// Screen readers ask for plain text with ACCESSIBLE.
func (a *app) interactive() bool {
	_, in := terminal(a.in)
	_, out := terminal(a.out)
	return in && out && a.env("TERM") != "dumb" && a.env("ACCESSIBLE") == ""
}

// commandLine returns how this file is named on the command line, for hints.
func (a *app) commandLine() string {
	if a.db == "" {
		return "smarketing"
	}
	if strings.ContainsAny(a.db, " '\"\\$&;()<>|*?") {
		return "smarketing --db '" + strings.ReplaceAll(a.db, "'", `'\''`) + "'"
	}
	return "smarketing --db " + a.db
}

// show runs the dashboard until the user leaves it, keeps the scores current
// meanwhile and tells the user's commands what happens.
func (a *app) show(ctx context.Context, w *workspace.Workspace, command string) (err error) {
	options := ui.Options{Clock: a.clock, Plain: a.noColor, Mouse: a.config.Mouse, Command: command, Notify: notify[a.config.Notify]}
	if a.config.Theme != config.Auto {
		dark := a.config.Theme == config.Dark
		options.Dark = &dark
	}
	if !a.readOnly {
		stop := a.upkeep(ctx, w)
		defer stop()
		_, end := a.runHooks(ctx, w)
		defer end()
	}
	door := a.newImporter(ctx, w)
	defer func() { err = errors.Join(err, door.close()) }()
	return a.play(ctx, ui.New(door, options))
}

// notify are the ways to tell of alerts, as the configuration names them.
var notify = map[config.Notify]ui.Notify{config.Bell: ui.Bell, config.Desktop: ui.Desktop, config.Off: ui.Silent}

// play runs a model on the terminal. Whatever happens inside, the terminal is
// given back as it was; a panic leaves a crash report. A signal ends it by way
// of ctx.
func (a *app) play(ctx context.Context, model tea.Model) error {
	// Nothing may write to the terminal but the dashboard, so the error stream
	// goes to a file meanwhile.
	logfile.Clean(a.paths.Crash, a.clock())
	catcher := logfile.Catch(a.paths.Crash, version(), a.clock())
	var program *tea.Program
	guarded := guard{model: model, record: catcher.Record, crashed: new(atomic.Bool), quit: func() { program.Quit() }}
	program = tea.NewProgram(guarded, tea.WithContext(ctx), tea.WithoutSignalHandler(), tea.WithInput(a.in), tea.WithOutput(a.out))
	_, err := program.Run()
	crashed := guarded.crashed.Load() || errors.Is(err, tea.ErrProgramPanic)
	report, noise := catcher.Close(crashed)
	if noise != "" {
		a.log.Warn("written to the error stream", "text", noise)
	}
	switch {
	case crashed:
		failure := crm.Errorf(crm.Failure, "the dashboard stopped because of a fault in it")
		if report == "" {
			return failure.WithHint("everything you saved is in %s", a.file())
		}
		return failure.WithHint("what happened is written in %s; everything you saved is safe", report)
	case ctx.Err() != nil:
		return saidError{crm.Interrupted}
	}
	return err
}

// upkeep keeps the scores current in the background, until the returned
// function is called. A panic ends the upkeep and is logged; the dashboard, and
// with it the terminal, stays whole.
func (a *app) upkeep(ctx context.Context, w *workspace.Workspace) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			if p := recover(); p != nil {
				a.log.Error("scoring in the background panicked", "panic", p, "stack", string(debug.Stack()))
			}
		}()
		if err := w.Upkeep(ctx); err != nil && ctx.Err() == nil {
			a.log.Error("scoring in the background ended", "err", err)
		}
	}()
	return func() { cancel(); <-done }
}

// summary prints the ready leads as text and how to see more.
func (a *app) summary(ctx context.Context, w *workspace.Workspace) error {
	if err := a.refresh(ctx, w); err != nil {
		return err
	}
	if err := a.listLeads(ctx, w, crm.LeadQuery{Limit: listed}); err != nil {
		return err
	}
	a.say("%s; see smarketing --help for the commands", a.whyPlain())
	return nil
}

// whyPlain says why there is no dashboard.
func (a *app) whyPlain() string {
	_, in := terminal(a.in)
	_, out := terminal(a.out)
	switch {
	case !in || !out:
		return "the dashboard needs a terminal for its input and output"
	case a.env("ACCESSIBLE") != "":
		return "ACCESSIBLE asks for plain text, so there is no dashboard"
	}
	return "the terminal calls itself dumb (TERM), so there is no dashboard"
}
