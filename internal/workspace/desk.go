package workspace

import (
	"context"
	"slices"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/nurture"
	"smarketing/internal/sla"
	"smarketing/store"
)

// settingPlan is where the file keeps its cadences.
const settingPlan = "cadences"

// desk is what decides how leads stand with the people who work them: what
// they are owed, and what happens to those that are recycled.
type desk struct {
	settings []crm.Setting
	text     string // of the plan
	zone     *time.Location
	sla      sla.Rules
	plan     nurture.Plan
}

// deskOf returns the desk of the file; a calendar is dear to make, so it is
// kept until the settings change. The caller holds w.mu.
func (w *Workspace) deskOf(settings crm.Settings, text string) (*desk, error) {
	all := settings.All()
	if d := w.desk; d != nil && d.text == text && slices.Equal(d.settings, all) {
		return d, nil
	}
	d := &desk{settings: all, text: text, zone: settings.Location(), sla: sla.NewRules(settings), plan: nurture.DefaultPlan()}
	if text != "" {
		var err error
		if d.plan, err = nurture.ParsePlan(text); err != nil {
			return nil, err
		}
	}
	w.desk = d
	return d, nil
}

// Plan returns what happens to recycled leads, by reason.
func (w *Workspace) Plan(ctx context.Context) (nurture.Plan, error) {
	return read(ctx, w, func(t *store.Tx) (nurture.Plan, error) {
		r, err := w.rulesOf(t)
		if err != nil {
			return nurture.Plan{}, err
		}
		return r.desk.plan, nil
	})
}

// SetPlan changes what happens to recycled leads. The days to touch them are
// worked out anew; when they come back stays as it was agreed.
func (w *Workspace) SetPlan(ctx context.Context, p nurture.Plan) error {
	entry := crm.JournalEntry{Verb: "cadences", Key: "cadences"}
	err := w.update(ctx, store.SettingsChanged, entry, func(t *store.Tx) error {
		if err := t.PutSetting(settingPlan, p.String()); err != nil {
			return err
		}
		return t.MarkOwedDue(w.clock())
	})
	if err != nil {
		return err
	}
	_, err = w.refresh(ctx, 0, nil)
	return err
}

// stand returns how a lead stands with the people who work it, after was.
// acts are the activities that count. The pass of a lead that the log says is
// recycled, and nobody's deed, lacks what the log says about it.
func (d *desk) stand(r *rules, l *crm.Lead, was crm.Work, acts []crm.Activity, now time.Time) crm.Work {
	next := was
	standing := l.Stamp.Standing
	switch {
	case standing == crm.InNurture && !onPass(&was, l):
		next.Pass = &crm.Pass{Lead: l.ID, At: l.StageAt, Policy: crm.KeepScore, Owner: l.Owner, Score: l.Stamp.Score}
	case standing != crm.InNurture && was.Nursed():
		p := *was.Pass
		p.EndedAt, p.EndedIn = millis(now), l.Stage
		if l.StageAt.After(p.At) {
			p.EndedAt = l.StageAt
		}
		next.Pass = &p
	}
	stage, _ := r.stages.Find(l.Stage)
	duty := d.sla.Duty(sla.Case{Standing: standing, Ready: l.Stamp.Ready, Stage: stage, StageAt: l.StageAt, TouchedAt: was.TouchedAt})
	next.Duty = crm.Duty{Kind: duty.Kind, Since: millis(duty.Since), Deadline: millis(duty.Deadline)}
	// What had run out before anybody could know of it is no news.
	next.Duty.Told = duty.Kind != crm.NoDuty && !duty.Deadline.After(now)
	if was.Duty.Kind == next.Duty.Kind && was.Duty.Deadline.Equal(next.Duty.Deadline) {
		next.Duty.Told = was.Duty.Told
	}
	next.NextTouch, next.Reheat = time.Time{}, 0
	if next.Nursed() {
		next.NextTouch = d.nextTouch(l, &next)
	}
	if next.Nursed() || r.returned(l, &next) {
		next.Reheat = r.program.Totals(l, since(acts, next.Pass.At), now).Engagement
	}
	return next
}

// nextTouch returns when a recycled lead is next touched: when somebody has
// planned to since, else as its reason says.
func (d *desk) nextTouch(l *crm.Lead, w *crm.Work) time.Time {
	p := w.Pass
	if l.Due.After(p.At) && l.Due.After(w.TouchedAt) {
		return l.Due
	}
	return millis(d.plan.For(p.Reason).NextTouch(p.At, w.TouchedAt, p.ReturnAt, d.zone))
}

// onPass reports whether the work knows of the recycling the lead is in.
func onPass(w *crm.Work, l *crm.Lead) bool { return w.Nursed() && w.Pass.At.Equal(l.StageAt) }

// millis returns the instant as the file keeps it.
func millis(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return time.UnixMilli(t.UnixMilli()).UTC()
}

// sameWork reports whether two works are kept alike.
func sameWork(a, b *crm.Work) bool {
	switch {
	case (a.Pass == nil) != (b.Pass == nil):
		return false
	case a.Pass != nil && *a.Pass != *b.Pass:
		return false
	}
	x, y := *a, *b
	x.Pass, y.Pass = nil, nil
	return x == y
}

// timed gives a query the instants that decide what is urgent, in sight, or
// forgotten.
func timed(q crm.LeadQuery, r *rules, now time.Time) crm.LeadQuery {
	q.Now, q.Near, q.Today = now, r.desk.sla.NearBy(now), crm.DayOf(now, r.zone).Start(r.zone)
	return q
}
