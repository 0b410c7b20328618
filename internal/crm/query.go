package crm

import "time"

// LeadQuery says which leads to list, in which order, and which window of them.
// The zero query lists all leads by score, then last activity, then key.
type LeadQuery struct {
	Queue  bool   // the triage queue: open leads by urgency, then grade
	Ready  bool   // open, ready, not yet accepted
	Open   bool   // not won, lost or disqualified
	Stage  string // stage key
	Owner  string
	Source string
	Filter string // all words must occur, in any field shown, case and space folded

	IDs       []LeadID  // only these, marked ones; nil: all
	Unowned   bool      // only leads without an owner
	Owners    []string  // only those of one of these, the empty name is nobody; nil: all
	Snoozed   bool      // of the queue: those out of sight instead of those in sight
	Leaking   bool      // open leads without an owner, or with nothing ahead of them
	QuietFrom time.Time // open leads without activity or touch since, in their stage since before; zero: all

	CreatedAfter time.Time // leads known to be created after it; zero: all
	StageAfter   time.Time // leads that entered their stage after it; zero: all

	Now   time.Time // the workspace sets these three: snoozed leads are hidden until then
	Near  time.Time // deadlines until then are urgent
	Today time.Time // steps before it are past

	Sort   Sort
	Offset int
	Limit  int  // 0: all
	Why    bool // a page tells why its leads have their scores
}

// Sort is an order of leads.
type Sort struct {
	Field string // one of SortFields; empty: score
	Asc   bool
}

// SortFields returns the names of the fields by which leads can be ordered.
func SortFields() []string {
	return []string{
		"score", "fit", "engagement", "grade", "name", "company", "stage", "owner", "source",
		"created_at", "last_activity_at", "ready_since",
	}
}

// LeadPage is one window of a list of leads.
type LeadPage struct {
	Leads []Lead
	Total int // how many leads the query matches
	All   int // how many leads the file holds
	Query LeadQuery
	AsOf  AsOf

	Stages Stages              // the stage definitions of the file, to show labels; nil when not given
	Why    map[LeadID][]string // the top reasons of each score in words; nil unless the query asks for them

	Work   map[LeadID]Work   // of the leads that have any
	Reason map[LeadID]string // of the queue: why the lead stands where it does, "SLA in 2 h, A1"
}

// AsOf says how current the stored scores are. While the day turns or a rubric
// is being applied, Done of Total leads carry the current stamp.
type AsOf struct {
	Day         Day // the oldest day the order may rest on
	Current     bool
	Done, Total int
}

// Change tells what another process, or this one, has changed.
type Change struct {
	Seq      int64 // sequence number of the newest change seen
	Leads    bool  // leads, activities, stage changes, deals or stamps
	Rubric   bool
	Settings bool // settings, members or stage definitions
	Progress bool // only the progress of a background re-scoring
}

// Status is what the frame of the dashboard shows about the file.
type Status struct {
	File          string
	Leads         int
	RubricName    string
	RubricVersion int64
	ReadyAt       int // points at which a lead is ready
	ReadOnly      bool
	By            string // who acts; a member of a team when one has that name
	Zone          *time.Location
	Now           time.Time
}

// CheckReport is what an examination of the file found.
type CheckReport struct {
	Leads, Activities, StageChanges, Deals int
	Scored                                 int      // leads whose stored score was computed again
	Problems                               []string // full sentences; none when the file is sound
}
