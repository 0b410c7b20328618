package rubric

import "time"

// Version is one published rubric of a file. Versions are never changed.
type Version struct {
	Number int64 // 1, 2, 3...
	At     time.Time
	By     string
	Note   string
	Body   string  // the TOML text, comments included
	Rubric Rubric  // Body, decoded
	Effect *Effect // what publishing it did; nil for the first version and when it was not measured
}

// Effect is what a version did to the leads of the file when it was published,
// against the version before it.
type Effect struct {
	Open                    int // open leads measured
	ReadyBefore, ReadyAfter int
	In, Out                 int      // leads that became ready, and that stopped being ready
	Up, Down                int      // open leads whose score rose, and fell
	AUCBefore, AUCAfter     *float64 // on closed leads as of their hand-off; nil when there were too few
}

// Draft is a rubric that somebody is still changing, kept in the file.
type Draft struct {
	Base int64 // the version it started from
	Body string
	At   time.Time
	By   string
}

// Publication is what is to become the next version.
type Publication struct {
	Body string // the TOML text
	Note string // why; mandatory
	Base int64  // the version it started from; 0: whichever is active
}
