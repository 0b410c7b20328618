package crm

import "time"

// ActivityID is the internal id of an activity in one file.
type ActivityID int64

// Activity is something a lead did: opened an e-mail, visited a page, asked
// for a demo.
type Activity struct {
	ID     ActivityID
	Lead   LeadID
	Event  string // what happened, a short name such as page_view
	At     time.Time
	Detail string // free text: the page, the campaign, the file
	Value  Value  // of type Number or Unknown
	Source string // the system the activity comes from
	Key    string // external id, unique within Source; empty when there is none
}

// The kinds of entries in a timeline.
const (
	EntryActivity = "activity"
	EntryStage    = "stage"
	EntryReady    = "ready"
	EntryDeal     = "deal"
	EntryCreated  = "created"
	EntryTouch    = "touch"
	EntryNote     = "note"
)

// TimelineEntry is one line of a lead's history, ready to be shown.
type TimelineEntry struct {
	At   time.Time // zero when the source gave no time
	Kind string    // one of the Entry constants
	Text string    // in words, without the time
	By   string    // who did it; empty for the lead itself or unknown
}
