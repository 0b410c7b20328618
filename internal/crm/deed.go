package crm

import (
	"slices"
	"time"
)

// Verb is something a person does to a lead.
type Verb string

// The verbs, in the order in which they are listed.
const (
	Accept     Verb = "accept"     // sales takes the lead
	Reject     Verb = "reject"     // sales gives it back to marketing: not ready after all
	Recycle    Verb = "recycle"    // not now: nurtured until a date
	Advance    Verb = "advance"    // one stage on
	Back       Verb = "back"       // one stage back
	Return     Verb = "return"     // from a detour to where ready leads wait
	Win        Verb = "won"        // it is a customer
	Lose       Verb = "lost"       // it bought nothing, or elsewhere
	Disqualify Verb = "disqualify" // it will never buy
	Assign     Verb = "assign"     // to another owner
	LogTouch   Verb = "touch"      // somebody called, wrote or met
	AddNote    Verb = "note"
	PlanNext   Verb = "next"   // the next step and its day
	Snooze     Verb = "snooze" // out of sight until a day
)

// Verbs returns all verbs.
func Verbs() []Verb {
	return []Verb{
		Accept, Reject, Recycle, Advance, Back, Return, Win, Lose, Disqualify, Assign, LogTouch, AddNote, PlanNext, Snooze,
	}
}

// Past returns the verb as what somebody did to a lead: "accepted",
// "logged a touch on". Verbs of the journal beside ours are kept as they are.
func (v Verb) Past() string {
	if past, ok := map[Verb]string{
		Accept: "accepted", Reject: "rejected", Recycle: "recycled", Advance: "advanced", Back: "moved back",
		Return: "returned", Win: "won", Lose: "lost", Disqualify: "disqualified", Assign: "assigned",
		LogTouch: "logged a touch on", AddNote: "noted something on", PlanNext: "planned the next step of", Snooze: "snoozed",
		"promote": "moved on", "undo": "undid something on", "merge": "merged", "unify": "respelt the company of",
		"stages": "changed the first stage of",
	}[v]; ok {
		return past
	}
	return "did a " + string(v) + " on"
}

// Ref names a lead as somebody saw it.
type Ref struct {
	ID      LeadID
	Version int64 // of the lead when it was seen; 0: whatever it is now
}

// RefOf names a lead as it is.
func RefOf(l *Lead) Ref { return Ref{l.ID, l.Version} }

// Deed is one thing done to one lead or many. All of it happens or nothing.
type Deed struct {
	Verb    Verb
	Leads   []Ref      // who it is done to
	Query   *LeadQuery // or every lead this matches, its window aside
	Reason  string     // recycle must have one; reject, lost, disqualify and the moves may
	Until   time.Time  // snooze and next must have it; of recycle the return date instead of the reason's own; of reject the day to look again
	To      string     // member: assign must have it; accept, advance and return may
	Text    string     // note and next must have it, touch may
	Channel Channel    // of a touch; empty: other
	Policy  Policy     // of recycle; empty: that of the reason
}

// DeedReport is what a deed did.
type DeedReport struct {
	Entry int64 // of the journal; Undo takes it
	Verb  Verb
	Leads []Ref // with the versions they have now
	Until time.Time
	Words string // one line for a person: "Ada Lovelace is now in SAL", "recycled 40 leads: timing"
}

// Reasons returns the reasons that are offered for a verb, nil when it is not
// asked for one; others may be typed. Those of recycling are data of the file.
func Reasons(v Verb) []string {
	switch v {
	case Reject:
		return []string{"not a fit", "bad data", "too early", "no interest", "duplicate"}
	case Lose:
		return []string{"price", "competitor", "no budget", "no decision", "no need"}
	case Disqualify:
		return []string{"not a company we serve", "not a real person", "student", "competitor", "asked to be left alone"}
	}
	return nil
}

// Channel is how a lead was touched.
type Channel string

// The channels.
const (
	Call      Channel = "call"
	Email     Channel = "email"
	Meeting   Channel = "meeting"
	Social    Channel = "social"
	Otherwise Channel = "other"
)

// Channels returns all channels.
func Channels() []Channel { return []Channel{Call, Email, Meeting, Social, Otherwise} }

// ParseChannel returns the channel of that name, Otherwise for no name; the error
// is Usage.
func ParseChannel(name string) (Channel, error) {
	if name == "" {
		return Otherwise, nil
	}
	if c := Channel(name); slices.Contains(Channels(), c) {
		return c, nil
	}
	return "", Errorf(Usage, "unknown channel %q", name).WithHint("use call, email, meeting, social or other")
}
