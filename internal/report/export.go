package report

import (
	"io"
	"iter"

	"smarketing/internal/crm"
)

// KeyOf returns the key by which others know a lead.
type KeyOf func(crm.LeadID) string

// Activities writes activities as CSV or JSON, under the names that an import
// maps, and returns how many there were.
func Activities(w io.Writer, f Format, rows iter.Seq2[crm.Activity, error], key KeyOf) (int, error) {
	of := func(a crm.Activity) object {
		return object{
			{"lead", exact(key(a.Lead))},
			{"event", a.Event},
			{"at", a.At},
			{"detail", a.Detail},
			{"value", a.Value},
			{"id", exact(a.Key)},
			{"source", a.Source},
		}
	}
	return write(w, f, of(crm.Activity{}), rows, of)
}

// StageChanges writes the log of stage changes as CSV or JSON, under the names
// that an import maps; provisional says that a change was assumed when the lead
// was imported.
func StageChanges(w io.Writer, f Format, rows iter.Seq2[crm.StageChange, error], key KeyOf) (int, error) {
	of := func(c crm.StageChange) object {
		return object{
			{"lead", exact(key(c.Lead))},
			{"stage", c.Stage},
			{"at", c.At},
			{"by", c.By},
			{"reason", c.Reason},
			{"provisional", c.Provisional},
		}
	}
	return write(w, f, of(crm.StageChange{}), rows, of)
}

// Deals writes deals as CSV or JSON, under the names that an import maps; the
// status stands beside what the source called it. A deal without a lead has an
// unknown lead. custom are the names of the deals' own fields that become
// columns.
func Deals(w io.Writer, f Format, rows iter.Seq2[crm.Deal, error], key KeyOf, custom []string) (int, error) {
	of := func(d crm.Deal) object {
		lead := ""
		if d.Lead != 0 {
			lead = key(d.Lead)
		}
		fields := make(object, 0, len(custom))
		for _, name := range custom {
			fields = append(fields, member{name, d.Custom.Get(name)})
		}
		return object{
			{"lead", exact(lead)},
			{"key", exact(d.Key)},
			{"name", d.Name},
			{"amount", d.Amount},
			{"currency", d.Currency},
			{"status", string(d.Status)},
			{"raw_status", d.RawStatus},
			{"created_at", d.CreatedAt},
			{"closed_at", d.ClosedAt},
			{"owner", d.Owner},
			{"fields", fields},
		}
	}
	return write(w, f, of(crm.Deal{}), rows, of)
}

// Spends writes what was spent as CSV or JSON, under the names that an import
// maps.
func Spends(w io.Writer, f Format, rows iter.Seq2[crm.Spend, error]) (int, error) {
	of := func(s crm.Spend) object {
		return object{{"date", s.At}, {"source", s.Source}, {"campaign", s.Campaign}, {"amount", s.Amount}, {"currency", s.Currency}}
	}
	return write(w, f, of(crm.Spend{}), rows, of)
}
