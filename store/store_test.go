package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/store"
)

func open(t *testing.T, path string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Path: path, Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestNewFileIsPrivate(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a folder with ?#% and spaces.db")
	s := open(t, path)
	if err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.PutSetting("zone", "UTC") }); err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		info, err := os.Stat(path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", suffix, info.Mode())
		}
	}
}

// TestRefusedFiles opens what is not ours and checks that it is refused with
// the reason and not touched.
func TestRefusedFiles(t *testing.T) {
	t.Parallel()
	database := func(statements ...string) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			t.Helper()
			db, err := sql.Open("sqlite", path)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range statements {
				if _, err := db.ExecContext(t.Context(), s); err != nil {
					t.Fatal(err)
				}
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
	bytesOf := func(content string) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			t.Helper()
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, c := range map[string]struct {
		make func(*testing.T, string)
		want string
	}{
		"a spreadsheet":    {bytesOf("name,email\nMia,mia@x.example\n"), "smarketing import"},
		"a short file":     {bytesOf("SQLite format 3\x00"), "not a smarketing file"},
		"another database": {database("CREATE TABLE t(a)"), "another program"},
		"another program":  {database("PRAGMA application_id = 7", "CREATE TABLE t(a)"), "another program"},
		"a newer file":     {database("PRAGMA application_id = 0x736d6b74", "PRAGMA user_version = 999"), "newer smarketing"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			path := filepath.Join(dir, "team.db")
			c.make(t, path)
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			_, err = store.Open(t.Context(), store.Options{Path: path, Create: true})
			if crm.ErrorCode(err) != crm.Invalid || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one that says %q", err, c.want)
			}
			after, err := os.ReadFile(path)
			if err != nil || !bytes.Equal(before, after) {
				t.Errorf("the file was touched (%v)", err)
			}
			if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
				t.Errorf("files were left beside it: %v (%v)", entries, err)
			}
		})
	}
	t.Run("a folder", func(t *testing.T) {
		t.Parallel()
		if _, err := store.Open(t.Context(), store.Options{Path: t.TempDir(), Create: true}); crm.ErrorCode(err) != crm.Invalid {
			t.Errorf("error %v", err)
		}
	})
	t.Run("nothing", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(t.TempDir(), "none.db")
		if _, err := store.Open(t.Context(), store.Options{Path: path}); crm.ErrorCode(err) != crm.NotFound {
			t.Errorf("error %v", err)
		}
		if _, err := os.Stat(path); err == nil {
			t.Error("the file was created")
		}
	})
}

func TestCreatedByTwoAtOnce(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "team.db")
	var wg sync.WaitGroup
	errs := make(chan error, 4)
	for range 4 {
		wg.Go(func() {
			s, err := store.Open(context.Background(), store.Options{Path: path, Create: true})
			if err == nil {
				err = s.Close()
			}
			errs <- err
		})
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			t.Error(err)
		}
	}
}

// texts draws what people and their programs put into fields.
func texts() *rapid.Generator[string] {
	return rapid.OneOf(rapid.Just(""), rapid.String(), rapid.SampledFrom([]string{
		"Mia Chen", "王小明", "=cmd()", "\x1b[31mred", "two\nlines", `"quoted" \ back`, "\u202eevil",
	}))
}

func values() *rapid.Generator[crm.Value] {
	return rapid.Custom(func(t *rapid.T) crm.Value {
		switch rapid.IntRange(0, 3).Draw(t, "type") {
		case 0:
			return crm.TextValue(texts().Draw(t, "text"))
		case 1:
			return crm.NumberValue(rapid.Float64().Draw(t, "number"))
		case 2:
			return crm.BoolValue(rapid.Bool().Draw(t, "bool"))
		}
		return crm.TimeValue(instants().Draw(t, "time"))
	})
}

func instants() *rapid.Generator[time.Time] {
	return rapid.Map(rapid.Int64Range(1, 4e12), func(ms int64) time.Time { return time.UnixMilli(ms).UTC() })
}

// TestLeadsComeBack writes random leads and reads them again.
func TestLeadsComeBack(t *testing.T) {
	t.Parallel()
	s := open(t, filepath.Join(t.TempDir(), "team.db"))
	n := 0
	rapid.Check(t, func(r *rapid.T) {
		n++
		l := crm.Lead{Key: fmt.Sprint("k", n), Stage: "lead", AddedAt: instants().Draw(r, "added"), Version: 1}
		for _, f := range crm.CoreFields() {
			switch f.Type {
			case crm.Number:
				l.SetField(f.Name, crm.NumberValue(rapid.Float64().Draw(r, f.Name)))
			case crm.Time:
				l.SetField(f.Name, crm.TimeValue(instants().Draw(r, f.Name)))
			default:
				l.SetField(f.Name, crm.TextValue(validText(texts().Draw(r, f.Name))))
			}
		}
		for _, name := range []string{"a", "b", "ü"} {
			v := values().Draw(r, name)
			if v.Type == crm.Text {
				v = crm.TextValue(validText(v.String()))
			}
			l.Custom = l.Custom.Set(name, v)
		}
		want := l
		err := s.Update(t.Context(), func(tx *store.Tx) error {
			return insertLead(tx, &l)
		})
		if err != nil {
			r.Fatal(err)
		}
		err = s.View(t.Context(), func(tx *store.Tx) error {
			got, err := tx.Lead(l.ID)
			want.ID = l.ID
			if err == nil && !reflect.DeepEqual(got, want) {
				r.Fatalf("got  %+v\nwant %+v", got, want)
			}
			return err
		})
		if err != nil {
			r.Fatal(err)
		}
	})
}

// validText is the text without what no text in a file can hold.
func validText(s string) string { return strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "") }

func TestFailedUpdateLeavesNothing(t *testing.T) {
	t.Parallel()
	s := open(t, filepath.Join(t.TempDir(), "team.db"))
	err := s.Update(t.Context(), func(tx *store.Tx) error {
		l := crm.Lead{Key: "1", Stage: "lead"}
		if err := insertLead(tx, &l); err != nil {
			return err
		}
		return crm.Errorf(crm.Failure, "second thoughts")
	})
	if err == nil || !strings.Contains(err.Error(), "second thoughts") {
		t.Fatalf("error %v", err)
	}
	if err := s.View(t.Context(), func(tx *store.Tx) error {
		n, err := tx.CountLeads()
		if n != 0 {
			t.Errorf("%d leads", n)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

func TestUpdateLeadGuardsItsVersion(t *testing.T) {
	t.Parallel()
	s := open(t, filepath.Join(t.TempDir(), "team.db"))
	l := crm.Lead{Key: "1", Name: "Mia", Stage: "lead", AddedAt: time.UnixMilli(1)}
	update := func(l *crm.Lead) error {
		return s.Update(t.Context(), func(tx *store.Tx) error { return tx.UpdateLead(l, nil) })
	}
	if err := s.Update(t.Context(), func(tx *store.Tx) error {
		return insertLead(tx, &l)
	}); err != nil {
		t.Fatal(err)
	}
	mine, theirs := l, l
	theirs.City = "Rome"
	if err := update(&theirs); err != nil {
		t.Fatal(err)
	}
	mine.City = "Paris"
	if err := update(&mine); crm.ErrorCode(err) != crm.Conflict || !strings.Contains(err.Error(), "Mia") {
		t.Errorf("error %v", err)
	}
}

// TestPanicLeavesNoLock panics in a transaction and writes again.
func TestPanicLeavesNoLock(t *testing.T) {
	t.Parallel()
	s := open(t, filepath.Join(t.TempDir(), "team.db"))
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_ = s.Update(t.Context(), func(*store.Tx) error { panic("boom") })
	}()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := s.Update(ctx, func(tx *store.Tx) error { return tx.PutSetting("zone", "UTC") }); err != nil {
		t.Errorf("the lock was left behind: %v", err)
	}
}

func insertLead(tx *store.Tx, l *crm.Lead) error {
	leads := []store.NewLead{{Lead: l, Row: store.RowOf(l, 1, nil)}}
	if err := tx.NumberLeads(leads); err != nil {
		return err
	}
	return tx.InsertLeads(leads)
}

// TestNewerSchemaIsFenced raises the schema of a file that is open: the program
// that does not know it writes nothing more.
func TestNewerSchemaIsFenced(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "leads.db")
	s := open(t, path)
	newer, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = newer.Close() }()
	if _, err := newer.ExecContext(t.Context(), fmt.Sprintf("PRAGMA user_version = %d", store.SchemaVersion()+1)); err != nil {
		t.Fatal(err)
	}
	for name, write := range map[string]func(context.Context, func(*store.Tx) error) error{"Update": s.Update, "Append": s.Append} {
		err := write(t.Context(), func(tx *store.Tx) error { return tx.SetMeta("test", 1) })
		if crm.ErrorCode(err) != crm.Conflict || !strings.Contains(err.Error(), "newer smarketing") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
