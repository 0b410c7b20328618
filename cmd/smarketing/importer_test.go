package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"smarketing/internal/config"
	"smarketing/internal/crm"
	"smarketing/internal/workspace"
	"smarketing/ui/imports"
)

// door returns an importer over a new file, and a folder with what the given
// files hold.
func door(t *testing.T, files map[string]string) (*importer, string) {
	t.Helper()
	dir := t.TempDir()
	for name, body := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	clock := func() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }
	w, err := workspace.Open(t.Context(), workspace.Options{
		Path: filepath.Join(dir, "team.db"), Clock: clock, By: "Kim", Log: slog.New(slog.DiscardHandler), Create: true, Zone: "UTC",
	})
	if err != nil {
		t.Fatal(err)
	}
	a := &app{paths: config.Paths{Log: filepath.Join(dir, "smarketing.log")}, clock: clock}
	i := a.newImporter(context.Background(), w)
	t.Cleanup(func() {
		if err := errors.Join(i.close(), w.Close()); err != nil {
			t.Error(err)
		}
	})
	return i, dir
}

func silent(crm.Progress) {}

const november = `Lead ID,First Name,E-mail,Company,Employees,Progress,Created,Origin
L-1,Mia,mia@lumen.example,Lumen GmbH,120,Working,03.11.2026,fair
L-2,Wang,wang@mirai.example,Mirai,unknown,Working,13.11.2026,fair
L-3,Jonas,jonas@kranich.example,Kranich AG,3000,Dead,21.10.2026,web
`

// TestImporter goes the whole way of the screen on a real file: look, correct,
// try, take in, remember, undo.
func TestImporter(t *testing.T) {
	t.Parallel()
	i, dir := door(t, map[string]string{"november.csv": november})
	ctx, path := t.Context(), filepath.Join(dir, "november.csv")
	plan := imports.Plan{
		Map: map[string]string{"stage": "Progress"}, Ignore: []string{"Origin"},
		Values: map[string]string{"Working": "sql", "Dead": ""},
		Nulls:  []imports.Null{{Header: "Employees", Value: "unknown"}},
		Same:   []imports.Same{{Header: "Company", From: "mirai", To: "Mirai Inc"}},
	}
	info, err := i.Preview(ctx, path, plan, silent)
	if err != nil {
		t.Fatal(err)
	}
	fills := map[string]string{}
	var header []string
	for _, c := range info.Columns {
		fills[c.Header] = c.Field
		header = append(header, c.Header)
	}
	if fills["Progress"] != "stage" || fills["Origin"] != "" || fills["Employees"] != "employees" {
		t.Errorf("columns fill %v", fills)
	}
	trial, err := i.Rehearse(ctx, path, plan, silent)
	if err != nil || !trial.DryRun || trial.Created != 2 || trial.Ignored != 1 {
		t.Fatalf("trial %+v, %v", trial, err)
	}
	if page, err := i.LeadPage(ctx, crm.LeadQuery{Limit: 9}); err != nil || page.All != 0 {
		t.Fatalf("trying has left %d leads, %v", page.All, err)
	}
	if _, ok := i.Remembered(ctx, header); ok {
		t.Error("trying is remembered")
	}
	done, err := i.Import(ctx, path, plan, silent)
	if err != nil || done.Created != 2 || done.ID == 0 {
		t.Fatalf("import %+v, %v", done, err)
	}
	if page, err := i.LeadPage(ctx, crm.LeadQuery{Filter: "mirai inc", Limit: 9}); err != nil || page.Total != 1 || page.Leads[0].Stage != "sql" {
		t.Errorf("the lead of Mirai Inc: %+v, %v", page.Leads, err)
	}
	if last, ok := i.Remembered(ctx, header); !ok || last.Values["Working"] != "sql" || len(last.Nulls) != 1 {
		t.Errorf("remembered %+v, %v", last, ok)
	}
	undone, err := i.UndoImport(ctx, crm.ImportID(done.ID), silent)
	if err != nil || undone.Removed["leads"] != 2 {
		t.Errorf("undone %+v, %v", undone, err)
	}
	listing, err := i.Files(ctx, dir)
	if err != nil || len(listing.Recent) != 1 || listing.Recent[0].Path != path {
		t.Errorf("listing %+v, %v", listing, err)
	}
}

// TestSheetOfWorkbook chooses the second sheet of a workbook, which is the one
// that is read, tried and taken in.
func TestSheetOfWorkbook(t *testing.T) {
	t.Parallel()
	i, dir := door(t, nil)
	ctx, path := t.Context(), filepath.Join(dir, "book.xlsx")
	book := excelize.NewFile()
	rows := map[string][][]any{
		"Sheet1": {{"Lead ID", "Name"}, {"L-1", "Mia"}},
		"May":    {{"Lead ID", "Name", "City"}, {"L-2", "Wang", "Kyoto"}, {"L-3", "Jonas", "Bonn"}},
	}
	_, err := book.NewSheet("May")
	for sheet := range rows {
		for n, cells := range rows[sheet] {
			err = errors.Join(err, book.SetSheetRow(sheet, fmt.Sprintf("A%d", n+1), &cells))
		}
	}
	if err = errors.Join(err, book.SaveAs(path), book.Close()); err != nil {
		t.Fatal(err)
	}
	info, err := i.Preview(ctx, path, imports.Plan{}, silent)
	if err != nil || len(info.Sheets) != 2 || !info.Sheets[0].Read || info.Sheets[1] != (crm.Sheet{Name: "May", Columns: 3, Rows: 2}) {
		t.Fatalf("sheets %+v, %v", info.Sheets, err)
	}
	plan := imports.Plan{Sheet: "May", Ignore: []string{"City"}}
	if info, err = i.Preview(ctx, path, plan, silent); err != nil || info.Rows != 2 || len(info.Columns) != 3 {
		t.Fatalf("the second sheet: %+v, %v", info, err)
	}
	if trial, err := i.Rehearse(ctx, path, plan, silent); err != nil || trial.Created != 2 {
		t.Errorf("trial %+v, %v", trial, err)
	}
	if done, err := i.Import(ctx, path, plan, silent); err != nil || done.Created != 2 {
		t.Errorf("import %+v, %v", done, err)
	}
	if last, ok := i.Remembered(ctx, []string{"Lead ID", "Name", "City"}); !ok || len(last.Ignore) != 1 {
		t.Errorf("remembered %+v, %v", last, ok)
	}
}

// TestPreviewOfRefused shows the columns of files that cannot be taken in so,
// with the reason.
func TestPreviewOfRefused(t *testing.T) {
	t.Parallel()
	i, dir := door(t, map[string]string{
		"november.csv": november,
		"doubt.csv":    "id,email,created_at\n1,a@x.example,03/04/2026\n2,b@x.example,05/06/2026\n",
		"mangled.csv":  "id,company\n1.2E+15,Lumen\n1.2E+15,Vela\n1.2E+15,Ada\n",
		"empty.csv":    "",
	})
	ctx := t.Context()
	for _, c := range []struct {
		file  string
		plan  imports.Plan
		field string // of the refusal; empty: a header or none
		says  string
	}{
		{"november.csv", imports.Plan{Kind: crm.ActivityRecord}, "event", "no column gives the event"},
		{"november.csv", imports.Plan{Kind: crm.StageRecord}, "stage", "no column gives the stage"},
		{"november.csv", imports.Plan{Map: map[string]string{"stage": "gone"}}, "gone", "no column"},
		{"november.csv", imports.Plan{Values: map[string]string{"x": "gone"}}, "gone", "no stage"},
		{"doubt.csv", imports.Plan{}, "created_at", "cannot be told"},
		{"mangled.csv", imports.Plan{}, "id", "collapse"},
	} {
		info, err := i.Preview(ctx, filepath.Join(dir, c.file), c.plan, silent)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s %+v is refused with %v", c.file, c.plan, err)
		}
		if len(info.Columns) == 0 {
			t.Errorf("%s %+v: no columns beside %v", c.file, c.plan, err)
		}
		for _, column := range info.Columns {
			if column.Field == c.field && !column.Custom && c.file != "doubt.csv" {
				t.Errorf("%s %+v: what is supposed shows as %q", c.file, c.plan, column.Field)
			}
		}
	}
	if info, _ := i.Preview(ctx, filepath.Join(dir, "doubt.csv"), imports.Plan{}, silent); info.DateOrder != "" ||
		slices.ContainsFunc(info.Notes, func(n string) bool { return strings.Contains(n, "as told") }) {
		t.Errorf("the order that was supposed is shown: %q, %q", info.DateOrder, info.Notes)
	}
	for _, file := range []string{"empty.csv", "missing.csv", "."} {
		if info, err := i.Preview(ctx, filepath.Join(dir, file), imports.Plan{}, silent); err == nil || len(info.Columns) > 0 {
			t.Errorf("%s: %+v, %v", file, info, err)
		}
	}
}

// TestOfferedFieldsExist maps a column to every field that the screen offers.
func TestOfferedFieldsExist(t *testing.T) {
	t.Parallel()
	i, dir := door(t, map[string]string{"one.csv": "x,y,z\nMQL,2026-01-02,3\n"})
	for _, kind := range []crm.RecordKind{crm.LeadRecord, crm.ActivityRecord, crm.StageRecord, crm.DealRecord} {
		for _, field := range imports.Fields(kind) {
			info, err := i.Preview(t.Context(), filepath.Join(dir, "one.csv"), imports.Plan{Kind: kind, Map: map[string]string{field: "x"}}, silent)
			if crm.ErrorCode(err) == crm.Usage {
				t.Errorf("%s of %s: %v", field, kind, err)
			}
			if slices.ContainsFunc(info.Columns, func(c crm.ImportColumn) bool { return c.Header == "x" && c.Custom }) {
				t.Errorf("%s of %s is taken as a custom field", field, kind)
			}
		}
	}
}

// TestFilesOfAFolder lists what can be imported and nothing else.
func TestFilesOfAFolder(t *testing.T) {
	t.Parallel()
	i, dir := door(t, map[string]string{"a.csv": "x", "b.CSV.gz": "x", "notes.txt": "to do\n\tcall Ann", "c.jsonl": "x",
		"unicode.TXT": "\xff\xfei\x00d\x00\t\x00n\x00\n\x001\x00\t\x002\x00", "d.tab": "x", "Evil\x1b[31m.csv": "x"})
	if err := os.Mkdir(filepath.Join(dir, "sub"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(dir, "nowhere"), filepath.Join(dir, "dangling.csv")); err != nil {
		t.Fatal(err)
	}
	listing, err := i.Files(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range listing.Files {
		names = append(names, f.Name)
	}
	slices.Sort(names)
	if want := []string{"Evil\x1b[31m.csv", "a.csv", "b.CSV.gz", "c.jsonl", "d.tab", "sub", "unicode.TXT"}; !slices.Equal(names, want) {
		t.Errorf("listed %q", names)
	}
	if _, err := i.Files(t.Context(), filepath.Join(dir, "nowhere")); crm.ErrorCode(err) != crm.NotFound {
		t.Errorf("a folder that is not there: %v", err)
	}
}

// TestReadOnlyImport tries a file on a dashboard that may change nothing.
func TestReadOnlyImport(t *testing.T) {
	t.Parallel()
	i, dir := door(t, map[string]string{"november.csv": november})
	i.readOnly = true
	path := filepath.Join(dir, "november.csv")
	if r, err := i.Rehearse(t.Context(), path, imports.Plan{}, silent); err != nil || r.Created != 2 {
		t.Errorf("trying: %+v, %v", r, err)
	}
	if _, err := i.Import(t.Context(), path, imports.Plan{}, silent); crm.ErrorCode(err) != crm.Usage {
		t.Errorf("importing: %v", err)
	}
}
