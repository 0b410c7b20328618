package store

import (
	"fmt"
	"slices"
	"strconv"
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

// leaking is the condition on open leads that are in danger of being forgotten,
// as nurture.LeakOf has it: without an owner, or without a step from today on,
// an SLA, a nurture date and a day until which they are snoozed.
const leaking = `(l.owner = '' OR (l.due IS NULL OR l.due < ?) AND s.lead NOT IN
 (SELECT lead FROM work WHERE deadline IS NOT NULL OR due IS NOT NULL OR snoozed_until >= ?))`

// where returns the condition of the query and its arguments. joined says
// whether it looks at more than the stamp.
func where(q crm.LeadQuery) (cond string, args []any, joined bool) {
	var conds []string
	if q.Queue {
		// A recycled lead waits in the nurture queue until it is ready again.
		conds = append(conds, fmt.Sprintf("(s.standing IN (%d, %d) OR s.standing = %d AND s.ready <> '')",
			crm.Waiting, crm.InSales, crm.InNurture))
		in := "NOT IN"
		if q.Snoozed {
			in = "IN"
		}
		conds = append(conds, "s.lead "+in+" (SELECT lead FROM work WHERE snoozed_until > ?)")
		args = append(args, ms0(q.Now))
	}
	if q.Ready {
		conds = append(conds, "s.ready <> ''", fmt.Sprintf("s.standing IN (%d, %d)", crm.Waiting, crm.InNurture))
	}
	if q.Open {
		conds = append(conds, fmt.Sprintf("s.standing <= %d", crm.InNurture))
	}
	if q.IDs != nil {
		conds = append(conds, "s.lead IN (SELECT value FROM json_each(?))")
		args = append(args, idList(q.IDs))
	}
	if dates, values := onDates(q); dates != "" {
		conds = append(conds, "s.lead IN (SELECT id FROM lead WHERE "+dates+")")
		args = append(args, values...)
	}
	onStamp := len(conds)
	for _, is := range [...]struct{ column, value string }{{"l.owner", q.Owner}, {"l.source", q.Source}} {
		if is.value != "" {
			// An empty owner is said not to be meant, for the index of owned leads.
			conds = append(conds, is.column+" = ? AND "+is.column+" <> ''")
			args = append(args, is.value)
		}
	}
	if q.Unowned {
		conds = append(conds, "l.owner = ''")
	}
	if q.Owners != nil {
		marks := strings.TrimPrefix(strings.Repeat(", ?", len(q.Owners)), ", ")
		conds = append(conds, "l.owner IN ("+marks+")")
		for _, name := range q.Owners {
			args = append(args, name)
		}
	}
	if q.Leaking {
		conds = append(conds, fmt.Sprintf("s.standing <= %d", crm.InNurture), leaking)
		args = append(args, ms0(q.Today), ms0(q.Today))
	}
	if !q.QuietFrom.IsZero() {
		conds = append(conds, fmt.Sprintf("s.standing <= %d", crm.InSales), `s.last_activity_at < ?
 AND coalesce(l.stage_at, l.created_at, l.added_at) < ? AND s.lead NOT IN (SELECT lead FROM work WHERE touched_at >= ?)`)
		from := ms0(q.QuietFrom)
		args = append(args, from, from, from)
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

// onDates returns the part of the condition that one index of the leads has all
// of, and its arguments.
func onDates(q crm.LeadQuery) (cond string, args []any) {
	var conds []string
	if q.Stage != "" {
		conds, args = append(conds, "stage = ?"), append(args, q.Stage)
	}
	for _, after := range [...]struct {
		column string
		at     time.Time
	}{{"created_at", q.CreatedAfter}, {"stage_at", q.StageAfter}} {
		if !after.at.IsZero() {
			conds, args = append(conds, after.column+" > ?"), append(args, after.at.UnixMilli())
		}
	}
	return strings.Join(conds, " AND "), args
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
	if q.Ready && column == "s.ready_since" { // known of every one, and in the order of an index
		return " ORDER BY " + column + direction + ", " + ours, nil
	}
	// Unknown values come last in both directions.
	return fmt.Sprintf(" ORDER BY (%[1]s IS NULL OR %[1]s = ''), %[1]s%s, %s", column, direction, ours), nil
}

// Leads calls yield for the leads of the query's window, in order.
func (t *Tx) Leads(q crm.LeadQuery, yield func(crm.Lead) error) error {
	// The window is found first, by its ids: in the usual order that is a walk
	// along one index. The profiles are read for its leads only.
	ids, err := t.windowIDs(q)
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

// Matching returns the ids of all leads that the query matches, by id.
func (t *Tx) Matching(q crm.LeadQuery) ([]crm.LeadID, error) {
	cond, args, joined := where(q)
	return t.leadIDs(`SELECT s.lead`+from(joined)+cond+` ORDER BY s.lead`, args...)
}

func from(joined bool) string {
	if joined {
		return fromLead
	}
	return " FROM stamp s"
}

// windowIDs returns the ids of the query's window, in order.
func (t *Tx) windowIDs(q crm.LeadQuery) ([]crm.LeadID, error) {
	cond, args, joined := where(q)
	by, err := order(q)
	if err != nil {
		return nil, err
	}
	limit := -1
	if q.Limit > 0 {
		limit = q.Limit
	}
	if q.Queue && q.Sort.Field == "" {
		return t.queueIDs(cond, args, joined, q, limit)
	}
	joined = joined || strings.Contains(by, "l.") || strings.Contains(by, "g.")
	return t.leadIDs(`SELECT s.lead`+from(joined)+cond+by+` LIMIT ? OFFSET ?`, append(args, limit, q.Offset)...)
}

// queueIDs returns a window of the queue: what is urgent by its deadline, then
// what is ready by score, then the rest. Each part is a walk along an index of
// its own, and a part that lies before the window is only counted.
func (t *Tx) queueIDs(cond string, args []any, joined bool, q crm.LeadQuery, limit int) ([]crm.LeadID, error) {
	const urgent = `(SELECT lead FROM work WHERE deadline <= ?)`
	near := ms0(q.Near)
	var ids []crm.LeadID
	offset := q.Offset
	for _, part := range [...]struct{ from, cond, by string }{
		{` JOIN work k ON k.lead = s.lead`, ` AND k.deadline <= ?`, `k.deadline, ` + rank},
		{``, ` AND s.ready <> '' AND s.lead NOT IN ` + urgent, rank},
		{``, ` AND s.ready = '' AND s.lead NOT IN ` + urgent, rank},
	} {
		rows := from(joined) + part.from + cond + part.cond
		bound := append(slices.Clone(args), near)
		found, err := t.leadIDs(`SELECT s.lead`+rows+` ORDER BY `+part.by+` LIMIT ? OFFSET ?`, append(bound, limit, offset)...)
		if err != nil {
			return nil, err
		}
		ids = append(ids, found...)
		if limit > 0 {
			if limit -= len(found); limit == 0 {
				break
			}
		}
		switch {
		case len(found) > 0:
			offset = 0
		case offset > 0:
			var n int
			if _, err := t.one(`SELECT count(*)`+rows, bound, &n); err != nil {
				return nil, err
			}
			offset -= n
		}
	}
	return ids, nil
}

// idList returns ids as a JSON array.
func idList(ids []crm.LeadID) string {
	b := []byte{'['}
	for i, id := range ids {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(id), 10)
	}
	return string(append(b, ']'))
}

// CountMatches returns how many leads the query matches, its window aside.
func (t *Tx) CountMatches(q crm.LeadQuery) (int, error) {
	cond, args, joined := where(q)
	if cond == "" {
		return t.countStages()
	}
	var n int
	_, err := t.one(`SELECT count(*)`+from(joined)+cond, args, &n)
	return n, err
}
