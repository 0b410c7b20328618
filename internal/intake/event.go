package intake

import (
	"strconv"
	"strings"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// activity makes an activity of the row.
func (b *builder) activity() {
	a := &b.rec.Activity
	for i := range b.plan.targets {
		t := &b.plan.targets[i]
		c, known := b.cell(t)
		if !known {
			continue
		}
		switch t.field {
		case fieldLead:
			b.names(c)
		case fieldEvent:
			a.Event = eventName(c)
		case fieldAt:
			a.At = b.value(t, c).Instant()
		case fieldDetail:
			a.Detail = c
		case fieldValue:
			a.Value = b.value(t, c)
		case fieldID:
			a.Key = c
		case fieldSource:
			a.Source = c
		}
	}
	switch {
	case b.bad != nil:
	case b.rec.LeadRef == "":
		b.missing(fieldLead)
	case a.Event == "":
		b.missing(fieldEvent)
	case a.At.IsZero():
		b.missing(fieldAt)
	case a.Key == "":
		b.rec.Occurrence = b.seen.add(b.digest(text.Fold(b.rec.LeadRef), a.Event, millis(a.At), a.Detail))
	}
	if a.Source == "" {
		a.Source = b.info.System
	}
}

// names takes the leads a cell names: the first is the record's, the others
// wait.
func (b *builder) names(c string) {
	b.more = b.more[:0]
	if sep := b.export.separator(); sep != "" && strings.Contains(c, sep) {
		for name := range strings.SplitSeq(c, sep) {
			if name = strings.TrimSpace(name); name != "" {
				b.more = append(b.more, name)
			}
		}
		if len(b.more) == 0 {
			return
		}
		c, b.more = b.more[0], b.more[1:]
	}
	b.rec.LeadRef = leadRef(b.export.id(c))
}

// others yields an activity again for each other lead it names. A deal or a
// stage change belongs to the first lead only.
func (b *builder) others(yield func(crm.Record, error) bool) bool {
	if b.kind != crm.ActivityRecord {
		return true
	}
	key := b.rec.Activity.Key
	for _, name := range b.more {
		rec := b.rec
		rec.LeadRef = leadRef(name)
		if a := &rec.Activity; key != "" {
			a.Key = key + "/" + name
		} else {
			rec.Occurrence = b.seen.add(b.digest(text.Fold(rec.LeadRef), a.Event, millis(a.At), a.Detail))
		}
		if !yield(rec, nil) {
			return false
		}
	}
	return true
}

// eventName makes "Page View" and page_view one event.
func eventName(s string) string { return strings.ReplaceAll(text.Fold(s), " ", "_") }

// leadRef returns how a row names a lead: the first e-mail address of a cell
// of several, else the cell.
func leadRef(s string) string {
	if strings.IndexByte(s, '@') < 0 || isEmail(s) {
		return s
	}
	if first, _ := splitEmails(s); first != "" {
		return first
	}
	return s
}

func millis(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return strconv.FormatInt(t.UnixMilli(), 10)
}

// change makes a stage change of the row.
func (b *builder) change() {
	ch := &b.rec.Change
	for i := range b.plan.targets {
		t := &b.plan.targets[i]
		c, known := b.cell(t)
		if !known {
			continue
		}
		switch t.field {
		case fieldLead:
			b.names(c)
		case fieldStage:
			ch.Stage = b.choose(t, b.plan.stage, c)
		case fieldAt:
			ch.At = b.value(t, c).Instant()
		case fieldBy:
			ch.By = c
		case fieldReason:
			ch.Reason = c
		case fieldAssumed:
			// An import of the lead assumes the same again.
			b.rec.Ignored = b.rec.Ignored || strings.EqualFold(c, "true")
		}
	}
	switch {
	case b.bad != nil || b.rec.Ignored:
	case b.rec.LeadRef == "":
		b.missing(fieldLead)
	case ch.Stage == "" && len(b.history) == 0:
		b.missing(fieldStage)
	}
}

// deal makes a deal of the row.
func (b *builder) deal() {
	d := &b.rec.Deal
	d.Custom = b.fields()
	d.Status = crm.DealOpen
	sign := ""
	for i := range b.plan.targets {
		t := &b.plan.targets[i]
		c, known := b.cell(t)
		if !known {
			continue
		}
		switch {
		case t.custom:
			if v := b.value(t, c); v.Known() {
				d.Custom = append(d.Custom, crm.FieldValue{Name: t.field, Value: v})
			}
		case t.field == fieldAmount:
			if f, ok := b.value(t, c).Float(); ok {
				d.Amount = crm.MoneyOf(f)
				_, sign, _ = parseNumber(c, t.mark)
			}
		case t.field == fieldStatus:
			d.Status, d.RawStatus = crm.DealStatus(b.choose(t, b.plan.outcome, c)), c
		default:
			b.dealField(d, t, c)
		}
	}
	if d.Currency == "" {
		d.Currency = sign
	}
	if b.export.export != nil && d.Status == crm.DealOpen && !d.ClosedAt.IsZero() {
		// In these systems it is the day on which an open deal is hoped to close.
		d.Custom = d.Custom.Set(expectedClose, crm.TimeValue(d.ClosedAt))
		d.ClosedAt = time.Time{}
	}
	if b.bad == nil && d.Key == "" {
		amount := ""
		if d.Amount.Known {
			amount = strconv.FormatInt(d.Amount.Cents, 10)
		}
		b.rec.Occurrence = b.seen.add(b.digest(text.Fold(b.rec.LeadRef), millis(d.CreatedAt), millis(d.ClosedAt), amount))
	}
}

// expectedClose is the custom field for the date of a deal that is still open.
const expectedClose = "expected_close"

// dealField fills a plain field of a deal.
func (b *builder) dealField(d *crm.Deal, t *target, c string) {
	switch t.field {
	case fieldLead:
		b.names(c)
	case fieldKey:
		d.Key = b.export.id(c)
	case fieldName:
		d.Name = c
	case fieldCurrency:
		d.Currency = currencyCode(c)
	case fieldCreatedAt:
		d.CreatedAt = b.value(t, c).Instant()
	case fieldClosedAt:
		d.ClosedAt = b.value(t, c).Instant()
	case fieldOwner:
		d.Owner = c
	case fieldRawStatus: // behind the status, which it stands beside
		d.RawStatus = c
	}
}

// currencyCode returns the ISO code of a currency's sign or name in a cell.
func currencyCode(s string) string {
	for _, c := range currencies {
		if s == c.sign {
			return c.code
		}
	}
	if len(s) == 3 {
		return strings.ToUpper(s)
	}
	return s
}
