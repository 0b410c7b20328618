package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"smarketing/internal/config"
	"smarketing/internal/crm"
	"smarketing/internal/intake"
	"smarketing/internal/workspace"
	"smarketing/ui/imports"
)

// importer gives the dashboard a file of ours together with the door in, so
// that the import screen can read, try and take in files of others.
type importer struct {
	*workspace.Workspace
	recent   string // a file with the paths imported lately, the latest last
	readOnly bool
	tries    *workspace.Rehearsal
	ctx      context.Context
	cancel   context.CancelFunc
	jobs     sync.WaitGroup
}

func (a *app) newImporter(ctx context.Context, w *workspace.Workspace) *importer {
	i := &importer{Workspace: w, recent: filepath.Join(filepath.Dir(a.paths.Log), "imported"), readOnly: a.readOnly, tries: w.NewRehearsal()}
	i.ctx, i.cancel = context.WithCancel(ctx)
	return i
}

// close ends what is under way and waits for it: the file is closed next.
func (i *importer) close() error {
	i.cancel()
	i.jobs.Wait()
	return i.tries.Close()
}

// begin makes a call end with the dashboard.
func (i *importer) begin(ctx context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancel(ctx)
	stop := context.AfterFunc(i.ctx, cancel)
	i.jobs.Add(1)
	return ctx, func() { stop(); cancel(); i.jobs.Done() }
}

// intakeOptions turns what a person decided on the screen into what the intake
// asks for.
func intakeOptions(p imports.Plan, tell func(crm.Progress)) intake.Options {
	o := intake.Options{
		As: p.Kind, Sheet: p.Sheet, Dates: p.Dates, Map: p.Map, Ignore: p.Ignore, Stage: p.Values, Progress: tell,
	}
	for _, n := range p.Nulls {
		o.Null = append(o.Null, intake.Null{Field: n.Header, Value: n.Value})
	}
	for _, same := range p.Same {
		if o.Same == nil {
			o.Same = map[string][]intake.Pair{}
		}
		o.Same[same.Header] = append(o.Same[same.Header], intake.Pair{From: same.From, To: same.To})
	}
	return o
}

// Preview says what the file is and what becomes of its columns. A file that is
// refused for want of a field, or for dates that cannot be told, is read again
// with an answer supposed, so that its columns can be shown with the refusal.
func (i *importer) Preview(ctx context.Context, path string, plan imports.Plan, tell func(crm.Progress)) (crm.ImportSource, error) {
	ctx, done := i.begin(ctx)
	defer done()
	// The copy on which the import will be tried is made while the file is
	// read; a failure is told when it is tried.
	i.jobs.Go(func() { _ = i.tries.Prepare(i.ctx) })
	path = config.Expand(path)
	o, err := inFile(ctx, i.Workspace, intakeOptions(plan, tell))
	if err != nil {
		return crm.ImportSource{}, err
	}
	info, refusal := look(ctx, path, o)
	supposed := map[string]bool{}
	for err = refusal; err != nil && ctx.Err() == nil; {
		e, ok := errors.AsType[*crm.Error](err)
		if !ok || e.Code != crm.Invalid && e.Code != crm.Usage || len(supposed) > 8 {
			return crm.ImportSource{}, refusal
		}
		o = suppose(o, e, supposed)
		info, err = look(ctx, path, o)
	}
	if err != nil {
		return crm.ImportSource{}, err
	}
	for c := range info.Columns {
		if supposed[info.Columns[c].Field] {
			info.Columns[c].Field = ""
		}
	}
	if supposed["--dates"] {
		forgetOrder(&info)
	}
	return info, refusal
}

// forgetOrder takes back what was only supposed: the order of dates that could
// be read in two ways. Columns that tell theirs keep it.
func forgetOrder(info *crm.ImportSource) {
	orders := map[string]bool{}
	for i := range info.Columns {
		c := &info.Columns[i]
		said := func(note string) bool {
			return strings.Contains(note, fmt.Sprintf("column %q", c.Header)) && strings.HasSuffix(note, ", as told.")
		}
		if slices.ContainsFunc(info.Notes, said) {
			info.Notes = slices.DeleteFunc(slices.Clone(info.Notes), said)
			c.DateOrder = ""
		}
		if c.DateOrder != "" {
			orders[c.DateOrder] = true
		}
	}
	info.DateOrder = ""
	for order := range orders {
		info.DateOrder = order
	}
	if len(orders) > 1 {
		info.DateOrder = "mixed"
	}
}

func look(ctx context.Context, path string, o intake.Options) (crm.ImportSource, error) {
	source, err := intake.Open(ctx, path, o)
	if err != nil {
		return crm.ImportSource{}, err
	}
	return source.Info(), source.Close()
}

// suppose changes the options so that the refusal goes away: a field that no
// column gives gets a fixed value, dates an order, a column that is refused is
// left out; whatever else is refused is shown without any mapping.
func suppose(o intake.Options, refusal *crm.Error, supposed map[string]bool) intake.Options {
	answers := map[string]string{"lead": "?", "event": "?", "at": "2000-01-01", "date": "2000-01-01", "amount": "0", "stage": o.Stages.First()}
	answer, known := answers[refusal.Field]
	switch {
	case known && !supposed[refusal.Field]:
		set := map[string]string{refusal.Field: answer}
		for field, value := range o.Set {
			set[field] = value
		}
		o.Set = set
		supposed[refusal.Field] = true
	case strings.Contains(refusal.Hint, "--dates") && o.Dates == "" && !supposed["--dates"]:
		o.Dates = "dmy"
		supposed["--dates"] = true
	case refusal.Field != "" && refusal.Code == crm.Invalid && !supposed["no "+refusal.Field]:
		o.Ignore = append(slices.Clone(o.Ignore), refusal.Field) // where it is a header
		supposed["no "+refusal.Field] = true
	default:
		o.As, o.Map, o.Set, o.Stage, o.Null, o.Same, o.Ignore = crm.LeadRecord, nil, nil, nil, nil, nil, nil
		o.NoAuto, o.Format = true, ""
		supposed["every field"+strings.Repeat("!", len(supposed))] = true
	}
	return o
}

// Rehearse counts what Import would do.
func (i *importer) Rehearse(ctx context.Context, path string, plan imports.Plan, tell func(crm.Progress)) (_ crm.ImportReport, err error) {
	ctx, done := i.begin(ctx)
	defer done()
	trial, err := i.tries.Trial(ctx)
	if err != nil {
		return crm.ImportReport{}, err
	}
	defer func() { err = errors.Join(err, trial.Close()) }()
	return i.take(ctx, trial, arrival{file: config.Expand(path), options: intakeOptions(plan, tell)}, tell)
}

// Import takes the file in. The rejected rows are kept in the current folder,
// as they are by the command.
func (i *importer) Import(ctx context.Context, path string, plan imports.Plan, tell func(crm.Progress)) (r crm.ImportReport, err error) {
	if i.readOnly {
		return crm.ImportReport{}, crm.Errorf(crm.Usage, "the team's file is open for reading only").
			WithHint("start the dashboard without --read-only to import")
	}
	keep, err := rejectPaths([]string{config.Expand(path)}, importFlags{}, "")
	if err != nil {
		return crm.ImportReport{}, err
	}
	ctx, done := i.begin(ctx)
	defer done()
	defer func() { err = errors.Join(err, i.tries.Close()) }() // the copy is out of date then
	r, err = i.take(ctx, i.Workspace, arrival{file: config.Expand(path), keep: keep[0], options: intakeOptions(plan, tell)}, tell)
	if err != nil || i.ctx.Err() != nil {
		return r, err
	}
	i.noteRecent(config.Expand(path))
	header := make([]string, 0, len(r.Columns))
	for _, c := range r.Columns {
		header = append(header, c.Header)
	}
	body, err := json.Marshal(plan)
	if err != nil {
		return r, err
	}
	return r, i.RememberMapping(ctx, intake.HeaderKey(header), string(body))
}

func (i *importer) take(ctx context.Context, into target, v arrival, tell func(crm.Progress)) (crm.ImportReport, error) {
	r, err := takeIn(ctx, into, v, workspace.ImportOptions{Progress: tell})
	if r == nil {
		r = &crm.ImportReport{}
	}
	return *r, err
}

// Remembered returns the plan of the last import of a file with that header.
func (i *importer) Remembered(ctx context.Context, header []string) (plan imports.Plan, ok bool) {
	body, ok, err := i.Mapping(ctx, intake.HeaderKey(header))
	if err != nil || !ok || json.Unmarshal([]byte(body), &plan) != nil {
		return imports.Plan{}, false
	}
	return plan, true
}

// UndoImport takes an import back.
func (i *importer) UndoImport(ctx context.Context, id crm.ImportID, tell func(crm.Progress)) (crm.UndoReport, error) {
	ctx, done := i.begin(ctx)
	defer done()
	return i.Workspace.UndoImport(ctx, int64(id), tell)
}
