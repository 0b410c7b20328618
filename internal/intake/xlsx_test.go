package intake_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/intake"
)

// book returns the bytes of a workbook that fill makes on the sheet "Leads".
func book(tb testing.TB, fill func(f *excelize.File)) string {
	tb.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", "Leads"); err != nil {
		tb.Fatal(err)
	}
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		tb.Fatal(err)
	}
	return b.String()
}

// put fills cells from A1, row by row; nil leaves one empty.
func put(tb testing.TB, f *excelize.File, sheet string, rows ...[]any) {
	tb.Helper()
	for i, r := range rows {
		for j, v := range r {
			at, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err == nil && v != nil {
				err = f.SetCellValue(sheet, at, v)
			}
			if err != nil {
				tb.Fatal(err)
			}
		}
	}
}

// show gives cells a number format.
func show(tb testing.TB, f *excelize.File, from, to, code string) {
	tb.Helper()
	id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
	if err == nil {
		err = f.SetCellStyle("Leads", from, to, id)
	}
	if err != nil {
		tb.Fatal(err)
	}
}

func TestWorkbooks(t *testing.T) {
	t.Parallel()
	merge := func(f *excelize.File, from, to string) {
		if err := f.MergeCell("Leads", from, to); err != nil {
			t.Fatal(err)
		}
	}
	day := time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		fill func(f *excelize.File)
		want []string
		note string
	}{
		"values": {func(f *excelize.File) {
			put(t, f, "Leads", []any{"id", "name", "n", "ok", "rate"}, []any{"00123", "Zoë <& \"Müller\">", int64(1234567890123456), true, 0.1}, []any{7, "two\nlines", -3, false, 1.1})
		}, []string{"id|name|n|ok|rate", "00123|Zoë <& \"Müller\">|1234567890123456|true|0.1", "7|two\nlines|-3|false|1.1"}, ""},
		"days and times": {func(f *excelize.File) {
			put(t, f, "Leads", []any{"id", "created", "seen", "at", "code", "long"}, []any{1, 46085, 46085.5, 0.75, 42, 1.5}, []any{2, 61, 1.25, 0.000011574, 7, 2})
			show(t, f, "B2", "B3", "dd/mm/yyyy")
			show(t, f, "C2", "C3", "[$-409]m/d/yy h:mm AM/PM;@")
			show(t, f, "D2", "D3", "h:mm:ss")
			show(t, f, "E2", "E3", "00000")
			show(t, f, "F2", "F3", "[h]:mm:ss")
		}, []string{"id|created|seen|at|code|long", "1|2026-03-04|2026-03-04 12:00:00|18:00:00|00042|1.5", "2|1900-03-01|1900-01-01 06:00:00|00:00:01|00007|2"}, ""},
		"formats that are no dates": {func(f *excelize.File) {
			put(t, f, "Leads", []any{"id", "a", "b", "c", "d"}, []any{1, 45000, 45000, 0.5, 45000})
			show(t, f, "B2", "B2", `#,##0.00 "days"`)
			show(t, f, "C2", "C2", `[Red]0.00;[Blue]-0.00`)
			show(t, f, "D2", "D2", `0.00%`)
			show(t, f, "E2", "E2", `_-* 0 \d_-`)
		}, []string{"id|a|b|c|d", "1|45000|45000|0.5|45000"}, ""},
		"times of the library": {func(f *excelize.File) {
			put(t, f, "Leads", []any{"id", "created"}, []any{1, day.Add(10*time.Hour + 30*time.Minute)})
		}, []string{"id|created", "1|2026-03-04 10:30:00"}, ""},
		"1904": {func(f *excelize.File) {
			yes := true
			if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
				t.Fatal(err)
			}
			put(t, f, "Leads", []any{"id", "created"}, []any{1, 46085 - 1462})
			show(t, f, "B2", "B2", "yyyy-mm-dd")
		}, []string{"id|created", "1|2026-03-04"}, ""},
		"errors and formulas": {func(f *excelize.File) {
			put(t, f, "Leads", []any{"id", "n"}, []any{1, nil}, []any{2, 5})
			if err := f.SetCellFormula("Leads", "B2", "1+1"); err != nil {
				t.Fatal(err)
			}
		}, []string{"id|n", "1|", "2|5"}, "hold no result"},
		"a title above the header": {func(f *excelize.File) {
			put(t, f, "Leads", []any{"Leads of March"}, []any{"made by Ann", nil, nil, 2026}, nil, []any{"id", "name", "city", "n", "m"}, []any{1, "Ann", "Rome", 2, 3})
			merge(f, "A1", "E1")
		}, []string{"id|name|city|n|m", "1|Ann|Rome|2|3"}, `The header is in row 4 of sheet "Leads"; what stands above it is left out, such as "Leads of March"`},
		"a header of two rows": {func(f *excelize.File) {
			put(t, f, "Leads", []any{"id", "Contact", nil, "Company", nil, "created"}, []any{nil, "name", "email", "name", "city"},
				[]any{1, "Ann", "a@x.com", "Acme", "Rome", "2026-03-04"})
			merge(f, "A1", "A2")
			merge(f, "B1", "C1")
			merge(f, "D1", "E1")
			merge(f, "F1", "F2")
		}, []string{"id|Contact name|email|Company name|city|created", "1|Ann|a@x.com|Acme|Rome|2026-03-04"}, ""},
		"groups above the header": {func(f *excelize.File) {
			put(t, f, "Leads", []any{"Contact", nil, nil, "Company", nil, nil}, []any{"id", "name", "email", "name", "city", "size"}, []any{1, "Ann", "a@x.com", "Acme", "Rome", 3})
			merge(f, "A1", "C1")
			merge(f, "D1", "F1")
		}, []string{"id|Contact name|email|Company name|city|size", "1|Ann|a@x.com|Acme|Rome|3"}, ""},
		"one name over two columns": {func(f *excelize.File) {
			put(t, f, "Leads", []any{"id", "name", nil, "n"}, []any{1, "Ann", "Bee", 3}, []any{2, "Cem", "Dee", 4})
			merge(f, "B1", "C1")
		}, []string{"id|name|name (2)|n", "1|Ann|Bee|3", "2|Cem|Dee|4"}, ""},
		"gaps": {func(f *excelize.File) {
			put(t, f, "Leads", []any{"id", nil, "n"}, []any{1, nil, 3}, nil, nil, []any{nil, "x"}, []any{3})
		}, []string{"id|Column 2|n", "1||3", "|x|", "3||"}, ""},
		"a grand total": {func(f *excelize.File) {
			put(t, f, "Leads", []any{"id", "name", "n", "m"}, []any{1, "Ann", 3, 4}, []any{"Grand Total", nil, 3})
		}, []string{"id|name|n|m", "1|Ann|3|4", "Grand Total||3| <- is a total or a footer of the report, not data"}, ""},
		"a sheet of notes first": {func(f *excelize.File) {
			put(t, f, "Leads", []any{"Read me"}, []any{"This is a list."})
			for _, name := range []string{"Data", "More"} {
				if _, err := f.NewSheet(name); err != nil {
					t.Fatal(err)
				}
			}
			put(t, f, "Data", []any{"id", "name"}, []any{1, "Ann"})
			put(t, f, "More", []any{"id", "name"}, []any{2, "Bea"})
			if err := f.SetSheetVisible("More", false); err != nil {
				t.Fatal(err)
			}
		}, []string{"id|name", "1|Ann"}, `Sheet "Data" is read; --sheet NAME reads another: "Leads", "More" (hidden).`},
	} {
		in, got := cells(t, book(t, c.fill), intake.Options{})
		if !slices.Equal(got, c.want) || in.Format != "xlsx" {
			t.Errorf("%s:\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
		if c.note != "" && !hasNote(in, c.note) || c.note == "" && hasNote(in, "heet") {
			t.Errorf("%s: notes %q, want %q", name, in.Notes, c.note)
		}
	}
}

// Sheets are named by name, by folded name, or by number.
func TestSheets(t *testing.T) {
	t.Parallel()
	src := book(t, func(f *excelize.File) {
		put(t, f, "Leads", []any{"id", "name"}, []any{1, "first"})
		for i, name := range []string{"Zweites Blatt", "1"} {
			if _, err := f.NewSheet(name); err != nil {
				t.Fatal(err)
			}
			put(t, f, name, []any{"id", "name"}, []any{1, []string{"second", "third"}[i]})
		}
	})
	for wanted, want := range map[string]string{"": "first", "zweites  blatt": "second", "2": "second", "1": "third"} {
		_, got := cells(t, src, intake.Options{Sheet: wanted})
		if got[1] != "1|"+want {
			t.Errorf("sheet %q gives %q, want %s", wanted, got[1], want)
		}
	}
	if e := refused(t, src, intake.Options{Sheet: "Lead"}); e.Hint != `did you mean "Leads"? its sheets are "Leads", "Zweites Blatt", "1"` {
		t.Errorf("%+v", e)
	}
	if e := refused(t, src, intake.Options{Sheet: "4"}); !strings.Contains(e.Error(), "Zweites Blatt") {
		t.Errorf("%+v", e)
	}
}

// TestSheetList describes the sheets of a workbook, also those that are empty
// or long, and says which one is read.
func TestSheetList(t *testing.T) {
	t.Parallel()
	src := book(t, func(f *excelize.File) {
		put(t, f, "Leads", []any{"A report of leads"}, []any{"id", "name", "city"}, []any{1, "Ann", "Bonn"}, []any{2, "Bea", nil})
		for _, name := range []string{"Long", "Empty"} {
			if _, err := f.NewSheet(name); err != nil {
				t.Fatal(err)
			}
		}
		rows := [][]any{{"id", "name"}}
		for i := range 300 {
			rows = append(rows, []any{i, "x"})
		}
		put(t, f, "Long", rows...)
		if err := f.SetSheetVisible("Long", false); err != nil {
			t.Fatal(err)
		}
	})
	for wanted, read := range map[string]int{"": 0, "Long": 1} {
		in, _ := cells(t, src, intake.Options{Sheet: wanted})
		want := []crm.Sheet{
			{Name: "Leads", Columns: 3, Rows: 2}, {Name: "Long", Columns: 2, Rows: 199, More: true, Hidden: true}, {Name: "Empty"},
		}
		want[read].Read = true
		if !slices.Equal(in.Sheets, want) {
			t.Errorf("with %q the sheets are %+v, want %+v", wanted, in.Sheets, want)
		}
	}
}

// Days without a format count from 1904 in a book that does so.
func TestSerialDaysOfOldBooks(t *testing.T) {
	t.Parallel()
	for _, old := range []bool{false, true} {
		src := book(t, func(f *excelize.File) {
			if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &old}); err != nil {
				t.Fatal(err)
			}
			put(t, f, "Leads", []any{"id", "created", "contact date"}, []any{1, 45000, 45001}, []any{2, 45001, 45002})
		})
		want := "2023-03-15"
		if old {
			want = "2027-03-16"
		}
		_, got := read(t, write(t, src), intake.Options{})
		l := got.records[0].Lead
		if l.CreatedAt.Format(time.DateOnly) != want || !strings.HasPrefix(l.Field("contact_date").String(), want[:7]) {
			t.Errorf("1904 %v: %v and %v, want %s", old, l.CreatedAt, l.Field("contact_date"), want)
		}
	}
}

// Numbers of a workbook are numbers, whatever decimal mark the texts have.
func TestNumbersOfWorkbooksKeepTheirPoint(t *testing.T) {
	t.Parallel()
	_, got := read(t, write(t, book(t, func(f *excelize.File) {
		put(t, f, "Leads", []any{"id", "price", "rate"}, []any{"a", "2.900,50 €", 1.098}, []any{"b", "1.000,25 €", 2.345})
	})), intake.Options{})
	if rate, _ := got.records[0].Lead.Field("rate").Float(); rate != 1.098 {
		t.Errorf("rate %v", rate)
	}
}

// rezip writes the workbook again with changed parts; a nil leaves one out.
func rezip(tb testing.TB, src string, change func(name string, part []byte) []byte) string {
	tb.Helper()
	r, err := zip.NewReader(strings.NewReader(src), int64(len(src)))
	if err != nil {
		tb.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			tb.Fatal(err)
		}
		var part bytes.Buffer
		if _, err := part.ReadFrom(in); err != nil {
			tb.Fatal(err)
		}
		changed := change(f.Name, part.Bytes())
		if changed == nil {
			continue
		}
		out, err := w.Create(f.Name)
		if err == nil {
			_, err = out.Write(changed)
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.String()
}

// small is a workbook with one cell.
var small = sync.OnceValue(func() string {
	var b bytes.Buffer
	f := excelize.NewFile()
	if err := errors.Join(f.SetSheetName("Sheet1", "Leads"), f.SetCellValue("Leads", "A1", "id"), f.Write(&b), f.Close()); err != nil {
		panic(err)
	}
	return b.String()
})

// sheetXML replaces the rows of a small workbook.
func sheetXML(tb testing.TB, rows string) string {
	tb.Helper()
	return rezip(tb, small(), func(name string, part []byte) []byte {
		if name == "xl/worksheets/sheet1.xml" {
			return []byte(`<?xml version="1.0"?><x:worksheet xmlns:x="m"><x:sheetData>` + rows + `</x:sheetData></x:worksheet>`)
		}
		return part
	})
}

// What other programs write differs from what Excel does.
func TestSheetsOfOtherPrograms(t *testing.T) {
	t.Parallel()
	head := `<x:row><x:c t="inlineStr"><x:is><x:t>id</x:t></x:is></x:c><x:c t='inlineStr'><x:is><x:r><x:t>na</x:t></x:r><x:r><x:rPr/><x:t xml:space="preserve">me </x:t></x:r><x:rPh sb="0"><x:t>NO</x:t></x:rPh></x:is></x:c></x:row>`
	for rows, want := range map[string]string{
		`<x:row><x:c><x:v>1</x:v></x:c><x:c t="str"><x:f>A1&amp;"x"</x:f><x:v>A&amp;&#66;&lt;</x:v></x:c></x:row>`:                         "1|A&B<",
		`<x:row r="9"><x:c r="A9"><x:v>1.10</x:v></x:c><x:c r="B9" t="inlineStr"><x:is><x:t><![CDATA[<&amp;]]></x:t></x:is></x:c></x:row>`: "1.10|<&amp;",
		`<!-- no --><x:row><x:c r="B2" t="e"><x:v>#N/A</x:v></x:c></x:row>`:                                                                "|#N/A",
		`<x:row><x:c r="A2" t="e"><x:v>#REF!</x:v></x:c></x:row>`:                                                                          "#REF!| <- is the error of a spreadsheet formula",
		`<x:row r="2"/><x:row><x:c t="d"><x:v>2026-03-04T00:00:00</x:v></x:c><x:c t="b"><x:v>1</x:v></x:c></x:row>`:                        "2026-03-04T00:00:00|true",
		`<x:row><x:c t="str"><x:v>a_x000D_b_x005F_x0041__x_</x:v></x:c><x:c><x:v>1.2345678901234568E+19</x:v></x:c></x:row>`:               "a\rb_x0041__x_|1.2345678901234568E+19",
		`<x:row><x:c><x:v>12345678901234567</x:v></x:c><x:c><x:v>1.1000000000000001</x:v></x:c></x:row>`:                                   "12345678901234567|1.1",
	} {
		_, got := cells(t, sheetXML(t, head+rows), intake.Options{})
		if len(got) != 2 || got[0] != "id|name" || got[1] != want {
			t.Errorf("%s\ngives %q, want %q", rows, got, want)
		}
	}
}

func TestWorkbooksThatAreRefused(t *testing.T) {
	t.Parallel()
	good := book(t, func(f *excelize.File) { put(t, f, "Leads", []any{"id", "name"}, []any{1, "Ann"}, []any{2, "Bea"}) })
	var locked bytes.Buffer
	f, err := excelize.OpenReader(strings.NewReader(good))
	if err == nil {
		err = f.Write(&locked, excelize.Options{Password: "secret"})
	}
	if err != nil {
		t.Fatal(err)
	}
	without := func(part string) string {
		return rezip(t, good, func(name string, b []byte) []byte {
			if name == part {
				return nil
			}
			return b
		})
	}
	renamed := func(add string) string {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		if _, err := w.Create(add); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	for name, c := range map[string][2]string{
		"a password":         {locked.String(), "workbook with a password"},
		"the old format":     {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600), "old format (.xls)"},
		"cut off":            {good[:len(good)-100], "damaged Excel workbook"},
		"cut early":          {good[:200], "damaged Excel workbook"},
		"an archive":         {renamed("leads.csv"), "is a ZIP archive"},
		"an open document":   {renamed("mimetype"), "OpenDocument"},
		"a binary workbook":  {renamed("xl/workbook.bin"), ".xlsb"},
		"no sheet":           {without("xl/worksheets/sheet1.xml"), "damaged Excel workbook"},
		"an empty sheet":     {book(t, func(*excelize.File) {}), "no sheet with a header"},
		"only a header":      {book(t, func(f *excelize.File) { put(t, f, "Leads", []any{"id", "name"}) }), "no rows"},
		"a sheet cut off":    {sheetXML(t, `<row><c><v>1`), "damaged"},
		"a document type":    {sheetXML(t, `<!DOCTYPE x [<!ENTITY a "b">]>`), "damaged"},
		"no shared text":     {sheetXML(t, `<row><c t="s"><v>99</v></c></row>`), "is damaged at row 1"},
		"rows out of order":  {sheetXML(t, `<row r="3"><c><v>1</v></c></row><row r="2"><c><v>1</v></c></row>`), "is damaged at row 3"},
		"a cell of nonsense": {sheetXML(t, `<row><c r="??"><v>1</v></c></row>`), "is damaged at row 1"},
		"a huge cell":        {sheetXML(t, `<row><c t="str"><v>`+strings.Repeat("x", 1<<20+1)+`</v></c></row>`), "longer than 1 MiB"},
	} {
		if e := refused(t, c[0], intake.Options{}); !strings.Contains(e.Message, c[1]) {
			t.Errorf("%s: %q lacks %q", name, e.Message, c[1])
		}
	}
	if e := refused(t, good, intake.Options{Format: "csv"}); !strings.Contains(e.Message, "is an Excel workbook, although --format says csv") {
		t.Errorf("%+v", e)
	}
}

// A packed workbook is unpacked aside, and nothing is left behind.
func TestPackedWorkbook(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	path := filepath.Join(t.TempDir(), "leads.xlsx.gz")
	src := book(t, func(f *excelize.File) { put(t, f, "Leads", []any{"id", "name"}, []any{1, "Ann"}) })
	if err := os.WriteFile(path, []byte(gzipped(t, src)), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := intake.Open(context.Background(), path, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, err := range s.Records(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if err := s.Close(); err != nil || n != 1 {
		t.Errorf("%d records, %v", n, err)
	}
	if left, _ := os.ReadDir(temp); len(left) > 0 {
		t.Errorf("%v is left behind", left)
	}
}

// Whatever the library writes comes back cell for cell.
func TestWorkbooksComeBack(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		width := rapid.IntRange(2, 5).Draw(rt, "width")
		text := rapid.StringMatching(`[a-zA-Zäß会😀 <>&"'_x0-9\n\t-]{0,12}`)
		table := rapid.SliceOfN(rapid.SliceOfN(text, width, width), 1, 8).Draw(rt, "table")
		f := excelize.NewFile()
		defer f.Close()
		var w *excelize.StreamWriter
		shared, err := rapid.Bool().Draw(rt, "shared"), error(nil)
		if !shared {
			w, err = f.NewStreamWriter("Sheet1")
		}
		if err != nil {
			rt.Fatal(err)
		}
		want := [][]string{slices.Repeat([]string{"h"}, width)}
		for i := range want[0] {
			want[0][i] += string(rune('a' + i))
		}
		for i, r := range table {
			r[0] = "k" + string(rune('a'+i))
			want = append(want, r)
		}
		for i, r := range want {
			row := make([]any, width)
			for j, c := range r {
				row[j] = c
			}
			at, _ := excelize.CoordinatesToCellName(1, i+1)
			if shared {
				err = f.SetSheetRow("Sheet1", at, &row)
			} else {
				err = w.SetRow(at, row)
			}
			if err != nil {
				rt.Fatal(err)
			}
		}
		if !shared {
			err = w.Flush()
		}
		path := filepath.Join(folder, "in.xlsx")
		if err == nil {
			err = f.SaveAs(path)
		}
		if err != nil {
			rt.Fatal(err)
		}
		s, err := intake.Open(context.Background(), path, intake.Options{As: crm.LeadRecord, NoAuto: true})
		if err != nil {
			rt.Fatal(err)
		}
		defer s.Close()
		i := 1
		for rec, err := range s.Records(context.Background()) {
			if err != nil {
				rt.Fatal(err)
			}
			if !slices.Equal(rec.Cells, want[i]) {
				rt.Fatalf("row %d is %q, want %q", i, rec.Cells, want[i])
			}
			i++
		}
		if i != len(want) {
			rt.Fatalf("%d rows, want %d", i, len(want))
		}
	})
}

// FuzzSheet feeds any bytes as the XML of a sheet.
func FuzzSheet(f *testing.F) {
	for _, rows := range []string{
		`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>n</t></is></c></row><row r="2"><c r="A2" s="1"><v>45000.5</v></c></row>`,
		`<row><c><f>A1</f><v>1E5</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells><sheetData>`,
	} {
		f.Add([]byte(rows))
	}
	f.Fuzz(func(t *testing.T, rows []byte) {
		everyRowOnce(t, []byte(sheetXML(t, string(rows))), "")
	})
}

// FuzzWorkbook feeds any bytes as an archive.
func FuzzWorkbook(f *testing.F) {
	f.Add([]byte(book(f, func(b *excelize.File) { put(f, b, "Leads", []any{"id", "name"}, []any{1, "Ann"}) })))
	f.Fuzz(func(t *testing.T, src []byte) {
		everyRowOnce(t, append([]byte("PK\x03\x04"), bytes.TrimPrefix(src, []byte("PK\x03\x04"))...), "")
	})
}

// BenchmarkWorkbook is the whole of reading an XLSX file of twenty columns.
func BenchmarkWorkbook(b *testing.B) {
	const n = 20000
	path := filepath.Join(b.TempDir(), "in.xlsx")
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	for i := range n + 1 {
		row := make([]any, 20)
		for j := range row {
			switch {
			case i == 0:
				row[j] = "column " + string(rune('a'+j))
			case j%4 == 0:
				row[j] = i * j
			default:
				row[j] = "value " + string(rune('a'+(i+j)%26))
			}
		}
		at, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := w.SetRow(at, row); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := f.SaveAs(path); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		s, err := intake.Open(context.Background(), path, intake.Options{})
		if err != nil {
			b.Fatal(err)
		}
		for _, err := range s.Records(context.Background()) {
			if err != nil {
				b.Fatal(err)
			}
		}
		s.Close()
	}
	b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
