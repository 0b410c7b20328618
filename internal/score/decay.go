package score

import "math"

// decay tells what one activity still counts after so many days, for one
// half-life. The zero decay does not decay.
type decay struct {
	halfLife int
	table    []int32 // by age in days
}

// decayTable bounds the table; older activities, of half-lives of years, are
// worked out one by one.
const decayTable = 8192

func newDecay(halfLife int) decay {
	d := decay{halfLife: halfLife}
	for age := range decayTable {
		s := decayed(age, halfLife)
		if s == 0 {
			break
		}
		d.table = append(d.table, s)
	}
	return d
}

// strength returns the strength of an activity of that age in days.
func (d *decay) strength(age int) int64 {
	switch {
	case d.halfLife == 0:
		return Full
	case age < len(d.table):
		return int64(d.table[age])
	case len(d.table) < decayTable:
		return 0
	}
	return int64(decayed(age, d.halfLife))
}

// decayed returns round(Full * 2^(-age/halfLife)). Whole half-lives are exact
// on every machine; between them no value comes near enough to a half for the
// last bit of Exp2 to matter.
func decayed(age, halfLife int) int32 {
	return int32(math.Round(Full * math.Exp2(float64(-float64(age)/float64(halfLife)))))
}
