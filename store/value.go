package store

import (
	"slices"

	"smarketing/internal/crm"
)

// groupable are the columns of a lead by which a funnel is broken down as they
// stand; other names are custom fields.
var groupable = []string{
	"source", "campaign", "owner", "industry", "country", "region", "city", "company", "title", "employees", "annual_revenue",
}

// LeadValues calls yield for every lead with an id in (after, last], in rising
// order, with the text of a field: a core field, "grade", or a custom field;
// empty when the lead has none. The text holds only until the next one.
func (t *Tx) LeadValues(field string, after, last crm.LeadID, yield func(crm.LeadID, string)) error {
	v := valueOf(field)
	before := crm.LeadID(0)
	return t.sweep([]string{v.id, v.text}, v.table+` WHERE `+v.id+` > ? AND `+v.id+` <= ?`, v.with(int64(after), int64(last)), func(c cells) error {
		lead := crm.LeadID(c.int(0))
		if lead <= before {
			return crm.Errorf(crm.Failure, "the values of %s do not come in the order of leads", field)
		}
		before = lead
		yield(lead, c.glance(1))
		return nil
	})
}

// LeadValuesOf is LeadValues for some leads, which come in rising order.
func (t *Tx) LeadValuesOf(field string, leads []crm.LeadID, yield func(crm.LeadID, string)) error {
	v := valueOf(field)
	return inChunks(leads, func(list string, args []any) error {
		return t.scan(`SELECT `+v.id+`, `+v.text+` FROM `+v.table+` WHERE `+v.id+` IN (`+list+`) ORDER BY `+v.id, 2, v.with(args...), func(c cells) error {
			yield(crm.LeadID(c.int(0)), c.glance(1))
			return nil
		})
	})
}

// ImportedRows returns how many rows all imports have taken so far. It grows
// with every batch: a lead that comes again in a later one is noted as moved only
// the first time.
func (t *Tx) ImportedRows() (int64, error) {
	var n int64
	_, err := t.one(`SELECT coalesce(sum(cursor), 0) FROM import`, nil, &n)
	return n, err
}

// valueColumn is where the text of a field stands.
type valueColumn struct {
	table, id, text string
	args            []any // those of text
}

func valueOf(field string) valueColumn {
	switch {
	case field == "grade":
		return valueColumn{"stamp", "lead", "grade", nil}
	case slices.Contains(groupable, field):
		return valueColumn{"lead", "id", `CAST(coalesce(` + field + `, '') AS TEXT)`, nil}
	}
	return valueColumn{"lead", "id", `coalesce(CAST(custom ->> ? AS TEXT), '')`, []any{field}}
}

// with returns the arguments of a query that asks for the text first.
func (v *valueColumn) with(args ...any) []any { return slices.Concat(v.args, args) }
