package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"smarketing/internal/config"
	"smarketing/internal/crm"
	"smarketing/internal/logfile"
	"smarketing/internal/report"
	"smarketing/internal/text"
	"smarketing/internal/workspace"
)

// app is one run of the program: the global flags and what they led to.
type app struct {
	streams
	db       string
	by       string
	readOnly bool
	noColor  bool

	paths  config.Paths
	config config.Config
	clock  crm.Clock
	log    *slog.Logger
	logTo  io.Closer
}

// root returns the command line with all its subcommands.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "smarketing",
		Short: "One dashboard for sales and marketing",
		Long: `smarketing is a terminal dashboard by which a sales team and a marketing team
work as one, over one local file. Without a command it opens the dashboard.

  smarketing demo                      look around in a generated pipeline
  smarketing import leads.csv          take a file in
  smarketing leads --ready             the leads to call now`,
		SilenceUsage:      true,
		SilenceErrors:     true,
		Version:           version(),
		Args:              noCommand,
		PersistentPreRunE: a.prepare,
		RunE:              a.dashboard,
	}
	root.SetVersionTemplate("smarketing {{.Version}}\n")
	root.SetFlagErrorFunc(wrongFlag)
	flags := root.PersistentFlags()
	flags.StringVar(&a.db, "db", "", "the `FILE` with the team's data (else SMARKETING_DB, else the data folder)")
	flags.StringVar(&a.by, "by", "", "who acts, a `NAME` for the journal (else the system user)")
	flags.BoolVar(&a.readOnly, "read-only", false, "change nothing in the file")
	flags.BoolVar(&a.noColor, "no-color", false, "show no colours")
	root.AddCommand(
		a.demoCommand(), a.importCommand(), a.ingestCommand(), a.leadsCommand(), a.leadCommand(),
		a.alertsCommand(), a.nurtureCommand(), a.leaksCommand(),
		a.undoCommand(), a.historyCommand(), a.duplicatesCommand(), a.mergeCommand(),
		a.rubricCommand(), a.stagesCommand(), a.funnelCommand(), a.goalCommand(), a.teamCommand(), a.settingsCommand(),
		a.exportCommand(), a.backupCommand(), a.checkCommand(), a.pathsCommand(), a.versionCommand(), a.manCommand(),
	)
	root.AddCommand(a.actCommands()...)
	return root
}

// prepare finds out, before any command runs, what time it is, where things
// are and who acts.
func (a *app) prepare(*cobra.Command, []string) error {
	a.clock = time.Now
	if fixed := a.env("SMARKETING_NOW"); fixed != "" {
		at, err := time.Parse(time.RFC3339, fixed)
		if err != nil {
			return crm.Errorf(crm.Usage, "SMARKETING_NOW is %q, which is not a time", fixed).
				WithHint("write it as 2026-11-23T09:00:00Z, or unset it")
		}
		a.clock = func() time.Time { return at }
	}
	a.paths = config.Locate()
	var warnings []string
	a.config, warnings = config.Load(a.paths.Config)
	for _, warning := range warnings {
		a.say("%s", warning)
	}
	a.log, a.logTo = logfile.Open(a.paths.Log, logfile.Level(a.env("SMARKETING_LOG")))
	if a.noColor || a.env("NO_COLOR") != "" {
		// The terminal libraries read NO_COLOR as a boolean, the convention
		// means any text.
		a.noColor = true
		return os.Setenv("NO_COLOR", "1")
	}
	return nil
}

func (a *app) close() {
	if a.logTo != nil {
		_ = a.logTo.Close() // a log that cannot be closed concerns nobody
	}
}

// say tells a person something beside the result.
func (a *app) say(format string, args ...any) {
	fmt.Fprintln(a.err, text.Clean(fmt.Sprintf(format, args...)))
}

// clean makes foreign text fit for a line.
func clean(s string) string { return text.Clean(s) }

// file returns the path of the database.
func (a *app) file() string {
	for _, path := range []string{a.db, a.env("SMARKETING_DB"), a.config.DB} {
		if path != "" {
			return path
		}
	}
	return a.paths.Database
}

// actor returns who acts.
func (a *app) actor() string {
	for _, name := range []string{a.by, a.config.By} {
		if name = strings.TrimSpace(name); name != "" {
			return name
		}
	}
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "unknown"
}

// open opens the file. With create, a file that does not exist is made, and so
// is the data folder when it is the default one.
func (a *app) open(ctx context.Context, path string, create bool) (*workspace.Workspace, error) {
	if create && a.readOnly {
		create = false
	}
	if create && path == a.paths.Database {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return nil, crm.Errorf(crm.Failure, "cannot make the data folder: %w", err).
				WithHint("name another file with --db")
		}
	}
	return workspace.Open(ctx, workspace.Options{
		Path: path, ReadOnly: a.readOnly, Clock: a.clock, By: a.actor(), Log: a.log, Create: create, Zone: a.zone(),
	})
}

// zone returns the name of this machine's time zone, in which a new file starts
// to count days; "" when the machine does not say.
func (a *app) zone() string {
	name := a.env("TZ")
	if name == "" {
		target, err := os.Readlink("/etc/localtime")
		if err != nil {
			return ""
		}
		_, name, _ = strings.Cut(target, "zoneinfo/")
	}
	if _, err := time.LoadLocation(name); err != nil || name == "Local" {
		return ""
	}
	return name
}

// reading runs fn on the file, which must exist.
func (a *app) reading(fn func(context.Context, *workspace.Workspace, []string) error) func(*cobra.Command, []string) error {
	return a.on(false, fn)
}

// writing runs fn on the file, which is created when it does not exist.
func (a *app) writing(fn func(context.Context, *workspace.Workspace, []string) error) func(*cobra.Command, []string) error {
	return a.on(true, func(ctx context.Context, w *workspace.Workspace, args []string) error {
		if a.readOnly {
			return crm.Errorf(crm.Usage, "this command changes the file, which --read-only forbids").
				WithHint("leave out --read-only")
		}
		return fn(ctx, w, args)
	})
}

func (a *app) on(create bool, fn func(context.Context, *workspace.Workspace, []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) (err error) {
		w, err := a.open(cmd.Context(), a.file(), create)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, w.Close()) }()
		return fn(cmd.Context(), w, args)
	}
}

// refresh brings all scores up to today before they are shown. A file that may
// not be written, or that another program is writing to, is left alone: what is read from it is scored when it is read,
// only the order may be that of an earlier day, and this is said.
func (a *app) refresh(ctx context.Context, w *workspace.Workspace) error {
	if a.readOnly {
		page, err := w.LeadPage(ctx, crm.LeadQuery{Limit: 1})
		if err == nil && !page.AsOf.Current {
			a.say("the order is that of %s; without --read-only it would be brought up to date", page.AsOf.Day)
		}
		return err
	}
	err := a.rescore(ctx, w)
	if crm.ErrorCode(err) != crm.Busy {
		return err
	}
	// Somebody who only reads need not wait for an import to end.
	page, err := w.LeadPage(ctx, crm.LeadQuery{Limit: 1})
	if err == nil {
		a.say("the order is that of %s; another program is writing to the file", page.AsOf.Day)
	}
	return err
}

// rescore brings all scores up to today and shows how far it is.
func (a *app) rescore(ctx context.Context, w *workspace.Workspace) error {
	bar := a.newBar()
	defer bar.clear()
	return w.Refresh(ctx, bar.show)
}

// form returns the format that a --json flag asks for.
func form(asJSON bool) report.Format {
	if asJSON {
		return report.JSON
	}
	return report.Text
}

// terminal reports whether a stream is a terminal, and how wide it is; a width
// of 0 is unknown.
func terminal(stream any) (width int, ok bool) {
	file, isFile := stream.(interface{ Fd() uintptr })
	if !isFile || !term.IsTerminal(file.Fd()) {
		return 0, false
	}
	width, _, err := term.GetSize(file.Fd())
	if err != nil {
		return 0, true
	}
	return width, true
}
