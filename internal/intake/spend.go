package intake

import (
	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// spend makes a spend of the row. Rows of the same day, source, campaign and
// currency are told apart by their order in the file.
func (b *builder) spend() {
	s := &b.rec.Spend
	sign := ""
	for i := range b.plan.targets {
		t := &b.plan.targets[i]
		c, known := b.cell(t)
		if !known {
			continue
		}
		switch t.field {
		case fieldDate:
			s.At = b.value(t, c).Instant()
		case fieldSource:
			s.Source = c
		case fieldCampaign:
			s.Campaign = c
		case fieldCurrency:
			s.Currency = currencyCode(c)
		case fieldAmount:
			if f, ok := b.value(t, c).Float(); ok {
				s.Amount = crm.MoneyOf(f)
				_, sign, _ = parseNumber(c, t.mark)
			}
		}
	}
	if s.Currency == "" {
		s.Currency = sign
	}
	if !s.At.IsZero() { // whatever time of the day it says
		s.At = crm.DayOf(s.At, b.opt.Zone).Start(b.opt.Zone)
	}
	switch {
	case b.bad != nil:
	case s.At.IsZero():
		b.missing(fieldDate)
	case !s.Amount.Known:
		b.missing(fieldAmount)
	default:
		b.rec.Occurrence = b.seen.add(b.digest(millis(s.At), text.Fold(s.Source), text.Fold(s.Campaign), s.Currency))
	}
}
