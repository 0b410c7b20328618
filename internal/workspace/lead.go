package workspace

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/score"
	"smarketing/store"
)

// LeadPage returns one window of the leads that the query matches. Leads whose
// stored score is not current are scored again for the page; AsOf says so.
func (w *Workspace) LeadPage(ctx context.Context, q crm.LeadQuery) (crm.LeadPage, error) {
	page := crm.LeadPage{Query: q}
	err := w.store.View(ctx, func(t *store.Tx) error {
		r, err := w.rulesOf(t)
		if err != nil {
			return err
		}
		q := timed(q, r, w.clock())
		if err := t.Leads(q, func(l crm.Lead) error {
			page.Leads = append(page.Leads, l)
			return nil
		}); err != nil {
			return err
		}
		if page.Total, err = t.CountMatches(q); err != nil {
			return err
		}
		page.Stages = r.stages
		if page.All, err = t.CountMatches(crm.LeadQuery{}); err != nil {
			return err
		}
		if page.AsOf, err = w.asOf(t, r); err != nil {
			return err
		}
		if !page.AsOf.Current {
			if err := w.renew(t, r, page.Leads); err != nil {
				return err
			}
		}
		if err := w.explainPlaces(t, r, &page); err != nil {
			return err
		}
		if q.Why {
			page.Why, err = whys(t, r, page.Leads)
		}
		return err
	})
	return page, err
}

// whys returns the top reasons of each lead's score.
func whys(t *store.Tx, r *rules, leads []crm.Lead) (map[crm.LeadID][]string, error) {
	ids := make([]crm.LeadID, len(leads))
	for i := range leads {
		ids[i] = leads[i].ID
	}
	h, err := historyOf(t, ids, time.Time{})
	why := make(map[crm.LeadID][]string, len(leads))
	for i := range leads {
		l := &leads[i]
		why[l.ID] = r.program.Explain(l, h.acts[l.ID], l.Stamp.At).Why
	}
	return why, err
}

// renew replaces stamps that are not current, in memory only.
func (w *Workspace) renew(t *store.Tx, r *rules, leads []crm.Lead) error {
	old, err := w.old(t, r, leads)
	if err != nil {
		return err
	}
	h, err := historyOf(t, slices.Collect(maps.Keys(old)), w.clock())
	if err != nil {
		return err
	}
	s := &stamping{rules: r, now: w.clock(), works: h.works, last: h.last}
	for i := range leads {
		if imported, ok := old[leads[i].ID]; ok {
			s.add(&leads[i], h.acts[leads[i].ID], imported != 0)
		}
	}
	return nil
}

// old returns which of the leads have a stamp that is not current, with the
// import whose history is the reason, 0 for every other.
func (w *Workspace) old(t *store.Tx, r *rules, leads []crm.Lead) (map[crm.LeadID]crm.ImportID, error) {
	now := w.clock()
	today := crm.DayOf(now, r.zone)
	ids := make([]crm.LeadID, len(leads))
	for i := range leads {
		ids[i] = leads[i].ID
	}
	old, err := t.DueAmong(ids, now)
	for i := range leads {
		if s := &leads[i].Stamp; s.Day != today || s.RubricVersion != r.version.Number {
			if _, noted := old[ids[i]]; !noted {
				old[ids[i]] = 0
			}
		}
	}
	return old, err
}

// asOf says how current the stored scores are.
func (w *Workspace) asOf(t *store.Tx, r *rules) (crm.AsOf, error) {
	today := crm.DayOf(w.clock(), r.zone)
	n, err := w.outdated(t, 0)
	if err != nil || n == 0 {
		return crm.AsOf{Day: today, Current: true}, err
	}
	total, current, oldest, err := t.CountStamps(r.version.Number, today)
	return crm.AsOf{Day: oldest, Done: max(0, min(current, total-n)), Total: total}, err
}

// Leads yields every lead that the query matches, in order, with the
// explanation of its score. An error ends the iteration.
func (w *Workspace) Leads(ctx context.Context, q crm.LeadQuery) iter.Seq2[score.Scored, error] {
	return func(yield func(score.Scored, error) bool) {
		err := w.store.View(ctx, func(t *store.Tx) error {
			r, err := w.rulesOf(t)
			if err != nil {
				return err
			}
			batch := make([]crm.Lead, 0, rescoreBatch)
			flush := func() error {
				err := w.explainEach(t, r, batch, yield)
				batch = batch[:0]
				return err
			}
			err = t.Leads(timed(q, r, w.clock()), func(l crm.Lead) error {
				if batch = append(batch, l); len(batch) == cap(batch) {
					return flush()
				}
				return nil
			})
			if err != nil {
				return err
			}
			return flush()
		})
		if err != nil && !errors.Is(err, errStopped) {
			yield(score.Scored{}, err)
		}
	}
}

// errStopped ends a query whose reader has seen enough.
var errStopped = errors.New("stopped")

func (w *Workspace) explainEach(t *store.Tx, r *rules, leads []crm.Lead, yield func(score.Scored, error) bool) error {
	ids := make([]crm.LeadID, len(leads))
	for i := range leads {
		ids[i] = leads[i].ID
	}
	h, err := historyOf(t, ids, w.clock())
	if err != nil {
		return err
	}
	if err := w.renew(t, r, leads); err != nil {
		return err
	}
	for i := range leads {
		scored := explain(r, leads[i], h.acts[leads[i].ID])
		if !yield(scored, nil) {
			return errStopped
		}
	}
	return nil
}

// explain explains the score of the stamp, as of the instant it was made for.
func explain(r *rules, l crm.Lead, acts []crm.Activity) score.Scored {
	return score.Scored{Lead: l, Explanation: r.program.Explain(&l, acts, l.Stamp.At)}
}

// Lead returns the lead of that id; NotFound when there is none.
func (w *Workspace) Lead(ctx context.Context, id crm.LeadID) (crm.Lead, error) {
	s, err := w.scored(ctx, id)
	return s.Lead, err
}

// Explain explains the score of the lead of that id; NotFound when there is
// none.
func (w *Workspace) Explain(ctx context.Context, id crm.LeadID) (score.Explanation, error) {
	s, err := w.scored(ctx, id)
	return s.Explanation, err
}

func (w *Workspace) scored(ctx context.Context, id crm.LeadID) (score.Scored, error) {
	var s score.Scored
	err := w.store.View(ctx, func(t *store.Tx) error {
		r, err := w.rulesOf(t)
		if err != nil {
			return err
		}
		lead, err := t.Lead(id)
		if err != nil {
			return err
		}
		h, err := historyOf(t, []crm.LeadID{id}, w.clock())
		if err != nil {
			return err
		}
		one := []crm.Lead{lead}
		if err := w.renew(t, r, one); err != nil {
			return err
		}
		s = explain(r, one[0], h.acts[id])
		return nil
	})
	return s, err
}

// Find returns the lead that ref names: #12 is an internal id, everything else
// a key or an e-mail. NotFound names what comes nearest, Usage several leads of
// the same key.
func (w *Workspace) Find(ctx context.Context, ref string) (crm.Lead, error) {
	if n, ok := strings.CutPrefix(ref, "#"); ok {
		if id, err := strconv.ParseInt(n, 10, 64); err == nil {
			return w.Lead(ctx, crm.LeadID(id))
		}
	}
	var found []store.Identity
	var near string
	err := w.store.View(ctx, func(t *store.Tx) (err error) {
		if found, err = t.IdentitiesByKey([]string{ref}); err != nil || len(found) > 0 {
			return err
		}
		if found, err = t.IdentitiesByEmail([]string{ref}); err != nil || len(found) > 0 {
			return err
		}
		return t.Leads(crm.LeadQuery{Filter: ref, Limit: 1}, func(l crm.Lead) error {
			near = l.Key
			return nil
		})
	})
	if err != nil {
		return crm.Lead{}, err
	}
	// A merged lead may be found by several of its names.
	slices.SortStableFunc(found, func(a, b store.Identity) int { return cmp.Compare(a.ID, b.ID) })
	found = slices.CompactFunc(found, func(a, b store.Identity) bool { return a.ID == b.ID })
	switch {
	case len(found) == 0 && near != "":
		return crm.Lead{}, crm.Errorf(crm.NotFound, "there is no lead %q", ref).WithHint("did you mean %q?", near)
	case len(found) == 0:
		return crm.Lead{}, crm.Errorf(crm.NotFound, "there is no lead %q", ref).
			WithHint("use its key, its e-mail or #id; smarketing leads --filter finds them")
	case len(found) > 1:
		return crm.Lead{}, crm.Errorf(crm.Usage, "%d leads are called %q", len(found), ref).
			WithHint("use #%d or another id", found[0].ID)
	}
	return w.Lead(ctx, found[0].ID)
}

// Timeline returns the history of the lead, newest first: activities, stage
// changes, touches, notes, deals and the times it became ready.
func (w *Workspace) Timeline(ctx context.Context, id crm.LeadID) ([]crm.TimelineEntry, error) {
	var entries []crm.TimelineEntry
	err := w.store.View(ctx, func(t *store.Tx) error {
		acts, err := t.LeadActivities(id)
		if err != nil {
			return err
		}
		for _, a := range acts {
			entries = append(entries, crm.TimelineEntry{At: a.At, Kind: crm.EntryActivity, Text: activityWords(a)})
		}
		stages, err := t.Stages()
		if err != nil {
			return err
		}
		changes, err := t.StageChangesOf(id)
		if err != nil {
			return err
		}
		for _, c := range changes {
			entries = append(entries, changeEntry(c, stages))
		}
		events, err := t.ReadyEventsOf(id)
		if err != nil {
			return err
		}
		for _, e := range events {
			entries = append(entries, crm.TimelineEntry{At: e.At, Kind: crm.EntryReady, Text: fmt.Sprintf(
				"became ready%s with %d points, %s (rubric v%d)", causeWords(e.Cause), crm.Points(e.Score), e.Grade, e.RubricVersion)})
		}
		ours, err := ourEntries(t, id)
		if err != nil {
			return err
		}
		entries = append(entries, ours...)
		deals, err := t.DealsOf(id)
		for _, d := range deals {
			entries = append(entries, dealEntries(d)...)
		}
		return err
	})
	slices.SortStableFunc(entries, func(a, b crm.TimelineEntry) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.Kind, b.Kind))
	})
	return entries, err
}

// ourEntries returns what we did to the lead and noted about it.
func ourEntries(t *store.Tx, id crm.LeadID) ([]crm.TimelineEntry, error) {
	var entries []crm.TimelineEntry
	touches, err := t.Touches(id)
	if err != nil {
		return nil, err
	}
	for _, c := range touches {
		words := string(c.Channel)
		if c.Channel == crm.Otherwise {
			words = "touch"
		}
		if c.Text != "" {
			words += ": " + c.Text
		}
		entries = append(entries, crm.TimelineEntry{At: c.At, Kind: crm.EntryTouch, Text: words, By: c.By})
	}
	notes, err := t.Notes(id)
	for _, n := range notes {
		entries = append(entries, crm.TimelineEntry{At: n.At, Kind: crm.EntryNote, Text: n.Text, By: n.By})
	}
	return entries, err
}

func causeWords(c crm.Cause) string {
	if c == crm.ByInstant {
		return " at once,"
	}
	return ""
}

func activityWords(a crm.Activity) string {
	words := strings.ReplaceAll(a.Event, "_", " ")
	if a.Detail != "" {
		words += "  " + a.Detail
	}
	if a.Value.Known() {
		words += "  " + a.Value.String()
	}
	return words
}

func changeEntry(c crm.StageChange, stages crm.Stages) crm.TimelineEntry {
	words := "entered " + stages.Label(c.Stage)
	if c.Provisional {
		words = "stood in " + stages.Label(c.Stage) + " when it was imported"
	}
	if c.Reason != "" {
		words += ": " + c.Reason
	}
	return crm.TimelineEntry{At: c.At, Kind: crm.EntryStage, Text: words, By: c.By}
}

func dealEntries(d crm.Deal) []crm.TimelineEntry {
	name := d.Name
	if name == "" {
		name = d.Key
	}
	sum := ""
	if d.Amount.Known {
		sum = fmt.Sprintf(", %s %s", strconv.FormatFloat(d.Amount.Float(), 'f', -1, 64), d.Currency)
	}
	var entries []crm.TimelineEntry
	if !d.CreatedAt.IsZero() {
		entries = append(entries, crm.TimelineEntry{At: d.CreatedAt, Kind: crm.EntryDeal, Text: dealWords(name, "opened") + sum, By: d.Owner})
	}
	if d.Status != crm.DealOpen {
		entries = append(entries, crm.TimelineEntry{At: d.ClosedAt, Kind: crm.EntryDeal, Text: dealWords(name, string(d.Status)) + sum, By: d.Owner})
	}
	return entries
}

func dealWords(name, what string) string {
	return strings.Join(strings.Fields("deal "+name+" "+what), " ")
}
