package demo

import (
	"context"
	"strconv"
	"strings"
	"time"

	"smarketing/internal/crm"
)

// MostLively is the largest demo whose last days the team works through. A
// larger one is for measuring, and comes as history alone.
const MostLively = 5000

// lively is how long before its end a demo comes to life.
const lively = 5 * day

// rounds are the times of a working day at which the team looks at what has
// happened, in seconds after midnight, the first of them with the coffee; of
// other days weekend is the only one.
var rounds = []int64{9*hour + 30*minute, 12 * hour, 14*hour + 30*minute, 17 * hour}

const weekend = 12 * hour

// Office is where the team of a demo works: a file, in which anybody can act
// at any time.
type Office interface {
	// SetClock says what time it is. It never goes back.
	SetClock(time.Time)
	// Ingest takes in activities that have just happened.
	Ingest(context.Context, []crm.Event) error
	// Act does something as a member of the team. A Conflict means that the
	// lead has taken another way.
	Act(ctx context.Context, by string, d crm.Deed) error
	// Find returns the lead of a key.
	Find(ctx context.Context, key string) (crm.Lead, error)
	// Ready returns the leads that wait for sales.
	Ready(context.Context) ([]crm.Lead, error)
	// Read acknowledges all alerts.
	Read(ctx context.Context, by string) error
	// Nursed returns the recycled leads that are to be touched by now.
	Nursed(context.Context) ([]crm.Lead, error)
	// Upkeep does what time brings about.
	// Tick does what time alone brings about.
	Tick(context.Context) error
}

// BeforeLife returns the options for the records that are to be imported
// before Live: all leads, and what they did until some days before the end.
func BeforeLife(o Options) Options {
	o.Until = o.Now.Truncate(time.Second).Add(-lively * time.Second)
	return o
}

// Live lets the team work through the last days of a demo: leads act, become
// ready, are touched, mostly in time, accepted, recycled, nurtured. What it
// does is what StageChanges would have told of those days, with what comes
// along.
func Live(ctx context.Context, o Options, office Office) error {
	w := newWorld(o)
	l := &life{world: w, office: office, week: w.gather(w.now - lively), seen: map[crm.LeadID]bool{}}
	l.wait(l.week.from)
	for at := l.week.from; at < w.now; {
		next, morning := w.round(at)
		if err := l.turn(ctx, at, next, morning); err != nil {
			return err
		}
		at = next
	}
	return nil
}

// life is a demo in its last week.
type life struct {
	*world
	office Office
	clock  int64
	week   *week
	seen   map[crm.LeadID]bool // ready, and somebody has thought about it
}

// round returns when the team next looks at what has happened, and whether
// that is the first time on a working day. The last morning is none: what came
// over night is left to whoever opens the demo.
func (c *calendar) round(after int64) (at int64, morning bool) {
	_, shift := instant(after).In(c.zone).Zone()
	on := dayOf(after + int64(shift))
	for d := on; ; d++ {
		midnight := d*day - int64(shift)
		if weekday(d) >= 5 {
			if at := midnight + weekend; at > after {
				return min(at, c.now), false
			}
			continue
		}
		for i, r := range rounds {
			if at := midnight + r; at > after {
				return min(at, c.now), i == 0 && at < c.now-day/2
			}
		}
	}
}

// turn is the time between two rounds.
func (l *life) turn(ctx context.Context, from, until int64, morning bool) error {
	if err := l.look(ctx, from); err != nil {
		return err
	}
	for {
		m, ok := l.week.nextMove(until)
		if !ok {
			break
		}
		l.wait(m.at)
		if err := l.do(ctx, m); err != nil {
			return err
		}
	}
	l.wait(until)
	if events := l.week.nextEvents(until); len(events) > 0 {
		if err := l.office.Ingest(ctx, events); err != nil {
			return err
		}
	}
	if err := l.office.Tick(ctx); err != nil || !morning {
		return err
	}
	if err := l.office.Read(ctx, reps[0].item.name); err != nil {
		return err
	}
	return l.nurse(ctx)
}

// wait lets time pass until an instant, if it is not past.
func (l *life) wait(at int64) {
	l.clock = max(l.clock, at)
	l.office.SetClock(instant(l.clock))
}

// look lets reps think about leads that have become ready: most are called or
// written to within hours, some are left lying.
func (l *life) look(ctx context.Context, now int64) error {
	ready, err := l.office.Ready(ctx)
	if err != nil {
		return err
	}
	for _, lead := range ready {
		n, ok := number(lead.Key)
		if l.seen[lead.ID] || !ok {
			continue
		}
		l.seen[lead.ID] = true
		s, _ := l.subject(n)
		d := l.dice
		d.cast(l.seed, lifeStream, uint64(n))
		if d.chance(0.16) {
			continue
		}
		m := move{at: l.office9to5(now + d.days(0.3*s.rep.slow, 0.9)), by: s.rep.name, key: lead.Key}
		t := draw(d, touches)
		m.channel, m.text = t.channel, t.text
		l.week.plan(m)
		if d.chance(0.05) { // on holiday, busy with the fair...
			l.week.plan(move{at: m.at + 5*minute, by: m.by, key: m.key, until: l.now + (2+d.Int64N(12))*day})
		}
	}
	return nil
}

// office9to5 returns the instant itself when the office is open then, else
// soon after it opens again.
func (l *life) office9to5(at int64) int64 {
	_, shift := instant(at).In(l.zone).Zone()
	offset := int64(shift)
	on := dayOf(at + offset)
	open, shut := on*day+9*hour-offset, on*day+17*hour-offset
	late := l.dice.Int64N(hour)
	switch wd := weekday(on); {
	case wd >= 5:
		return open + (7-wd)*day + late
	case at < open:
		return open + late
	case at < shut:
		return at
	case wd == 4:
		return open + 3*day + late
	}
	return open + day + late
}

// nurse writes to the recycled leads whose day it is; a few are overlooked.
func (l *life) nurse(ctx context.Context) error {
	leads, err := l.office.Nursed(ctx)
	if err != nil {
		return err
	}
	round := map[string][]crm.Ref{}
	for i := range leads {
		n, ok := number(leads[i].Key)
		if ok && mix(uint64(n)^l.seed)%8 > 0 {
			by := marketers[n%len(marketers)]
			round[by] = append(round[by], crm.RefOf(&leads[i]))
		}
	}
	for _, by := range marketers {
		if len(round[by]) == 0 {
			continue
		}
		err := l.office.Act(ctx, by, crm.Deed{Verb: crm.LogTouch, Leads: round[by], Channel: crm.Email, Text: "what is new since we spoke"})
		if err != nil {
			return err
		}
	}
	return nil
}

// do makes a move, unless the lead has taken another way meanwhile.
func (l *life) do(ctx context.Context, m move) error {
	lead, err := l.office.Find(ctx, m.key)
	if err != nil {
		return err
	}
	deed, ok := m.deed(&lead)
	if !ok {
		return nil
	}
	if err := l.office.Act(ctx, m.by, deed); err != nil && crm.ErrorCode(err) != crm.Conflict {
		return err
	}
	return nil
}

// deed says how a member makes a move with a lead that stands where it stands.
func (m move) deed(lead *crm.Lead) (crm.Deed, bool) {
	d := crm.Deed{Leads: []crm.Ref{crm.RefOf(lead)}, Reason: m.reason}
	from := lead.Stage
	switch {
	case m.until > 0:
		d.Verb, d.Until = crm.Snooze, instant(m.until)
		return d, from == "lead" || from == "mql"
	case m.stage == "":
		d.Verb, d.Channel, d.Text = crm.LogTouch, m.channel, m.text
		return d, from == "lead" || from == "mql" || from == "sal"
	case m.stage == "mql" && from == "lead":
		d.Verb = crm.Advance
	case m.stage == "mql" && from == crm.Recycled:
		d.Verb = crm.Return
	case m.stage == "sal" && (from == "lead" || from == "mql"):
		d.Verb = crm.Accept
	case m.stage == "sql" && from == "sal", m.stage == "opportunity" && from == "sql":
		d.Verb = crm.Advance
	case m.stage == "sql" && from == "opportunity":
		d.Verb = crm.Back
	case m.stage == "customer" && from == "opportunity":
		d.Verb = crm.Win
	case m.stage == crm.Recycled && from != crm.Recycled:
		d.Verb = crm.Recycle
	case m.stage == crm.Disqualified:
		d.Verb = crm.Disqualify
	case m.stage == crm.LostDetour:
		d.Verb = crm.Lose
	default:
		return d, false
	}
	return d, true
}

// number returns which lead of the demo a key means.
func number(key string) (int, bool) {
	digits, ok := strings.CutPrefix(key, "D-")
	n, err := strconv.Atoi(digits)
	return n - 1, ok && err == nil
}

// spoken is a touch as a rep logs it.
type spoken struct {
	channel crm.Channel
	text    string
}

var touches = weighted[spoken]{
	{26, spoken{crm.Call, "no answer, left a message"}},
	{18, spoken{crm.Call, "spoke briefly, wants figures first"}},
	{14, spoken{crm.Call, "good talk, budget is being settled"}},
	{24, spoken{crm.Email, "introduction with the case study"}},
	{8, spoken{crm.Email, "answered the question about integrations"}},
	{6, spoken{crm.Social, "wrote on LinkedIn"}},
	{4, spoken{crm.Meeting, "short call with the team lead"}},
}
