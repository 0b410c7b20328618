package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/demo"
	"smarketing/internal/funnel"
	"smarketing/internal/goal"
	"smarketing/internal/workspace"
)

// office lets the team of a demo work in its file: everybody has it open, and
// all look at the same clock.
type office struct {
	*workspace.Workspace
	open  func(ctx context.Context, by string) (*workspace.Workspace, error)
	desks map[string]*workspace.Workspace
	now   time.Time
}

var _ demo.Office = (*office)(nil)

// SetClock says what time it is for everybody.
func (o *office) SetClock(at time.Time) { o.now = at }

// Ingest takes in activities as they come from the website.
func (o *office) Ingest(ctx context.Context, events []crm.Event) error {
	_, err := o.Workspace.Ingest(ctx, &chunk{events}, workspace.IngestOptions{Name: "website"})
	return err
}

// chunk is a stream of events that are all there.
type chunk struct{ events []crm.Event }

// Read returns the events once.
func (c *chunk) Read(context.Context) (crm.EventChunk, error) {
	if len(c.events) == 0 {
		return crm.EventChunk{}, io.EOF
	}
	events := c.events
	c.events = nil
	return crm.EventChunk{Events: events}, nil
}

// Act does something as a member of the team.
func (o *office) Act(ctx context.Context, by string, d crm.Deed) error {
	desk, err := o.desk(ctx, by)
	if err == nil {
		_, err = desk.Act(ctx, d)
	}
	return err
}

// desk returns the file as a member has it open.
func (o *office) desk(ctx context.Context, by string) (*workspace.Workspace, error) {
	if desk := o.desks[by]; desk != nil {
		return desk, nil
	}
	desk, err := o.open(ctx, by)
	if err == nil {
		o.desks[by] = desk
	}
	return desk, err
}

// Ready returns the leads that wait for sales.
func (o *office) Ready(ctx context.Context) ([]crm.Lead, error) {
	page, err := o.LeadPage(ctx, crm.LeadQuery{Ready: true})
	return page.Leads, err
}

// Nursed returns the recycled leads that are to be touched by now.
func (o *office) Nursed(ctx context.Context) ([]crm.Lead, error) {
	page, err := o.NurturePage(ctx, crm.NurtureQuery{Due: true})
	leads := make([]crm.Lead, len(page.Rows))
	for i := range page.Rows {
		leads[i] = page.Rows[i].Lead
	}
	return leads, err
}

// Read acknowledges all alerts.
func (o *office) Read(ctx context.Context, by string) error {
	desk, err := o.desk(ctx, by)
	if err == nil {
		_, err = desk.Acknowledge(ctx, nil)
	}
	return err
}

// Tick scores on a new day, and tells of deadlines that have passed.
func (o *office) Tick(ctx context.Context) error {
	if err := o.Refresh(ctx, nil); err != nil {
		return err
	}
	_, err := o.TellBreaches(ctx)
	return err
}

// agree sets the goal of the present quarter, planned with the rates of the file
// itself. A team that won nothing in the quarter before has none yet.
func (o *office) agree(ctx context.Context) error {
	r, err := o.GoalReport(ctx)
	if err != nil {
		return err
	}
	g := startingGoal(&r)
	now := r.Now.In(r.Zone)
	quarter := fmt.Sprintf("q%d %d", (now.Month()-1)/3+1, now.Year())
	if g.Start, g.End, err = goal.ParsePeriod(quarter, r.Now, r.Zone); err != nil {
		return err
	}
	before, err := o.Funnel(ctx, funnel.Question{Since: g.Start.AddDate(0, -3, 0), Until: g.Start}, "")
	if err != nil {
		return err
	}
	v := &before.Velocity
	if g.Revenue = crm.MoneyOf(demo.Revenue(v.AverageDeal * float64(v.Priced))); g.Revenue.Cents == 0 {
		return nil
	}
	g.Note = demo.GoalNote
	desk, err := o.desk(ctx, demo.Chair())
	if err == nil {
		_, err = desk.SetGoal(ctx, g)
	}
	return err
}

// close sends everybody home.
func (o *office) close() error {
	var errs []error
	for _, desk := range o.desks {
		errs = append(errs, desk.Close())
	}
	return errors.Join(errs...)
}
