package intake_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"smarketing/internal/crm"
	"smarketing/internal/intake"
)

// "Excel Unicode text" is UTF-16LE with a byte order mark and tabs.
func TestUTF16(t *testing.T) {
	t.Parallel()
	text := "id\tname\r\n1\tZoë\r\n2\t会社名\r\n" + strings.Repeat("3\tAnn\r\n", 200)
	for name, c := range map[string]struct {
		endian unicode.Endianness
		bom    unicode.BOMPolicy
		want   string
	}{
		"little endian":            {unicode.LittleEndian, unicode.UseBOM, "utf-16le"},
		"big endian":               {unicode.BigEndian, unicode.UseBOM, "utf-16be"},
		"little endian, no mark":   {unicode.LittleEndian, unicode.IgnoreBOM, "utf-16le"},
		"big endian, without mark": {unicode.BigEndian, unicode.IgnoreBOM, "utf-16be"},
	} {
		encoded, err := unicode.UTF16(c.endian, c.bom).NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		in, got := read(t, write(t, encoded), intake.Options{})
		if in.Encoding != c.want || in.Delimiter != "tab" || len(got.records) != 202 ||
			got.records[0].Lead.Name != "Zoë" || got.records[1].Lead.Name != "会社名" {
			t.Errorf("%s: %+v", name, in)
		}
	}
}

// An accent that is cut in two by the end of a chunk is no damage.
func TestAccentsAcrossChunks(t *testing.T) {
	t.Parallel()
	for shift := range 3 {
		text := "id,name\n" + strings.Repeat("x", shift) + "1," + strings.Repeat("ä", 400000) + "\n"
		in, got := read(t, write(t, text), intake.Options{})
		if in.Encoding != "utf-8" || len(got.records) != 1 || len(got.records[0].Lead.Name) != 800000 {
			t.Errorf("shift %d: %s, %d records, rejects %v", shift, in.Encoding, len(got.records), got.rejects)
		}
	}
}

// A pipe is read twice through a temporary file that Close removes.
func TestPipe(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	fifo := filepath.Join(t.TempDir(), "fifo")
	if err := exec.CommandContext(t.Context(), "mkfifo", fifo).Run(); err != nil {
		t.Skipf("no named pipes here: %v", err)
	}
	wrote := make(chan error, 1)
	go func() { wrote <- os.WriteFile(fifo, []byte("id,name\n1,Ann\n2,Bea\n"), 0o600) }()
	s, err := intake.Open(context.Background(), fifo, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := <-wrote; err != nil {
		t.Fatal(err)
	}
	for range 2 {
		n := 0
		for _, err := range s.Records(context.Background()) {
			if err != nil {
				t.Fatal(err)
			}
			n++
		}
		if n != 2 {
			t.Errorf("%d records, want 2", n)
		}
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if left, _ := os.ReadDir(temp); len(left) > 0 {
		t.Errorf("%v is left behind", left)
	}
}

// The first pass tells how far it is, and not too often.
func TestProgressIsSane(t *testing.T) {
	t.Parallel()
	path := write(t, "id,name\n"+strings.Repeat("1,Ann\n", 50000))
	var told []crm.Progress
	s, err := intake.Open(context.Background(), path, intake.Options{Progress: func(p crm.Progress) { told = append(told, p) }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, p := range told {
		if p.Bytes > p.Size || p.Done <= 0 || p.What != "reading" || p.Started.IsZero() {
			t.Errorf("%+v", p)
		}
	}
}
