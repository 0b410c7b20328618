package intake_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"smarketing/internal/crm"
	"smarketing/internal/intake"
)

// taken is what a source yielded.
type taken struct {
	records []crm.Record // the accepted ones
	rejects []*crm.RowError
	cells   [][]string // of the rejects
	ignored int
}

// read opens the file and reads all of its rows.
func read(tb testing.TB, path string, o intake.Options) (crm.ImportSource, taken) {
	tb.Helper()
	s, err := intake.Open(context.Background(), path, o)
	if err != nil {
		tb.Fatal(err)
	}
	defer s.Close()
	var out taken
	rows := map[int]bool{}
	for rec, err := range s.Records(context.Background()) {
		rows[rec.Row] = true // one row may hold several records
		if bad, ok := errors.AsType[*crm.RowError](err); ok {
			if rec.Row != bad.Row || rec.Kind == "" || len(rec.Cells) == 0 {
				tb.Errorf("the record of a rejected row is %+v", rec)
			}
			out.rejects = append(out.rejects, bad)
			out.cells = append(out.cells, rec.Cells)
			continue
		}
		if err != nil {
			tb.Fatal(err)
		}
		if rec.Ignored {
			out.ignored++
			continue
		}
		out.records = append(out.records, rec)
	}
	if got := len(rows); got != s.Info().Rows {
		tb.Errorf("the second pass yields %d rows, the first found %d", got, s.Info().Rows)
	}
	return s.Info(), out
}

// write makes a file of the text.
func write(tb testing.TB, text string) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "in.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		tb.Fatal(err)
	}
	return path
}

// refused opens a text that must be refused as a whole.
func refused(t *testing.T, text string, o intake.Options) *crm.Error {
	t.Helper()
	s, err := intake.Open(context.Background(), write(t, text), o)
	if err == nil {
		s.Close()
		t.Fatalf("%q was taken", text)
	}
	e, ok := errors.AsType[*crm.Error](err)
	if !ok || e.Hint == "" {
		t.Fatalf("%q gives %v, an error without a remedy", text, err)
	}
	return e
}

func column(tb testing.TB, in crm.ImportSource, header string) crm.ImportColumn {
	tb.Helper()
	for _, c := range in.Columns {
		if c.Header == header {
			return c
		}
	}
	tb.Fatalf("no column %q in %+v", header, in.Columns)
	return crm.ImportColumn{}
}

func hasNote(in crm.ImportSource, part string) bool {
	return strings.Contains(strings.Join(in.Notes, "\n"), part)
}
