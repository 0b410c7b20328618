package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"smarketing/internal/config"
	"smarketing/internal/crm"
	"smarketing/internal/intake"
	"smarketing/internal/report"
	"smarketing/internal/workspace"
)

// importFlags are the flags of import as typed.
type importFlags struct {
	as, format, dates, rejects string
	maps, sets, stages, nulls  []string
	same                       []string
	sheet                      string
	noAuto, dryRun             bool
	strict, json               bool
}

func (a *app) importCommand() *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:   "import FILE...",
		Short: "Take leads, activities, stage changes or deals in",
		Long: `Reads each file twice: first to find out what its columns are, then to take its
rows in, in batches. Columns are mapped by name, the others become custom fields.
Importing the same file again changes nothing; after an interruption the same
command continues. Rows that cannot be taken are written, with the reason, to
<name>.rejects.csv in the current folder. A FILE of - is the standard input.`,
		Example: `  smarketing import leads.csv --dry-run
  smarketing import leads.csv --map key=lead_no --null phone=-
  smarketing import deals.csv --as deals --map lead=account --stage Won=won --stage Lost=lost`,
		Args: some("FILE"),
		RunE: func(cmd *cobra.Command, files []string) (err error) {
			if f.rejects != "" && len(files) > 1 {
				return crm.Errorf(crm.Usage, "--rejects names one file, but %d are imported", len(files)).
					WithHint("import them one by one, or leave it out")
			}
			options, err := f.options()
			if err != nil {
				return err
			}
			into := func(ctx context.Context, w *workspace.Workspace, files []string) error {
				return a.importFiles(ctx, w, files, f, options)
			}
			if f.dryRun {
				return a.rehearsing(into)(cmd, files)
			}
			return a.writing(into)(cmd, files)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.as, "as", "", "what the rows are: leads, activities, stages or deals (default: what the file shows, else leads)")
	flags.StringVar(&f.format, "format", "auto", "how the file is written: auto, or the `NAME` of a format")
	flags.StringArrayVar(&f.maps, "map", nil, "fill a field from a column, `FIELD=HEADER`")
	flags.BoolVar(&f.noAuto, "no-auto", false, "map no column by its name")
	flags.StringArrayVar(&f.sets, "set", nil, "give a field the same value in every row, `FIELD=VALUE`")
	flags.StringArrayVar(&f.stages, "stage", nil, "take a value of the file for a stage, outcome or status, `VALUE=STAGE`; VALUE= ignores its rows")
	flags.StringArrayVar(&f.nulls, "null", nil, "take a spelling as unknown, `[FIELD=]VALUE`")
	flags.StringArrayVar(&f.same, "same", nil, "read one spelling as another, `FIELD=FROM=TO`")
	flags.StringVar(&f.sheet, "sheet", "", "which sheet of a workbook, its `NAME` or number")
	flags.StringVar(&f.dates, "dates", "", "the order in dates that could be read in two ways: mdy, dmy or ymd")
	flags.BoolVar(&f.dryRun, "dry-run", false, "only report what would happen")
	flags.BoolVar(&f.strict, "strict", false, "exit with 4 when a row is rejected")
	flags.StringVar(&f.rejects, "rejects", "", "where rejected rows go, a `FILE`")
	flags.BoolVar(&f.json, "json", false, "report as JSON")
	return cmd
}

var (
	kinds  = []string{string(crm.LeadRecord), string(crm.ActivityRecord), string(crm.StageRecord), string(crm.DealRecord)}
	orders = []string{"mdy", "dmy", "ymd"}
)

// options turns the flags into what the intake asks for.
func (f *importFlags) options() (intake.Options, error) {
	o := intake.Options{
		As: crm.RecordKind(f.as), Format: f.format, NoAuto: f.noAuto, Dates: f.dates, Sheet: f.sheet,
		Stage: map[string]string{}, Same: map[string][]intake.Pair{},
	}
	if f.as != "" {
		if err := among("--as", f.as, kinds); err != nil {
			return o, err
		}
	}
	if f.dates != "" {
		if err := among("--dates", f.dates, orders); err != nil {
			return o, err
		}
	}
	var err error
	if o.Map, err = pairs("--map FIELD=HEADER", f.maps); err != nil {
		return o, err
	}
	if o.Set, err = pairs("--set FIELD=VALUE", f.sets); err != nil {
		return o, err
	}
	for _, arg := range f.stages {
		// A stage key holds no =, a value of the file may.
		i := strings.LastIndex(arg, "=")
		if i < 1 {
			return o, crm.Errorf(crm.Usage, "%q is not of the form --stage VALUE=STAGE", arg).WithHint("write --stage VALUE=STAGE")
		}
		o.Stage[arg[:i]] = arg[i+1:]
	}
	for _, arg := range f.nulls {
		field, value, ok := strings.Cut(arg, "=")
		if !ok {
			field, value = "", arg
		}
		o.Null = append(o.Null, intake.Null{Field: field, Value: value})
	}
	for _, arg := range f.same {
		// A field holds no =, nor does what a value is to be read as.
		first, last := strings.Index(arg, "="), strings.LastIndex(arg, "=")
		if first < 1 || last <= first+1 {
			return o, crm.Errorf(crm.Usage, "%q is not of the form --same FIELD=FROM=TO", arg).WithHint("write --same FIELD=FROM=TO")
		}
		field := arg[:first]
		o.Same[field] = append(o.Same[field], intake.Pair{From: arg[first+1 : last], To: arg[last+1:]})
	}
	return o, nil
}

// importFiles imports one file after the other and reports at the end, also
// about those that went in before one that failed.
func (a *app) importFiles(ctx context.Context, w *workspace.Workspace, files []string, f importFlags, o intake.Options) error {
	var reports []crm.ImportReport
	var failure error
	for _, file := range files {
		r, err := a.importFile(ctx, w, file, f, o)
		if r != nil {
			reports = append(reports, *r)
		}
		if err != nil {
			failure = err
			break
		}
	}
	if err := a.reportImports(reports, f.json); err != nil {
		return errors.Join(failure, err)
	}
	if failure != nil {
		return failure
	}
	for _, r := range reports {
		if r.Rejected > 0 && f.strict {
			return saidError{crm.Invalid}
		}
	}
	return nil
}

func (a *app) reportImports(reports []crm.ImportReport, asJSON bool) error {
	if asJSON && len(reports) > 0 {
		if err := report.ImportsJSON(a.out, reports); err != nil {
			return err
		}
	}
	for i, r := range reports {
		if !asJSON {
			if i > 0 {
				if _, err := a.out.Write([]byte("\n")); err != nil {
					return err
				}
			}
			if err := report.Import(a.out, r); err != nil {
				return err
			}
		}
		if r.Rejected > 0 {
			where := ""
			if r.RejectsFile != "" {
				where = "; they are in " + r.RejectsFile + " with the reasons"
			}
			a.say("%s of %s rejected%s", report.Count(r.Rejected, "row", "rows"), r.File, where)
		}
	}
	return nil
}

// importFile imports one file. The report is nil when nothing was begun.
func (a *app) importFile(ctx context.Context, w *workspace.Workspace, file string, f importFlags, o intake.Options) (_ *crm.ImportReport, err error) {
	bar := a.newBar()
	defer bar.clear()
	o.Progress = bar.show
	return takeIn(ctx, w, file, o, rejectsPath(file, f), workspace.ImportOptions{DryRun: f.dryRun, Progress: bar.show})
}

// inFile completes what the intake has to know with what the file of ours says.
func inFile(ctx context.Context, w *workspace.Workspace, o intake.Options) (_ intake.Options, err error) {
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

// takeIn imports one file and keeps its rejected rows in a file of their own,
// when that has a name. The report is nil when nothing was begun.
func takeIn(ctx context.Context, w *workspace.Workspace, file string, o intake.Options, keep string, options workspace.ImportOptions) (_ *crm.ImportReport, err error) {
	if o, err = inFile(ctx, w, o); err != nil {
		return nil, err
	}
	source, err := intake.Open(ctx, file, o)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, source.Close()) }()

	rejects := intake.NewRejects(keep, source.Header())
	var unkept error
	options.Reject = func(r crm.Record, rowError *crm.RowError) {
		if keep != "" && unkept == nil {
			unkept = rejects.Add(rowError, r.Cells)
		}
	}
	info := source.Info()
	if info.Kind != crm.LeadRecord {
		// What a file says about a deal is known only afterwards: among the
		// fields of leads it would leak what a rubric is to predict.
		info.Custom = nil
	}
	r, err := w.Import(ctx, info, source.Records(ctx), options)
	err = errors.Join(err, unkept, rejects.Close())
	if r.Rejected > 0 {
		r.RejectsFile = keep
	}
	switch {
	case err != nil && r.ID == 0:
		return nil, err
	case err != nil && ctx.Err() != nil && crm.ErrorCode(err) == crm.Failure:
		err = crm.Errorf(crm.Interrupted, "the import of %s was interrupted: %w", file, err).
			WithHint("what is in stays in; run the same command again to continue")
	}
	return &r, err
}

// rehearsing runs fn on the file for a dry run: where there is none, on a
// temporary one, so that trying an import leaves nothing behind.
func (a *app) rehearsing(fn func(context.Context, *workspace.Workspace, []string) error) func(*cobra.Command, []string) error {
	if _, err := os.Stat(a.file()); !errors.Is(err, fs.ErrNotExist) {
		return a.reading(fn)
	}
	return func(cmd *cobra.Command, args []string) (err error) {
		dir, err := os.MkdirTemp("", "smarketing-dry-run-")
		if err != nil {
			return crm.Errorf(crm.Failure, "cannot make a temporary folder: %w", err)
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
		a.db, a.readOnly = filepath.Join(dir, "empty.db"), false
		return a.on(true, fn)(cmd, args)
	}
}

// rejectsPath returns where the rejected rows of a file go; "" when they are
// not kept: a dry run writes nothing unless it is told where.
func rejectsPath(file string, f importFlags) string {
	switch {
	case f.rejects != "":
		return f.rejects
	case f.dryRun:
		return ""
	case file == "-":
		return "stdin.rejects.csv"
	}
	base := filepath.Base(file)
	return strings.TrimSuffix(base, filepath.Ext(base)) + ".rejects.csv"
}
