package crm

import "time"

// GradeCell counts the leads of one grade.
type GradeCell struct {
	Leads  int
	Closed int // won, lost or disqualified
	Won    int
}

// StageCount counts the leads that stand in a stage.
type StageCount struct {
	Stage Stage
	Leads int
}

// Overview is the shared scoreboard.
type Overview struct {
	Now         time.Time
	Leads, Open int
	Stages      []StageCount    // the success path in order, then the detours
	Grades      [4][4]GradeCell // [letter A-D][digit 1-4], all leads
	Ungraded    int
	Ready       int // open, ready, not yet accepted
	ReadyOldest time.Time
	Newest      []ReadyLead // the newest ready leads, newest first
	ReadyEvents WeekCount
	NewLeads    WeekCount
	NewLeadsOf  int // leads whose creation time is known
	Activities  WeekCount
	Wins        WeekCount
	HandOff     HandOff
	Leaks       int // open leads without an owner, or with nothing ahead of them
	Nurture     NurtureCounts
	Import      *ImportReport // the newest import, nil when there was none
	AsOf        AsOf
}

// WeekCount counts something over the last seven days and the seven before.
type WeekCount struct {
	ThisWeek, LastWeek int
}

// ReadyLead is a ready lead with its reasons.
type ReadyLead struct {
	Lead Lead
	Why  []string
}

// HandOff is how leads are passed from marketing to sales, as both teams see
// it.
type HandOff struct {
	Touches       int // leads whose touch is about to be late, or is
	TouchesLate   int // of them, past their deadline
	Decisions     int // leads to be accepted, rejected or recycled by the end of today
	DecisionsLate int // of them, past their deadline

	// How fast the leads were answered that became ready in the last seven
	// days, and in the seven before.
	Week, WeekBefore DeskFigures

	Rejected    WeekCount // leads that sales gave back
	Reason      string    // the one most often given this week; empty: none was
	ReasonLeads int
}

// NurtureCounts are the recycled leads by when they are looked at again.
type NurtureCounts struct {
	Returned int // ready again
	Overdue  int // their day was before today
	Due      int // their day is today
	Later    int
}

// All returns how many leads are recycled.
func (n NurtureCounts) All() int { return n.Returned + n.Overdue + n.Due + n.Later }
