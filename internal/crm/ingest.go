package crm

import "time"

// Event is one line of a stream of activities.
type Event struct {
	Record          // its Row is the line, 1 for the first
	Err    error    // why the line cannot be taken, usually a *RowError
	Skip   bool     // a line that is no activity and no mistake
	Line   string   // the line as read; only kept when it may be rejected
	After  Position // where the source continues after the line
}

// Position is a place in a stream.
type Position struct {
	Offset int64 // bytes before it
	Line   int   // lines before it
}

// IngestState says how far a source has been taken in. A source is a file that
// grows; a pipe has none.
type IngestState struct {
	Source string // the path of the file
	Position
	Head     string // digest of how the file begins, to know it again
	HeadSize int    // bytes that Head is made of
	At       time.Time
}

// IngestReport is what an ingest has done, since it began or in one batch.
type IngestReport struct {
	Source       string
	At           time.Time
	Position            // where the source continues
	Events       int    // lines read
	Created      int    // activities
	Unchanged    int    // that were there already
	Rejected     int    // kept in the rejects file
	Ignored      int    // lines that are no activities
	LeadsCreated int    // that only events name
	Future       int    // activities that count when their time comes
	NewlyReady   int    // leads
	Done         bool   // the source has ended
	Import       int64  // the import log's number for the undo; 0 when nothing was taken
	RejectsFile  string // empty when nothing was rejected
}
