package crm

import "time"

// LeadID is the internal id of a lead in one file, shown as #12.
type LeadID int64

// Outcome is how a lead ended, as a file said it.
type Outcome string

// The outcomes. A lead without one is still open, or its outcome is unknown.
const (
	NoOutcome Outcome = ""
	Won       Outcome = "won"
	Lost      Outcome = "lost"
)

// Lead is a person or company that may buy. Texts are empty and times zero
// when unknown; Employees and AnnualRevenue carry their own "unknown".
type Lead struct {
	ID      LeadID
	System  string // the source system that Key belongs to; empty for plain files
	Key     string // external id, unique within System
	Version int64  // counts the changes by people; guards against overwriting

	Name, FirstName, LastName string
	Email, Phone              string
	Company, Title, Industry  string
	Country, Region, City     string
	Website                   string
	Source, Campaign          string
	Employees, AnnualRevenue  Value // of type Number or Unknown
	Custom                    Fields
	Owner                     string // name of a member; empty when nobody owns the lead
	Stage                     string // key of the stage the lead stands in
	StageAt                   time.Time
	Outcome                   Outcome
	OutcomeAt                 time.Time
	NextStep                  string // what sales or marketing does next; empty when nothing is planned
	Due                       time.Time
	CreatedAt                 time.Time // when the lead came to be, as the source says; zero when it does not
	AddedAt                   time.Time // when the lead entered this file
	Stamp                     Stamp
}

// DisplayName returns the best name there is: the name, the first and last
// name, the e-mail, the company or the key.
func (l *Lead) DisplayName() string {
	switch {
	case l.Name != "":
		return l.Name
	case l.FirstName != "" && l.LastName != "":
		return l.FirstName + " " + l.LastName
	case l.LastName != "":
		return l.LastName
	case l.FirstName != "":
		return l.FirstName
	case l.Email != "":
		return l.Email
	case l.Company != "":
		return l.Company
	}
	return l.Key
}

// Since returns the earliest instant at which the lead is known to exist: the
// creation the source gave, else its entry into the file.
func (l *Lead) Since() time.Time {
	if !l.CreatedAt.IsZero() {
		return l.CreatedAt
	}
	return l.AddedAt
}

// Stamp is the stored score of a lead with the rubric version that made it and
// the day it was made for. Points are in hundredths.
type Stamp struct {
	Score, Fit, Engagement int32
	Grade                  string    // A1 to D4; empty before the first scoring
	RubricVersion          int64     // 0 before the first scoring
	Day                    Day       // the day the score was made for
	At                     time.Time // the instant the score was made for
	Standing               Standing  // of the stage the lead stood in
	Ready                  Readiness
	LastActivityAt         time.Time // latest activity that counts; zero when there is none
}

// Points returns hundredths of a point as whole points, halves away from zero.
func Points(hundredths int32) int {
	if hundredths < 0 {
		return -int((-hundredths + 50) / 100)
	}
	return int((hundredths + 50) / 100)
}

// Cause is what made a lead ready.
type Cause string

// The causes of readiness.
const (
	NotReady  Cause = ""
	ByScore   Cause = "score"
	ByInstant Cause = "instant"
)

// Readiness is the dated state of being sales-ready.
type Readiness struct {
	Cause   Cause     // NotReady when the lead is not ready
	Since   time.Time // when it became ready
	ArmedAt time.Time // the last re-arm: only later activities trigger an instant criterion
}

// Ready reports whether the lead is sales-ready.
func (r Readiness) Ready() bool { return r.Cause != NotReady }

// ReadyEvent records that a lead became ready: one per arming.
type ReadyEvent struct {
	ID            int64
	Lead          LeadID
	At            time.Time
	Cause         Cause
	Score         int32 // hundredths
	Grade         string
	RubricVersion int64
	Why           []string // the top reasons in words
	Summary       bool     // made by an import or a publish, announced as one summary
	EndedAt       time.Time
}
