package store

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// orders maps the sort fields of a list to columns. Ties always end with the
// list's own order, so that a page boundary never hides or repeats a lead.
var orders = map[string]string{
	"score": "s.score", "fit": "s.fit", "engagement": "s.engagement", "grade": "s.grade",
	"name":    "coalesce(nullif(l.name, ''), nullif(trim(l.first_name||' '||l.last_name), ''), l.email) COLLATE NOCASE",
	"company": "l.company COLLATE NOCASE", "stage": "g.position", "owner": "l.owner", "source": "l.source",
	"created_at": "l.created_at", "last_activity_at": "nullif(s.last_activity_at, 0)", "ready_since": "s.ready_since",
}

const (
	rank     = "s.score DESC, s.last_activity_at DESC, s.key"
	fromLead = " FROM stamp s JOIN lead l ON l.id = s.lead LEFT JOIN stage g ON g.key = l.stage"
)

// where returns the condition of the query and its arguments. joined says
// whether it looks at more than the stamp.
func where(q crm.LeadQuery) (cond string, args []any, joined bool) {
	var conds []string
	if q.Queue {
		// A recycled lead waits in the nurture queue until it is ready again.
		conds = append(conds, fmt.Sprintf("(s.standing IN (%d, %d) OR s.standing = %d AND s.ready <> '')",
			crm.Waiting, crm.InSales, crm.InNurture))
	}
	if q.Ready {
		conds = append(conds, "s.ready <> ''", fmt.Sprintf("s.standing IN (%d, %d)", crm.Waiting, crm.InNurture))
	}
	onStamp := len(conds)
	for _, is := range [...]struct{ column, value string }{
		{"l.stage", q.Stage}, {"l.owner", q.Owner}, {"l.source", q.Source},
	} {
		if is.value != "" {
			conds = append(conds, is.column+" = ?")
			args = append(args, is.value)
		}
	}
	for _, after := range [...]struct {
		column string
		at     time.Time
	}{{"l.created_at", q.CreatedAfter}, {"l.stage_at", q.StageAfter}} {
		if !after.at.IsZero() {
			conds = append(conds, after.column+" > ?")
			args = append(args, after.at.UnixMilli())
		}
	}
	for word := range strings.FieldsSeq(text.Fold(q.Filter)) {
		conds = append(conds, "instr(l.search, ?) > 0")
		args = append(args, word)
	}
	if len(conds) == 0 {
		return "", nil, false
	}
	return " WHERE " + strings.Join(conds, " AND "), args, len(conds) > onStamp
}

// order returns the ORDER BY of the query.
func order(q crm.LeadQuery) (string, error) {
	ours := rank
	if q.Queue {
		ours = "(s.ready <> '') DESC, " + rank
	}
	if q.Sort.Field == "" || q.Sort.Field == "score" && !q.Sort.Asc {
		return " ORDER BY " + ours, nil
	}
	column, ok := orders[q.Sort.Field]
	if !ok {
		near, found := text.Nearest(q.Sort.Field, crm.SortFields())
		err := crm.Errorf(crm.Usage, "leads cannot be sorted by %q", q.Sort.Field)
		if found {
			return "", err.WithHint("did you mean %s?", near)
		}
		return "", err.WithHint("sort by one of %s", strings.Join(crm.SortFields(), ", "))
	}
	direction := " DESC"
	if q.Sort.Asc {
		direction = ""
	}
	// Unknown values come last in both directions.
	return fmt.Sprintf(" ORDER BY (%[1]s IS NULL OR %[1]s = ''), %[1]s%s, %s", column, direction, ours), nil
}

// Leads calls yield for the leads of the query's window, in order.
func (t *Tx) Leads(q crm.LeadQuery, yield func(crm.Lead) error) error {
	cond, args, joined := where(q)
	by, err := order(q)
	if err != nil {
		return err
	}
	// The window is found first, by its ids: in the usual order that is a walk
	// along one index. The profiles are read for its leads only.
	from := fromLead
	if !joined && !strings.Contains(by, "l.") && !strings.Contains(by, "g.") {
		from = " FROM stamp s"
	}
	limit := -1
	if q.Limit > 0 {
		limit = q.Limit
	}
	ids, err := t.leadIDs(`SELECT s.lead`+from+cond+by+` LIMIT ? OFFSET ?`, append(args, limit, q.Offset)...)
	if err != nil {
		return err
	}
	for chunk := range slices.Chunk(ids, chunkSize) {
		leads, err := t.LeadsByID(chunk)
		if err != nil {
			return err
		}
		for _, id := range chunk {
			if err := yield(leads[id]); err != nil {
				return err
			}
		}
	}
	return nil
}

// CountMatches returns how many leads the query matches, its window aside.
func (t *Tx) CountMatches(q crm.LeadQuery) (int, error) {
	cond, args, joined := where(q)
	from := " FROM stamp s"
	if joined {
		from = fromLead
	}
	var n int
	_, err := t.one(`SELECT count(*)`+from+cond, args, &n)
	return n, err
}
