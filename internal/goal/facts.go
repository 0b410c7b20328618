package goal

import (
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/stat"
)

// Enough is how many decided cases a rate needs before anything is expected of
// it.
const Enough = 10

// Facts are what a file says about a goal.
type Facts struct {
	Now      time.Time
	Zone     *time.Location
	Currency string // reporting currency
	Work     Worktime

	Measured Measured
	Values   []Value

	// The rest is needed with a goal only.

	Goal   crm.Goal
	Path   crm.Stages // up to the won stage, that included
	Pipes  []Pipe     // per stage of the path, that of the won one empty
	Deals  []crm.Deal
	Inflow Inflow
	Flows  [][Spans]int // per stage of the path: entries in each span
	Touch  [Spans]int   // leads touched for the first time in each span
}

// Tonight returns the end of the present day. What waits has waited until then,
// so that a forecast is the same all day.
func (f *Facts) Tonight() time.Time { return (crm.DayOf(f.Now, f.Zone) + 1).Start(f.Zone) }

// Spans is the number of spans of time in which is counted what was done: from
// the start of the goal on, in the present calendar week, in the week before.
const (
	SinceStart = iota
	ThisWeek
	WeekBefore
	Spans
)

// Pipe is a stage with what became of those who entered it, and who waits
// there now without an open deal.
type Pipe struct {
	Stage   crm.Stage
	Onward  stat.Waits // in the stage: hit when they went on to a later one
	To      []int      // of those: how many to which stage of the path
	Won     stat.Waits // until the win
	Waiting stat.Waits // days that those have waited who stand there now
}

// Inflow counts the new leads of some whole days up to now.
type Inflow struct {
	Leads        int
	Since, Until time.Time // [Since, Until)
}

// Days returns how many days those are.
func (i *Inflow) Days() float64 { return i.Until.Sub(i.Since).Hours() / 24 }

// NewReport says everything about the goal that the facts allow. Without a
// goal, version 0, that is what was measured.
func NewReport(f *Facts) Report {
	r := Report{Now: f.Now, Zone: f.Zone, Currency: f.Currency, Measured: f.Measured, Values: f.Values}
	if f.Goal.Version == 0 {
		return r
	}
	goal := f.Goal
	r.Goal = &goal
	book := newBook(f)
	r.Notes = book.notes()
	r.Need = f.need()
	r.Pace = f.pace(book)
	r.Forecast, r.Series = f.forecast(book)
	r.ToGo = f.toGo(book, &r.Forecast)
	r.Gap = f.gap(book, &r.Pace)
	r.Duties = f.duties(book)
	return r
}

// need plans the goal from its start, with the rates it was set with. A goal in
// force is valid, so there is no error to tell.
func (f *Facts) need() Need {
	g := &f.Goal
	n, err := Plan(Inputs{
		Revenue: g.Revenue.Float(), Share: g.Share, AverageDeal: g.AverageDeal.Float(),
		WinRate: Typed(g.WinRate), LeadRate: Typed(g.LeadRate), ReadyRate: Typed(g.ReadyRate),
		Deadline: g.End, Lag: g.LagDays, Now: g.Start,
	})
	if err != nil {
		return Need{}
	}
	return n
}

func (f *Facts) pace(b *book) Pace {
	g := &f.Goal
	p := Pace{
		Part: Progress(f.Work, g.Start, g.End, f.Now), Target: g.Target(), Actual: b.revenue, Customers: b.customers(f),
		Days: workdays(f.Work, g.Start, g.End, f.Zone),
	}
	p.DaysOver = workdays(f.Work, g.Start, earlier(g.End, crm.DayOf(f.Now, f.Zone).Start(f.Zone)), f.Zone)
	p.Plan = planned(p.Target, p.Part)
	p.Ahead = p.Actual - p.Plan
	p.Planned = float64(p.Plan) / float64(g.AverageDeal.Cents)
	return p
}

// toGo says what is missing, with the open pipeline credited for what is
// expected of it.
func (f *Facts) toGo(b *book, forecast *Forecast) ToGo {
	g := &f.Goal
	var t ToGo
	if missing := g.Target() - b.revenue; missing > 0 {
		t.Customers = ceil(float64(missing) / float64(g.AverageDeal.Cents))
	}
	for _, s := range forecast.Sources {
		if s.Key != NewLeads && s.Key != NewDeals {
			t.FromPipeline += s.Customers
		}
	}
	rest := ceil(max(0, float64(t.Customers)-t.FromPipeline))
	t.Opportunities = divide(rest, Typed(g.WinRate))
	t.Leads = divide(rest, Typed(g.LeadRate))
	t.Late = g.LagDays > 0 && !f.Now.Add(duration(g.LagDays)).Before(g.End)
	return t
}

func duration(days float64) time.Duration { return time.Duration(days * 24 * float64(time.Hour)) }

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
