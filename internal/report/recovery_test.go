package report_test

import (
	"bytes"
	"strings"
	"testing"

	"smarketing/internal/nurture"
	"smarketing/internal/report"
)

// TestRecoveryWithoutAmounts tells wins whose amount nobody knows from wins
// that brought nothing.
func TestRecoveryWithoutAmounts(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	err := report.Recovery(&out, report.Text, []nurture.Recovery{
		{Reason: "a", Passes: 9}, {Reason: "b", Passes: 9, Won: 2, Unknown: 2}, {Reason: "c", Passes: 9, Won: 3, Unknown: 1, Revenue: 5000},
		{Reason: "d", Passes: 9, Won: 1, Revenue: 700},
	}, "USD")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimRight(out.String(), "\n"), "\n")
	for i, want := range []string{"revenue", " -", " unknown", " 5,000 USD (2 of 3 wins)", " 700 USD"} {
		if line := strings.TrimRight(lines[i], " "); !strings.HasSuffix(line, want) {
			t.Errorf("%q, want %q at its end", line, want)
		}
	}
}
