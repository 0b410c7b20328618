package workspace

import (
	"context"
	"slices"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
	"smarketing/store"
)

// snapshot is a board with what it is a picture of.
type snapshot struct {
	board  *score.Board
	fields []string
	move   int64      // the last transaction it has seen that changed leads
	last   crm.LeadID // the newest lead it has seen
	later  []promise  // what will count later
	zone   string
	day    crm.Day
}

// promise is a lead that has an activity in the future.
type promise struct {
	lead crm.LeadID
	at   time.Time
}

// promises returns the activities that lie in the future.
func promises(acts []crm.Activity, now time.Time) []promise {
	var later []promise
	for i := range acts {
		if a := &acts[i]; a.At.After(now) {
			later = append(later, promise{a.Lead, a.At})
		}
	}
	return later
}

// rebuildShare is the part of the leads, one in so many, from which on reading
// all of them again is quicker than patching.
const rebuildShare = 10

// Board returns all leads in columns, as the file has them now, with at least
// the named fields. It is read on first use, which takes a while and reports
// its progress; afterwards it is patched with what has changed, or read again
// when that is much, a field is missing or a new day has begun. Of several
// callers one reads and the others wait for it.
func (w *Workspace) Board(ctx context.Context, fields []string, progress func(crm.Progress)) (*score.Board, error) {
	select {
	case w.boarding <- struct{}{}:
		defer func() { <-w.boarding }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if s := w.snapshot; s != nil {
		patched, err := w.patch(ctx, s, fields)
		if err != nil {
			return nil, err
		}
		if w.snapshot = patched; patched != nil {
			return patched.board, nil
		}
		fields = append(slices.Clone(fields), s.fields...)
	}
	s, err := w.survey(ctx, fields, progress)
	if err != nil {
		return nil, err
	}
	w.snapshot = s
	// The two connections may have seen the file a moment apart.
	patched, err := w.patch(ctx, s, fields)
	if patched != nil {
		w.snapshot = patched
	}
	return w.snapshot.board, err
}

// patch brings a snapshot up to date. It returns nil when all leads are to be
// read again.
func (w *Workspace) patch(ctx context.Context, s *snapshot, fields []string) (*snapshot, error) {
	for _, f := range fields {
		if !slices.Contains(s.fields, f) {
			return nil, nil
		}
	}
	var next *snapshot
	err := w.store.View(ctx, func(t *store.Tx) error {
		r, err := w.rulesOf(t)
		if err != nil {
			return err
		}
		now := w.clock()
		if crm.DayOf(now, r.zone) != s.day || r.zone.String() != s.zone {
			return nil
		}
		ids, all, err := t.MovedSince(s.move)
		if err != nil || all {
			return err
		}
		seen := *s
		seen.later = nil
		var due []crm.LeadID
		for _, p := range s.later {
			if p.at.After(now) {
				seen.later = append(seen.later, p)
			} else {
				due = append(due, p.lead)
			}
		}
		fresh, err := t.LeadsAfter(s.last)
		if err != nil {
			return err
		}
		ids = slices.Concat(ids, due, fresh)
		slices.Sort(ids)
		ids = slices.Compact(ids)
		size := s.board.Open() + s.board.Closed()
		if len(ids) > size/rebuildShare+1 && len(ids) > patchable {
			return nil
		}
		if seen.move, err = t.LastMove(); err != nil {
			return err
		}
		if seen.last, err = t.LastLead(); err != nil {
			return err
		}
		if len(ids) > 0 {
			if err := seen.read(t, r, ids, now); err != nil {
				return err
			}
		}
		count, err := t.CountLeads()
		if err == nil && seen.board.Open()+seen.board.Closed() == count {
			next = &seen // else leads have gone
		}
		return err
	})
	return next, err
}

// patchable is how many changed leads are always patched.
const patchable = 1000

// read takes over the present state of the leads of those ids.
func (s *snapshot) read(t *store.Tx, r *rules, ids []crm.LeadID, now time.Time) error {
	leads, err := t.LeadsByID(ids)
	if err != nil {
		return err
	}
	acts, err := t.ActivitiesOf(ids)
	if err != nil {
		return err
	}
	s.later = slices.DeleteFunc(s.later, func(p promise) bool {
		_, again := slices.BinarySearch(ids, p.lead)
		return again
	})
	var changed []score.Subject
	err = t.BoardLeads(store.BoardQuery{Stages: r.stages, Leads: ids}, func(l *crm.Lead, m store.Moments) error {
		lead := leads[l.ID]
		changed = append(changed, subject(r, &lead, acts[l.ID], m, now))
		s.later = append(s.later, promises(acts[l.ID], now)...)
		return nil
	})
	if err != nil {
		return err
	}
	var gone []crm.LeadID
	for _, id := range ids {
		if _, ok := leads[id]; !ok {
			gone = append(gone, id)
		}
	}
	s.board = s.board.Patch(changed, gone)
	return nil
}

// subject returns the lead as it is to be scored: an open one as of now, a
// closed one as of its hand-off. Where it stands is what its stage says: its
// stamp may be older.
func subject(r *rules, l *crm.Lead, acts []crm.Activity, m store.Moments, now time.Time) score.Subject {
	standing := r.stages.Standing(l.Stage)
	l.Stamp.Standing, l.Stamp.Ready = standing, armed(l, standing)
	at := now
	if !standing.Open() {
		at = m.HandOff
	}
	if !m.Start.IsZero() && !m.Start.After(at) {
		acts = since(acts, m.Start)
	}
	return score.Subject{Lead: l, Activities: acts, At: at}
}

// survey reads all leads: what they are through one connection, and what they
// do through another beside it.
func (w *Workspace) survey(ctx context.Context, fields []string, progress func(crm.Progress)) (*snapshot, error) {
	s := &snapshot{}
	err := w.store.View(ctx, func(t *store.Tx) error {
		r, err := w.rulesOf(t)
		if err != nil {
			return err
		}
		now := w.clock()
		s.zone, s.day = r.zone.String(), crm.DayOf(now, r.zone)
		s.fields = slices.Concat(fields, rubric.Fields(r.version.Rubric))
		slices.Sort(s.fields)
		s.fields = slices.Compact(s.fields)
		if s.move, err = t.LastMove(); err != nil {
			return err
		}
		if s.last, err = t.LastLead(); err != nil {
			return err
		}
		p := crm.Progress{What: "reading leads", Started: time.Now()}
		if p.Total, err = t.CountLeads(); err != nil {
			return err
		}
		b := score.NewBuilder(s.fields, r.zone, now)
		heard := w.listen(ctx)
		defer heard.stop()
		err = t.BoardLeads(store.BoardQuery{Fields: s.fields, Stages: r.stages}, func(l *crm.Lead, m store.Moments) error {
			acts, err := heard.of(l.ID)
			if err != nil {
				return err
			}
			b.Add(subject(r, l, acts, m, now))
			s.later = append(s.later, promises(acts, now)...)
			if p.Done++; progress != nil && p.Done%rescoreBatch == 0 {
				progress(p)
			}
			return nil
		})
		s.board = b.Board()
		return err
	})
	return s, err
}

// LeadsByID returns the leads of those ids, by id; those that are no more are
// left out. Their stamps are as stored.
func (w *Workspace) LeadsByID(ctx context.Context, ids []crm.LeadID) (map[crm.LeadID]crm.Lead, error) {
	return read(ctx, w, func(t *store.Tx) (map[crm.LeadID]crm.Lead, error) { return t.LeadsByID(ids) })
}
