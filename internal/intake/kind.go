package intake

import (
	"fmt"
	"slices"
	"strings"

	"smarketing/internal/crm"
)

// marks are the headers that tell rows of a kind from leads: one of each list
// has to be there.
var marks = []struct {
	kind crm.RecordKind
	any  [][]string
}{
	{crm.SpendRecord, [][]string{{"date", "day", "reporting starts", "week", "month"}, {"spend", "amount spent", "ad spend", "cost", "total cost"}}},
	{crm.ActivityRecord, [][]string{{"event", "event type", "event name", "activity type", "action"},
		{"at", "timestamp", "time", "event time", "event date", "activity date", "occurred at", "date", "datetime"}}},
	{crm.StageRecord, [][]string{{"new stage", "to stage", "new value", "stage", "stage name"}, {"changed at", "edit date", "entered at", "old value", "from stage", "old stage"}}},
	{crm.DealRecord, [][]string{{"deal id", "deal name", "opportunity id", "opportunity name", "opportunity", "deal", "amount", "deal value", "close value"},
		{"close date", "closed at", "closed", "closed date", "closed on", "closing date", "deal stage", "deal status"}}},
}

// persons are the fields by which a lead is known.
var persons = []string{fieldKey, fieldName, "first_name", "last_name", fieldEmail, fieldPhone, "company"}

// noteKind says of rows that are read as leads, because nobody said what they
// are, that they look like something else, or like nobody.
func (s *Source) noteKind() {
	if s.opt.As != "" || s.kind != crm.LeadRecord || s.export.export != nil || s.opt.NoAuto || len(s.opt.Map) > 0 {
		return
	}
	for _, m := range marks {
		var found []string
		for _, names := range m.any {
			if i := slices.IndexFunc(s.words, func(w string) bool { return slices.Contains(names, w) }); i >= 0 {
				found = append(found, fmt.Sprintf("%q", s.headers[i]))
			}
		}
		person := s.filled("first_name") || s.filled("last_name") || m.kind == crm.SpendRecord && s.filled(fieldEmail)
		if len(found) == len(m.any) && (!person || m.kind == crm.ActivityRecord || m.kind == crm.StageRecord) {
			s.note("With columns such as %s the rows look like %s; --as %s reads them so.", strings.Join(found, " and "), m.kind, m.kind)
			return
		}
	}
	if !slices.ContainsFunc(persons, s.filled) {
		s.note("No column names a person or a company; if the rows are no leads, --as says what they are.")
	}
}
