package imports

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/vttest"
)

// BenchmarkKeyToView moves the cursor in a file of 200 columns and draws.
func BenchmarkKeyToView(b *testing.B) {
	s := New(newFake(), vttest.Dark(), clock())
	s.Resize(200, 46)
	s.look("/home/kim/wide.csv")
	info := crm.ImportSource{File: "/home/kim/wide.csv", Kind: crm.LeadRecord, Rows: 1_000_000}
	for i := range 200 {
		info.Columns = append(info.Columns, crm.ImportColumn{Header: fmt.Sprintf("column %d", i), Field: fmt.Sprintf("column_%d", i), Custom: true,
			Type: crm.Text, Known: 1_000_000, Samples: []string{"王小明", "two", "three"}, Suspects: map[string]int{"unknown": i}})
		info.Notes = append(info.Notes, fmt.Sprintf("Column %q holds sums in %q (3); the number is kept.", info.Columns[i].Header, "€"))
	}
	s.previewed(previewedMsg{job: s.review.job.ID, info: info, stages: crm.DefaultStages()})
	down, up := tea.KeyPressMsg{Code: 'j', Text: "j"}, tea.KeyPressMsg{Code: 'k', Text: "k"}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if i%150 < 75 {
			s.Update(down)
		} else {
			s.Update(up)
		}
		_ = s.View()
	}
}
