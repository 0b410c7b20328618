package workspace

import (
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/store"
)

// deals adds and updates deals, creates the leads that only they name, and
// moves leads with a won deal to the won stage.
func (b *batch) deals() error {
	found, err := b.resolve()
	if err != nil {
		return err
	}
	if err := b.missingLeads(found); err != nil {
		return err
	}
	rows := make([]store.DealRow, 0, len(b.items))
	identities := make([]string, 0, len(b.items))
	b.wanted(func(_ int, it *item) bool {
		d := store.DealRow{Deal: *it.deal, Identity: b.dealIdentity(it)}
		d.Lead = it.named
		rows = append(rows, d)
		identities = append(identities, d.Identity)
		return true
	})
	known, err := b.tx.DealsByIdentity(identities)
	if err != nil {
		return err
	}
	settings, err := b.tx.Settings()
	if err != nil {
		return err
	}
	var won []crm.StageChange
	for i := range rows {
		d := &rows[i]
		if err := b.owner(d.Owner); err != nil {
			return err
		}
		old, exists := known[d.Identity]
		if exists {
			keepKnown(&d.Deal, &old)
			if old.Lead != 0 && old.Lead != d.Lead {
				b.tx.Moved(old.Lead) // it has one deal less
			}
		}
		if d.Currency == "" {
			d.Currency = settings.Currency
		}
		b.countDeal(&d.Deal, settings.Currency)
		if d.Status == crm.DealWon && d.ClosedAt.IsZero() {
			b.oddities["won without a closing date"]++
		}
		if d.Status == crm.DealWon && d.Lead != 0 {
			won = append(won, crm.StageChange{Lead: d.Lead, Stage: b.stages.Won(), At: d.ClosedAt, By: d.Owner, Reason: "deal won"})
		}
		switch {
		case !exists:
			b.created++
		case sameDeal(&d.Deal, &old):
			b.unchanged++
			continue
		default:
			b.updated++
		}
		if err := b.tx.PutDeal(d, b.log.ID); err != nil {
			return err
		}
		known[d.Identity] = d.Deal
	}
	b.remember(found)
	return b.moveWon(won)
}

// missingLeads creates the leads that no import has brought, as old as their
// oldest deal or activity of the batch, and adds them to found.
func (b *batch) missingLeads(found map[string]crm.LeadID) error {
	created := map[string]time.Time{}
	var names []string
	var missing []*item
	b.wanted(func(_ int, it *item) bool {
		if it.ref == "" {
			if it.deal != nil {
				b.withoutLead++
			}
			return true
		}
		if it.named != 0 {
			return true
		}
		missing = append(missing, it)
		name := leadName(it.ref)
		at, seen := created[name]
		if !seen {
			names = append(names, name)
		}
		if since := it.since(); !seen || at.IsZero() || !since.IsZero() && since.Before(at) {
			created[name] = since
		}
		return true
	})
	ids, err := b.createLeads(names, created)
	for _, it := range missing {
		it.named = ids[leadName(it.ref)]
		found[it.ref] = it.named
	}
	return err
}

// leadName returns the key that a lead named only by this has: e-mails are the
// same however they are written.
func leadName(ref string) string {
	if strings.Contains(ref, "@") {
		return text.Fold(ref)
	}
	return ref
}

// since returns when the deal or activity of the item came to be.
func (it *item) since() time.Time {
	if it.deal != nil {
		return it.deal.CreatedAt
	}
	return it.activity.At
}

// moveWon records that leads were won and moves them.
func (b *batch) moveWon(won []crm.StageChange) error {
	if err := b.tx.DropAssumed(won); err != nil {
		return err
	}
	added, err := b.tx.AddStageChanges(won, b.log.ID)
	if err != nil {
		return err
	}
	var leads []crm.LeadID
	for i, fresh := range added {
		if fresh {
			leads = append(leads, won[i].Lead)
		}
	}
	slices.Sort(leads)
	return b.sync(slices.Compact(leads))
}

// settleDeals does what only the last batch allows: leads that the deals have
// made are as old as their oldest deal, and leads all of whose deals are lost
// move to lost.
func (im *importer) settleDeals(ctx context.Context) error {
	err := im.w.update(ctx, store.LeadsChanged, crm.JournalEntry{}, func(t *store.Tx) error {
		aged, err := t.AgeLeads(im.first, im.log.ID)
		if err != nil {
			return err
		}
		early, err := t.EarlyWins(im.log.ID)
		if err != nil {
			return err
		}
		if early > 0 {
			im.log.Report.Oddities["won before the lead was created"] = early
		}
		return im.restage(t, aged)
	})
	var turn turns
	for after := crm.LeadID(0); err == nil; {
		if err = turn.next(ctx); err != nil {
			break
		}
		last := after
		err = im.w.update(ctx, store.LeadsChanged, crm.JournalEntry{}, func(t *store.Tx) (err error) {
			last, err = im.moveLost(t, after)
			return err
		})
		if last == after {
			break
		}
		after = last
		turn.done()
	}
	return err
}

// moveLost moves the next leads after that id and returns the last it looked
// at.
func (im *importer) moveLost(t *store.Tx, after crm.LeadID) (crm.LeadID, error) {
	changes, err := t.LostLeads(after, rescoreBatch)
	if err != nil || len(changes) == 0 {
		return after, err
	}
	added, err := t.AddStageChanges(changes, im.log.ID)
	if err != nil {
		return after, err
	}
	var leads []crm.LeadID
	for i, fresh := range added {
		if fresh {
			leads = append(leads, changes[i].Lead)
		}
	}
	return changes[len(changes)-1].Lead, im.restage(t, leads)
}

// restage makes the stage of the leads what their log says, and has those that
// moved scored again.
func (im *importer) restage(t *store.Tx, leads []crm.LeadID) error {
	moved, err := t.SyncStages(leads)
	if err != nil {
		return err
	}
	return t.MarkDue(moved, im.w.clock(), im.log.ID)
}

// dealIdentity tells deals apart: by source system and key, else by lead,
// dates, sum and occurrence.
func (b *batch) dealIdentity(it *item) string {
	switch {
	case it.deal.Key != "" && b.src.System != "":
		return "key:" + b.src.System + ":" + it.deal.Key
	case it.deal.Key != "":
		return "key:" + it.deal.Key
	}
	h := fnv.New128a()
	_, _ = fmt.Fprintf(h, "%q %d %d %v %d", // a hash never fails
		it.ref, it.deal.CreatedAt.UnixMilli(), it.deal.ClosedAt.UnixMilli(), it.deal.Amount, it.occurrence)
	return fmt.Sprintf("row:%x", h.Sum(nil))
}

// keepKnown fills what the row does not know from the deal that is there.
func keepKnown(d, old *crm.Deal) {
	keep := func(s *string, was string) {
		if *s == "" {
			*s = was
		}
	}
	keep(&d.Name, old.Name)
	keep(&d.Currency, old.Currency)
	keep(&d.Owner, old.Owner)
	keep(&d.RawStatus, old.RawStatus)
	if d.Status == "" {
		d.Status = old.Status
	}
	if d.Lead == 0 {
		d.Lead = old.Lead
	}
	if !d.Amount.Known {
		d.Amount = old.Amount
	}
	if d.CreatedAt.IsZero() {
		d.CreatedAt = old.CreatedAt
	}
	if d.ClosedAt.IsZero() {
		d.ClosedAt = old.ClosedAt
	}
	for _, f := range old.Custom {
		if !d.Custom.Get(f.Name).Known() {
			d.Custom = d.Custom.Set(f.Name, f.Value)
		}
	}
}

func sameDeal(a, b *crm.Deal) bool {
	return a.Lead == b.Lead && a.Name == b.Name && a.Amount == b.Amount && a.Currency == b.Currency &&
		a.Status == b.Status && a.RawStatus == b.RawStatus && a.CreatedAt.Equal(b.CreatedAt) &&
		a.ClosedAt.Equal(b.ClosedAt) && a.Owner == b.Owner && slices.Equal(a.Custom, b.Custom)
}

// countDeal counts what the report says about deals.
func (b *batch) countDeal(d *crm.Deal, currency string) {
	raw := d.RawStatus
	if raw == "" {
		raw = string(d.Status)
	}
	b.statuses[raw]++
	switch {
	case d.ClosedAt.After(b.w.clock()):
		b.oddities["closed in the future, left out of the cycle"]++
	case !d.ClosedAt.IsZero() && d.ClosedAt.Before(d.CreatedAt):
		b.oddities["closed before created, left out of the cycle"]++
	}
	if d.Currency != currency {
		b.oddities["deals in "+d.Currency+", kept out of sums"]++
	}
}
