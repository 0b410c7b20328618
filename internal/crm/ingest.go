package crm

import "time"

// Event is one line of a stream of activities.
type Event struct {
	Row      int // 1 for the first line of the source
	LeadRef  string
	Activity Activity
	Skip     bool      // the line is no activity, and no mistake
	Reject   *RowError // why the line cannot be taken; nil when it can
	Line     []byte    // as read, without its end
	End      int64     // offset in the source behind the line
}

// EventChunk is a number of events that a source had ready at once.
type EventChunk struct {
	Events   []Event
	Behind   bool   // more is waiting already
	Restart  bool   // the source began anew: rows and offsets count from its start again
	Head     string // digest of the first HeadSize bytes of the source; empty for a pipe
	HeadSize int
}

// IngestState says how far a file that grows has been taken in.
type IngestState struct {
	Source   string // the path of the file; empty for a pipe, of which nothing is remembered
	Offset   int64  // bytes taken
	Line     int    // lines taken
	Head     string // as of EventChunk, to know the file again
	HeadSize int
	At       time.Time
}

// IngestReport is what an ingest has done: in one batch, or since it began.
type IngestReport struct {
	Source       string
	At           time.Time
	Offset       int64          // where the source continues
	Line         int            // lines taken, those of earlier runs included
	Events       int            // lines read, those that are rejected or ignored included
	Created      int            // activities
	Unchanged    int            // that were there already
	Rejected     int            // kept in the rejects file
	Ignored      int            // lines that are no activities
	Reasons      map[string]int // rejects by reason
	LeadsCreated int            // that only events name
	Future       int            // activities that count when their time comes
	NewlyReady   int            // leads
	Done         bool           // the source has ended, or the ingest was stopped
	Import       int64          // number in the import log; 0 while nothing was taken
	RejectsFile  string         // empty when nothing was rejected
	Took         time.Duration
}
