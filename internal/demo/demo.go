// Package demo invents the pipeline of a B2B software vendor: one year of
// leads, what they did, how they moved through the funnel, and their deals.
//
// It is deterministic: the same options give the same records, and lead number
// n is the same in a demo of any size. Every run works out lead n afresh from
// the seed and n, so memory stays flat for a million leads. What a lead is and
// wants is hidden, and drives both its behaviour and its fate, with noise, so
// that a sensible rubric predicts, but not perfectly.
//
// It must not know how anything is scored, stored or shown, and reads no clock.
package demo

import (
	"fmt"
	"iter"
	"time"

	"smarketing/internal/crm"
)

// DefaultLeads is the size of a demo when nothing else is asked for.
const DefaultLeads = 2400

// Options say which pipeline to invent.
type Options struct {
	Leads int            // DefaultLeads when 0 or less
	Seed  uint64         // another seed, other people
	Now   time.Time      // the last instant of the year; nothing happens after it
	Zone  *time.Location // in which the team works; nil: UTC
	Until time.Time      // what happens after it is left out; zero: Now
}

// Records yields the whole pipeline in the order in which it is to be
// imported: all leads, all activities, all stage changes, all deals. The error
// is always nil; it is there because an import takes such a sequence.
func Records(o Options) iter.Seq2[crm.Record, error] {
	return func(yield func(crm.Record, error) bool) {
		for _, run := range []iter.Seq2[crm.Record, error]{Leads(o), Activities(o), StageChanges(o), Deals(o)} {
			for r, err := range run {
				if !yield(r, err) {
					return
				}
			}
		}
	}
}

// Leads yields one record for each lead. Some know little about themselves, as
// it is with leads.
func Leads(o Options) iter.Seq2[crm.Record, error] {
	return func(yield func(crm.Record, error) bool) {
		w := newWorld(o)
		for n := range w.leads {
			s, steps := w.subject(n)
			r := crm.Record{Row: n + 1, Kind: crm.LeadRecord, Lead: w.lead(s, steps)}
			if !yield(r, nil) {
				return
			}
		}
	}
}

// Activities yields what the leads did, lead by lead, each lead's in order of
// time. No two of a lead happen in the same second.
func Activities(o Options) iter.Seq2[crm.Record, error] {
	return func(yield func(crm.Record, error) bool) {
		w := newWorld(o)
		row := 0
		for n := range w.leads {
			s, steps := w.subject(n)
			for _, a := range w.behaviour(s, steps) {
				if a.at > w.until {
					break
				}
				row++
				r := crm.Record{Row: row, Kind: crm.ActivityRecord, LeadRef: s.key, Activity: a.activity()}
				if !yield(r, nil) {
					return
				}
			}
		}
	}
}

// StageChanges yields the log of stage changes, lead by lead, each lead's in
// order of time and beginning with its entry into the first stage.
func StageChanges(o Options) iter.Seq2[crm.Record, error] {
	return func(yield func(crm.Record, error) bool) {
		w := newWorld(o)
		row := 0
		for n := range w.leads {
			s, steps := w.subject(n)
			for i, st := range w.past(steps) {
				if i > 0 && st.at > w.until {
					break // its entry is told in any case: it is in the file
				}
				row++
				r := crm.Record{Row: row, Kind: crm.StageRecord, LeadRef: s.key}
				r.Change = crm.StageChange{Stage: st.stage, At: instant(st.at), By: st.by, Reason: st.reason}
				if !yield(r, nil) {
					return
				}
			}
		}
	}
}

// Deals yields a deal for every lead that reached the opportunity stage. A won
// deal is closed at the instant its lead became a customer, a lost one when
// its lead was lost.
func Deals(o Options) iter.Seq2[crm.Record, error] {
	return func(yield func(crm.Record, error) bool) {
		w := newWorld(o)
		row := 0
		for n := range w.leads {
			s, steps := w.subject(n)
			deal, ok := w.deal(s, steps)
			if !ok {
				continue
			}
			row++
			if !yield(crm.Record{Row: row, Kind: crm.DealRecord, LeadRef: s.key, Deal: deal}, nil) {
				return
			}
		}
	}
}

// System is the source system that the demo's activities come from.
const System = "demo"

// Sources describes the four runs of Records as imports, in their order. The
// rows of all but the leads are not counted beforehand and stay 0.
func Sources(o Options) []crm.ImportSource {
	w := newWorld(o)
	var sources []crm.ImportSource
	for _, kind := range []crm.RecordKind{crm.LeadRecord, crm.ActivityRecord, crm.StageRecord, crm.DealRecord} {
		s := crm.ImportSource{
			File: "demo " + string(kind), Kind: kind, Format: System, Encoding: "utf-8", DateOrder: "ymd",
			Fingerprint: fmt.Sprintf("demo/1 %s leads=%d seed=%d now=%d until=%d zone=%s", kind, w.leads, w.seed, w.now, w.until, w.zone),
		}
		if kind == crm.LeadRecord {
			s.Rows = w.leads
			s.Custom = []crm.Field{
				{Name: toolField, Label: "Current tool", Type: crm.Text, Custom: true},
				{Name: departmentField, Label: "Department", Type: crm.Text, Custom: true},
			}
		}
		sources = append(sources, s)
	}
	return sources
}
