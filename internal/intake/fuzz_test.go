package intake_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/intake"
)

// FuzzCSV feeds any bytes: a file is refused as a whole with an error for
// people, or every row comes out once, as a record or a reject.
func FuzzCSV(f *testing.F) {
	for _, c := range traps {
		text := c.text
		if c.header != "" {
			text = c.header + "\n" + text
		}
		f.Add([]byte(text), uint8(0))
	}
	f.Add([]byte("lead,event,at\n1,x,2021-01-01\n"), uint8(1))
	f.Add([]byte("lead,stage,at\n1,mql,1/2/2021\n"), uint8(2))
	f.Add([]byte("lead,amount,status\n1,\"€ 1.000,50\",won\n"), uint8(3))
	kinds := []crm.RecordKind{crm.LeadRecord, crm.ActivityRecord, crm.StageRecord, crm.DealRecord}
	f.Fuzz(func(t *testing.T, src []byte, kind uint8) {
		everyRowOnce(t, src, kinds[int(kind)%len(kinds)])
	})
}

// everyRowOnce reads any bytes: they are refused as a whole with an error for
// people, or every row comes out once, as a record or a reject.
func everyRowOnce(t *testing.T, src []byte, kind crm.RecordKind) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "in")
	if err := os.WriteFile(path, src, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := intake.Open(context.Background(), path, intake.Options{As: kind})
	if err != nil {
		if e, ok := errors.AsType[*crm.Error](err); !ok || e.Code == crm.Failure {
			t.Fatalf("an error for nobody: %v", err)
		}
		return
	}
	defer s.Close()
	rows, line := 0, 1
	for rec, err := range s.Records(context.Background()) {
		if _, bad := errors.AsType[*crm.RowError](err); err != nil && !bad {
			t.Fatal(err)
		}
		if rec.Row < line || len(rec.Cells) == 0 {
			t.Fatalf("row %d behind row %d: %q", rec.Row, line, rec.Cells)
		}
		line = rec.Row
		rows++
		if err == nil && rec.Kind == crm.LeadRecord && rec.Lead.Key == "" {
			t.Fatalf("a lead without a key: %+v", rec)
		}
		if err == nil && !slices.IsSortedFunc(rec.Lead.Custom, func(a, b crm.FieldValue) int { return strings.Compare(a.Name, b.Name) }) {
			t.Fatalf("custom fields out of order: %+v", rec.Lead.Custom)
		}
	}
	if rows != s.Info().Rows {
		t.Fatalf("%d rows, the first pass found %d", rows, s.Info().Rows)
	}
}

// Any table that encoding/csv writes comes back cell for cell.
func TestTablesComeBack(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		width := rapid.IntRange(2, 6).Draw(rt, "width")
		cell := rapid.OneOf(
			rapid.StringMatching(`[a-zA-Zäß会 ,;|'"\n\t0-9.@:/-]{0,12}`),
			rapid.SampledFrom([]string{"", "N/A", "1,098", "2021-03-04", "\"", "\n", "a\r\nb", " x ", "total"}),
		)
		table := rapid.SliceOfN(rapid.SliceOfN(cell, width, width), 1, 12).Draw(rt, "table")
		comma := rapid.SampledFrom([]rune{',', ';', '\t', '|'}).Draw(rt, "comma")
		var buf bytes.Buffer
		w := csv.NewWriter(&buf)
		w.Comma = comma
		header := []string{"id"}
		for i := 1; i < width; i++ {
			header = append(header, "h"+strconv.Itoa(i))
		}
		all := [][]string{header}
		for i, r := range table {
			r[0] = "k" + strconv.Itoa(i)
			all = append(all, r)
		}
		for range 20 { // enough rows for the delimiter to be clear
			all = append(all, slices.Repeat([]string{"plain"}, width))
		}
		if err := w.WriteAll(all); err != nil {
			rt.Fatal(err)
		}
		path := filepath.Join(folder, "in.csv")
		if err := os.WriteFile(path, buf.Bytes(), 0o600); err != nil {
			rt.Fatal(err)
		}
		s, err := intake.Open(context.Background(), path, intake.Options{})
		if err != nil {
			rt.Fatal(err)
		}
		defer s.Close()
		i := 1
		for rec, err := range s.Records(context.Background()) {
			if err != nil {
				rt.Fatal(err)
			}
			if !slices.Equal(rec.Cells, all[i]) {
				rt.Fatalf("row %d is %q, want %q", i, rec.Cells, all[i])
			}
			i++
		}
		if i != len(all) {
			rt.Fatalf("%d rows, want %d", i, len(all))
		}
	})
}

// Whatever a profile of the user says, the file is read: a faulty profile is a
// note, and every row is yielded.
func FuzzProfile(f *testing.F) {
	f.Add([]byte(ownProfile))
	files, err := filepath.Glob("exports/*.toml")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	path := filepath.Join(f.TempDir(), "in.csv")
	if err := os.WriteFile(path, []byte("Crate No,Human,Mood\n5,Ann,happy\n6,Bea,glum\n"), 0o600); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, profile []byte) {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, "x.toml"), profile, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := intake.Open(t.Context(), path, intake.Options{Profiles: folder})
		if err != nil {
			if e, ok := errors.AsType[*crm.Error](err); !ok || e.Hint == "" {
				t.Fatal(err) // a profile may ask for what the file lacks, and is told how to go on
			}
			return
		}
		defer s.Close()
		rows := map[int]bool{}
		for rec := range s.Records(t.Context()) {
			rows[rec.Row] = true
		}
		if len(rows) != 2 {
			t.Errorf("%d rows of 2 yielded", len(rows))
		}
	})
}
