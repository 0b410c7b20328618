package score

import (
	"math"

	"smarketing/internal/crm"
	"smarketing/internal/stat"
)

// Impact says what a rubric would do to the leads of a Board, against another
// one. Both sides are judged as publishing does: without memory of what a lead
// was ready for before.
type Impact struct {
	Open, Closed, Won int // leads on the board
	Before, After     Side
	In, Out           int               // leads that become ready, and that stop being ready
	Up, Down          int               // open leads whose score rises, and falls
	Movers            []Mover           // open leads whose score moves, the largest moves first, then those that cross, then the best after; at most 50
	Crossers          []Mover           // those of In and Out, best score after first, at most 1000
	Top               []Mover           // the best open leads after, at most 50
	Criteria          []CriterionImpact // every criterion of the rubric after, in its order
}

// Side is one of the two rubrics of an Impact, measured.
type Side struct {
	Histogram []int     // open leads per whole point as shown, from 0 to the most that either side can reach
	Ready     int       // open leads, not accepted, that are ready if it is published now
	Grades    [4][4]int // open leads by letter and digit, A1 first
	AUC       Share     // closed leads as of their hand-off: how often a won one scores above one that is not, ties half; N counts both
	Precision Share     // of the closed leads that reach the ready threshold, the share won
	Recall    Share     // of the won leads, the share that reach it
}

// Share is a measured share, or the area under a curve, with its 95 % interval
// and its base.
type Share = stat.Share

// Mover is one open lead before and after. Scores are in hundredths.
type Mover struct {
	Lead                    crm.LeadID
	Before, After           int32
	GradeBefore, GradeAfter string
	ReadyBefore, ReadyAfter bool // false for accepted leads: their state is not touched
}

// CriterionImpact says how far one criterion reaches among the open leads. A
// criterion that is off has zeroes.
type CriterionImpact struct {
	ID    string
	Leads int   // open leads it gives or takes points, or would with other points
	Mean  int32 // what it earns on average with those leads, in hundredths before any limit, halves away from zero
}

// How many leads an Impact names.
const (
	mostMovers   = 50
	mostCrossers = 1000
	mostTop      = 50
)

// aucOf returns the area under the ROC curve for counts of won and lost leads
// per score, in rising order: the share of pairs in which the won one is
// higher, ties half (Mann-Whitney). The interval is that of Hanley and McNeil
// (1982).
func aucOf(won, lost []uint32) Share {
	var wins, losses, twice float64 // twice the pairs won, in whole numbers
	for i := range won {
		w, l := float64(won[i]), float64(lost[i])
		twice += w * (2*losses + l)
		wins += w
		losses += l
	}
	if wins == 0 || losses == 0 {
		return Share{N: int(wins + losses)}
	}
	a := twice / (2 * wins * losses)
	q1, q2 := a/(2-a), 2*a*a/(1+a)
	variance := (a*(1-a) + (wins-1)*(q1-a*a) + (losses-1)*(q2-a*a)) / (wins * losses)
	half := stat.Z95 * math.Sqrt(max(variance, 0))
	return Share{Value: a, Low: max(a-half, 0), High: min(a+half, 1), N: int(wins + losses), Known: true}
}
