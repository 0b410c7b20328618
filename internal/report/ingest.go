package report

import (
	"io"
	"time"

	"smarketing/internal/crm"
)

// IngestJSON writes what an ingest did, in a batch or at its end, as one line.
func IngestJSON(w io.Writer, r crm.IngestReport) error {
	o := object{
		{"source", r.Source},
		{"at", r.At},
		{"line", r.Line},
		{"offset", r.Offset},
		{"events", r.Events},
		{"created", r.Created},
		{"unchanged", r.Unchanged},
		{"rejected", r.Rejected},
		{"ignored", r.Ignored},
		{"reasons", r.Reasons},
		{"leads_created", r.LeadsCreated},
		{"future", r.Future},
		{"ready_new", r.NewlyReady},
		{"done", r.Done},
	}
	if r.Done {
		o = append(o, member{"rejects_file", r.RejectsFile})
	}
	_, err := w.Write(append(appendValue(nil, o), '\n'))
	return err
}

// Ingest writes what an ingest did as text.
func Ingest(w io.Writer, r crm.IngestReport) error {
	out := &printer{w: w}
	out.line("%s: %s read, up to line %s", r.Source, Count(r.Events, "line", "lines"), number(r.Line))
	line := number(r.Created) + " activities created, " + number(r.Unchanged) + " unchanged, " + number(r.Rejected) + " rejected"
	if r.Ignored > 0 {
		line += ", " + number(r.Ignored) + " ignored (no activities)"
	}
	if r.Took > 0 {
		line += ", in " + r.Took.Round(10*time.Millisecond).String()
	}
	out.line("  %s", line)
	if r.LeadsCreated > 0 {
		out.line("  %s created", Count(r.LeadsCreated, "unknown lead was", "unknown leads were"))
	}
	if r.Future > 0 {
		out.line("  %s in the future, counted when the time comes", Count(r.Future, "activity lies", "activities lie"))
	}
	if r.NewlyReady > 0 {
		out.line("  %s became ready", Count(r.NewlyReady, "lead", "leads"))
	}
	if r.Rejected > 0 {
		out.line("  rejected lines are in %s", r.RejectsFile)
		for _, reason := range byCount(r.Reasons) {
			out.line("    %6s  %s", number(r.Reasons[reason]), reason)
		}
	}
	return out.err
}
