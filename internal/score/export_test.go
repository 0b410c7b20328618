package score

import "smarketing/internal/crm"

// DraftRow is what a draft says of one lead.
type DraftRow struct {
	Lead                   crm.LeadID
	Fit, Engagement, Score int32
	Grade                  string
	Ready                  bool // false for closed and accepted leads
	Before                 int32
}

// SegmentRows is the most leads a segment has.
const SegmentRows = segmentRows

// Rows returns what the draft says of every lead.
func (d *Draft) Rows() map[crm.LeadID]DraftRow {
	rows := map[crm.LeadID]DraftRow{}
	for _, s := range d.sheets {
		again := *s
		again.before = make([]result, len(s.ids))
		again.keep(d.plan)
		for i, st := range s.states {
			if st != absent {
				rows[s.ids[i]] = DraftRow{
					Lead: s.ids[i], Fit: min(max(s.sums[0][i], 0), d.plan.highest[0]),
					Engagement: min(max(s.sums[1][i], 0), d.plan.highest[1]), Score: again.before[i].score(),
					Grade: again.before[i].grade(), Ready: again.before[i].ready(), Before: s.before[i].score(),
				}
			}
		}
	}
	return rows
}

// Segments returns how many segments the board has.
func (b *Board) Segments() int { return len(b.open) + len(b.closed) }
