package workspace

import (
	"context"
	"slices"

	"smarketing/internal/crm"
)

// maxAside bounds the memory for rows that wait, to some 20 MB.
const maxAside = 8000

// setAside takes the rows out of a load that may be about leads of rows before
// them, and returns the others: while a file is filled it has no indexes to find
// those leads with. What waits is committed when they are there. A row that
// shares a name with one that waits may be about its lead and waits too, so the
// rows about a lead keep their order; and all others are leads of their own,
// whatever waits. When too many do, the indexes are made early.
func (im *importer) setAside(items []item) []item {
	return slices.DeleteFunc(items, func(it item) bool {
		if it.lead == nil || !it.met || it.reject != nil || it.ignored {
			return false
		}
		lead := *it.lead // the load will have others
		it.lead, it.made = &lead, nil
		im.aside = append(im.aside, it)
		return true
	})
}

// commitAside commits the rows that wait.
func (im *importer) commitAside(ctx context.Context) error {
	aside := im.aside
	im.aside = nil
	var turn turns
	for items := range slices.Chunk(aside, importBatch[crm.LeadRecord]) {
		if err := turn.next(ctx); err != nil {
			return err
		}
		now := im.w.clock()
		for i := range items {
			m := im.entered(items[i].lead, now, nil)
			items[i].made = &m
		}
		if err := im.commit(ctx, items); err != nil {
			return err
		}
		turn.done()
		im.report("importing", im.log.Cursor, im.src.Rows)
	}
	return nil
}
