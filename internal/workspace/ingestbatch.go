package workspace

import (
	"context"
	"fmt"
	"slices"

	"smarketing/internal/crm"
	"smarketing/store"
)

// write commits a batch of events and how far it reaches, and reports it.
func (g *ingest) write(ctx context.Context, events []crm.Event, next crm.IngestState) error {
	b := &batch{items: make([]item, 0, len(events))}
	now := crm.IngestReport{Source: g.options.Name, At: next.At, Offset: next.Offset, Line: next.Line, Events: len(events), Reasons: map[string]int{}}
	for i := range events {
		e := &events[i]
		b.items = append(b.items, item{row: e.Row, ref: e.LeadRef, ignored: e.Skip, reject: e.Reject, activity: &e.Activity})
	}
	owed := false
	err := g.w.update(ctx, store.LeadsChanged, crm.JournalEntry{}, func(t *store.Tx) error {
		if err := g.begin(t); err != nil {
			return err
		}
		g.im.live = g.live
		b.importer, b.tx = g.im, t
		if err := g.check(t); err != nil {
			return err
		}
		b.init()
		if err := b.activities(); err != nil {
			return err
		}
		if err := g.reject(b, events); err != nil {
			return err
		}
		var err error
		if owed, err = g.later(b, &now); err != nil {
			return err
		}
		return g.remember(t, b, next)
	})
	if err != nil {
		if g.sum.Import == 0 {
			g.im = nil // its import was rolled back with the rest
		} else {
			clear(g.im.refs) // some may name leads that were rolled back
		}
		return err
	}
	b.settle()
	g.state, g.owed = next, g.owed || owed
	g.count(b, &now)
	if g.options.Progress != nil {
		g.options.Progress(now, g.sum)
	}
	return nil
}

// begin opens the ingest in the import log, by the first batch: a stream that
// gives nothing leaves no trace.
func (g *ingest) begin(t *store.Tx) error {
	if g.im != nil {
		rules, err := g.w.rulesOf(t)
		if err == nil {
			g.im.rules, g.im.stages = rules, rules.stages
		}
		return err
	}
	rules, err := g.w.rulesOf(t)
	if err != nil {
		return err
	}
	im := &importer{
		w: g.w, started: g.started, refs: map[string]crm.LeadID{}, members: map[string]bool{},
		rules: rules, stages: rules.stages, create: g.options.Create,
		src: crm.ImportSource{File: g.options.Name, Kind: crm.ActivityRecord, Format: streamFormat, Fingerprint: "ingest " + g.options.Name},
	}
	im.log.Fingerprint = im.src.Fingerprint
	im.log.Report = crm.ImportReport{
		// Every batch stands for itself: there is nothing to complete.
		ImportSource: im.src, At: g.sum.At, By: g.w.by, Complete: true,
		Reasons: map[string]int{}, ByStatus: map[string]int{}, Oddities: map[string]int{},
	}
	if err := t.PutImport(&im.log); err != nil {
		return err
	}
	im.log.Report.ID = int64(im.log.ID)
	g.im = im
	return t.AddJournal(crm.JournalEntry{
		At: g.sum.At, By: g.w.by, Verb: "ingest", Key: g.options.Name, Detail: fmt.Sprintf(`{"import":%d}`, im.log.ID),
	})
}

// check makes sure that nobody else takes the same file in.
func (g *ingest) check(t *store.Tx) error {
	if g.state.Source == "" {
		return nil
	}
	now, err := t.IngestState(g.state.Source)
	if err != nil {
		return err
	}
	expected := g.state
	if g.sum.Import == 0 {
		expected = g.options.State
	}
	if now.Source != "" && (now.Line != expected.Line || now.Offset != expected.Offset) {
		return crm.Errorf(crm.Conflict, "somebody else is taking %s in: it stands at line %d, not %d", g.options.Name, now.Line, expected.Line).
			WithHint("let one of them do it")
	}
	return nil
}

// reject hands over the rejected lines before the batch is committed: a line
// may come twice after a crash, but none is lost.
func (g *ingest) reject(b *batch, events []crm.Event) error {
	if g.options.Reject == nil {
		return nil
	}
	some := false
	for i := range b.items {
		if e := b.items[i].reject; e != nil {
			g.options.Reject(events[i], e)
			some = true
		}
	}
	if some && g.options.Flush != nil {
		return g.options.Flush()
	}
	return nil
}

// later scores the touched leads in the transaction when they are few, else it
// notes them as due, which it reports.
func (g *ingest) later(b *batch, now *crm.IngestReport) (owed bool, err error) {
	if len(b.touched) > promptly || g.owed {
		return true, b.mark()
	}
	ids := make([]crm.LeadID, 0, len(b.touched))
	for id := range b.touched {
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		return false, nil
	}
	slices.Sort(ids)
	now.NewlyReady, err = g.w.rescore(b.tx, ids)
	return false, err
}

// remember writes how far the source and the import log are.
func (g *ingest) remember(t *store.Tx, b *batch, next crm.IngestState) error {
	log := g.im.log
	log.Cursor += len(b.items)
	r := &log.Report
	r.Rows = log.Cursor
	r.Created += b.created
	r.Unchanged += b.unchanged
	r.LeadsCreated += b.leadsCreated
	for i := range b.items {
		switch {
		case b.items[i].reject != nil:
			r.Rejected++
		case b.items[i].ignored:
			r.Ignored++
		}
	}
	if err := t.PutImport(&log); err != nil {
		return err
	}
	if next.Source == "" {
		return nil
	}
	return t.PutIngestState(next)
}

// count adds what stands now to the sums.
func (g *ingest) count(b *batch, now *crm.IngestReport) {
	g.im.log.Cursor += len(b.items)
	s := &g.sum
	now.Import = int64(g.im.log.ID)
	now.Created, now.Unchanged, now.LeadsCreated = b.created, b.unchanged, b.leadsCreated
	now.Future = b.oddities[futureActivities]
	for i := range b.items {
		switch it := &b.items[i]; {
		case it.reject != nil:
			now.Rejected++
			now.Reasons[reason(it.reject)]++
			s.Reasons[reason(it.reject)]++
		case it.ignored:
			now.Ignored++
		}
	}
	s.Import, s.At, s.Offset, s.Line = now.Import, now.At, now.Offset, now.Line
	s.Events += now.Events
	s.Created += now.Created
	s.Unchanged += now.Unchanged
	s.Rejected += now.Rejected
	s.Ignored += now.Ignored
	s.LeadsCreated += now.LeadsCreated
	s.Future += now.Future
	s.NewlyReady += now.NewlyReady
}
