package crm

import "time"

// Spend is what advertising has cost on a day.
type Spend struct {
	At       time.Time // the day, as midnight in the zone of the file
	Source   string    // as that of leads
	Campaign string
	Amount   Money // always known
	Currency string
}
