package workspace

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/dustin/go-humanize"
	"golang.org/x/sync/errgroup"

	"smarketing/internal/crm"
	"smarketing/store"
)

// ImportOptions say how an import runs.
type ImportOptions struct {
	Progress func(crm.Progress)              // may be nil
	Reject   func(crm.Record, *crm.RowError) // called for every rejected row, those that had to wait last; may be nil
}

// importBatch is how many records of a kind are committed at a time. Activities
// are narrow and gain from being sorted by lead in larger batches.
var importBatch = map[crm.RecordKind]int{
	crm.LeadRecord: 4000, crm.ActivityRecord: 40000, crm.StageRecord: 4000, crm.DealRecord: 2000, crm.SpendRecord: 4000,
}

// Import commits the records in batches, scores what they touch, and returns
// what was done. It is idempotent: records that are already there change
// nothing, so after an interruption the same call completes the work. The
// import is one journal entry; until it has ended the import log says
// incomplete. When ctx ends, whole batches stand and the error is Interrupted.
func (w *Workspace) Import(ctx context.Context, src crm.ImportSource, records iter.Seq2[crm.Record, error], o ImportOptions) (crm.ImportReport, error) {
	started := time.Now()
	im := &importer{w: w, src: src, options: o, started: started, refs: map[string]crm.LeadID{}, members: map[string]bool{}}
	im.log.Report = crm.ImportReport{
		ImportSource: src, At: w.clock(), By: w.by,
		Reasons: map[string]int{}, ByStatus: map[string]int{}, Oddities: map[string]int{},
	}
	if err := w.mend(ctx, true); err != nil {
		return im.log.Report, err
	}
	if err := im.begin(ctx); err != nil {
		return im.log.Report, err
	}
	// The same command completes whatever an interruption leaves, so only the
	// end of the import has to reach the disk before it is reported.
	bulk := w.store.Bulk
	if im.unindexed {
		bulk = w.store.Fill
	}
	err := bulk(ctx, func() error {
		err := im.commitAll(ctx, records)
		if failed := im.complete(ctx); failed != nil {
			return errors.Join(err, failed)
		}
		if err == nil {
			err = im.commitAside(ctx)
		}
		if err != nil {
			return err
		}
		return im.score(ctx)
	})
	if err != nil {
		return im.interrupted(err)
	}
	if err := im.end(ctx); err != nil {
		return im.interrupted(err)
	}
	return im.log.Report, nil
}

// importer is one import under way.
type importer struct {
	w       *Workspace
	src     crm.ImportSource
	options ImportOptions
	started time.Time
	log     store.ImportRow
	rules   *rules
	stages  crm.Stages
	first   crm.LeadID            // the newest lead when the import began
	refs    map[string]crm.LeadID // leads that rows have named, bounded
	removed int64                 // how often leads had been removed when refs was begun
	members map[string]bool
	create  bool // make the leads that only activities name

	counted   *idSet // leads reported as added, after an interruption; nil without one
	names     *names // of all rows read, where no lead was there before; the reader's
	alone     bool   // nobody else has changed the file since it was empty
	seq       int64  // the change of the file that was the last then
	unindexed bool   // the file goes without its secondary indexes until the rows are in
	sorting   bool   // rows about leads of rows before wait until then
	aside     []item // those rows
	live      bool   // what comes happens now: it is no history
	marked    *idSet // leads noted as due by batches that stand; nil before the first
	cleared   int64  // how often notes had been removed when marked was begun
}

// begin opens the import in the log, or the one that an interruption left
// open, and completes the catalogue of custom fields.
func (im *importer) begin(ctx context.Context) error {
	return im.w.store.Update(ctx, func(t *store.Tx) error {
		unfinished, err := t.UnfinishedImport(im.src.Fingerprint)
		if err != nil {
			return err
		}
		im.log.ID, im.log.Fingerprint, im.log.Alive = unfinished.ID, im.src.Fingerprint, im.w.clock().Add(claimFor)
		if err := t.PutImport(&im.log); err != nil {
			return err
		}
		im.log.Report.ID = int64(im.log.ID)
		if im.rules, err = im.w.rulesOf(t); err != nil {
			return err
		}
		im.stages = im.rules.stages
		last, err := t.LastLead()
		if err != nil {
			return err
		}
		if unfinished.ID != 0 {
			im.counted = &idSet{}
		}
		im.first = last
		if last == 0 && im.src.Kind == crm.LeadRecord {
			if im.seq, err = t.LastChange(); err != nil {
				return err
			}
			im.alone, im.names = true, newNames(im.src.Rows)
			// Of no leads all are scored, and those that come are as they come.
			if err := allCurrent(t, im.rules, crm.DayOf(im.log.Report.At, im.rules.zone)); err != nil {
				return err
			}
			if im.src.Rows >= fillFrom {
				if err := t.DropIndexes(im.log.ID); err != nil {
					return err
				}
				im.unindexed, im.sorting = true, true
			}
		}
		members, err := t.Members()
		if err != nil {
			return err
		}
		for _, m := range members {
			im.members[m.Name] = true
		}
		if im.src.Kind == crm.LeadRecord { // fields of deals are never scored
			for _, f := range im.src.Custom {
				if err := t.PutField(f); err != nil {
					return err
				}
			}
		}
		if unfinished.ID != 0 {
			return nil // journalled when it began
		}
		return t.AddJournal(crm.JournalEntry{
			At: im.log.Report.At, By: im.w.by, Verb: "import", Key: im.src.File,
			Detail: fmt.Sprintf(`{"import":%d,"kind":%q}`, im.log.ID, im.src.Kind),
		})
	})
}

// commitAll commits the records batch by batch. They are read in a goroutine of
// its own, and what is made of them in another, so that all of it overlaps.
func (im *importer) commitAll(ctx context.Context, records iter.Seq2[crm.Record, error]) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	// One is read and one made while one is written: more would only take memory.
	bare, loads, empty := make(chan *load), make(chan *load), make(chan *load, 2)
	var ahead errgroup.Group
	ahead.Go(func() error {
		defer close(bare)
		return im.read(ctx, records, bare, empty)
	})
	ahead.Go(func() error {
		defer close(loads)
		err := im.makeAll(ctx, bare, loads)
		if err != nil {
			cancel(err) // nobody takes what is read
		}
		return err
	})
	err := im.commitLoads(ctx, loads, empty)
	if err != nil {
		cancel(err)
	}
	if failed := ahead.Wait(); failed != nil && (err == nil || errors.Is(err, context.Canceled)) {
		return failed
	}
	return err
}

func (im *importer) commitLoads(ctx context.Context, loads <-chan *load, empty chan<- *load) error {
	var turn turns
	for l := range loads {
		if err := turn.next(ctx); err != nil {
			return err
		}
		items := l.items
		if im.sorting {
			items = im.setAside(items)
		}
		if err := im.commit(ctx, items); err != nil {
			return err
		}
		if len(im.aside) > maxAside {
			im.sorting = false
			if err := im.commitAside(ctx); err != nil {
				return err
			}
		}
		select {
		case empty <- l:
		default:
		}
		turn.done()
		im.report("importing", im.log.Cursor, im.src.Rows)
	}
	return nil
}

// commit writes one batch in one transaction. What the batch counts is added
// to the report only when it stands.
func (im *importer) commit(ctx context.Context, items []item) error {
	b := &batch{importer: im, items: items}
	write := im.w.store.Update
	if im.unindexed {
		write = im.w.store.Append
	}
	err := write(ctx, func(t *store.Tx) error {
		b.tx = t
		if err := b.apply(); err != nil {
			return err
		}
		log := im.log
		log.Cursor += len(items)
		log.Alive = im.w.clock().Add(claimFor)
		if err := t.PutImport(&log); err != nil {
			return err
		}
		return t.AddChange(store.LeadsChanged)
	})
	if err != nil {
		return err
	}
	im.log.Cursor += len(items)
	im.seq++ // the batch is the next change of the file
	b.settle()
	return nil
}

// score moves leads whose deals are all lost, and scores every lead the import
// touched.
func (im *importer) score(ctx context.Context) error {
	if im.src.Kind == crm.DealRecord {
		if err := im.settleDeals(ctx); err != nil {
			return err
		}
	}
	ready, err := im.w.refresh(ctx, im.log.ID, func(p crm.Progress) { im.report(p.What, p.Done, p.Total) })
	im.log.Report.NewlyReady += ready
	return err
}

// end closes the import in the log.
func (im *importer) end(ctx context.Context) error {
	r := &im.log.Report
	r.Complete, r.Rows, r.Took = true, im.log.Cursor, time.Since(im.started)
	im.log.Alive = time.Time{}
	return im.w.update(ctx, store.LeadsChanged, crm.JournalEntry{}, func(t *store.Tx) error { return t.PutImport(&im.log) })
}

func (im *importer) report(what string, done, total int) {
	if im.options.Progress != nil {
		im.options.Progress(crm.Progress{What: what, Done: done, Total: total, Started: im.started})
	}
}

func (im *importer) interrupted(err error) (crm.ImportReport, error) {
	im.log.Report.Took = time.Since(im.started)
	if errors.Is(err, context.Canceled) || crm.ErrorCode(err) == crm.Interrupted {
		return im.log.Report, &crm.Error{
			Code: crm.Interrupted, Message: fmt.Sprintf("stopped after %s of %s rows; what is in stays in", humanize.Comma(int64(im.log.Cursor)), humanize.Comma(int64(im.src.Rows))),
			Hint: "run the same command again to continue", Err: err,
		}
	}
	return im.log.Report, err
}
