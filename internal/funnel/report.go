package funnel

// Report is everything that is said about the funnel at once.
type Report struct {
	Funnel
	Velocity   Velocity
	Bottleneck *Bottleneck // nil when no step lies below its norm
	By         string      // the field of Parts; empty: none
	Parts      []Part      // the largest group first
	Weeks      [][]Point   // per stage of the path, the last weeks, the present one last
	Currency   string
	Undefined  int // changes to stages that are not defined any more
}

// TrendWeeks is how many weeks a report goes back.
const TrendWeeks = 26

// NormQuarters is how many complete quarters are searched for the best one.
const NormQuarters = 8
