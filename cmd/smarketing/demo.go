package main

import (
	"context"
	"errors"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"

	"smarketing/internal/config"
	"smarketing/internal/crm"
	"smarketing/internal/demo"
	"smarketing/internal/workspace"
)

func (a *app) demoCommand() *cobra.Command {
	var leads int
	var seed uint64
	var file string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Look around in a generated pipeline",
		Long: `Generates the believable pipeline of a software vendor and opens the dashboard on
it. The file is temporary and gone afterwards; --write keeps it and opens nothing.
Up to 5,000 leads the team has worked its last days, with touches, alerts and
broken deadlines; a larger one is for measuring and comes as history alone.`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if leads < 1 {
				return crm.Errorf(crm.Usage, "a pipeline of %d leads cannot be shown", leads).WithHint("give --leads 1 or more")
			}
			if a.readOnly {
				return crm.Errorf(crm.Usage, "demo writes a file, which --read-only forbids").WithHint("leave out --read-only")
			}
			a.config.Hooks = config.Hooks{} // nobody is told of leads that do not exist
			options := demo.Options{Leads: leads, Seed: seed, Now: a.clock(), Zone: demo.Settings().Location()}
			if file != "" {
				return a.writeDemo(cmd.Context(), file, options)
			}
			return a.showDemo(cmd.Context(), options)
		},
	}
	cmd.Flags().IntVar(&leads, "leads", demo.DefaultLeads, "how many leads to generate")
	cmd.Flags().Uint64Var(&seed, "seed", 1, "another seed makes another pipeline")
	cmd.Flags().StringVar(&file, "write", "", "write the pipeline to a new `FILE` and open nothing")
	return cmd
}

// showDemo opens the dashboard on a generated file that only its owner can
// read and that is removed afterwards.
func (a *app) showDemo(ctx context.Context, options demo.Options) (err error) {
	dir, err := os.MkdirTemp("", "smarketing-demo-")
	if err != nil {
		return crm.Errorf(crm.Failure, "cannot make a temporary folder: %w", err).WithHint("name a file with --write")
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	path := filepath.Join(dir, "demo.db")
	w, err := a.fill(ctx, path, options)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	if !a.interactive() {
		return a.summary(ctx, w)
	}
	return a.show(ctx, w, "smarketing")
}

// writeDemo writes a generated file. It never writes over a file that exists,
// and removes its own when it is not finished.
func (a *app) writeDemo(ctx context.Context, path string, options demo.Options) error {
	if err := mustNotExist(path); err != nil {
		return err
	}
	w, err := a.fill(ctx, path, options)
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return errors.Join(err, remove(path))
	}
	a.say("wrote %s leads to %s; open it with smarketing --db %s", humanize.Comma(int64(options.Leads)), path, path)
	return nil
}

// mustNotExist refuses a file that is there already.
func mustNotExist(path string) error {
	switch _, err := os.Lstat(path); {
	case err == nil:
		return crm.Errorf(crm.Invalid, "%s exists already", path).WithHint("name a file that does not exist; nothing is written over")
	case errors.Is(err, fs.ErrNotExist):
		return nil
	default:
		return crm.Errorf(crm.Failure, "cannot write %s: %w", path, err)
	}
}

// remove takes away an unfinished database with its companions.
func remove(path string) error {
	var errs []error
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// fill creates a file at path and imports the generated pipeline into it; in a
// small one the team has worked for a week then. The file is open when there is
// no error, and closed otherwise.
func (a *app) fill(ctx context.Context, path string, options demo.Options) (_ *workspace.Workspace, err error) {
	o := &office{now: options.Now, desks: map[string]*workspace.Workspace{}}
	lively, history := options.Leads <= demo.MostLively, options
	if lively {
		history = demo.BeforeLife(options)
		o.now = history.Until
	}
	o.open = func(ctx context.Context, by string) (*workspace.Workspace, error) {
		return workspace.Open(ctx, workspace.Options{Path: path, Create: by == a.actor(), By: by, Log: a.log, Clock: a.clockOf(o)})
	}
	if o.Workspace, err = o.open(ctx, a.actor()); err != nil {
		return nil, err
	}
	defer func() {
		err = errors.Join(err, o.close())
		if err != nil {
			err = errors.Join(err, o.Close())
		}
	}()
	if err := a.furnish(ctx, o.Workspace); err != nil {
		return nil, err
	}
	bar := a.newBar()
	defer bar.clear()
	runs := []func(demo.Options) iter.Seq2[crm.Record, error]{demo.Leads, demo.Activities, demo.StageChanges, demo.Deals}
	for i, source := range demo.Sources(history) {
		if source.Kind == crm.DealRecord && lively {
			if err := demo.Live(ctx, options, o); err != nil {
				return nil, err
			}
		}
		if _, err := o.Import(ctx, source, runs[i](history), workspace.ImportOptions{Progress: bar.show}); err != nil {
			return nil, err
		}
	}
	o.now = time.Time{}
	if err := o.Refresh(ctx, bar.show); err != nil {
		return nil, err
	}
	if err := o.agree(ctx); err != nil {
		return nil, err
	}
	return o.Workspace, o.Silence(ctx)
}

// clockOf returns the clock of an office: its own while there is one, that of
// the program afterwards.
func (a *app) clockOf(o *office) crm.Clock {
	return func() time.Time {
		if o.now.IsZero() {
			return a.clock()
		}
		return o.now
	}
}

// furnish gives a new file the settings and the team of the demo.
func (a *app) furnish(ctx context.Context, w *workspace.Workspace) error {
	if err := w.SetSettings(ctx, demo.Settings().All()); err != nil {
		return err
	}
	for _, m := range demo.Members() {
		if err := w.SetMember(ctx, m); err != nil {
			return err
		}
	}
	return nil
}
