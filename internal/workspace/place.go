package workspace

import (
	"fmt"
	"strings"
	"time"

	"smarketing/internal/crm"
	"smarketing/store"
)

// explainPlaces says how the leads of a page stand with those who work them,
// and in the queue why each stands where it does.
func (w *Workspace) explainPlaces(t *store.Tx, r *rules, page *crm.LeadPage) error {
	ids := make([]crm.LeadID, len(page.Leads))
	for i := range page.Leads {
		ids[i] = page.Leads[i].ID
	}
	var err error
	if page.Work, err = t.Works(ids); err != nil || !page.Query.Queue {
		return err
	}
	page.Reason = make(map[crm.LeadID]string, len(ids))
	now := w.clock()
	for i := range page.Leads {
		l := &page.Leads[i]
		work := page.Work[l.ID]
		page.Reason[l.ID] = r.place(l, &work, now)
	}
	return nil
}

// place says in a few words why a lead stands where it does in the queue: what
// it is owed, else since when it is ready, else its next step; and its grade.
func (r *rules) place(l *crm.Lead, w *crm.Work, now time.Time) string {
	var words []string
	say := func(format string, args ...any) { words = append(words, fmt.Sprintf(format, args...)) }
	if w.Snoozed(now) {
		say("snoozed to %s", crm.DateWords(w.SnoozedUntil, now, r.zone))
	}
	if w.Duty.Kind != crm.NoDuty {
		say("%s", r.desk.sla.Words(w.Duty, now))
	}
	ready := l.Stamp.Ready
	switch {
	case r.returned(l, w):
		say("returned, warm")
	case ready.Ready() && (w.Duty.Kind == crm.NoDuty || w.Duty.Kind == crm.DecisionDuty):
		say("ready %s", daysWords(ready.Since, now, r.zone))
	case ready.Ready() && ready.Cause == crm.ByInstant:
		say("instant")
	}
	if !l.Due.IsZero() && len(words) < 2 {
		switch days := crm.DayOf(l.Due, r.zone) - crm.DayOf(now, r.zone); {
		case days < 0:
			say("step overdue %d d", -days)
		case days == 0:
			say("step today")
		default:
			say("step %s", crm.DateWords(l.Due, now, r.zone))
		}
	}
	if l.Stamp.Grade != "" {
		say("%s", l.Stamp.Grade)
	}
	return strings.Join(words, ", ")
}

// daysWords says since how many days something is so.
func daysWords(since, now time.Time, zone *time.Location) string {
	if days := crm.DayOf(now, zone) - crm.DayOf(since, zone); days > 0 {
		return fmt.Sprintf("%d d", days)
	}
	return "today"
}
