package store

import "smarketing/internal/crm"

// SpendRow is a spend with what it is told apart by.
type SpendRow struct {
	crm.Spend
	Identity string
}

// AddSpend keeps a spend and reports true, unless it is there already.
func (t *Tx) AddSpend(s *SpendRow, imported crm.ImportID) (bool, error) {
	res, err := t.exec(`INSERT INTO spend(identity, at, source, campaign, amount, currency, import) VALUES ($1, $2, $3, $4, $5, $6, $7)
 ON CONFLICT(identity) DO NOTHING`, s.Identity, ms0(s.At), s.Source, s.Campaign, s.Amount.Cents, s.Currency, int64(imported))
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n == 1, err
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
