package crm

import (
	"fmt"
	"slices"
	"time"
)

// Team is one of the two teams that work as one.
type Team string

// The teams.
const (
	NoTeam    Team = ""
	Sales     Team = "sales"
	Marketing Team = "marketing"
)

// StageKind says what a stage is for.
type StageKind string

// The kinds of stages. Detours are beside the success path.
const (
	Inventory StageKind = "inventory"
	Gate      StageKind = "gate" // entered when ready
	SLAStage  StageKind = "sla"  // to be worked within a time
	WonStage  StageKind = "won"  // exactly one
	Detour    StageKind = "detour"
)

// The fixed keys of the detours.
const (
	Recycled     = "recycled"
	Disqualified = "disqualified"
	LostDetour   = "lost"
)

// Stage is one station of the funnel, or a detour beside it.
type Stage struct {
	Key   string
	Label string
	Team  Team
	Kind  StageKind
	SLA   time.Duration // zero when the stage has none
}

// Stages are the stage definitions of a file: the success path in order, then
// the detours.
type Stages []Stage

// DefaultStages returns the definitions a new file starts with.
func DefaultStages() Stages {
	return Stages{
		{"lead", "Lead", Marketing, Inventory, 0},
		{"mql", "MQL", Marketing, Gate, 0},
		{"sal", "SAL", Sales, SLAStage, 24 * time.Hour},
		{"sql", "SQL", Sales, Inventory, 0},
		{"opportunity", "Opportunity", Sales, Inventory, 0},
		{"customer", "Customer", Sales, WonStage, 0},
		{Recycled, "Recycled", Marketing, Detour, 0},
		{Disqualified, "Disqualified", Marketing, Detour, 0},
		{LostDetour, "Lost", Sales, Detour, 0},
	}
}

// Validate returns an Invalid error unless there is a success path with unique
// keys, exactly one won stage, at most one gate, and detours of the fixed keys
// only.
func (s Stages) Validate() error {
	seen := map[string]bool{}
	won, gates := 0, 0
	for _, st := range s {
		if st.Key == "" {
			return Errorf(Invalid, "a stage has no key").WithHint(`give every [[stage]] a key = "..."`)
		}
		if seen[st.Key] {
			return Errorf(Invalid, "stage %q is defined twice", st.Key).WithHint("keys are unique, detours included")
		}
		seen[st.Key] = true
		fixed := st.Key == Recycled || st.Key == Disqualified || st.Key == LostDetour
		switch st.Kind {
		case Inventory, SLAStage:
		case Gate:
			gates++
		case WonStage:
			won++
		case Detour:
			if !fixed {
				return Errorf(Invalid, "detour %q is not one of recycled, disqualified, lost", st.Key).
					WithHint("define it as a [[stage]] or use a fixed key")
			}
		default:
			return Errorf(Invalid, "stage %q has the unknown kind %q", st.Key, st.Kind).
				WithHint("kinds are inventory, gate, sla, won")
		}
		if fixed && st.Kind != Detour {
			return Errorf(Invalid, "stage %q uses the key of a detour", st.Key).WithHint("define it as a [[detour]]")
		}
		if st.Team != Sales && st.Team != Marketing {
			return Errorf(Invalid, "stage %q belongs to the unknown team %q", st.Key, st.Team).
				WithHint(`team is "sales" or "marketing"`)
		}
		if st.SLA < 0 {
			return Errorf(Invalid, "stage %q has a negative SLA", st.Key).WithHint("sla_hours is 0 or more")
		}
	}
	if won != 1 {
		return Errorf(Invalid, "there are %d won stages", won).WithHint(`exactly one stage has kind = "won"`)
	}
	if gates > 1 {
		return Errorf(Invalid, "there are %d gate stages", gates).WithHint(`at most one stage has kind = "gate"`)
	}
	return nil
}

// Path returns the success path in order, without the detours.
func (s Stages) Path() Stages {
	var path Stages
	for _, st := range s {
		if st.Kind != Detour {
			path = append(path, st)
		}
	}
	return path
}

// Find returns the stage of that key.
func (s Stages) Find(key string) (Stage, bool) {
	for _, st := range s {
		if st.Key == key {
			return st, true
		}
	}
	return Stage{}, false
}

// First returns the key of the stage where new leads start.
func (s Stages) First() string {
	for _, st := range s {
		if st.Kind != Detour {
			return st.Key
		}
	}
	return ""
}

// Won returns the key of the won stage.
func (s Stages) Won() string {
	for _, st := range s {
		if st.Kind == WonStage {
			return st.Key
		}
	}
	return ""
}

// Gate returns the key of the gate, which leads enter when they become ready;
// false when there is none.
func (s Stages) Gate() (string, bool) {
	for _, st := range s {
		if st.Kind == Gate {
			return st.Key, true
		}
	}
	return "", false
}

// Handover returns the key of the first stage of the success path that sales
// owns, where accepted leads go; empty when there is none.
func (s Stages) Handover() string {
	for _, st := range s {
		if st.Kind != Detour && st.Kind != WonStage && st.Team == Sales {
			return st.Key
		}
	}
	return ""
}

// Before reports whether both stages are on the success path, a before b.
func (s Stages) Before(a, b string) bool {
	at := func(key string) int {
		return slices.IndexFunc(s, func(st Stage) bool { return st.Key == key && st.Kind != Detour })
	}
	i, j := at(a), at(b)
	return i >= 0 && i < j
}

// Label returns the label of the stage, or the key itself when it is unknown.
func (s Stages) Label(key string) string {
	if st, ok := s.Find(key); ok {
		return st.Label
	}
	return key
}

// Standing says where a lead is on the whole, whatever its stages are called.
type Standing uint8

// The standings. The numbers are stored; their order is that of the first
// three being open.
const (
	Waiting      Standing = iota // open, not yet accepted by sales
	InSales                      // open and accepted: in a sales-owned stage
	InNurture                    // open and recycled
	StandingWon                  // won
	StandingLost                 // lost or disqualified
)

// Standing returns the standing of a lead in that stage. A stage that is not
// defined counts as waiting.
func (s Stages) Standing(key string) Standing {
	switch key {
	case Recycled:
		return InNurture
	case LostDetour, Disqualified:
		return StandingLost
	}
	st, _ := s.Find(key)
	switch {
	case st.Kind == WonStage:
		return StandingWon
	case st.Team == Sales:
		return InSales
	}
	return Waiting
}

// Open reports whether the lead is neither won nor lost nor disqualified.
func (s Standing) Open() bool { return s <= InNurture }

// StageChange says that a lead entered a stage. The log of stage changes is
// the truth about the funnel.
type StageChange struct {
	ID          int64
	Lead        LeadID
	Stage       string
	At          time.Time // zero when unknown
	By          string
	Reason      string
	Provisional bool // assumed when the lead was imported; explicit history replaces it
}

// ParseTeam returns the team of that name.
func ParseTeam(name string) (Team, error) {
	if t := Team(name); t == Sales || t == Marketing {
		return t, nil
	}
	return NoTeam, Errorf(Usage, "unknown team %q", name).WithHint("use sales or marketing")
}

// String returns the change for the log.
func (c StageChange) String() string {
	return fmt.Sprintf("lead #%d -> %s at %s", c.Lead, c.Stage, c.At.UTC().Format(time.RFC3339))
}
