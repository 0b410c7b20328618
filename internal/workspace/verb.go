package workspace

import (
	"slices"

	"smarketing/internal/crm"
)

// rule says when a verb can be done and what it asks for; what it does to one
// lead is its effect.
type rule struct {
	from                    []crm.Standing // in which a lead must stand
	reason, to, text, until bool           // what must be given
	effect                  func(*act, *crm.Lead, *crm.Work) error
}

var (
	anywhere = []crm.Standing{crm.Waiting, crm.InSales, crm.InNurture, crm.StandingWon, crm.StandingLost}
	open     = []crm.Standing{crm.Waiting, crm.InSales, crm.InNurture}
	worked   = []crm.Standing{crm.Waiting, crm.InSales}
)

// ruleOf returns the rule of a verb; Usage when there is no such verb.
func ruleOf(v crm.Verb) (rule, error) {
	switch v {
	case crm.Accept:
		return rule{from: []crm.Standing{crm.Waiting, crm.InNurture}, effect: (*act).accept}, nil
	case crm.Reject:
		return rule{from: open, effect: (*act).reject}, nil
	case crm.Recycle:
		return rule{from: open, reason: true, effect: (*act).recycle}, nil
	case crm.Advance:
		return rule{from: worked, effect: (*act).advance}, nil
	case crm.Back:
		return rule{from: worked, effect: (*act).back}, nil
	case crm.Return:
		return rule{from: []crm.Standing{crm.InNurture, crm.StandingLost}, effect: (*act).comeBack}, nil
	case crm.Win:
		return rule{from: open, effect: (*act).win}, nil
	case crm.Lose:
		return rule{from: open, effect: (*act).lose}, nil
	case crm.Disqualify:
		return rule{from: open, effect: (*act).disqualify}, nil
	case crm.Assign:
		return rule{from: anywhere, to: true, effect: (*act).assign}, nil
	case crm.LogTouch:
		return rule{from: anywhere, effect: (*act).touch}, nil
	case crm.AddNote:
		return rule{from: anywhere, text: true, effect: (*act).note}, nil
	case crm.PlanNext:
		return rule{from: open, text: true, until: true, effect: (*act).plan}, nil
	case crm.Snooze:
		return rule{from: open, until: true, effect: (*act).snooze}, nil
	}
	return rule{}, crm.Errorf(crm.Usage, "there is no verb %q", v).WithHint("use one of %s", verbNames())
}

func verbNames() string {
	var names string
	for i, v := range crm.Verbs() {
		if i > 0 {
			names += ", "
		}
		names += string(v)
	}
	return names
}

// enter moves the lead to a stage: what waited for it there before is over.
func (a *act) enter(l *crm.Lead, w *crm.Work, stage, reason string) {
	l.Stage, l.StageAt = stage, after(l.StageAt, a.now)
	w.SnoozedUntil = noTime
	was := l.Outcome
	switch l.Outcome = crm.NoOutcome; a.rules.stages.Standing(stage) {
	case crm.StandingWon:
		l.Outcome = crm.Won
	case crm.StandingLost:
		l.Outcome = crm.Lost
	}
	if l.Outcome != was {
		l.OutcomeAt = noTime
		if l.Outcome != crm.NoOutcome {
			l.OutcomeAt = l.StageAt
		}
	}
	a.changes = append(a.changes, crm.StageChange{Lead: l.ID, Stage: stage, At: l.StageAt, By: a.w.by, Reason: reason})
}

// close ends what was planned for the lead.
func (a *act) close(l *crm.Lead, w *crm.Work, stage string) error {
	a.enter(l, w, stage, a.deed.Reason)
	l.NextStep, l.Due = "", noTime
	return nil
}

// own gives the lead to whom the deed names, else to the acting member when
// takes says so or nobody owns it. Who is no member owns nothing.
func (a *act) own(l *crm.Lead, takes bool) {
	switch {
	case a.to != "":
		l.Owner = a.to
	case a.me != "" && (takes || l.Owner == ""):
		l.Owner = a.me
	}
}

func (a *act) accept(l *crm.Lead, w *crm.Work) error {
	stage := a.rules.stages.Handover()
	if stage == "" {
		return crm.Errorf(crm.Invalid, "no stage belongs to sales").WithHint("smarketing stages show lists them")
	}
	a.enter(l, w, stage, a.deed.Reason)
	a.own(l, true)
	return nil
}

// reject gives the lead back to marketing. It is not lost: somebody looks at it
// again, on a day that is due as that of a recycled lead would be.
func (a *act) reject(l *crm.Lead, w *crm.Work) error {
	a.own(l, false)
	a.enter(l, w, a.rules.stages.First(), a.deed.Reason)
	l.NextStep, l.Due = "look again", a.deed.Until
	if a.deed.Reason != "" {
		l.NextStep += " (rejected: " + a.deed.Reason + ")"
	}
	if l.Due.IsZero() {
		l.Due = a.rules.desk.plan.For(a.deed.Reason).ReturnAt(a.now, a.rules.zone)
	}
	a.rearm = append(a.rearm, l.ID)
	return nil
}

// recycle sends the lead to nurture; of one that is there it changes the
// reason, the day and the policy.
func (a *act) recycle(l *crm.Lead, w *crm.Work) error {
	a.own(l, false)
	c := a.rules.desk.plan.For(a.deed.Reason)
	again := w.Nursed() && onPass(w, l)
	p := crm.Pass{Lead: l.ID, By: a.w.by, Owner: l.Owner, Score: l.Stamp.Score}
	if again {
		p = *w.Pass
	} else {
		a.enter(l, w, crm.Recycled, c.Reason)
		l.NextStep, l.Due = "", noTime
		p.At, p.Cycle = l.StageAt, a.cycles[l.ID]+1
	}
	p.Reason, p.Policy = c.Reason, c.Policy
	if a.deed.Policy != "" {
		p.Policy = a.deed.Policy
	}
	if p.ReturnAt = a.deed.Until; p.ReturnAt.IsZero() {
		p.ReturnAt = millis(c.ReturnAt(p.At, a.rules.zone))
	}
	w.Pass = &p
	a.events = append(a.events, eventOf(crm.RecycleEventKind, a.now, l, map[string]any{
		"reason": p.Reason, "cycle": p.Cycle, "by": a.w.by, "return_at": p.ReturnAt.UTC(), "policy": p.Policy,
	}))
	return nil
}

// advance moves the lead one stage on; into the first stage of sales that is
// accepting it.
func (a *act) advance(l *crm.Lead, w *crm.Work) error {
	path := a.rules.stages.Path()
	i := slices.IndexFunc(path, func(s crm.Stage) bool { return s.Key == l.Stage })
	if i+1 >= len(path) || path[i+1].Kind == crm.WonStage {
		return crm.Errorf(crm.Conflict, "%s stands in %s, the last stage before it is won", l.DisplayName(), a.rules.stages.Label(l.Stage)).
			WithHint("use won, lost or recycle")
	}
	next := path[i+1]
	takes := next.Team == crm.Sales && a.rules.stages.Standing(l.Stage) == crm.Waiting
	a.enter(l, w, next.Key, a.deed.Reason)
	if takes || a.to != "" {
		a.own(l, takes)
	}
	return nil
}

func (a *act) back(l *crm.Lead, w *crm.Work) error {
	path := a.rules.stages.Path()
	i := slices.IndexFunc(path, func(s crm.Stage) bool { return s.Key == l.Stage })
	if i <= 0 {
		return crm.Errorf(crm.Conflict, "%s stands in %s, the first stage", l.DisplayName(), a.rules.stages.Label(l.Stage)).
			WithHint("recycle it to nurture it, or disqualify it")
	}
	a.enter(l, w, path[i-1].Key, a.deed.Reason)
	return nil
}

// comeBack returns a lead from a detour to where ready leads wait, to be called
// today by somebody who has not just declined it.
func (a *act) comeBack(l *crm.Lead, w *crm.Work) error {
	stage, ok := a.rules.stages.Gate()
	if !ok {
		stage = a.rules.stages.First()
	}
	d := declined(w.Pass)
	if d.By == "" {
		d.By = l.Owner
	}
	reason := "returned"
	if w.Pass != nil && w.Pass.Reason != "" {
		reason += " from " + w.Pass.Reason
	}
	switch {
	case a.to != "":
		l.Owner = a.to
	default:
		if a.taker == nil {
			var err error
			if a.taker, err = newTaker(a.tx, a.rules.desk, a.now); err != nil {
				return err
			}
		}
		if name := a.taker.next(d); name != "" {
			l.Owner = name
		}
	}
	a.enter(l, w, stage, a.deed.Reason)
	l.NextStep, l.Due = "call: "+reason, a.deed.Until
	if a.deed.Text != "" {
		l.NextStep = a.deed.Text
	}
	if l.Due.IsZero() {
		l.Due = crm.DayOf(a.now, a.rules.zone).Start(a.rules.zone)
	}
	return nil
}

func (a *act) win(l *crm.Lead, w *crm.Work) error { return a.close(l, w, a.rules.stages.Won()) }

func (a *act) lose(l *crm.Lead, w *crm.Work) error { return a.close(l, w, crm.LostDetour) }

func (a *act) disqualify(l *crm.Lead, w *crm.Work) error { return a.close(l, w, crm.Disqualified) }

func (a *act) assign(l *crm.Lead, _ *crm.Work) error {
	l.Owner = a.to
	return nil
}

// touch records what was done. The step that was planned until today is taken
// by it.
func (a *act) touch(l *crm.Lead, w *crm.Work) error {
	at := after(w.TouchedAt, a.now)
	w.TouchedAt = at
	if !l.Due.IsZero() && crm.DayOf(l.Due, a.rules.zone) <= crm.DayOf(a.now, a.rules.zone) {
		l.NextStep, l.Due = "", noTime
	}
	a.touches = append(a.touches, crm.Touch{Lead: l.ID, At: at, By: a.w.by, Channel: a.deed.Channel, Text: a.deed.Text})
	return nil
}

func (a *act) note(l *crm.Lead, _ *crm.Work) error {
	a.notes = append(a.notes, crm.Note{Lead: l.ID, At: a.now, By: a.w.by, Text: a.deed.Text})
	return nil
}

func (a *act) plan(l *crm.Lead, _ *crm.Work) error {
	l.NextStep, l.Due = a.deed.Text, a.deed.Until
	return nil
}

// snooze hides the lead until a day. A recycled one, unless it is ready again,
// is out of sight as it is: it comes back on that day.
func (a *act) snooze(l *crm.Lead, w *crm.Work) error {
	if w.Nursed() && !l.Stamp.Ready.Ready() {
		p := *w.Pass
		p.ReturnAt = a.deed.Until
		w.Pass = &p
		return nil
	}
	w.SnoozedUntil = a.deed.Until
	return nil
}
