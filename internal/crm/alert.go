package crm

import "time"

// AlertKind says what an alert is about.
type AlertKind string

// The kinds of alerts.
const (
	ReadyAlert   AlertKind = "ready"   // a lead became ready: one per arming
	BreachAlert  AlertKind = "breach"  // an SLA ran out: one per duty
	SummaryAlert AlertKind = "summary" // an import or a new rubric made leads ready, all at once
)

// Alert is something the team is told once.
type Alert struct {
	ID            int64
	Kind          AlertKind
	At            time.Time
	Lead          LeadID // 0 of a summary
	Leads         int    // of a summary: how many
	Cause         Cause
	Duty          DutyKind // of a breach
	Score         int32    // hundredths, at that time
	Grade         string
	RubricVersion int64
	Owner         string   // of the lead at that time
	Why           []string // the top reasons in words
	AckAt         time.Time
	AckBy         string
}

// AlertQuery says which alerts to list, newest first.
type AlertQuery struct {
	Open  bool  // only those nobody has acknowledged
	After int64 // only those with a greater number, oldest first
	Limit int   // 0: all
}

// AlertPage is a list of alerts with the leads they are about, as these are
// now.
type AlertPage struct {
	Alerts []Alert
	Leads  map[LeadID]Lead
	Open   int // how many nobody has acknowledged, the query's window aside
}
