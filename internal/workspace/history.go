package workspace

import (
	"slices"
	"time"

	"smarketing/internal/crm"
	"smarketing/store"
)

// history is what leads did, as far as it counts for their scores, and how
// they stand with those who work them.
type history struct {
	acts  map[crm.LeadID][]crm.Activity
	works map[crm.LeadID]crm.Work
	last  map[crm.LeadID]time.Time // of leads with a fresh start: their latest activity of all
}

// historyOf reads what scoring the leads asks for. Of a lead that was recycled
// with a fresh start only what it did since counts.
func historyOf(t *store.Tx, ids []crm.LeadID, now time.Time) (history, error) {
	acts, err := t.ActivitiesOf(ids)
	if err != nil {
		return history{}, err
	}
	h := history{acts: acts}
	if h.works, err = t.Works(ids); err != nil {
		return h, err
	}
	for id, w := range h.works {
		if p := w.Pass; p != nil && p.Policy == crm.StartFresh {
			if h.last == nil {
				h.last = map[crm.LeadID]time.Time{}
			}
			h.last[id] = lastOf(acts[id], now)
			acts[id] = since(acts[id], p.At)
		}
	}
	return h, nil
}

// since returns the activities later than an instant. They come in any order.
func since(acts []crm.Activity, at time.Time) []crm.Activity {
	return slices.DeleteFunc(slices.Clone(acts), func(a crm.Activity) bool { return !a.At.After(at) })
}

// lastOf returns the latest activity until now.
func lastOf(acts []crm.Activity, now time.Time) time.Time {
	var last time.Time
	for i := range acts {
		if at := acts[i].At; at.After(last) && !at.After(now) {
			last = at
		}
	}
	return last
}
