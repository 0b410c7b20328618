package sla_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/sla"
)

const berlin = "Europe/Berlin"

func TestDuty(t *testing.T) {
	t.Parallel()
	rules := sla.NewRules(settings(func(s *crm.Settings) { s.Holidays = []string{"2026-12-07"} }))
	monday := at(t, berlin, "2026-11-23 11:00")
	ready := crm.Readiness{Cause: crm.ByScore, Since: monday}
	instant := crm.Readiness{Cause: crm.ByInstant, Since: monday}
	sal := crm.Stage{Key: "sal", Team: crm.Sales, Kind: crm.SLAStage, SLA: 16 * time.Hour}
	cases := []struct {
		name string
		give sla.Case
		kind crm.DutyKind
		due  string
	}{
		{"not ready", sla.Case{}, crm.NoDuty, ""},
		{"ready", sla.Case{Ready: ready}, crm.TouchDuty, "2026-11-26 11:00"},
		{"instantly", sla.Case{Ready: instant}, crm.TouchDuty, "2026-11-23 15:00"},
		{"touched long before", sla.Case{Ready: ready, TouchedAt: monday.Add(-time.Hour)}, crm.TouchDuty, "2026-11-26 11:00"},
		{"touched: decide by the end of the day after a holiday", sla.Case{Ready: ready, TouchedAt: monday}, crm.DecisionDuty, "2026-12-08 17:00"},
		{"recycled and ready again", sla.Case{Standing: crm.InNurture, Ready: ready}, crm.TouchDuty, "2026-11-26 11:00"},
		{"recycled", sla.Case{Standing: crm.InNurture, Stage: sal, StageAt: monday}, crm.NoDuty, ""},
		{"accepted", sla.Case{Standing: crm.InSales, Stage: sal, StageAt: monday}, crm.WorkDuty, "2026-11-25 11:00"},
		{"accepted, touched before", sla.Case{Standing: crm.InSales, Stage: sal, StageAt: monday, TouchedAt: monday.Add(-1)}, crm.WorkDuty, "2026-11-25 11:00"},
		{"accepted and touched", sla.Case{Standing: crm.InSales, Stage: sal, StageAt: monday, TouchedAt: monday.Add(1)}, crm.NoDuty, ""},
		{"in a stage without limit", sla.Case{Standing: crm.InSales, Stage: crm.Stage{Key: "sql"}, StageAt: monday}, crm.NoDuty, ""},
		{"in a stage since nobody knows when", sla.Case{Standing: crm.InSales, Stage: sal}, crm.NoDuty, ""},
		{"won", sla.Case{Standing: crm.StandingWon, Ready: ready, Stage: sal, StageAt: monday}, crm.NoDuty, ""},
		{"lost", sla.Case{Standing: crm.StandingLost, Ready: ready, Stage: sal, StageAt: monday}, crm.NoDuty, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := rules.Duty(c.give)
			if d.Kind != c.kind {
				t.Fatalf("owed %q, want %q", d.Kind, c.kind)
			}
			if c.due == "" {
				if d != (crm.Duty{}) {
					t.Errorf("no duty, but %+v", d)
				}
				return
			}
			if want := at(t, berlin, c.due); !d.Deadline.Equal(want) || !d.Since.Equal(monday) {
				t.Errorf("from %s until %s, want until %s", d.Since, d.Deadline, want)
			}
		})
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	rules := sla.NewRules(settings(nil))
	for _, c := range []struct {
		kind          crm.DutyKind
		now, due, say string
	}{
		{crm.NoDuty, "2026-11-23 10:00", "2026-11-23 12:00", ""},
		{crm.TouchDuty, "2026-11-23 10:00", "2026-11-23 12:00", "SLA in 2 h"},
		{crm.WorkDuty, "2026-11-23 10:00", "2026-11-23 11:59", "SLA in 1 h"},
		{crm.TouchDuty, "2026-11-23 10:00", "2026-11-23 10:25", "SLA in 25 min"},
		{crm.TouchDuty, "2026-11-27 16:00", "2026-11-30 10:00", "SLA in 2 h"}, // over a weekend
		{crm.TouchDuty, "2026-11-23 09:00", "2026-12-01 09:00", "SLA in 8 d"},
		{crm.TouchDuty, "2026-11-23 12:00", "2026-11-23 12:00", "overdue"},
		{crm.TouchDuty, "2026-11-29 12:00", "2026-11-27 17:00", "overdue"},
		{crm.TouchDuty, "2026-11-23 12:30", "2026-11-23 12:00", "overdue 30 min"},
		{crm.TouchDuty, "2026-11-26 16:00", "2026-11-23 09:00", "overdue 31 h"},
		{crm.DecisionDuty, "2026-11-26 16:00", "2026-11-24 09:00", "overdue 23 h"},
		{crm.TouchDuty, "2026-11-23 09:00", "2026-08-23 09:00", "overdue 92 d"},
		{crm.DecisionDuty, "2026-11-23 10:00", "2026-12-07 17:00", "decide in 14 d"},
		{crm.DecisionDuty, "2026-12-07 10:00", "2026-12-07 17:00", "decide today"},
	} {
		d := crm.Duty{Kind: c.kind, Deadline: at(t, berlin, c.due)}
		if got := rules.Words(d, at(t, berlin, c.now)); got != c.say {
			t.Errorf("at %s due %s: %q, want %q", c.now, c.due, got, c.say)
		}
	}
}

// TestNear: a deadline is near by exactly when at most Near is left of it, in
// working time. That lets one query on stored deadlines find them.
func TestNear(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rules := sla.NewRules(settings(nil))
		now, due := anyInstant(t, "now"), anyInstant(t, "due")
		if rapid.Bool().Draw(t, "close") {
			due = now.Add(time.Duration(rapid.Int64Range(-72, 72).Draw(t, "hours")) * time.Hour)
		}
		d := crm.Duty{Kind: crm.TouchDuty, Deadline: due}
		if early := !due.After(rules.NearBy(now)); early && rules.Left(d, now) > sla.Near || !early && rules.Left(d, now) < sla.Near {
			t.Fatalf("at %s, due %s: near %v with %s left", now, due, early, rules.Left(d, now))
		}
	})
}

// TestDecision: nobody gets less than the days agreed on, and everybody can
// keep the deadline.
func TestDecision(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := settings(func(s *crm.Settings) { s.DecisionDays = rapid.IntRange(1, 100).Draw(t, "days") })
		rules, since := sla.NewRules(s), anyInstant(t, "since")
		due, loc := rules.Decision(since), s.Location()
		days := int(crm.DayOf(due, loc) - crm.DayOf(since, loc))
		if days < s.DecisionDays || days > s.DecisionDays+2 {
			t.Fatalf("%d days from %s to %s", days, since, due)
		}
		if rules.Calendar.IsWorking(due) || !rules.Calendar.IsWorking(due.Add(-1)) {
			t.Fatalf("%s is not closing time", due)
		}
	})
}
