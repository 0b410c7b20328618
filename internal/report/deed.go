package report

import (
	"io"

	"smarketing/internal/crm"
)

// DeedJSON writes what a deed did, with the leads as they are now.
func DeedJSON(w io.Writer, d crm.DeedReport, leads map[crm.LeadID]crm.Lead) error {
	done := list{}
	for _, ref := range d.Leads {
		l := leads[ref.ID]
		done = append(done, object{
			{"id", int64(l.ID)}, {"key", exact(l.Key)}, {"name", l.DisplayName()}, {"stage", l.Stage}, {"owner", l.Owner},
			{"score", points(l.Stamp.Score)}, {"grade", l.Stamp.Grade}, {"ready", l.Stamp.Ready.Ready()},
			{"next_step", l.NextStep}, {"due", l.Due},
		})
	}
	return writeJSON(w, object{{"entry", d.Entry}, {"verb", string(d.Verb)}, {"leads", done}, {"until", d.Until}, {"words", d.Words}})
}
