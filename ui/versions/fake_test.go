package versions

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
	"smarketing/ui/theme"
	"smarketing/ui/vttest"
)

// now is the instant of every test: a Tuesday afternoon.
var now = time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC)

func clock() crm.Clock { return func() time.Time { return now } }

// fake is a Source in memory, over leads that are really scored.
type fake struct {
	mu       sync.Mutex
	versions []rubric.Version // newest first
	mine     *rubric.Draft
	leads    map[crm.LeadID]crm.Lead
	subjects []score.Subject
	err      error         // of reads
	boardErr error         // of boards
	boards   int           // asked for
	hold     chan struct{} // when it is made, a board waits for it; to be made inside the bubble
}

// parse makes a rubric of a text that the test knows to be one.
func parse(body string) rubric.Rubric {
	r, err := rubric.Parse("rubric", []byte(body))
	if err != nil {
		panic(err)
	}
	return r
}

// weigh returns the text with other points for employees and for a demo.
func weigh(body string, size, demo int) string {
	r := parse(body)
	for id, points := range map[string]int{"size": size, "demo": demo} {
		var err error
		if r, err = rubric.SetPoints(r, id, points); err != nil {
			panic(err)
		}
	}
	return string(rubric.Encode(r))
}

func newFake() *fake {
	first := string(rubric.Encode(parse(rubric.Templates()[0].Body)))
	second, third := weigh(first, 20, 30), weigh(first, 26, 30)
	auc := []float64{0.741, 0.768}
	f := &fake{leads: map[crm.LeadID]crm.Lead{}, versions: []rubric.Version{
		{Number: 3, At: now.AddDate(0, 0, -3), By: "Ana", Note: "Size decides: the wins of the summer were all larger firms.\nAgreed in the meeting of both teams.", Body: third,
			Effect: &rubric.Effect{Open: 240, ReadyBefore: 41, ReadyAfter: 52, In: 12, Out: 1, AUCBefore: &auc[0], AUCAfter: &auc[1]}},
		{Number: 2, At: now.AddDate(0, 0, -40), By: "王小明", Note: "A demo is worth\x1b[31m more", Body: second,
			Effect: &rubric.Effect{Open: 200, ReadyBefore: 44, ReadyAfter: 41, In: 2, Out: 5}},
		{Number: 1, At: now.AddDate(-1, 0, 0), By: "Kim", Note: "The start", Body: first},
	}}
	for i := range f.versions {
		f.versions[i].Rubric = parse(f.versions[i].Body)
	}
	names := []string{"Mia Chen", "Jonas Weber", "王小明", "Zoë Müller", "Eve\x1b[31m Red", "Two\nLines", "Priya नायर", "Luís García"}
	companies := []string{"Lumen GmbH", "株式会社ミライ", "Kranich AG", "Ørsted Data", "An Exceedingly Long Company Name Incorporated"}
	events := []string{"page_view", "ebook_download", "webinar_attended", "demo_request", "form_submit"}
	for i := range 240 {
		lead := crm.Lead{
			ID: crm.LeadID(i + 1), Key: fmt.Sprint(i + 1), Name: names[i%len(names)], Company: companies[i%len(companies)],
			Title: []string{"Head of Sales", "Clerk", "CTO", "Student"}[i%4], Industry: []string{"Software", "Mining", "Fintech"}[i%3],
			Country: []string{"Germany", "Brazil"}[i%2], Email: fmt.Sprintf("lead%d@lumen.example", i+1),
			Employees: crm.NumberValue(float64(10 + i*7%900)), CreatedAt: now.AddDate(0, 0, -100), AddedAt: now.AddDate(0, 0, -100),
		}
		switch i % 10 {
		case 0:
			lead.Stamp.Standing = crm.StandingWon
		case 1, 2:
			lead.Stamp.Standing = crm.StandingLost
		}
		s := score.Subject{Lead: &lead, At: now}
		for k := range i % 9 {
			s.Activities = append(s.Activities, crm.Activity{
				Event: events[(i+k)%len(events)], Detail: []string{"/pricing", "/blog"}[k%2], At: now.AddDate(0, 0, -(i*3+k*5)%60),
			})
		}
		f.leads[lead.ID] = lead
		f.subjects = append(f.subjects, s)
	}
	return f
}

func (f *fake) Versions(context.Context) ([]rubric.Version, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]rubric.Version(nil), f.versions...), f.err
}

func (f *fake) RubricDraft(context.Context) (rubric.Draft, bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.mine == nil {
		return rubric.Draft{}, false, f.err
	}
	return *f.mine, true, f.err
}

func (f *fake) SaveDraft(_ context.Context, d rubric.Draft) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err != nil {
		return f.err
	}
	d.At, d.By = now, "Kim"
	f.mine = &d
	return nil
}

func (f *fake) Rollback(_ context.Context, number int64, note string, base int64) (rubric.Version, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	active := f.versions[0]
	if f.err != nil {
		return rubric.Version{}, f.err
	}
	if base != active.Number {
		return rubric.Version{}, crm.Errorf(crm.Conflict, "version %d was published by %s 2 minutes ago", active.Number, active.By)
	}
	for _, v := range f.versions {
		if v.Number == number {
			v.Number, v.At, v.By, v.Note, v.Effect = active.Number+1, now, "Kim", note, nil
			f.versions = append([]rubric.Version{v}, f.versions...)
			return v, nil
		}
	}
	return rubric.Version{}, crm.Errorf(crm.NotFound, "there is no version %d", number)
}

// rival publishes as somebody else.
func (f *fake) rival(by, note, body string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	v := rubric.Version{Number: f.versions[0].Number + 1, At: now, By: by, Note: note, Body: body, Rubric: parse(body)}
	f.versions = append([]rubric.Version{v}, f.versions...)
}

func (f *fake) Board(_ context.Context, fields []string, progress func(crm.Progress)) (*score.Board, error) {
	f.mu.Lock()
	f.boards++
	hold, err := f.hold, f.boardErr
	f.mu.Unlock()
	if hold != nil {
		progress(crm.Progress{What: "reading", Done: 60, Total: 240})
		<-hold
	}
	if err != nil {
		return nil, err
	}
	b := score.NewBuilder(fields, time.UTC, now)
	for _, s := range f.subjects {
		b.Add(s)
	}
	return b.Board(), nil
}

func (f *fake) LeadsByID(_ context.Context, ids []crm.LeadID) (map[crm.LeadID]crm.Lead, error) {
	found := map[crm.LeadID]crm.Lead{}
	for _, id := range ids {
		if lead, ok := f.leads[id]; ok && id%11 != 0 { // some are gone
			found[id] = lead
		}
	}
	return found, nil
}

// driver presses keys on the screen.
type driver struct{ *vttest.Driver[*Versions] }

// drive runs the test with a screen of w x h cells that shows the topic.
func drive(t *testing.T, f *fake, topic string, w, h int, st theme.Styles, test func(driver)) {
	t.Helper()
	vttest.Drive(t, w, h, func() *Versions { return New(f, st, clock(), "smarketing --db x.db") }, func(d *vttest.Driver[*Versions]) {
		d.Send(opening(topic))
		test(driver{d})
	})
}
