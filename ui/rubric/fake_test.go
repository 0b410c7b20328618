package rubric

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
	"smarketing/ui/vttest"
)

// now is the instant of every test: a Tuesday afternoon.
var now = time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC)

func clock() crm.Clock { return func() time.Time { return now } }

// fake is a Source in memory, over real leads that are really scored.
type fake struct {
	mu       sync.Mutex
	versions []rubric.Version // newest last
	draft    *rubric.Draft
	leads    []crm.Lead
	subjects []score.Subject
	members  []crm.Member
	err      error // of reads
	saveErr  error
	boards   int
	saves    int
	refreshs int
	hold     chan struct{} // when it is made, a board, the events and a publication wait for it; to be made inside the bubble
}

// hostile are names that try to break a line or to fool its reader.
var hostile = []string{"Eve\x1b[31m Red\x1b[0m", "Two\nLines\tTabbed", "admin\u202egnp.exe", "王小明", "Zoë Müller"}

func newFake(n int) *fake {
	template := rubric.Templates()[0]
	r, err := rubric.Parse("template", []byte(template.Body))
	if err != nil {
		panic(err)
	}
	f := &fake{
		versions: []rubric.Version{{Number: 7, At: now.AddDate(0, 0, -9), By: "Ana", Note: "the start", Body: template.Body, Rubric: r}},
		members:  []crm.Member{{Name: "Kim", Team: crm.Sales, Capacity: 25}, {Name: "Ben", Team: crm.Sales, Capacity: 20}, {Name: "Ana", Team: crm.Marketing, Capacity: 99}},
	}
	first := []string{"Mia", "Jonas", "Ana", "王小明", "Zoë", "Søren", "Priya", "Luís", "Olga"}
	last := []string{"Chen", "Weber", "Souza", "Müller", "Kierk", "García", "Иванова"}
	companies := []string{"Lumen GmbH", "株式会社ミライ", "Kranich AG", "Vela Ltda", "Ørsted Data"}
	industries := []string{"Software", "Fintech", "Retail", "Mining", "Logistics"}
	titles := []string{"Head of Sales", "Manager", "Student", "CTO", "Clerk", "Director"}
	events := []string{"page_view", "ebook_download", "webinar_attended", "email_click", "demo_request", "form_submit"}
	for i := range n {
		lead := crm.Lead{
			ID: crm.LeadID(i + 1), Key: fmt.Sprintf("L-%04d", i+1),
			Name: first[i%len(first)] + " " + last[(i/3)%len(last)], Company: companies[i%len(companies)],
			Title: titles[i%len(titles)], Industry: industries[(i/2)%len(industries)], Country: []string{"Germany", "Brazil"}[i%2],
			Email:     fmt.Sprintf("lead%d@%s", i+1, []string{"lumen.example", "gmail.com"}[(i/5)%2]),
			Employees: crm.NumberValue(float64(10 + i*7%900)), CreatedAt: now.AddDate(0, 0, -100), AddedAt: now.AddDate(0, 0, -100),
		}
		if i%17 == 5 {
			lead.Name = hostile[(i/17)%len(hostile)]
		}
		s := score.Subject{Lead: &lead, At: now}
		for k := range i % 9 {
			s.Activities = append(s.Activities, crm.Activity{
				Event: events[(i+k)%len(events)], Detail: []string{"/pricing", "/blog"}[k%2], At: now.AddDate(0, 0, -(i*3+k*5)%60),
			})
		}
		switch i % 10 {
		case 0:
			lead.Stamp.Standing = crm.StandingWon
		case 1, 2:
			lead.Stamp.Standing = crm.StandingLost
		}
		f.leads = append(f.leads, lead)
		f.subjects = append(f.subjects, s)
	}
	for i := range f.subjects {
		f.subjects[i].Lead = &f.leads[i]
	}
	return f
}

func (f *fake) Rubric(context.Context) (rubric.Version, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.versions[len(f.versions)-1], f.err
}

func (f *fake) Versions(context.Context) ([]rubric.Version, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var newest []rubric.Version
	for _, v := range f.versions {
		newest = append([]rubric.Version{v}, newest...)
	}
	return newest, f.err
}

func (f *fake) RubricDraft(context.Context) (rubric.Draft, bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.draft == nil {
		return rubric.Draft{}, false, f.err
	}
	return *f.draft, true, f.err
}

func (f *fake) SaveDraft(_ context.Context, d rubric.Draft) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.saveErr != nil {
		return f.saveErr
	}
	f.draft = &d
	f.saves++
	return nil
}

func (f *fake) DropDraft(context.Context) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.draft = nil
	return f.saveErr
}

func (f *fake) Publish(_ context.Context, p rubric.Publication) (rubric.Version, error) {
	if f.hold != nil {
		<-f.hold
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	active := f.versions[len(f.versions)-1]
	switch {
	case f.saveErr != nil:
		return rubric.Version{}, f.saveErr
	case p.Base != active.Number:
		return rubric.Version{}, crm.Errorf(crm.Conflict, "version %d was published by %s", active.Number, active.By)
	}
	r, err := rubric.Parse("rubric", []byte(p.Body))
	if err != nil {
		return rubric.Version{}, err
	}
	v := rubric.Version{Number: active.Number + 1, At: now, By: "Kim", Note: p.Note, Body: p.Body, Rubric: r}
	f.versions = append(f.versions, v)
	return v, nil
}

// rival publishes as somebody else.
func (f *fake) rival(t *testing.T, change func(*rubric.Rubric)) {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	active := f.versions[len(f.versions)-1]
	r := active.Rubric.Clone()
	change(&r)
	f.versions = append(f.versions, rubric.Version{
		Number: active.Number + 1, At: now.Add(-2 * time.Minute), By: "Ana", Note: "titles lie", Body: string(rubric.Encode(r)), Rubric: r,
	})
}

func (f *fake) Refresh(_ context.Context, progress func(crm.Progress)) error {
	progress(crm.Progress{What: "re-scoring", Done: len(f.leads), Total: len(f.leads)})
	f.mu.Lock()
	defer f.mu.Unlock()
	f.refreshs++
	return nil
}

func (f *fake) Board(ctx context.Context, fields []string, progress func(crm.Progress)) (*score.Board, error) {
	f.mu.Lock()
	f.boards++
	err, hold := f.err, f.hold
	f.mu.Unlock()
	if err != nil {
		return nil, err
	}
	if hold != nil {
		progress(crm.Progress{What: "reading", Done: 120, Total: len(f.leads)})
		select {
		case <-hold:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	b := score.NewBuilder(fields, time.UTC, now)
	for _, s := range f.subjects {
		b.Add(s)
	}
	return b.Board(), nil
}

func (f *fake) LeadsByID(_ context.Context, ids []crm.LeadID) (map[crm.LeadID]crm.Lead, error) {
	leads := map[crm.LeadID]crm.Lead{}
	for _, id := range ids {
		leads[id] = f.leads[id-1]
	}
	return leads, f.err
}

func (f *fake) Members(context.Context) ([]crm.Member, error) { return f.members, f.err }

func (f *fake) Catalogue(context.Context) ([]crm.Field, error) {
	return []crm.Field{{Name: "crm_tool", Label: "CRM tool", Type: crm.Text, Custom: true}}, f.err
}

func (f *fake) Events(context.Context) ([]string, error) {
	if f.hold != nil {
		<-f.hold
	}
	return []string{"page_view", "ebook_download", "webinar_attended", "email_click", "email_sent", "demo_request", "form_submit"}, f.err
}

type driver = vttest.Driver[*Editor]

// drive runs the test with the screen shown on the file, everything loaded.
func drive(t *testing.T, f *fake, w, h int, test func(*driver)) {
	t.Helper()
	vttestDrive(t, f, w, h, func(d *driver) {
		d.Send(shown())
		test(d)
	})
}

// vttestDrive runs the test with the screen before it is shown.
func vttestDrive(t *testing.T, f *fake, w, h int, test func(*driver)) {
	t.Helper()
	vttest.Drive(t, w, h, func() *Editor { return New(f, vttest.Dark(), clock(), "smarketing") }, test)
}
