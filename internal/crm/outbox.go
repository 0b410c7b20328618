package crm

import "time"

// EventKind is what commands of the user can be hooked to.
type EventKind string

// The kinds of events.
const (
	ReadyEventKind   EventKind = "ready"      // a lead became ready: one per arming
	BreachEventKind  EventKind = "sla_breach" // a deadline passed unanswered
	RecycleEventKind EventKind = "recycle"    // a lead went into nurture
)

// OutboxEvent is an event that is to be told to a command.
type OutboxEvent struct {
	ID       int64 // the same however often it is told
	Kind     EventKind
	At       time.Time
	Payload  []byte // a JSON object
	Attempts int    // earlier ones
}
