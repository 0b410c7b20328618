package nurture

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"smarketing/internal/crm"
	rules "smarketing/internal/nurture"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
	"smarketing/internal/stat"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/vttest"
)

// now is the instant of every test: a Tuesday afternoon.
var now = time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC)

func clock() crm.Clock { return func() time.Time { return now } }

func ago(days int) time.Time { return now.AddDate(0, 0, -days) }

// nursed is a recycled lead of the fake.
type nursed struct {
	lead   crm.Lead
	work   crm.Work
	series []int32
}

// fake is a Source in memory that keeps the promises of a real one: versions,
// a journal, undo, and the order of the list.
type fake struct {
	mu       sync.Mutex
	leads    map[crm.LeadID]nursed
	touches  map[crm.LeadID][]crm.Touch
	journal  []crm.JournalEntry // oldest first
	before   map[int64]map[crm.LeadID]nursed
	plan     rules.Plan
	status   crm.Status
	recovery []rules.Recovery
	err      error         // of everything that reads
	hold     chan struct{} // when it is made, a page waits for it; to be made inside the bubble
	pages    int           // asked for
	deeds    []crm.Deed    // that were done
}

// add puts a lead into nurture: gains are what it had gained in the last weeks,
// in points, and its present score is 30 and what it gained.
func (f *fake) add(name, company, reason, owner string, cycle, recycled, touched int, gains ...int) *nursed {
	id := crm.LeadID(len(f.leads) + 1)
	c := f.plan.For(reason)
	at := ago(recycled)
	p := &crm.Pass{Lead: id, Cycle: cycle, At: at, By: cmp.Or(owner, "Kim"), Reason: reason, ReturnAt: c.ReturnAt(at, time.UTC), Policy: c.Policy, Owner: owner, Score: 6200}
	n := nursed{series: make([]int32, rules.Weeks), work: crm.Work{Pass: p}}
	for i, g := range gains {
		n.series[rules.Weeks-len(gains)+i] = int32(100 * g)
	}
	n.work.Reheat = n.series[rules.Weeks-1]
	if touched >= 0 {
		n.work.TouchedAt = ago(touched)
		f.touches[id] = []crm.Touch{{Lead: id, At: ago(touched), By: p.By, Channel: crm.Call, Text: "asked us to come back later"}}
	}
	n.work.NextTouch = c.NextTouch(at, n.work.TouchedAt, p.ReturnAt, time.UTC)
	n.lead = crm.Lead{
		ID: id, Key: fmt.Sprint(1000 + int(id)), Version: 3, Name: name, Company: company, Title: "Head of Sales", Owner: owner,
		Email: fmt.Sprintf("lead%d@lumen.example", id), Stage: crm.Recycled, StageAt: at,
		Stamp: crm.Stamp{Score: 3000 + n.work.Reheat, Grade: "B3", RubricVersion: 2, Standing: crm.InNurture},
	}
	if n.lead.Stamp.Score >= 7000 {
		n.lead.Stamp.Grade = "A1"
		n.lead.Stamp.Ready = crm.Readiness{Cause: crm.ByScore, Since: ago(1)}
	}
	f.leads[id] = n
	return &n
}

func empty() *fake {
	return &fake{
		leads: map[crm.LeadID]nursed{}, touches: map[crm.LeadID][]crm.Touch{}, before: map[int64]map[crm.LeadID]nursed{},
		plan: rules.DefaultPlan(), status: crm.Status{By: "kim", Zone: time.UTC},
	}
}

func newFake() *fake {
	f := empty()
	f.add("Mia Chen", "Lumen GmbH", "timing", "Ana", 2, 20, 9, 0, 4, 9, 18, 44)
	f.add("王小明", "株式会社ミライ", "no contact", "Ben", 1, 12, -1, 2, 9)
	f.add("Jonas Weber", "Kranich AG", "budget", "Ana", 1, 75, 45)
	f.add("Zoë Müller", "Ørsted Data", "timing", "Kim", 3, 20, 20)
	f.add("Eve\x1b[31m Red", "An Exceedingly Long Company Name Incorporated", "competitor", "Ben", 1, 100, 3)
	f.add("Two\nLines", "Vela Ltda", "evaluating", "Kim", 1, 30, 2)
	f.add("Priya नायर", "", "legal review pending", "", 1, 5, -1)
	for i := range 40 {
		f.add(fmt.Sprintf("Lead Number%d", i+8), "Row & Sons", []string{"timing", "budget", "competitor"}[i%3], []string{"Ana", "Ben"}[i%2], 1, 3+i%9, i%3)
	}
	f.recovery = []rules.Recovery{
		{Reason: "timing", Passes: 124, Open: 31, Returned: 52, Won: 11, Back: stat.Of(52, 124), Recovery: stat.Of(11, 124), Revenue: 41200.4, Unknown: 2},
		{Reason: "no contact", Passes: 60, Open: 9, Returned: 6, Back: stat.Of(6, 60), Recovery: stat.Of(0, 60)},
		{Reason: "legal\x1b[31m review", Passes: 4, Open: 3, Returned: 1, Back: stat.Of(1, 4), Recovery: stat.Of(0, 4)},
	}
	return f
}

func (f *fake) NurturePage(ctx context.Context, q crm.NurtureQuery) (crm.NurturePage, error) {
	f.mu.Lock()
	hold := f.hold
	f.pages++
	f.mu.Unlock()
	if hold != nil {
		select {
		case <-hold:
		case <-ctx.Done():
			return crm.NurturePage{}, ctx.Err()
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	page := crm.NurturePage{Query: q, Bands: map[string]int{}, Stages: crm.DefaultStages()}
	var rows []row
	for _, n := range f.leads {
		if n.lead.Stage != crm.Recycled {
			continue
		}
		r := row{Lead: n.lead, Work: n.work, Due: n.work.Due(), Series: n.series}
		r.Band = string(rules.BandOf(n.lead.Stamp.Ready.Ready(), r.Due, now, time.UTC))
		page.All++
		page.Bands[r.Band]++
		if q.Owner != "" && r.Lead.Owner != q.Owner || q.Due && r.Band == string(rules.Later) ||
			!strings.Contains(text.Fold(r.Lead.Name+" "+r.Lead.Company), text.Fold(q.Filter)) {
			continue
		}
		rows = append(rows, r)
	}
	place := func(r row) rules.Place {
		return rules.Place{Ready: r.Lead.Stamp.Ready.Ready(), Reheat: r.Work.Reheat, Due: r.Due, Lead: r.Lead.ID}
	}
	slices.SortFunc(rows, func(a, b row) int { return rules.Compare(place(a), place(b)) })
	page.Total = len(rows)
	from := min(q.Offset, len(rows))
	to := len(rows)
	if q.Limit > 0 {
		to = min(to, from+q.Limit)
	}
	page.Rows = rows[from:to]
	return page, f.err
}

func (f *fake) Lead(_ context.Context, id crm.LeadID) (crm.Lead, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.leads[id].lead, f.err
}

func (f *fake) Explain(_ context.Context, id crm.LeadID) (score.Explanation, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := f.leads[id]
	x := score.Explanation{At: now}
	x.Ledger.Score = n.lead.Stamp.Score
	if n.work.Reheat > 0 {
		shown := crm.Points(n.work.Reheat)
		x.Ledger.Axes[1] = score.AxisEntry{Axis: rubric.Engagement, Groups: []score.GroupEntry{{Name: "Content", Criteria: []score.Entry{
			{Label: "Webinar attended", Points: 12, Shown: shown, Evidence: score.Evidence{Event: "webinar", Summed: true, Count: 2, LastAt: ago(3)}},
			{Label: "Silent for 30 days", Points: -10},
		}}}}
	}
	if !n.lead.Stamp.Ready.Ready() {
		x.Gap = 7000 - n.lead.Stamp.Score
		x.GatesMissing = []string{"phone"}
		x.ToReady = []score.Missing{
			{Label: "Asked for a demo", Points: 2500, Times: 1, Instant: true},
			{Label: "Pricing page three times in two weeks", Points: 1500, Times: 3},
		}
	}
	return x, f.err
}

func (f *fake) Passes(_ context.Context, id crm.LeadID) ([]crm.Pass, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	p := *f.leads[id].work.Pass
	passes := []crm.Pass{p}
	for cycle := p.Cycle - 1; cycle > 0; cycle-- {
		passes = append(passes, crm.Pass{
			Lead: id, Cycle: cycle, At: p.At.AddDate(0, -4*(p.Cycle-cycle), 0), By: "Kim", Owner: "Ben", Reason: "no contact", Score: 4800,
			EndedAt: p.At.AddDate(0, 1-4*(p.Cycle-cycle), 0), EndedIn: "mql",
		})
	}
	return passes, f.err
}

func (f *fake) Touches(_ context.Context, id crm.LeadID) ([]crm.Touch, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.touches[id]), f.err
}

func (f *fake) Recovery(context.Context) ([]rules.Recovery, error) { return f.recovery, f.err }

func (f *fake) Plan(context.Context) (rules.Plan, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.plan, f.err
}

func (f *fake) SetPlan(_ context.Context, p rules.Plan) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.plan = p
	return f.err
}

func (f *fake) Members(context.Context) ([]crm.Member, error) {
	return []crm.Member{{Name: "Ana", Team: crm.Sales}, {Name: "Ben", Team: crm.Sales}, {Name: "Kim", Team: crm.Marketing}}, f.err
}

func (f *fake) Settings(context.Context) (crm.Settings, error) { return crm.DefaultSettings(), f.err }

func (f *fake) Status(context.Context) (crm.Status, error) { return f.status, f.err }

// Act does a deed as the person at the keyboard.
func (f *fake) Act(_ context.Context, d crm.Deed) (crm.DeedReport, error) { return f.act("kim", d) }

// act does a deed: of all leads or of none.
func (f *fake) act(by string, d crm.Deed) (crm.DeedReport, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err != nil {
		return crm.DeedReport{}, f.err
	}
	for _, ref := range d.Leads {
		if n := f.leads[ref.ID]; ref.Version != 0 && n.lead.Version != ref.Version {
			last := f.journal[len(f.journal)-1]
			return crm.DeedReport{}, crm.Errorf(crm.Conflict, "%s %s %s 2 minutes ago", last.By, crm.Verb(last.Verb).Past(), n.lead.Name).
				WithHint("look at it again; nothing was changed")
		}
	}
	f.deeds = append(f.deeds, d)
	entry := crm.JournalEntry{ID: int64(len(f.journal) + 1), At: now, By: by, Verb: string(d.Verb), Key: fmt.Sprintf("%d leads", len(d.Leads))}
	f.before[entry.ID] = map[crm.LeadID]nursed{}
	words := d.Verb.Past() + " " + entry.Key
	for _, ref := range d.Leads {
		n := f.leads[ref.ID]
		f.before[entry.ID][ref.ID] = n
		if len(d.Leads) == 1 {
			entry.Lead, entry.Key, words = ref.ID, n.lead.Key, d.Verb.Past()+" "+n.lead.Name
		}
		f.leads[ref.ID] = f.changed(n, d, by)
	}
	f.journal = append(f.journal, entry)
	return crm.DeedReport{Entry: entry.ID, Verb: d.Verb, Words: words, Until: d.Until}, nil
}

// changed is a recycled lead after a deed.
func (f *fake) changed(n nursed, d crm.Deed, by string) nursed {
	p := *n.work.Pass
	n.work.Pass = &p
	n.lead.Version++
	switch d.Verb {
	case crm.LogTouch:
		n.work.TouchedAt = now
		f.touches[p.Lead] = append([]crm.Touch{{Lead: p.Lead, At: now, By: by, Channel: d.Channel, Text: d.Text}}, f.touches[p.Lead]...)
	case crm.Snooze:
		p.ReturnAt = d.Until
	case crm.Recycle:
		p.Reason, p.ReturnAt, p.Policy = d.Reason, d.Until, f.plan.For(d.Reason).Policy
	case crm.Return:
		n.lead.Stage, n.lead.Owner = "mql", cmp.Or(d.To, "Ben")
	}
	n.work.NextTouch = f.plan.For(p.Reason).NextTouch(p.At, n.work.TouchedAt, p.ReturnAt, time.UTC)
	if d.Verb == crm.PlanNext {
		n.lead.NextStep, n.lead.Due, n.work.NextTouch = d.Text, d.Until, d.Until
	}
	return n
}

func (f *fake) History(_ context.Context, q crm.JournalQuery) ([]crm.JournalEntry, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	entries := slices.Clone(f.journal)
	slices.Reverse(entries)
	return entries[:min(len(entries), q.Limit)], f.err
}

func (f *fake) Undo(_ context.Context, id int64) (crm.UndoReport, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	e := &f.journal[id-1]
	for id, n := range f.before[e.ID] {
		if now := f.leads[id].lead; now.Version != n.lead.Version+1 {
			last := f.journal[len(f.journal)-1]
			return crm.UndoReport{}, crm.Errorf(crm.Conflict, "%s %s %s since", last.By, crm.Verb(last.Verb).Past(), now.Name)
		}
	}
	e.Undone = true
	for id, n := range f.before[e.ID] {
		n.lead.Version = f.leads[id].lead.Version + 1
		f.leads[id] = n
	}
	return crm.UndoReport{Entry: id, Verb: e.Verb, Key: e.Key}, f.err
}

// driver presses keys on the screen.
type driver struct{ *vttest.Driver[*Nurture] }

// drive runs the test with a screen of w x h cells that somebody looks at.
func drive(t *testing.T, f *fake, w, h int, st theme.Styles, test func(driver)) {
	t.Helper()
	vttest.Drive(t, w, h, func() *Nurture { return New(f, st, clock()) }, func(d *vttest.Driver[*Nurture]) {
		d.Send(screen.ShownMsg{Screen: Title})
		test(driver{d})
	})
}
