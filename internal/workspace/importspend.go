package workspace

import (
	"fmt"
	"hash/fnv"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/store"
)

// spends adds what was spent. A row of the same day, source, campaign and
// currency restates the sum: the platforms correct those of the last days.
func (b *batch) spends() error {
	settings, err := b.tx.Settings()
	if err != nil {
		return err
	}
	var rows []store.SpendRow
	var identities []string
	b.wanted(func(_ int, it *item) bool {
		s := store.SpendRow{Spend: *it.spend}
		if s.Currency == "" {
			s.Currency = settings.Currency
		}
		h := fnv.New128a()
		_, _ = fmt.Fprintf(h, "%d %q %q %q %d", // a hash never fails
			s.At.UnixMilli(), text.Fold(s.Source), text.Fold(s.Campaign), s.Currency, it.occurrence)
		s.Identity = fmt.Sprintf("%x", h.Sum(nil))
		rows, identities = append(rows, s), append(identities, s.Identity)
		return true
	})
	known, err := b.tx.SpendsByIdentity(identities)
	if err != nil {
		return err
	}
	for i := range rows {
		s := &rows[i]
		b.countSpend(&s.Spend, settings.Currency)
		was, exists := known[s.Identity]
		switch {
		case !exists:
			b.created++
		case was == s.Amount:
			b.unchanged++
			continue
		default:
			b.updated++
		}
		if err := b.tx.PutSpend(s, b.log.ID); err != nil {
			return err
		}
		known[s.Identity] = s.Amount
	}
	return nil
}

// countSpend counts what the report says about spends.
func (b *batch) countSpend(s *crm.Spend, currency string) {
	if s.Currency != currency {
		b.oddities["spends in "+s.Currency+", kept out of sums"]++
	}
	if s.Source == "" {
		b.oddities["spends without a source"]++
	}
	if s.At.After(b.w.clock()) {
		b.oddities["spends in the future"]++
	}
}
