package crm

import "time"

// NurtureQuery says which recycled leads to list.
type NurtureQuery struct {
	Due    bool // only what is returned, overdue or due today
	Owner  string
	Filter string // as in LeadQuery
	Offset int
	Limit  int // 0: all
}

// NurtureRow is a recycled lead.
type NurtureRow struct {
	Lead   Lead
	Work   Work      // its Pass is the one it is on
	Band   string    // one of nurture.Bands, in whose order the rows come
	Due    time.Time // when it is touched next or comes back; zero: it has no day
	Series []int32   // what it had gained at the end of each of the last 8 weeks, hundredths; the last is now
}

// NurturePage is one window of the recycled leads, the most urgent first: those
// ready again, then by what they have gained, then by their day.
type NurturePage struct {
	Rows   []NurtureRow
	Total  int            // how many match
	All    int            // how many are recycled
	Bands  map[string]int // of all recycled leads
	Stages Stages
	Query  NurtureQuery
}

// DeskFigures are how fast the team answers its ready leads. What an import or
// a new rubric made ready is not counted: nobody could have been told in time.
type DeskFigures struct {
	Since         time.Time     // the window
	Ready         int           // leads that became ready in the window
	Touched       int           // of them, touched
	MedianToTouch time.Duration // working time to the first touch of those; 0 when there are none
	Within        int           // touched within the limit
	Judged        int           // touched, or past their limit: the base of Within
	Breaches      []PersonCount // open leads past their deadline now, by owner, most first
	Snoozed       int
	NearBreach    int // open leads whose deadline is near, or past
}

// PersonCount counts something of a person; the empty name is nobody.
type PersonCount struct {
	Name  string
	Leads int
}

// LeakPage lists open leads that are in danger of being forgotten.
type LeakPage struct {
	Leads   []Lead
	Reasons map[LeadID]string // "no owner", "nothing ahead", or both
	Total   int
	Open    int // leads, the base
}
