package goal

import (
	"cmp"
	"slices"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/stat"
)

// book is what the deals say about the goal.
type book struct {
	wins    []win      // in its time, with a sum, the oldest first
	revenue int64      // of the wins
	any     bool       // there are deals at all
	spans   [Spans]int // deals won in its time, with a sum or without

	sizes []int64    // sums of all deals won up to now, in the reporting currency
	cycle stat.Waits // from creation to closing
	open  []openDeal

	tonight time.Time                // the end of the present day
	monday  time.Time                // the begin of the present week
	first   map[crm.LeadID]time.Time // when each lead was won first
	further int                      // deals of late that no new lead has brought: of customers, or without a lead

	unpriced, undated, future, foreign, apart int
}

type win struct {
	at    time.Time
	cents int64
}

// openDeal is a deal that is under way.
type openDeal struct {
	waited int   // days since its creation
	cents  int64 // 0: unknown
}

// newBook reads the deals. Money counts in the reporting currency; a deal
// without a currency is in it. When only a share of the revenue is to come from
// leads, deals without a lead stand apart.
func newBook(f *Facts) *book {
	b := &book{tonight: f.Tonight(), monday: Monday(f.Now, f.Zone), first: map[crm.LeadID]time.Time{}}
	for i := range f.Deals {
		d := &f.Deals[i]
		if at, ok := b.first[d.Lead]; d.Status == crm.DealWon && !d.ClosedAt.IsZero() && (!ok || d.ClosedAt.Before(at)) {
			b.first[d.Lead] = d.ClosedAt
		}
	}
	for i := range f.Deals {
		d := &f.Deals[i]
		b.any = true
		b.time(d, f.Now)
		if f.Goal.Share < 1 && d.Lead == 0 {
			b.apart++
			continue
		}
		b.seeFurther(d, &f.Inflow)
		switch d.Status {
		case crm.DealOpen:
			b.wait(d, f)
		case crm.DealWon:
			b.count(d, f)
		}
	}
	slices.SortStableFunc(b.wins, func(x, y win) int { return cmp.Compare(x.at.UnixMilli(), y.at.UnixMilli()) })
	return b
}

// time adds how long the deal has taken, or takes already.
func (b *book) time(d *crm.Deal, now time.Time) {
	end, until := stat.Pending, b.tonight
	switch d.Status {
	case crm.DealWon:
		end, until = stat.Hit, d.ClosedAt
	case crm.DealLost:
		end, until = stat.Miss, d.ClosedAt
	}
	if !d.CreatedAt.IsZero() && !until.IsZero() && (end == stat.Pending || !until.After(now)) {
		b.cycle.Add(wholeDays(d.CreatedAt, until), end)
	}
}

// seeFurther counts the deal when it came of late, and from no new lead.
func (b *book) seeFurther(d *crm.Deal, late *Inflow) {
	if d.CreatedAt.Before(late.Since) || !d.CreatedAt.Before(late.Until) {
		return
	}
	if at, won := b.first[d.Lead]; d.Lead == 0 || won && at.Before(d.CreatedAt) {
		b.further++
	}
}

func (b *book) wait(d *crm.Deal, f *Facts) {
	switch {
	case d.Currency != "" && d.Currency != f.Currency:
		b.foreign++
	case d.CreatedAt.IsZero() || d.CreatedAt.After(f.Now):
		b.undated++
	default:
		b.open = append(b.open, openDeal{wholeDays(d.CreatedAt, b.tonight), d.Amount.Cents})
	}
}

func (b *book) count(d *crm.Deal, f *Facts) {
	if d.ClosedAt.After(f.Now) {
		b.future++
		return
	}
	inTime := !d.ClosedAt.IsZero() && !d.ClosedAt.Before(f.Goal.Start) && d.ClosedAt.Before(f.Goal.End)
	foreign := d.Currency != "" && d.Currency != f.Currency
	if d.Amount.Known && d.Amount.Cents > 0 && !foreign {
		b.sizes = append(b.sizes, d.Amount.Cents)
	}
	switch {
	case d.ClosedAt.IsZero():
		b.undated++
	case !inTime:
	case foreign:
		b.foreign++
		b.win(d)
	case !d.Amount.Known:
		b.unpriced++
		b.win(d)
	default:
		b.win(d)
		b.revenue += d.Amount.Cents
		b.wins = append(b.wins, win{d.ClosedAt, d.Amount.Cents})
	}
}

// win counts a deal won in the goal's time, also by week.
func (b *book) win(d *crm.Deal) {
	b.spans[SinceStart]++
	switch {
	case !d.ClosedAt.Before(b.monday):
		b.spans[ThisWeek]++
	case !d.ClosedAt.Before(b.monday.AddDate(0, 0, -7)):
		b.spans[WeekBefore]++
	}
}

// customers returns how many were won since the start: deals where there are
// any, else leads.
func (b *book) customers(f *Facts) int {
	if b.any || len(f.Flows) == 0 {
		return b.spans[SinceStart]
	}
	return f.Flows[len(f.Flows)-1][SinceStart]
}

// until returns the revenue up to an instant.
func (b *book) until(at time.Time) int64 {
	var sum int64
	for _, w := range b.wins {
		if !w.at.Before(at) {
			break
		}
		sum += w.cents
	}
	return sum
}

// notes say what was left out.
func (b *book) notes() []string {
	var notes []string
	for _, n := range []struct {
		count int
		says  string
	}{
		{b.unpriced, "won without a sum: they count as customers, not as revenue"},
		{b.foreign, "in another currency: kept out of the sums"},
		{b.undated, "without the date it takes to place them in time: left out"},
		{b.future, "won in the future: left out"},
		{b.apart, "without a lead: left out, since the goal is a share that comes from leads"},
	} {
		if n.count == 1 {
			notes = append(notes, "1 deal is "+n.says+".")
		} else if n.count > 1 {
			notes = append(notes, many(n.count, "deal")+" are "+n.says+".")
		}
	}
	if !b.any {
		notes = append(notes, "There are no deals, so the revenue is unknown: import them with --as deals.")
	}
	return notes
}

func wholeDays(from, to time.Time) int {
	if to.Before(from) {
		return -1
	}
	return int(to.Sub(from) / (24 * time.Hour))
}
