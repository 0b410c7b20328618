package workspace

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/score"
	"smarketing/store"
)

// load is a batch of records on its way from the reader to the writer, with the
// memory that its rows need. It goes back and forth, so that a large file makes
// little garbage.
type load struct {
	items []item
	nouns nouns
	space store.Space
	at    time.Time // when it was begun
}

// newLoad returns a load for so many records, or as many as there are.
func (im *importer) newLoad(size int) *load {
	size = min(size, im.src.Rows)
	l := &load{items: make([]item, 0, size), at: im.w.clock()}
	if im.src.Kind == crm.LeadRecord {
		l.nouns.leads, l.nouns.made = make([]crm.Lead, 0, size), make([]made, 0, size)
	}
	return l
}

// reuse empties the load and begins it anew.
func (l *load) reuse(now time.Time) {
	n := &l.nouns
	l.items, n.leads, n.made, n.activities = l.items[:0], n.leads[:0], n.made[:0], n.activities[:0]
	n.changes, n.deals, n.spends = n.changes[:0], n.deals[:0], n.spends[:0]
	l.space.Reuse()
	l.at = now
}

// caught makes an error of a panic: in a reader it is the end of the import, not
// of the program.
func caught(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("reading the file failed: %v", p)
	}
}

// read gathers records into loads.
func (im *importer) read(ctx context.Context, records iter.Seq2[crm.Record, error], loads chan<- *load, empty <-chan *load) (err error) {
	defer caught(&err)
	size := importBatch[im.src.Kind]
	l := im.newLoad(size)
	send := func() bool {
		select {
		case loads <- l:
		case <-ctx.Done():
			return false
		}
		select {
		case l = <-empty:
			l.reuse(im.w.clock())
		default:
			l = im.newLoad(size)
		}
		return true
	}
	for record, err := range records {
		it := im.item(&record, &l.nouns)
		if err != nil {
			if it.reject, err = rejectOf(err); err != nil {
				return err
			}
		}
		if it.reject == nil && it.lead != nil {
			it.met = im.names == nil || im.names.meet(it.lead)
		}
		if l.items = append(l.items, it); len(l.items) == size && !send() {
			return context.Cause(ctx)
		}
	}
	if len(l.items) > 0 && !send() {
		return context.Cause(ctx)
	}
	return nil
}

// rejectOf returns the row error that err is, or err itself.
func rejectOf(err error) (*crm.RowError, error) {
	var reject *crm.RowError
	if errors.As(err, &reject) {
		return reject, nil
	}
	return nil, err
}

// makeAll makes of the leads in each load what can be made of them before they
// are written.
func (im *importer) makeAll(ctx context.Context, bare <-chan *load, loads chan<- *load) (err error) {
	defer caught(&err)
	for l := range bare {
		for i := range l.items {
			if it := &l.items[i]; it.reject == nil && it.lead != nil {
				m := im.entered(it.lead, l.at, &l.space)
				it.made = lay(&l.nouns.made, &m)
			}
		}
		select {
		case loads <- l:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return nil
}

// item is what an import keeps of a record until it is committed: only the
// noun of its kind, since batches are large.
type item struct {
	row        int
	ref        string // the lead an activity, stage change or deal names
	named      crm.LeadID
	occurrence int
	ignored    bool
	met        bool // another row, or a lead of the file, may have its key or e-mail
	cells      []string
	reject     *crm.RowError // why the row is not taken

	lead     *crm.Lead
	made     *made // of a lead that may be new
	activity *crm.Activity
	change   *crm.StageChange
	deal     *crm.Deal
	spend    *crm.Spend
}

// item keeps what is wanted of the record. The nouns of a batch lie side by
// side: one at a time they would be garbage by the million.
func (im *importer) item(r *crm.Record, batch *nouns) item {
	it := item{row: r.Row, ref: r.LeadRef, occurrence: r.Occurrence, ignored: r.Ignored, cells: r.Cells}
	switch im.src.Kind {
	case crm.LeadRecord:
		it.lead = lay(&batch.leads, &r.Lead)
		it.lead.System = im.src.System
	case crm.ActivityRecord:
		it.activity = lay(&batch.activities, &r.Activity)
	case crm.StageRecord:
		it.change = lay(&batch.changes, &r.Change)
	case crm.DealRecord:
		it.deal = lay(&batch.deals, &r.Deal)
	case crm.SpendRecord:
		it.spend = lay(&batch.spends, &r.Spend)
	}
	return it
}

// nouns are those of a batch of records, of the kind that it has.
type nouns struct {
	leads      []crm.Lead
	made       []made
	activities []crm.Activity
	changes    []crm.StageChange
	deals      []crm.Deal
	spends     []crm.Spend
}

// lay copies a noun to the others and returns where it lies now; that stays
// right when the others move on to a larger place.
func lay[T any](all *[]T, one *T) *T {
	*all = append(*all, *one)
	return &(*all)[len(*all)-1]
}

// made is what the reader makes of a lead beside the transactions, so that both
// processors have work: how it stands when it enters, its row, and its score
// before it has done anything.
type made struct {
	stage            string
	stageAt, addedAt time.Time
	row              store.LeadRow
	totals           score.Totals
}

// entered returns what a row makes if it is a new lead, and leaves it as it is:
// it may be about one that is there.
func (im *importer) entered(row *crm.Lead, now time.Time, space *store.Space) made {
	stage, stageAt := row.Stage, row.StageAt
	im.enter(row, now)
	m := im.make(row, space)
	row.Stage, row.StageAt, row.AddedAt = stage, stageAt, time.Time{}
	return m
}

func (im *importer) make(l *crm.Lead, space *store.Space) made {
	return made{l.Stage, l.StageAt, l.AddedAt, store.RowOf(l, im.log.ID, space), im.rules.program.Totals(l, nil, im.log.Report.At)}
}
