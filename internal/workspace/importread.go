package workspace

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"smarketing/internal/crm"
	"smarketing/internal/score"
	"smarketing/store"
)

// read gathers records into batches. A panic in a reader is an error of the
// import, not the end of the program.
func (im *importer) read(ctx context.Context, records iter.Seq2[crm.Record, error], batches chan<- []item) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("reading the file failed: %v", p)
		}
	}()
	size := importBatch[im.src.Kind]
	batch := make([]item, 0, size)
	var all nouns
	var space store.Space
	send := func() bool {
		select {
		case batches <- batch:
			batch = make([]item, 0, size)
			return true
		case <-ctx.Done():
			return false
		}
	}
	for record, err := range records {
		it := im.item(&record, &all)
		if err != nil && !errors.As(err, &it.reject) {
			return err
		}
		if it.reject == nil && it.lead != nil {
			m := im.make(it.lead, &space)
			it.made = lay(&all.made, &m)
			it.met = im.names == nil || im.names.meet(it.lead)
		}
		if batch = append(batch, it); len(batch) == size && !send() {
			return ctx.Err()
		}
	}
	if len(batch) > 0 && !send() {
		return ctx.Err()
	}
	return nil
}

// item is what an import keeps of a record until it is committed: only the
// noun of its kind, since batches are large.
type item struct {
	row        int
	ref        string // the lead an activity, stage change or deal names
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

// nounsAtOnce is for how many there is room at a time.
const nounsAtOnce = 500

// lay copies a noun to the others and returns where it lies now.
func lay[T any](all *[]T, one *T) *T {
	if len(*all) == cap(*all) {
		*all = make([]T, 0, nounsAtOnce)
	}
	*all = append(*all, *one)
	return &(*all)[len(*all)-1]
}

// made is what the reader makes of a lead beside the transactions, so that both
// processors have work: its row, and its score before it has done anything.
type made struct {
	row    store.LeadRow
	totals score.Totals
}

func (im *importer) make(l *crm.Lead, space *store.Space) made {
	return made{store.RowOf(l, space), im.rules.program.Totals(l, nil, im.log.Report.At)}
}
