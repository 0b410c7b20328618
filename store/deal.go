package store

import (
	"database/sql"
	"fmt"
	"strings"

	"smarketing/internal/crm"
)

// DealRow is a deal with what it is told apart by.
type DealRow struct {
	crm.Deal
	Identity string
}

const dealColumns = `id, identity, key, lead, name, amount, currency, status, raw_status, created_at, closed_at, owner, custom FROM deal`

func readDeal(r row) (DealRow, error) {
	var d DealRow
	var lead, amount, created, closed sql.NullInt64
	var custom string
	err := r.Scan(&d.ID, &d.Identity, &d.Key, &lead, &d.Name, &amount, &d.Currency, &d.Status, &d.RawStatus, &created, &closed, &d.Owner, &custom)
	if err != nil {
		return d, err
	}
	d.Lead = crm.LeadID(lead.Int64)
	d.Amount = crm.Money{Cents: amount.Int64, Known: amount.Valid}
	d.CreatedAt, d.ClosedAt = nullInstant(created), nullInstant(closed)
	if d.Custom, err = decodeFields(custom); err != nil {
		return d, fmt.Errorf("custom fields of deal %d: %w", d.ID, err)
	}
	return d, nil
}

// DealsByIdentity returns the deals of those identities that exist.
func (t *Tx) DealsByIdentity(identities []string) (map[string]crm.Deal, error) {
	deals := make(map[string]crm.Deal, len(identities))
	err := inChunks(identities, func(list string, args []any) error {
		return t.each(`SELECT `+dealColumns+` WHERE identity IN (`+list+`)`, args, func(r row) error {
			d, err := readDeal(r)
			if err == nil {
				deals[d.Identity] = d.Deal
			}
			return err
		})
	})
	return deals, err
}

// PutDeal adds the deal, or changes the one of the same identity.
func (t *Tx) PutDeal(d *DealRow, imported crm.ImportID) error {
	var lead, amount any
	if d.Lead != 0 {
		lead = d.Lead
		t.Moved(d.Lead)
	}
	if d.Amount.Known {
		amount = d.Amount.Cents
	}
	_, err := t.exec(`INSERT INTO deal(identity, key, lead, name, amount, currency, status, raw_status, created_at, closed_at, owner, custom, import, touched)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)
 ON CONFLICT(identity) DO UPDATE SET lead=excluded.lead, name=excluded.name, amount=excluded.amount, currency=excluded.currency,
 status=excluded.status, raw_status=excluded.raw_status, created_at=excluded.created_at, closed_at=excluded.closed_at,
 owner=excluded.owner, custom=excluded.custom, touched=excluded.touched`,
		d.Identity, d.Key, lead, d.Name, amount, d.Currency, string(d.Status), d.RawStatus, ms(d.CreatedAt), ms(d.ClosedAt),
		d.Owner, string(appendFields(nil, d.Custom)), int64(imported))
	return err
}

// Deals calls yield for every deal, in the order of their entry.
func (t *Tx) Deals(yield func(crm.Deal) error) error {
	return t.deals(``, nil, yield)
}

// DealFigures calls yield for every deal, in the order of their entry, with what
// can be reckoned with: its lead, sum, currency, status and dates.
func (t *Tx) DealFigures(yield func(crm.Deal) error) error {
	words := interned{}
	columns := []string{"id", "lead", "amount", "currency", "status", "created_at", "closed_at"}
	return t.scan(`SELECT `+strings.Join(columns, ", ")+` FROM deal ORDER BY id`, len(columns), nil, func(c cells) error {
		d := crm.Deal{
			ID: c.int(0), Lead: crm.LeadID(c.int(1)), Currency: words.of(c.glance(3)), Status: crm.DealStatus(words.of(c.glance(4))),
			CreatedAt: c.instant(5), ClosedAt: c.instant(6),
		}
		if cents, ok := c[2].(int64); ok {
			d.Amount = crm.Money{Cents: cents, Known: true}
		}
		return yield(d)
	})
}

// DealsOf returns the deals of one lead.
func (t *Tx) DealsOf(lead crm.LeadID) ([]crm.Deal, error) {
	var deals []crm.Deal
	err := t.deals(` WHERE lead = $1`, []any{lead}, func(d crm.Deal) error {
		deals = append(deals, d)
		return nil
	})
	return deals, err
}

func (t *Tx) deals(cond string, args []any, yield func(crm.Deal) error) error {
	return t.each(`SELECT `+dealColumns+cond+` ORDER BY id`, args, func(r row) error {
		d, err := readDeal(r)
		if err != nil {
			return err
		}
		return yield(d.Deal)
	})
}

// LostLeads returns, for up to limit leads with ids greater than after all of
// whose deals are lost, the move to lost when the last deal was, in order.
func (t *Tx) LostLeads(after crm.LeadID, limit int) ([]crm.StageChange, error) {
	var lost []crm.StageChange
	err := t.each(`SELECT lead, coalesce(max(closed_at), 0) FROM deal WHERE lead > $1
 GROUP BY lead HAVING min(status = 'lost') = 1 ORDER BY lead LIMIT $2`, []any{int64(after), limit}, func(r row) error {
		c := crm.StageChange{Stage: crm.LostDetour, Reason: "deal lost"}
		var at int64
		err := r.Scan(&c.Lead, &at)
		c.At = instant(at)
		lost = append(lost, c)
		return err
	})
	return lost, err
}

// AgeLeads makes the leads that the import has added after that id as old as
// their oldest deal, with their assumed first stage, and returns which changed.
func (t *Tx) AgeLeads(after crm.LeadID, imported crm.ImportID) ([]crm.LeadID, error) {
	aged, err := t.leadIDs(`UPDATE lead SET created_at = (SELECT min(d.created_at) FROM deal d WHERE d.lead = lead.id)
 WHERE id > $1 AND import = $2
 AND coalesce(created_at, 9e15) > (SELECT min(d.created_at) FROM deal d WHERE d.lead = lead.id) RETURNING id`,
		int64(after), int64(imported))
	if err != nil {
		return nil, err
	}
	err = inChunks(aged, func(list string, args []any) error {
		_, err := t.exec(`UPDATE stage_change SET at = (SELECT l.created_at FROM lead l WHERE l.id = stage_change.lead)
 WHERE provisional = 1 AND lead IN (`+list+`) AND NOT EXISTS (SELECT 1 FROM stage_change o JOIN lead l ON l.id = o.lead
 WHERE o.lead = stage_change.lead AND o.stage = stage_change.stage AND o.at = l.created_at)`, args...)
		return err
	})
	t.Moved(aged...) // also those that stay where they stand
	return aged, err
}

// EarlyWins counts the won deals touched by the import that were closed before
// their lead was created.
func (t *Tx) EarlyWins(imported crm.ImportID) (int, error) {
	var n int
	_, err := t.one(`SELECT count(*) FROM deal d JOIN lead l ON l.id = d.lead
 WHERE d.touched = $1 AND d.status = 'won' AND d.closed_at < l.created_at`, []any{int64(imported)}, &n)
	return n, err
}
