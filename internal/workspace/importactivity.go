package workspace

import (
	"slices"

	"smarketing/internal/crm"
	"smarketing/store"
)

// futureActivities is the oddity of activities that have not happened yet.
const futureActivities = "activities in the future, counted when they come"

// activities adds activities.
func (b *batch) activities() error {
	found, err := b.resolve()
	if err != nil {
		return err
	}
	if b.create {
		if err := b.missingLeads(found); err != nil {
			return err
		}
	}
	rows := make([]store.ActivityRow, 0, len(b.items))
	now := b.w.clock()
	b.wanted(func(i int, it *item) bool {
		if it.named == 0 {
			b.unknownLead(i, it)
			return true
		}
		a := it.activity
		a.Lead = it.named
		if a.At.After(now) {
			b.oddities[futureActivities]++
		}
		rows = append(rows, store.ActivityRow{Activity: a, Occurrence: it.occurrence})
		return true
	})
	added, leads, err := b.tx.InsertActivities(rows, b.log.ID)
	b.created += added
	b.unchanged += len(rows) - added
	for _, id := range leads {
		b.touched[id] = true
	}
	b.remember(found)
	return err
}

// stageChanges adds explicit history, which replaces what was assumed.
func (b *batch) stageChanges() error {
	if err := b.sameStages(); err != nil {
		return err
	}
	found, err := b.resolve()
	if err != nil {
		return err
	}
	changes := make([]crm.StageChange, 0, len(b.items))
	now := b.w.clock()
	b.wanted(func(i int, it *item) bool {
		if it.named == 0 {
			b.unknownLead(i, it)
			return true
		}
		c := *it.change
		c.Lead = it.named
		if c.At.After(now) {
			b.oddities["stage changes in the future"]++
		}
		changes = append(changes, c)
		return true
	})
	// Before the rows come in: one of them may say just what was assumed.
	if err := b.tx.DropAssumed(changes); err != nil {
		return err
	}
	added, err := b.tx.AddStageChanges(changes, b.log.ID)
	if err != nil {
		return err
	}
	var leads []crm.LeadID // about which something new is known
	for i, fresh := range added {
		if !fresh {
			b.unchanged++
			continue
		}
		b.created++
		leads = append(leads, changes[i].Lead)
	}
	slices.Sort(leads)
	leads = slices.Compact(leads)
	if err := b.tx.DropProvisional(leads); err != nil {
		return err
	}
	b.remember(found)
	return b.sync(leads)
}

// sync makes the stage of the leads what their log says.
func (b *batch) sync(leads []crm.LeadID) error {
	moved, err := b.tx.SyncStages(leads)
	for _, id := range moved {
		b.touched[id] = true
	}
	return err
}
