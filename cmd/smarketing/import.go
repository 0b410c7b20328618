package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"
	"time"

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
		Long: `Takes CSV, TSV, Excel (XLSX), JSON and JSONL files in, gzipped or not, and knows the
exports of common systems by their columns. Each file is read twice: first to find
out what its columns are, then to take its rows in, in batches. Columns are mapped
by name, the others become custom fields. Importing the same file again changes
nothing; after an interruption the same command continues. Rows that cannot be taken
are written, with the reason, to <name>.rejects.csv in the current folder, never over
a file of yours. A FILE of - is the standard input.`,
		Example: `  smarketing import leads.csv --dry-run
  smarketing import leads.csv --map key=lead_no --null phone=-
  smarketing import deals.csv --as deals --map lead=account --stage Won=won --stage Lost=lost`,
		Args: some("FILE"),
		RunE: func(cmd *cobra.Command, files []string) (err error) {
			defer spare()()
			if f.rejects != "" && len(files) > 1 {
				return crm.Errorf(crm.Usage, "--rejects names one file, but %d are imported", len(files)).
					WithHint("import them one by one, or leave it out")
			}
			options, err := f.options()
			if err != nil {
				return err
			}
			keep, err := rejectPaths(files, f, a.file())
			if err != nil {
				return err
			}
			var first *intake.Source
			if f.dryRun {
				return a.rehearsing(func(ctx context.Context, t *workspace.Trial, files []string) error {
					return a.importFiles(ctx, t, files, nil, keep, f, options)
				})(cmd, files)
			}
			if first, err = a.beforehand(cmd.Context(), files[0], keep[0], options); err != nil {
				return err
			}
			defer func() { err = errors.Join(err, closeSource(first)) }()
			return a.writing(func(ctx context.Context, w *workspace.Workspace, files []string) error {
				return a.importFiles(ctx, w, files, first, keep, f, options)
			})(cmd, files)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.as, "as", "", "what the rows are: leads, activities, stages, deals or spend (default: what the file shows, else leads)")
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
	kinds  = []string{string(crm.LeadRecord), string(crm.ActivityRecord), string(crm.StageRecord), string(crm.DealRecord), string(crm.SpendRecord)}
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

// beforehand opens the first file where the database is yet to be made, so that
// a file that is refused leaves no database behind. The source is nil where
// there is a database, whose stages and fields it has to be read with.
func (a *app) beforehand(ctx context.Context, file, keep string, o intake.Options) (*intake.Source, error) {
	if _, err := os.Stat(a.file()); a.readOnly || !errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err := probe(keep); err != nil {
		return nil, err
	}
	bar := a.newBar()
	defer bar.clear()
	// What a new file starts with; an unknown zone is UTC there too.
	o.Stages, o.Zone, o.Progress, o.Profiles = crm.DefaultStages(), time.UTC, bar.show, config.Locate().Exports
	if zone, err := time.LoadLocation(a.zone()); err == nil {
		o.Zone = zone
	}
	return intake.Open(ctx, file, o)
}

func closeSource(s *intake.Source) error {
	if s == nil {
		return nil
	}
	return s.Close()
}

// probe fails when rejected rows could not be kept there.
func probe(keep string) error {
	if keep == "" {
		return nil
	}
	return intake.NewRejects(keep, nil).Probe()
}

// importFiles imports one file after the other and reports at the end, also
// about those that went in before one that failed. first is the first file
// when it has been opened already; keep says where rejected rows go.
func (a *app) importFiles(ctx context.Context, w target, files []string, first *intake.Source, keep []string, f importFlags, o intake.Options) error {
	var reports []crm.ImportReport
	var failure error
	bar := a.newBar()
	o.Progress = bar.show
	for i, file := range files {
		r, err := takeIn(ctx, w, arrival{file, keep[i], first, o}, workspace.ImportOptions{Progress: bar.show})
		bar.clear()
		first = nil
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

// maxProse is how wide sentences are on a wide terminal, in cells.
const maxProse = 100

func (a *app) reportImports(reports []crm.ImportReport, asJSON bool) error {
	if asJSON && len(reports) > 0 {
		if err := report.ImportsJSON(a.out, reports); err != nil {
			return err
		}
	}
	width, _ := terminal(a.out)
	width = min(width, maxProse)
	for i, r := range reports {
		if !asJSON {
			if i > 0 {
				if _, err := a.out.Write([]byte("\n")); err != nil {
					return err
				}
			}
			if err := report.Import(a.out, r, width); err != nil {
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
