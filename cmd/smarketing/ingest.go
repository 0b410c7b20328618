package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"smarketing/internal/crm"
	"smarketing/internal/intake"
	"smarketing/internal/report"
	"smarketing/internal/workspace"
)

// ingestFlags are the flags of ingest as typed.
type ingestFlags struct {
	follow, create, json bool
	rejects              string
}

func (a *app) ingestCommand() *cobra.Command {
	var f ingestFlags
	cmd := &cobra.Command{
		Use:   "ingest [FILE|-]",
		Short: "Take activities in as they happen, from a pipe or a growing file",
		Long: `Reads activities, one JSON object a line: {"lead","event","at","detail","value","id"},
Segment events or GA4 rows. A pipe is read for as long as it stays open. Of a FILE
is remembered how far it was read: the same command continues there, and --follow
goes on as the file grows, also when it is cut or replaced.

Every activity is in the file once and for all before it is counted, and once only,
however often it comes: by its id, else by lead, event, time and detail. Late ones
count from their own time, those of the future when they come. Lines that cannot
be taken are appended, with the reason, to <name>.rejects.jsonl in the current folder.`,
		Example: `  tail -F events.jsonl | smarketing ingest
  smarketing ingest /var/log/events.jsonl --follow
  gzip -dc events.jsonl.gz | smarketing ingest - --create`,
		Args: atMost("FILE"),
		RunE: a.writing(func(ctx context.Context, w *workspace.Workspace, args []string) error {
			defer spare()()
			file := "-"
			if len(args) > 0 {
				file = args[0]
			}
			return a.ingest(ctx, w, file, f)
		}),
	}
	flags := cmd.Flags()
	flags.BoolVar(&f.follow, "follow", false, "go on reading as the file grows")
	flags.BoolVar(&f.create, "create", false, "make the leads that only events name")
	flags.StringVar(&f.rejects, "rejects", "", "where rejected lines go, a `FILE`")
	flags.BoolVar(&f.json, "json", false, "report every batch and the end as a line of JSON")
	return cmd
}

// ingest takes one source in and says what became of it.
func (a *app) ingest(ctx context.Context, w *workspace.Workspace, file string, f ingestFlags) (err error) {
	if file == "-" && f.follow {
		return crm.Errorf(crm.Usage, "a pipe is followed anyway").WithHint("leave out --follow, or name a file")
	}
	for _, path := range []string{file, a.file()} {
		if sameFile(f.rejects, path) {
			return crm.Errorf(crm.Usage, "--rejects %s would write to %s itself", f.rejects, path).WithHint("name another file for the rejected lines")
		}
	}
	settings, err := w.Settings(ctx)
	if err != nil {
		return err
	}
	options, source, err := a.eventSource(ctx, w, file, f.follow, settings.Location())
	if err != nil {
		return err
	}
	if file != "-" {
		defer func() { err = errors.Join(err, source.Close()) }()
	}
	rejects := intake.NewRejectedLines(ingestRejects(file, f.rejects))
	options.Create = f.create
	options.Reject, options.Flush = rejects.Add, rejects.Flush
	bar := a.newBar()
	defer bar.clear()
	began := time.Now()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var unsaid error
	options.Progress = func(batch, sum crm.IngestReport) {
		bar.show(crm.Progress{What: "ingesting", Done: sum.Events, Started: began})
		if f.json {
			if unsaid = report.IngestJSON(a.out, batch); unsaid != nil {
				cancel() // nobody reads what is said
			}
		}
	}
	sum, err := w.Ingest(ctx, source, options)
	bar.clear()
	err = errors.Join(err, unsaid, rejects.Close())
	if sum.Rejected > 0 {
		sum.RejectsFile = rejects.Path()
	}
	if f.json {
		return errors.Join(err, report.IngestJSON(a.out, sum))
	}
	return errors.Join(err, report.Ingest(a.out, sum))
}

// eventSource opens the file where it was left, or the standard input.
func (a *app) eventSource(ctx context.Context, w *workspace.Workspace, file string, follow bool, zone *time.Location) (workspace.IngestOptions, *intake.Tail, error) {
	name := file
	if file == "-" {
		name = "stdin"
	}
	o := workspace.IngestOptions{Name: name}
	tail := intake.TailOptions{Follow: follow, Say: a.say, Parse: func(row int, line []byte) (crm.Record, bool, error) {
		return intake.ParseEvent(name, row, line, zone)
	}}
	if file == "-" {
		return o, intake.NewTail(name, a.in, tail), nil
	}
	path, err := filepath.Abs(file)
	if err != nil {
		return o, nil, crm.Errorf(crm.Failure, "cannot tell where %s is: %w", file, err)
	}
	info, err := os.Stat(path)
	if err == nil && info.Mode().IsRegular() {
		if o.State, err = w.IngestState(ctx, path); err != nil {
			return o, nil, err
		}
	}
	source, err := intake.OpenTail(file, o.State, tail)
	return o, source, err
}

// ingestRejects returns where the rejected lines of a source go.
func ingestRejects(file, named string) string {
	switch {
	case named != "":
		return named
	case file == "-":
		return "stdin.rejects.jsonl"
	}
	base := filepath.Base(file)
	return strings.TrimSuffix(base, filepath.Ext(base)) + ".rejects.jsonl"
}
