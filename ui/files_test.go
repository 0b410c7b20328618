package ui_test

import (
	"context"
	"path/filepath"
	"strings"
	"sync/atomic"

	"smarketing/internal/crm"
	"smarketing/ui/imports"
)

// files is a folder with one file of leads, that can be taken into a source in
// memory.
type files struct {
	hold  chan struct{} // nil: an import ends at once
	taken func()        // called when the file is in
	undid atomic.Int64  // the import that was taken back

	arrived atomic.Pointer[[]crm.Lead] // the leads of the source from now on
}

const folder = "/home/kim"

func (f *files) Files(_ context.Context, dir string) (imports.Listing, error) {
	return imports.Listing{Dir: folder, Files: []imports.File{
		{Name: "leads-november.csv", Path: filepath.Join(folder, "leads-november.csv"), Size: 81_234, At: now.AddDate(0, 0, -2)},
		{Name: "Evil\x1b[31m\n.csv", Path: filepath.Join(folder, "Evil\x1b[31m\n.csv"), Size: 12, At: now.AddDate(0, 0, -9)},
	}}, nil
}

func (f *files) Preview(_ context.Context, path string, plan imports.Plan, _ func(crm.Progress)) (crm.ImportSource, error) {
	if !strings.HasSuffix(path, ".csv") {
		return crm.ImportSource{}, crm.Errorf(crm.NotFound, "there is no file %s", path)
	}
	return crm.ImportSource{
		File: path, Kind: crm.LeadRecord, Format: "csv", Encoding: "utf-8", Delimiter: ",", Rows: 3,
		Columns: []crm.ImportColumn{{Header: "E-mail", Field: "email", Type: crm.Text, Known: 3, Samples: []string{"mia@lumen.example"}}},
	}, nil
}

func (f *files) Rehearse(_ context.Context, path string, _ imports.Plan, _ func(crm.Progress)) (crm.ImportReport, error) {
	return crm.ImportReport{ImportSource: crm.ImportSource{File: path, Rows: 3}, DryRun: true, Created: 3}, nil
}

func (f *files) Import(ctx context.Context, path string, _ imports.Plan, tell func(crm.Progress)) (crm.ImportReport, error) {
	r := crm.ImportReport{ID: 7, ImportSource: crm.ImportSource{File: path, Kind: crm.LeadRecord, Rows: 3}, Complete: true, Created: 3}
	tell(crm.Progress{What: "importing", Done: 1, Total: 3, Started: now})
	if f.hold != nil {
		select {
		case <-f.hold:
		case <-ctx.Done():
			r.Complete = false
			return r, crm.Errorf(crm.Interrupted, "stopped after 1 of 3 rows")
		}
	}
	if f.taken != nil {
		f.taken()
	}
	return r, nil
}

func (f *files) UndoImport(_ context.Context, id crm.ImportID, _ func(crm.Progress)) (crm.UndoReport, error) {
	f.undid.Store(int64(id))
	return crm.UndoReport{Removed: map[string]int{"leads": 3}}, nil
}

func (f *files) Remembered(context.Context, []string) (imports.Plan, bool) {
	return imports.Plan{}, false
}

func (f *files) Stages(context.Context) (crm.Stages, error) { return crm.DefaultStages(), nil }

func (f *files) Catalogue(context.Context) ([]crm.Field, error) { return nil, nil }
