package store

import (
	"database/sql"
	"fmt"
	"time"

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
		d.Owner, encodeFields(d.Custom), int64(imported))
	return err
}

// Deals calls yield for every deal, in the order of their entry.
func (t *Tx) Deals(yield func(crm.Deal) error) error {
	return t.deals(``, nil, yield)
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

// LostLeads returns the leads with a deal touched by the import, all of whose
// deals are lost, with the instant at which the last one was.
func (t *Tx) LostLeads(imported crm.ImportID) (map[crm.LeadID]time.Time, error) {
	lost := map[crm.LeadID]time.Time{}
	err := t.each(`SELECT d.lead, coalesce(max(d.closed_at), 0) FROM deal d
 WHERE d.lead IN (SELECT t.lead FROM deal t WHERE t.touched = $1 AND t.lead IS NOT NULL)
 GROUP BY d.lead HAVING min(d.status = 'lost') = 1`, []any{int64(imported)}, func(r row) error {
		var id crm.LeadID
		var at int64
		err := r.Scan(&id, &at)
		lost[id] = instant(at)
		return err
	})
	return lost, err
}
