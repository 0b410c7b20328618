package intake

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"iter"
	"strconv"
	"strings"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// Records yields every row of the file in its order, blank ones left out. An
// error that is a *crm.RowError rejects one row, whose Record carries Row, Kind
// and Cells, and the iteration goes on; any other error ends it. A row that
// the user's --stage VALUE= names is yielded as Ignored.
func (s *Source) Records(ctx context.Context) iter.Seq2[crm.Record, error] {
	return func(yield func(crm.Record, error) bool) {
		r, err := s.table.open(false)
		if err != nil {
			yield(crm.Record{Kind: s.kind}, err)
			return
		}
		b := builder{Source: s}
		for n := 0; ; n++ {
			if n%256 == 0 && ctx.Err() != nil {
				yield(crm.Record{Kind: s.kind}, ctx.Err())
				return
			}
			rw, err := r.next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(crm.Record{Kind: s.kind}, err)
				return
			}
			if blankRow(rw.cells) {
				continue
			}
			if !b.yield(rw, yield) {
				return
			}
		}
	}
}

// identity is the digest of what makes a row without an id the same row.
type identity [8]byte

// builder makes records of rows.
type builder struct {
	*Source
	seen tally
	join []byte   // room for an identity
	more []string // other leads that the row names
	rec  crm.Record
	bad  *crm.RowError
}

// yield makes a record of a row and hands it on.
func (b *builder) yield(rw row, yield func(crm.Record, error) bool) bool {
	b.bad = b.admit(&rw)
	b.rec = crm.Record{Row: rw.line, Kind: b.kind, Cells: rw.cells}
	if b.bad == nil && b.export.leavesOut(rw.cells) != nil {
		b.rec.Ignored = true
		return yield(b.rec, nil)
	}
	if b.bad == nil {
		b.build()
	}
	switch {
	case b.bad != nil:
		return yield(crm.Record{Row: rw.line, Kind: b.kind, Cells: rw.cells}, b.bad)
	case len(b.history) > 0:
		return b.changes(yield)
	}
	return yield(b.rec, nil) && b.others(yield)
}

func (b *builder) build() {
	switch b.kind {
	case crm.ActivityRecord:
		b.activity()
	case crm.StageRecord:
		b.change()
	case crm.DealRecord:
		b.deal()
	case crm.SpendRecord:
		b.spend()
	default:
		b.lead()
	}
}

// cell returns the cell that fills the target, trimmed, and false when it is
// unknown.
func (b *builder) cell(t *target) (string, bool) {
	if t.column < 0 {
		return t.fixed, true
	}
	c := b.trimmed(t.column, b.rec.Cells[t.column])
	known := !isNull(c) && !b.nulls.has(t.column, c)
	for i := 0; !known && i < len(t.also); i++ {
		c = b.trimmed(t.also[i], b.rec.Cells[t.also[i]])
		known = !isNull(c) && !b.nulls.has(t.also[i], c)
	}
	return c, known
}

// reject says why the row cannot be taken, unless something else was wrong
// with it before.
func (b *builder) reject(t *target, value, message, hint string) {
	if b.bad != nil {
		return
	}
	b.bad = &crm.RowError{File: b.content.name, Row: b.rec.Row, Column: t.field, Value: value, Message: message, Hint: hint}
	if t.column >= 0 {
		b.bad.Column = b.headers[t.column]
	}
}

// missing rejects a row that lacks a field it cannot do without.
func (b *builder) missing(field string) {
	for i := range b.plan.targets {
		if t := &b.plan.targets[i]; t.field == field {
			b.reject(t, "", "has no "+field, "fill the cell, or leave the row out")
		}
	}
}

// value reads the cell as the target's type.
func (b *builder) value(t *target, c string) crm.Value {
	v, wrong := t.convert(c, t.zone)
	if wrong != "" {
		b.reject(t, c, wrong, "mend "+strconv.Quote(clip(c))+", or name it with --null when it means unknown")
	}
	return v
}

// choose reads the cell as one of a choice. A value the user wants ignored
// marks the row.
func (b *builder) choose(t *target, c *choice, cell string) string {
	key, ok := c.resolve(cell)
	switch {
	case !ok && c.other != "" && b.lenient(t.field):
		key = c.other
	case !ok:
		b.reject(t, cell, "is not "+c.what, c.hint(clip(cell)))
	case key == "":
		b.rec.Ignored = true
	}
	return key
}

// fields returns an empty list with room for the custom fields of a row.
func (b *builder) fields() crm.Fields {
	if b.plan.customs == 0 {
		return nil
	}
	return make(crm.Fields, 0, b.plan.customs+1)
}

// digest returns the identity made of the parts, each with its length, so that
// no two lists of parts are joined alike.
func (b *builder) digest(parts ...string) identity {
	b.join = b.join[:0]
	for _, p := range parts {
		b.join = binary.AppendUvarint(b.join, uint64(len(p)))
		b.join = append(b.join, p...)
	}
	sum := sha256.Sum256(b.join)
	return identity(sum[:8])
}

// rowKey is the key of a lead without any id: the digest of its cells, and how
// many equal rows came before.
func (b *builder) rowKey() string {
	b.join = b.join[:0]
	for i, c := range b.rec.Cells {
		if !b.own[i] {
			b.join = binary.AppendUvarint(b.join, uint64(len(c)))
			b.join = append(b.join, c...)
		}
	}
	sum := sha256.Sum256(b.join)
	id := identity(sum[:8])
	b.rec.Occurrence = b.seen.add(id)
	return "row-" + hex.EncodeToString(id[:]) + "-" + strconv.Itoa(b.rec.Occurrence)
}

// lead makes a lead of the row.
func (b *builder) lead() {
	l := &b.rec.Lead
	l.Custom = b.fields()
	kept := "" // a status that is no stage here
	for i := range b.plan.targets {
		t := &b.plan.targets[i]
		c, known := b.cell(t)
		if !known {
			continue
		}
		switch {
		case t.custom:
			if v := b.value(t, c); v.Known() {
				l.Custom = append(l.Custom, crm.FieldValue{Name: t.field, Value: v})
			}
		case t.field == fieldKey:
			l.Key = b.export.id(c)
		case t.field == fieldStage:
			if _, ok := b.plan.stage.resolve(c); !ok && b.export.kept != "" {
				kept = c
			} else {
				l.Stage = b.choose(t, b.plan.stage, c)
			}
		case t.field == fieldOutcome:
			l.Outcome = crm.Outcome(b.choose(t, b.plan.outcome, c))
		case t.field == fieldStageAt:
			l.StageAt = b.value(t, c).Instant()
		case t.field == fieldOutcomeAt:
			l.OutcomeAt = b.value(t, c).Instant()
		default:
			t.set(l, b.value(t, c))
		}
	}
	if kept != "" {
		l.Custom = l.Custom.Set(b.export.kept, crm.TextValue(kept))
	}
	b.contact(l)
	if l.Key != "" || b.bad != nil {
		return
	}
	if l.Key = text.Fold(l.Email); l.Key == "" {
		l.Key = b.rowKey()
	}
}

// The custom fields for what is left of a cell of several.
const (
	emailOthers = "email_others"
	phoneOthers = "phone_others"
)

// contact splits cells that hold several e-mails or phones: the first counts,
// the others go to email_others and phone_others.
func (b *builder) contact(l *crm.Lead) {
	if l.Email != "" {
		first, others := splitEmails(l.Email)
		if first == "" {
			for i := range b.plan.targets {
				if t := &b.plan.targets[i]; t.field == fieldEmail {
					b.reject(t, l.Email, "is not an e-mail address", "mend "+strconv.Quote(clip(l.Email))+", or map another column to email")
				}
			}
			return
		}
		l.Email = first
		if others != "" {
			l.Custom = l.Custom.Set(emailOthers, crm.TextValue(others))
		}
	}
	if phones := splitPhones(l.Phone); len(phones) > 1 {
		l.Phone = phones[0]
		l.Custom = l.Custom.Set(phoneOthers, crm.TextValue(strings.Join(phones[1:], "; ")))
	}
}

// splitPhones returns the phones of a cell, or nil when there is only one.
func splitPhones(s string) []string {
	if !strings.ContainsAny(s, ";,|\n") {
		return nil
	}
	var phones []string
	for _, p := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(";,|\r\n", r) }) {
		if p = strings.TrimSpace(p); p != "" {
			phones = append(phones, p)
		}
	}
	return phones
}

// splitEmails returns the first address of a cell and the others, joined.
func splitEmails(s string) (first, others string) {
	if isEmail(s) {
		return strings.TrimPrefix(s, "mailto:"), ""
	}
	var rest []string
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,;|\t\r\n<>()\"'", r) }) {
		part = strings.TrimPrefix(part, "mailto:")
		switch {
		case !isEmail(part):
		case first == "":
			first = part
		default:
			rest = append(rest, part)
		}
	}
	return first, strings.Join(rest, "; ")
}
