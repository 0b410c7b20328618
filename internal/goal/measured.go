package goal

import (
	"math"

	"smarketing/internal/crm"
	"smarketing/internal/stat"
)

// Scaled returns the measured rates of the steps, changed so that their product
// is that planned rate of leads that become customers: all steps by the same
// power, so that each stays between 0 and 1. It is nil where the steps were not
// measured or the rate is unknown.
func (m *Measured) Scaled(leadRate float64) []crm.GoalStep {
	logs := 0.0
	for _, s := range m.Steps {
		if s.Rate.Value <= 0 {
			return nil
		}
		logs += math.Log(s.Rate.Value)
	}
	if leadRate <= 0 || len(m.Steps) == 0 {
		return nil
	}
	steps := make([]crm.GoalStep, 0, len(m.Steps))
	for _, s := range m.Steps {
		rate := math.Pow(leadRate, 1/float64(len(m.Steps))) // where all have gone all the way
		if logs < 0 {
			rate = math.Pow(s.Rate.Value, math.Log(leadRate)/logs)
		}
		steps = append(steps, crm.GoalStep{Stage: s.From.Key, Rate: rate})
	}
	return steps
}

// NewValue returns what a lead of a group is worth, of which so many were won.
func NewValue(name string, leads, won int, averageDeal float64) Value {
	v := Value{Name: name, Leads: leads, Won: won, Rate: stat.Of(won, leads)}
	if v.Known = leads >= Enough && averageDeal > 0; v.Known {
		v.Amount = v.Rate.Value * averageDeal
	}
	return v
}
