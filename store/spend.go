package store

import "smarketing/internal/crm"

// SpendRow is a spend with what it is told apart by.
type SpendRow struct {
	crm.Spend
	Identity string
}

// PutSpend adds the spend, or changes the sum of the one of the same identity.
func (t *Tx) PutSpend(s *SpendRow, imported crm.ImportID) error {
	_, err := t.exec(`INSERT INTO spend(identity, at, source, campaign, amount, currency, import, touched)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT(identity) DO UPDATE SET amount = excluded.amount, touched = excluded.touched`,
		s.Identity, ms0(s.At), s.Source, s.Campaign, s.Amount.Cents, s.Currency, int64(imported))
	return err
}

// SpendsByIdentity returns the sums of those identities that exist.
func (t *Tx) SpendsByIdentity(identities []string) (map[string]crm.Money, error) {
	sums := make(map[string]crm.Money, len(identities))
	err := inChunks(identities, func(list string, args []any) error {
		return t.each(`SELECT identity, amount FROM spend WHERE identity IN (`+list+`)`, args, func(r row) error {
			var identity string
			m := crm.Money{Known: true}
			err := r.Scan(&identity, &m.Cents)
			sums[identity] = m
			return err
		})
	})
	return sums, err
}

// Spends calls yield for every spend, in the order of its days.
func (t *Tx) Spends(yield func(crm.Spend) error) error {
	return t.each(`SELECT at, source, campaign, amount, currency FROM spend ORDER BY at, id`, nil, func(r row) error {
		s := crm.Spend{Amount: crm.Money{Known: true}}
		var at int64
		if err := r.Scan(&at, &s.Source, &s.Campaign, &s.Amount.Cents, &s.Currency); err != nil {
			return err
		}
		s.At = instant(at)
		return yield(s)
	})
}
