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

// LeadValues calls yield for every lead with the text of a field: a core field,
// "grade", or a custom field; empty when the lead has none.
func (t *Tx) LeadValues(field string, yield func(crm.LeadID, string)) error {
	words := interned{}
	take := func(c cells) error {
		yield(crm.LeadID(c.int(0)), words.of(c.glance(1)))
		return nil
	}
	switch {
	case field == "grade":
		return t.scan(`SELECT lead, grade FROM stamp`, 2, nil, take)
	case slices.Contains(groupable, field):
		return t.scan(`SELECT id, CAST(coalesce(`+field+`, '') AS TEXT) FROM lead`, 2, nil, take)
	}
	return t.scan(`SELECT id, coalesce(CAST(custom ->> $1 AS TEXT), '') FROM lead`, 2, []any{field}, take)
}
