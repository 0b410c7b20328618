package crm

import "time"

// Work is how a lead stands with the people who work it: what they did, what
// they owe it, and when it is looked at again. The zero Work is a lead nobody
// has done anything to and owes nothing.
type Work struct {
	TouchedAt    time.Time // the latest touch
	SnoozedUntil time.Time // out of sight until then; zero: not snoozed
	Duty         Duty
	Pass         *Pass     // the latest time it was recycled; nil: never
	NextTouch    time.Time // of a recycled lead: when its cadence says to touch it
	Reheat       int32     // of a recycled lead: hundredths of engagement gained since
}

// Snoozed reports whether the lead is out of sight.
func (w *Work) Snoozed(now time.Time) bool { return w.SnoozedUntil.After(now) }

// Nursed reports whether the lead stands in nurture.
func (w *Work) Nursed() bool { return w.Pass != nil && w.Pass.EndedAt.IsZero() }

// Due returns the day on which a recycled lead is next touched or comes back,
// zero when it is not recycled.
func (w *Work) Due() time.Time {
	switch {
	case !w.Nursed():
		return time.Time{}
	case w.NextTouch.IsZero() || !w.Pass.ReturnAt.IsZero() && w.Pass.ReturnAt.Before(w.NextTouch):
		return w.Pass.ReturnAt
	}
	return w.NextTouch
}

// Duty is what a lead is owed and until when; there is at most one at a time.
type Duty struct {
	Kind            DutyKind
	Since, Deadline time.Time
	Told            bool // that the deadline has passed; also of one that had when it was learnt of
}

// DutyKind says what a lead is owed.
type DutyKind string

// The kinds of duties.
const (
	NoDuty       DutyKind = ""
	TouchDuty    DutyKind = "touch"    // the first touch since it became ready
	DecisionDuty DutyKind = "decision" // to be accepted, rejected or recycled
	WorkDuty     DutyKind = "work"     // to be worked in its stage
)

// Policy says what of its engagement a recycled lead keeps. Fit is always kept.
type Policy string

// The policies.
const (
	StartFresh Policy = "fresh" // only what it does from then on counts
	KeepScore  Policy = "keep"
)

// Pass is one time a lead was recycled.
type Pass struct {
	Lead     LeadID
	Cycle    int // 1 for the first time
	At       time.Time
	By       string
	Reason   string
	ReturnAt time.Time
	Policy   Policy
	Owner    string    // at that time
	Score    int32     // at that time, hundredths
	EndedAt  time.Time // zero while the lead is recycled
	EndedIn  string    // the stage it went to
}

// Touch is something we did: a call, an e-mail, a meeting.
type Touch struct {
	ID      int64
	Lead    LeadID
	At      time.Time
	By      string
	Channel Channel
	Text    string
}

// Note is something a person wrote down about a lead.
type Note struct {
	ID   int64
	Lead LeadID
	At   time.Time
	By   string
	Text string
}
