package intake

import (
	"strconv"
	"strings"
	"sync"
	"time"

	"smarketing/internal/crm"
)

// slot keeps the best text that is offered: the one of the lowest rank.
type slot struct {
	text string
	rank int8
}

func (s *slot) offer(rank int8, value leaf) {
	if s.text != "" && s.rank <= rank {
		return
	}
	if text := strings.TrimSpace(value.String()); !isNull(text) {
		s.text, s.rank = text, rank
	}
}

// offerNumber passes over texts: a property called value may be anything.
func (s *slot) offerNumber(rank int8, value leaf) {
	if _, err := strconv.ParseFloat(value.String(), 64); err == nil {
		s.offer(rank, value)
	}
}

// eventObject is what one object of an event stream says, in any of the shapes
// that are known: ours, a call of the Segment specification, or a row of the
// BigQuery export of Google Analytics 4.
type eventObject struct {
	call                               string // track, identify, page, screen, group or alias; of Segment
	lead, event, at, detail, value, id slot
	ours, google, hasCall              bool
}

// microseconds is the rank of a time in microseconds since 1970, visitor that of
// a lead who is not known by name.
const (
	microseconds = 3
	visitor      = 9
)

// leaf takes what is known of the three shapes. The lead is the user before an
// address before a visitor who is not known by name; the detail is the path of
// a page before its address before a title.
func (e *eventObject) leaf(path []byte, value leaf) {
	switch string(path) {
	case "type":
		switch call := value.String(); call {
		case "track", "identify", "page", "screen", "group", "alias":
			e.call, e.hasCall = call, true
		}
	case "lead":
		e.ours = true
		e.lead.offer(0, value)
	case "userId", "user_id":
		e.lead.offer(1, value)
	case "email", "traits.email", "context.traits.email", "properties.email", "user_properties.email":
		e.lead.offer(2, value)
	case "anonymousId", "user_pseudo_id":
		e.lead.offer(visitor, value)
	case "event_name":
		e.google = true
		e.event.offer(0, value)
	case "event":
		e.event.offer(1, value)
	case "id":
		e.id.offer(0, value)
	case "messageId":
		e.id.offer(1, value)
	default:
		e.more(path, value)
	}
}

// more takes the leaves of time, detail and value.
func (e *eventObject) more(path []byte, value leaf) {
	switch string(path) {
	case "at":
		e.at.offer(0, value)
	case "timestamp":
		e.at.offer(1, value)
	case "originalTimestamp":
		e.at.offer(2, value)
	case "event_timestamp":
		e.at.offer(microseconds, value)
	case "sentAt":
		e.at.offer(5, value)
	case "receivedAt":
		e.at.offer(6, value)
	case "event_date":
		e.at.offer(8, value)
	case "detail":
		e.detail.offer(0, value)
	case "properties.path", "event_params.page_path":
		e.detail.offer(1, value)
	case "context.page.path":
		e.detail.offer(2, value)
	case "properties.url", "event_params.page_location":
		e.detail.offer(3, value)
	case "context.page.url":
		e.detail.offer(4, value)
	case "name":
		e.detail.offer(5, value)
	case "properties.name", "event_params.file_name":
		e.detail.offer(6, value)
	case "properties.title", "event_params.page_title":
		e.detail.offer(7, value)
	case "value":
		e.value.offer(0, value)
	case "properties.value", "event_params.value":
		e.value.offerNumber(1, value)
	case "properties.revenue", "event_value_in_usd":
		e.value.offerNumber(2, value)
	case "properties.total":
		e.value.offerNumber(3, value)
	}
}

func (e *eventObject) isGA4() bool {
	return e.google && (e.at.rank == microseconds || e.at.rank == 8) && e.at.text != ""
}

func (e *eventObject) isSegment() bool {
	return e.hasCall && !e.ours && e.lead.text != "" && (e.at.text != "" || e.id.text != "")
}

// describes reports whether the object says who a lead is, not what it did.
func (e *eventObject) describes() bool { return e.call == "identify" || e.call == "group" }

// named reports whether the lead is known by a key or an address, not only as
// the same visitor as before.
func (e *eventObject) named() bool { return e.lead.text != "" && e.lead.rank < visitor }

// name returns what happened. Pages are seen and have a detail, so that one
// criterion counts them whichever system saw them.
func (e *eventObject) name() string {
	switch e.call {
	case "page":
		return "page_view"
	case "screen":
		return "screen_view"
	}
	return e.event.text
}

// time returns the time as the cells of a file have it.
func (e *eventObject) time() string {
	if len(e.at.text) == 16 {
		if us, err := strconv.ParseInt(e.at.text, 10, 64); err == nil {
			return time.UnixMicro(us).UTC().Format("2006-01-02T15:04:05.999Z07:00")
		}
	}
	return e.at.text
}

// parser is what reading one event after the other needs again and again.
type parser struct {
	tree  tree
	event eventObject
}

var parsers = sync.Pool{New: func() any { return &parser{} }}

// ParseEvent reads one object of an event stream as an activity. It knows the
// shapes that Open knows: {"lead", "event", "at", "detail", "value", "id"},
// the calls of the Segment specification, and rows of the BigQuery export of
// Google Analytics 4. Times without a zone are in the given one. It reports
// false for an object that is well-formed but no activity, such as an identify
// call. Errors are *crm.RowError with the given file and row. Unlike a row of a
// file, the record has no Cells and no Occurrence. It is safe for concurrent
// use and keeps nothing of line.
func ParseEvent(file string, row int, line []byte, zone *time.Location) (rec crm.Record, ok bool, err error) {
	p := parsers.Get().(*parser)
	defer parsers.Put(p)
	p.event = eventObject{}
	rec = crm.Record{Row: row, Kind: crm.ActivityRecord}
	bad := func(column, value, message, hint string) (crm.Record, bool, error) {
		return rec, false, &crm.RowError{File: file, Row: row, Column: column, Value: value, Message: message, Hint: hint}
	}
	if err := p.tree.object(line, &p.event); err != nil {
		fault, remedy := jsonFault(err)
		return bad("", "", fault, remedy)
	}
	e := &p.event
	a := &rec.Activity
	rec.LeadRef, a.Event = leadRef(e.lead.text), eventName(e.name())
	a.Detail, a.Key = e.detail.text, e.id.text
	switch {
	case e.hasCall && !e.ours && (e.describes() || e.call == "alias"):
		return rec, false, nil
	case rec.LeadRef == "":
		return bad(fieldLead, "", "has no lead", "name the lead by its key or e-mail")
	case a.Event == "":
		return bad(fieldEvent, "", "has no event", "say what happened")
	case e.at.text == "":
		return bad(fieldAt, "", "has no at", "say when it happened, such as 2026-03-04T10:11:12Z")
	}
	how := settled{typ: crm.Time}
	at, wrong := how.instant(e.time(), zone)
	if m, _ := scanDate(e.time()); m.form == threeDate {
		wrong = "is a date that could be read in two ways"
	}
	if wrong != "" {
		return bad(fieldAt, e.at.text, wrong, "write it like 2026-03-04T10:11:12Z")
	}
	a.At = at
	if text := e.value.text; text != "" {
		f, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return bad(fieldValue, text, "is not a number", "write a number, or leave it out")
		}
		a.Value = crm.NumberValue(f)
	}
	return rec, true, nil
}
