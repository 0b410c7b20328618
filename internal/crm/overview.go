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

// Overview is the shared scoreboard: what can be counted at once. What takes
// longer is in Today, the goal and the funnel.
type Overview struct {
	Now         time.Time
	Zone        *time.Location // in which the team works
	Currency    string         // the reporting currency
	Goal        *Goal          // in force; nil when none is set
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
	ReadyLate     int // of them, ready ones; the others stand in a stage with an SLA
	ReadyToday    int // ready leads whose touch is late by the end of today, or is now
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

// Today is what both teams have to do today beside the goal, and how the last
// seven days compare with the seven before.
type Today struct {
	Now      time.Time
	WonDeals WeekCount
	Revenue  WeekSum // of those with a sum in the reporting currency
	Unpriced int     // won deals of both weeks that are not in Revenue

	// Open leads outside nurture with a next step planned for today or before,
	// by the team of their owner, or of their stage when the owner is no member.
	SalesSteps, MarketingSteps StepCounts

	Recycled WeekCount // leads that were put into nurture
	CameBack WeekCount // leads that left nurture for a stage of the path

	Leaks    int // open leads without an owner, or with nothing ahead of them
	Stepless int // of them, with an owner
	Lapsed   int // of those, whose last step has passed in the last seven days

	Campaigns Campaigns
}

// WeekSum adds up something over the last seven days and the seven before, in
// hundredths.
type WeekSum struct{ ThisWeek, LastWeek int64 }

// StepCounts count next steps.
type StepCounts struct {
	Due  int // today or before
	Late int // of them, before today
}

// Campaigns are those with at least CampaignLeads leads that have come since an
// instant.
type Campaigns struct {
	Since   time.Time
	Asked   int    // how many there are
	Barren  int    // of them, those of which no lead has become ready yet
	Weakest string // of which the smallest share has; empty: there is none
	Leads   int    // of the weakest
	Ready   int    // of those, the ones that have become ready
}

// CampaignLeads is how many new leads a campaign needs before it is asked
// whether one has become ready.
const CampaignLeads = 10
