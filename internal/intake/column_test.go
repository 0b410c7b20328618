package intake_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/intake"
)

// values reads one custom column of a file of id and v.
func values(rt *rapid.T, path string, cells []string) ([]crm.Value, crm.ImportSource) {
	var b strings.Builder
	b.WriteString("id\tv\n")
	for i, c := range cells {
		fmt.Fprintf(&b, "k%d\t%s\n", i, c)
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		rt.Fatal(err)
	}
	s, err := intake.Open(context.Background(), path, intake.Options{})
	if err != nil {
		rt.Fatal(err)
	}
	defer s.Close()
	var out []crm.Value
	for rec, err := range s.Records(context.Background()) {
		if err != nil {
			rt.Fatal(err)
		}
		out = append(out, rec.Lead.Field("v"))
	}
	return out, s.Info()
}

// One day beyond the twelfth settles the whole column; without any, nothing is
// guessed.
func TestDateColumnsComeBack(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "in.csv")
	rapid.Check(t, func(rt *rapid.T) {
		layout := rapid.SampledFrom([]string{"2/1/2006", "02.01.2006", "02-01-06", "1/2/2006", "01-02-2006", "01/02/06"}).Draw(rt, "layout")
		days := rapid.SliceOfN(rapid.IntRange(0, 20000), 1, 30).Draw(rt, "days")
		var cells []string
		var want []time.Time
		settled, ambiguous := false, false
		for _, d := range days {
			at := time.Date(1975, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, d)
			cells, want = append(cells, at.Format(layout)), append(want, at)
			settled = settled || at.Day() > 12
			ambiguous = ambiguous || at.Day() <= 12 && at.Day() != int(at.Month())
		}
		got, in := values(rt, path, cells)
		for i, v := range got {
			switch {
			case settled || !ambiguous:
				if !v.Instant().Equal(want[i]) {
					rt.Fatalf("%q reads as %v, order %s", cells[i], v, in.DateOrder)
				}
			case v.Type != crm.Text || v.String() != cells[i]:
				rt.Fatalf("%q was guessed to be %v", cells[i], v)
			}
		}
	})
}

// Numbers written the English or the German way come back, once one of them
// shows which way it is.
func TestNumberColumnsComeBack(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "in.csv")
	rapid.Check(t, func(rt *rapid.T) {
		tag := rapid.SampledFrom([]language.Tag{language.English, language.German}).Draw(rt, "language")
		format := rapid.SampledFrom([]string{"%s", "€ %s", "%s EUR", " %s "}).Draw(rt, "format")
		cents := rapid.SliceOfN(rapid.IntRange(-1e9, 1e9), 1, 20).Draw(rt, "cents")
		p := message.NewPrinter(tag)
		cells, want := []string{p.Sprintf("%.2f", 1234.56)}, []float64{1234.56}
		for _, c := range cents {
			f := float64(c) / 100
			text := p.Sprintf("%.2f", f)
			if c%100 == 0 {
				text = p.Sprintf("%.0f", f)
			}
			cells, want = append(cells, fmt.Sprintf(format, text)), append(want, f)
		}
		got, _ := values(rt, path, cells)
		for i, v := range got {
			if f, ok := v.Float(); !ok || v.Type != crm.Number || strconv.FormatFloat(f, 'f', 2, 64) != strconv.FormatFloat(want[i], 'f', 2, 64) {
				rt.Fatalf("%q reads as %s %v, want %v", cells[i], v.Type, v, want[i])
			}
		}
	})
}

// TestIgnoredColumn leaves a column out that would fill a field by its name,
// and names the values of one that says the stage.
func TestIgnoredColumn(t *testing.T) {
	t.Parallel()
	path := write(t, "id,email,company,status\n1,a@x.example,Lumen,MQL\n2,b@x.example,Vela,SQL\n3,c@x.example,Vela,MQL\n")
	stage := map[string]string{"stage": "status"}
	info, _ := read(t, path, intake.Options{Ignore: []string{"company"}, Map: stage})
	if got := info.Columns[2].Field; got != "" || len(info.Custom) > 0 {
		t.Errorf("the ignored column fills %q, and %v are made", got, info.Custom)
	}
	if got := info.Columns[3].Values; got["MQL"] != 2 || got["SQL"] != 1 || len(got) != 2 {
		t.Errorf("the values of the stage are %v", got)
	}
	whole, _ := read(t, path, intake.Options{Map: stage})
	if whole.Fingerprint == info.Fingerprint {
		t.Error("leaving a column out does not change the fingerprint")
	}
}

// A column that one cell keeps from being dates or numbers is text, and the
// cell is named.
func TestTheOddCellIsNamed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, cells, want string }{
		{"a day that does not exist", "03.11.2026,14.11.2026,31.11.2026,22.11.2026", `"31.11.2026" is no date, but 3 of 4 cells are`},
		{"a number in words", "120,85,ca. 200,35", `"ca. 200" is no number, but 3 of 4 cells are; mend it, or take it as unknown with --null "met=ca. 200"`},
		{"words", "red,green,blue,120", ""},
		{"as many words as numbers", "120,x,85,y", ""},
		{"dates", "03.11.2026,14.11.2026,30.11.2026", ""},
		{"phones", "0301,0302,0303 x,0304", ""},
	} {
		info, _ := read(t, write(t, "id,met\n1,"+strings.ReplaceAll(c.cells, ",", "\n1,")+"\n"), intake.Options{})
		if c.want == "" && noted(info, []string{"is kept as text"}) || c.want != "" && !noted(info, []string{`"met" is kept as text: ` + c.want}) {
			t.Errorf("%s: %q", c.name, info.Notes)
		}
	}
}
