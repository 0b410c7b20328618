package intake

import (
	"fmt"
	"strings"

	"smarketing/internal/crm"
)

// found is what the pass over a file of objects finds out.
type found struct {
	columns *columns
	traits  *columns // of the leads that identify and group calls describe, or users of Google Analytics
	event   eventObject
	objects int
	ga4     int            // rows of Google Analytics
	users   int            // of them, about a user who is named
	calls   map[string]int // Segment calls by type
}

func (f *found) leaf(path []byte, value leaf) {
	f.columns.leaf(path, value)
	f.event.leaf(path, value)
}

// end counts the object whose leaves have been seen, and reports whether it
// describes a lead.
func (f *found) end() bool {
	f.objects++
	switch e := &f.event; {
	case e.isGA4():
		f.ga4++
		if e.named() {
			f.users++
			return true
		}
	case e.isSegment():
		f.calls[e.call]++
		return e.describes()
	}
	return false
}

// kind returns what the rows are by their names, when they are events as we
// write them ourselves.
func (f *found) kind() crm.RecordKind {
	for _, name := range []string{fieldLead, fieldEvent, fieldAt} {
		if _, ok := f.columns.index[name]; !ok {
			return ""
		}
	}
	return crm.ActivityRecord
}

// activities returns how many Segment calls are activities.
func (f *found) activities() int { return f.calls["track"] + f.calls["page"] + f.calls["screen"] }

// descriptions returns how many Segment calls describe leads.
func (f *found) descriptions() int { return f.calls["identify"] + f.calls["group"] }

// stream makes rows of an event stream: of those objects that are activities,
// or of those that say who the leads are.
type stream struct {
	format string
	kind   crm.RecordKind
	found  *found
	event  eventObject
	traits traits
}

// stream returns how the objects are read when they are events of a known
// shape, and nil when they are plain rows.
func (s *Source) stream(f *found) *stream {
	st := &stream{format: s.opt.Format, kind: s.kind, found: f}
	most := func(n int) bool { return n > 0 && n*10 >= f.objects*9 }
	segment := f.activities() + f.descriptions() + f.calls["alias"]
	switch {
	case st.format == formatJSON || st.format == formatJSONL:
		return nil
	case st.format == formatSegment || st.format == formatGA4:
	case most(segment):
		st.format = formatSegment
	case most(f.ga4):
		st.format = formatGA4
	default:
		return nil
	}
	if st.kind == "" {
		st.kind = crm.ActivityRecord
		if f.activities() == 0 && f.descriptions() > 0 {
			st.kind = crm.LeadRecord
		}
	}
	if st.kind == crm.ActivityRecord || st.kind == crm.LeadRecord && (st.format == formatSegment || f.users > 0) {
		return st
	}
	return nil
}

// eventHeader are the columns of activities, named as their fields.
var eventHeader = []string{fieldLead, fieldEvent, fieldAt, fieldDetail, fieldValue, fieldID}

func (st *stream) header() []string {
	if st.kind == crm.ActivityRecord {
		return eventHeader
	}
	return st.found.traits.names
}

// notes say what is in the stream, and how to take the rest of it.
func (st *stream) notes(file string) []string {
	var out []string
	if file == "standard input" {
		file = "-"
	}
	f := st.found
	if st.format == formatGA4 {
		return st.analyticsNotes(file)
	}
	switch {
	case st.kind == crm.ActivityRecord && f.descriptions() > 0:
		out = append(out, fmt.Sprintf("%s say who the leads are and are left out; smarketing import --as leads %s takes them.",
			countOf(f.descriptions(), "identify or group call"), file))
	case st.kind == crm.LeadRecord && f.activities() > 0:
		out = append(out, fmt.Sprintf("%s say what the leads did and are left out; smarketing import --as activities %s takes them.",
			countOf(f.activities(), "track, page or screen call"), file))
	}
	if n := f.calls["alias"]; n > 0 {
		are, they := "are", "they say"
		if n == 1 {
			are, they = "is", "it says"
		}
		out = append(out, fmt.Sprintf("%s %s left out: %s nothing about a lead.", countOf(n, "alias call"), are, they))
	}
	return out
}

// analyticsNotes say how to take what rows of Google Analytics say about their
// users, and whom they do not name.
func (st *stream) analyticsNotes(file string) []string {
	f := st.found
	switch anonymous := f.objects - f.users; {
	case st.kind == crm.LeadRecord && anonymous > 0:
		return []string{fmt.Sprintf("%s of visitors without user_id are left out: nobody knows who they are.", countOf(anonymous, "row"))}
	case st.kind == crm.ActivityRecord && f.users > 0 && len(f.traits.names) > 1:
		return []string{fmt.Sprintf("The rows also say who their users are; smarketing import --as leads %s takes that.", file)}
	}
	return nil
}

func countOf(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// row makes a row of an object; false when the object is of the other kind.
func (st *stream) row(t *tree, raw []byte) (out row, wanted bool, err error) {
	e := &st.event
	*e = eventObject{}
	if err := t.object(raw, e); err != nil {
		return row{}, true, err
	}
	if st.format == formatSegment && e.call != "" {
		if e.call == "alias" || e.describes() != (st.kind == crm.LeadRecord) {
			return row{}, false, nil
		}
	}
	if st.kind == crm.ActivityRecord {
		out.cells = []string{e.lead.text, e.name(), e.time(), e.detail.text, e.value.text, e.id.text}
		return out, true, nil
	}
	if st.format == formatGA4 && !e.named() {
		return row{}, false, nil
	}
	st.traits = traits{columns: st.found.traits, call: e.call, google: st.format == formatGA4, cells: make([]string, len(st.found.traits.names))}
	if err := t.object(raw, &st.traits); err != nil {
		return row{}, true, err
	}
	out.cells = st.traits.cells
	if !st.traits.named {
		out.fault, out.remedy = "describes nobody: it has neither userId nor e-mail", "identify the visitor first"
	}
	return out, true, nil
}

// traits collects what an identify or group call says about a lead, or a row of
// Google Analytics about its user. Without cells it only learns the names.
type traits struct {
	columns *columns
	call    string
	google  bool
	cells   []string
	named   bool // by user or e-mail
}

// companyTraits are what a group call says about the company under the names
// that a lead has for it.
var companyTraits = map[string]string{"name": "company", "industry": "industry", "employees": "employees", "website": "website",
	"annual_revenue": "annual revenue", "annualRevenue": "annual revenue", "address.country": "country", "address.city": "city", "address.state": "state"}

// userTraits are what a row of Google Analytics says about its user beside the
// properties of the user.
var userTraits = map[string]string{"geo.country": "country", "geo.region": "region", "geo.city": "city",
	"traffic_source.source": "source", "traffic_source.name": "campaign"}

func (t *traits) leaf(path []byte, value leaf) {
	name := t.name(string(path))
	if name == "" {
		return
	}
	if t.cells == nil {
		t.columns.leaf([]byte(name), value)
		return
	}
	text := value.String()
	if name == fieldKey || name == fieldEmail {
		t.named = t.named || !isNull(strings.TrimSpace(text))
	}
	if i, ok := t.columns.index[name]; ok && text != "" {
		t.cells[i] = text
	}
}

// name returns the column for a path, empty when it is not about the lead.
func (t *traits) name(path string) string {
	switch path {
	case "userId", "user_id":
		return fieldKey
	case "groupId":
		return "company id"
	}
	if t.google {
		if name, ok := strings.CutPrefix(path, "user_properties."); ok {
			return name
		}
		return userTraits[path]
	}
	name, ok := strings.CutPrefix(path, "traits.")
	if t.call == "group" {
		if !ok {
			return ""
		}
		if known := companyTraits[name]; known != "" {
			return known
		}
		return "company " + name
	}
	if !ok {
		if name, ok = strings.CutPrefix(path, "context.traits."); !ok {
			return ""
		}
	}
	switch name {
	case "id":
		return fieldKey
	case "company.id":
		return "company id"
	case "company.name":
		return "company"
	}
	return strings.TrimPrefix(strings.TrimPrefix(name, "company."), "address.")
}
