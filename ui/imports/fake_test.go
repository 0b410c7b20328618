package imports

import (
	"context"
	"path"
	"slices"
	"time"

	"smarketing/internal/crm"
)

// instant is the time of every test: a Tuesday afternoon.
var instant = time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC)

func clock() crm.Clock { return func() time.Time { return instant } }

// fake is a folder with one file of leads, and what becomes of it. Commands
// run one at a time in the tests, so it has no lock.
type fake struct {
	folders  map[string]Listing // by what is typed
	columns  []crm.ImportColumn // as guessed
	rows     int
	err      error            // of every preview
	last     map[string]Plan  // remembered, by the first header
	plans    []Plan           // of the previews, in order
	imported Plan             // of the last import
	counted  int              // rehearsals
	hold     chan struct{}    // nil: what takes long ends at once; made inside the bubble
	news     []crm.Progress   // told by an import before it is held
	report   crm.ImportReport // of rehearsal and import
	failure  error            // of the import
	undid    crm.ImportID
	undoNews []crm.Progress // told by an undo, each before it is held
	listErr  error
	refusal  error       // of every preview, with the columns
	notes    []string    // further ones, of an import
	sheets   []crm.Sheet // of the file, none for no workbook; another than the first has the last column only
}

func newFake() *fake {
	const home = "/home/kim"
	file := func(name string, size int64, days int) File {
		return File{Name: name, Path: path.Join(home, name), Size: size, At: instant.AddDate(0, 0, -days)}
	}
	folder := func(name string) File {
		return File{Name: name, Path: path.Join(home, name), Folder: true, At: instant.AddDate(0, -1, 0)}
	}
	f := &fake{rows: 1204, last: map[string]Plan{}}
	f.folders = map[string]Listing{
		"": {Dir: home, Recent: []File{{Name: "october.csv", Path: "/mnt/share/Exports/october.csv", Recent: true, Size: 91_000, At: instant.AddDate(0, -1, 0)}},
			Files: []File{
				file("leads-november.csv", 81_234, 0), file("リード一覧.xlsx", 1_204_000, 3), file("events.jsonl.gz", 734_000_000, 12),
				file("Evil\x1b[31m\nName\u202e.csv", 12, 400), file(".hidden.csv", 1, 1), folder("exports"), folder("Old exports"),
			}},
		"/home/kim/exports/": {Dir: "/home/kim/exports", Files: []File{
			{Name: "deals.csv", Path: "/home/kim/exports/deals.csv", Size: 5_000, At: instant},
			{Name: "deals-2025.csv", Path: "/home/kim/exports/deals-2025.csv", Size: 4_000, At: instant.AddDate(-1, 0, 0)},
		}},
	}
	f.folders["exports/"] = f.folders["/home/kim/exports/"]
	f.folders["/home/kim/"] = f.folders[""]
	f.columns = []crm.ImportColumn{
		{Header: "Lead ID", Field: "key", Type: crm.Text, Known: 1204, Samples: []string{"L-001", "L-002", "L-003"}},
		{Header: "Name", Field: "name", Type: crm.Text, Known: 1200, Nulls: map[string]int{"": 3, "N/A": 1}, Samples: []string{"Mia Chen", "王小明", "Zoë Müller", "شركة النور"}},
		{Header: "E-mail", Field: "email", Type: crm.Text, Known: 1100, Nulls: map[string]int{"": 104}, Samples: []string{"mia@lumen.example"}},
		{Header: "Employees", Field: "employees", Type: crm.Number, Known: 1204, Suspects: map[string]int{"unknown": 31, "-": 4}, Samples: []string{"120", "3000"}},
		{Header: "Phone", Field: "phone", Type: crm.Text, Known: 900, Nulls: map[string]int{"": 304}, Suspects: map[string]int{"-": 211}, Samples: []string{"+49 30 1234"}},
		{Header: "Created", Field: "created_at", Type: crm.Time, DateOrder: "dmy", Known: 1204, Samples: []string{"31.12.2025"}},
		{Header: "Status", Field: "stage", Type: crm.Text, Known: 1204, Values: map[string]int{"MQL": 700, "Working": 300, "Won": 4, "Nurturing": 200}, Samples: []string{"MQL", "Working"}},
		{Header: "CRM tool", Field: "crm_tool", Custom: true, Type: crm.Text, Known: 800, Samples: []string{"Zoho", "\x1b[31mred\x1b[0m", "two\nlines", "admin\u202egnp.exe"}},
		{Header: "An exceedingly long header that nobody would ever type by hand", Field: "notes_2", Custom: true, Type: crm.Text, Known: 12},
		{Header: "Budget", Field: "", Known: 3},
	}
	f.report = crm.ImportReport{ID: 7, Created: 842, Updated: 340, Unchanged: 18, Rejected: 4, NewlyReady: 12, Complete: true,
		Reasons:      map[string]int{"Employees: is not a number": 3, "Status: is no stage": 1},
		FirstRejects: []string{`/home/kim/leads-november.csv: row 17, column "Employees": is not a number (mend "many", or name it with --null when it means unknown)`},
		RejectsFile:  "leads-november.rejects.csv", MembersCreated: []string{"Ana", "Bo"}, Took: 1230 * time.Millisecond}
	return f
}

func (f *fake) Files(_ context.Context, dir string) (Listing, error) {
	if f.listErr != nil {
		return Listing{}, f.listErr
	}
	listing, ok := f.folders[dir]
	if !ok {
		return Listing{}, crm.Errorf(crm.NotFound, "there is no folder %s", dir).WithHint("type another path; ~ is your home")
	}
	return listing, nil
}

// wait is what takes long.
func (f *fake) wait(ctx context.Context) error {
	if f.hold == nil {
		return nil
	}
	select {
	case <-f.hold:
		return nil
	case <-ctx.Done():
		return crm.Errorf(crm.Interrupted, "stopped: %w", ctx.Err())
	}
}

func (f *fake) Preview(ctx context.Context, path string, plan Plan, _ func(crm.Progress)) (crm.ImportSource, error) {
	f.plans = append(f.plans, plan)
	if err := f.wait(ctx); err != nil {
		return crm.ImportSource{}, err
	}
	if f.err != nil {
		return crm.ImportSource{}, f.err
	}
	info := crm.ImportSource{File: path, Kind: crm.LeadRecord, Format: "csv", Encoding: "utf-8", Delimiter: ",", DateOrder: "dmy", Rows: f.rows,
		Notes: []string{
			`Column "CRM tool" has "Zoho" (12) and also "zoho crm" (3): they are kept apart; if they mean the same, give them one spelling in the file.`,
			`Column "Employees" would be a number but for "unknown" (31); --null employees=VALUE takes a spelling as unknown.`,
		}}
	if plan.Kind != "" {
		info.Kind = plan.Kind
	}
	for _, c := range f.columns {
		for field, header := range plan.Map {
			switch {
			case header == c.Header:
				c.Field, c.Custom = field, !slices.Contains(Fields(info.Kind), field)
			case c.Field == field:
				c.Field = ""
			}
		}
		if plan.ignores(c.Header) {
			c.Field, c.Custom = "", false
		}
		for v := range c.Suspects {
			if plan.isNull(c.Header, v) {
				left, nulls := map[string]int{}, map[string]int{v: c.Suspects[v]}
				for w, n := range c.Suspects {
					if w != v {
						left[w] = n
					}
				}
				c.Suspects, c.Nulls = left, nulls
			}
		}
		info.Columns = append(info.Columns, c)
	}
	if len(f.sheets) > 0 {
		info.Format, info.Encoding, info.Delimiter = "xlsx", "", ""
	}
	for i, sh := range f.sheets {
		sh.Read = plan.Sheet == sh.Name || plan.Sheet == "" && i == 0
		info.Sheets = append(info.Sheets, sh)
		if sh.Read && i > 0 {
			info.Columns, info.Rows, info.Notes = info.Columns[len(info.Columns)-1:], sh.Rows, nil
		}
	}
	if f.refusal != nil {
		return info, f.refusal
	}
	if info.Kind == crm.ActivityRecord && plan.Map["event"] == "" {
		e := crm.Errorf(crm.Invalid, "no column gives the event of the activities").WithHint("name it with --map event=HEADER")
		e.Field = "event"
		return info, e
	}
	return info, nil
}

func (f *fake) Rehearse(ctx context.Context, path string, _ Plan, _ func(crm.Progress)) (crm.ImportReport, error) {
	f.counted++
	r := f.report
	r.ImportSource = crm.ImportSource{File: path, Kind: crm.LeadRecord, Rows: f.rows}
	return r, f.wait(ctx)
}

func (f *fake) Import(ctx context.Context, path string, plan Plan, tell func(crm.Progress)) (crm.ImportReport, error) {
	f.imported = plan
	for _, p := range f.news {
		tell(p)
	}
	r := f.report
	r.ImportSource = crm.ImportSource{File: path, Kind: crm.LeadRecord, Rows: f.rows, Notes: append([]string{"There is no id column: the e-mail address is the key."}, f.notes...)}
	if err := f.wait(ctx); err != nil {
		r.Complete = false
		return r, err
	}
	return r, f.failure
}

func (f *fake) UndoImport(ctx context.Context, id crm.ImportID, tell func(crm.Progress)) (crm.UndoReport, error) {
	f.undid = id
	for _, p := range f.undoNews {
		tell(p)
		if err := f.wait(ctx); err != nil {
			return crm.UndoReport{}, err
		}
	}
	return crm.UndoReport{Removed: map[string]int{"leads": 841, "members": 2}, Kept: []string{"lead L-017: Kim has accepted it since"}}, nil
}

func (f *fake) Remembered(_ context.Context, header []string) (Plan, bool) {
	plan, ok := f.last[header[0]]
	return plan, ok
}

func (f *fake) Stages(context.Context) (crm.Stages, error) { return crm.DefaultStages(), nil }

func (f *fake) Catalogue(context.Context) ([]crm.Field, error) {
	return []crm.Field{{Name: "crm_tool", Label: "CRM tool", Type: crm.Text, Custom: true}, {Name: "budget_2024", Type: crm.Number, Custom: true}}, nil
}

// wanted returns the plan of the newest preview.
func (f *fake) wanted() Plan { return f.plans[len(f.plans)-1] }
