package main

import (
	"context"
	"errors"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"smarketing/internal/config"
	"smarketing/internal/crm"
	"smarketing/internal/intake"
	"smarketing/internal/workspace"
)

// target is where a file is taken in: the team's file, or a copy on which that
// is tried.
type target interface {
	Stages(ctx context.Context) (crm.Stages, error)
	Catalogue(ctx context.Context) ([]crm.Field, error)
	Settings(ctx context.Context) (crm.Settings, error)
	Import(ctx context.Context, src crm.ImportSource, records iter.Seq2[crm.Record, error], o workspace.ImportOptions) (crm.ImportReport, error)
}

// inFile completes what the intake has to know with what the file of ours says.
func inFile(ctx context.Context, w target, o intake.Options) (_ intake.Options, err error) {
	if o.Stages, err = w.Stages(ctx); err != nil {
		return o, err
	}
	if o.Catalogue, err = w.Catalogue(ctx); err != nil {
		return o, err
	}
	settings, err := w.Settings(ctx)
	o.Zone, o.Profiles = settings.Location(), config.Locate().Exports
	return o, err
}

// arrival is a file that is to be taken in.
type arrival struct {
	file    string
	keep    string         // where rejected rows go; empty when they are not kept
	source  *intake.Source // the file when it is open already, left open; else nil
	options intake.Options
}

// open returns the source and how it is let go.
func (v *arrival) open(ctx context.Context, w target) (*intake.Source, func() error, error) {
	if v.source != nil {
		return v.source, func() error { return nil }, nil
	}
	o, err := inFile(ctx, w, v.options)
	if err != nil {
		return nil, nil, err
	}
	if err := probe(v.keep); err != nil {
		return nil, nil, err
	}
	source, err := intake.Open(ctx, v.file, o)
	if err != nil {
		return nil, nil, err
	}
	return source, source.Close, nil
}

// takeIn imports one file and keeps its rejected rows in a file of their own,
// when that has a name. The report is nil when nothing was begun.
func takeIn(ctx context.Context, w target, v arrival, options workspace.ImportOptions) (_ *crm.ImportReport, err error) {
	source, letGo, err := v.open(ctx, w)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, letGo()) }()

	rejects := intake.NewRejects(v.keep, source.Header())
	var unkept error
	options.Reject = func(r crm.Record, rowError *crm.RowError) {
		if v.keep != "" && unkept == nil {
			unkept = rejects.Add(rowError, r.Cells)
		}
	}
	info := source.Info()
	if info.Kind != crm.LeadRecord {
		// What a file says about a deal is known only afterwards: among the
		// fields of leads it would leak what a rubric is to predict.
		info.Custom = nil
	}
	defer makeRoom(workspace.NamesKept(info))()
	r, err := w.Import(ctx, info, source.Records(ctx), options)
	err = errors.Join(err, unkept, rejects.Close())
	if r.Rejected > 0 {
		r.RejectsFile = v.keep
	}
	switch {
	case err != nil && r.ID == 0:
		return nil, err
	case err != nil && ctx.Err() != nil && crm.ErrorCode(err) == crm.Failure:
		err = &crm.Error{
			Code: crm.Interrupted, Message: "the import of " + v.file + " was stopped; what is in stays in",
			Hint: "run the same command again to continue", Err: err,
		}
	}
	return &r, err
}

// rehearsing runs fn on a copy of the file for a dry run: where there is none,
// on a temporary one, so that trying an import leaves nothing behind. Several
// files are tried one after the other, as they would be taken in.
func (a *app) rehearsing(fn func(context.Context, *workspace.Trial, []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) (err error) {
		create := false
		if _, err := os.Stat(a.file()); errors.Is(err, fs.ErrNotExist) {
			dir, err := os.MkdirTemp("", "smarketing-dry-run-")
			if err != nil {
				return crm.Errorf(crm.Failure, "cannot make a temporary folder: %w", err)
			}
			defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
			a.db, a.readOnly, create = filepath.Join(dir, "empty.db"), false, true
		}
		return a.on(create, func(ctx context.Context, w *workspace.Workspace, args []string) (err error) {
			rehearsal := w.NewRehearsal()
			defer func() { err = errors.Join(err, rehearsal.Close()) }()
			trial, err := rehearsal.Trial(ctx)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, trial.Close()) }()
			return fn(ctx, trial, args)
		})(cmd, args)
	}
}
