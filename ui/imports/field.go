package imports

import "smarketing/internal/crm"

// field is something a column may fill, and what it is for.
type field struct{ name, what string }

// leadControl are the fields by which leads are told apart and placed.
var leadControl = []field{
	{"key", "tells leads apart: the id in the system they come from"},
	{"stage", "where the lead stands"},
	{"stage_at", "since when it stands there"},
	{"outcome", "won or lost"},
	{"outcome_at", "when it was won or lost"},
}

var otherFields = map[crm.RecordKind][]field{
	crm.ActivityRecord: {
		{"lead", "key or e-mail of the lead"},
		{"event", "what the lead did: page_view, demo_request"},
		{"at", "when"},
		{"detail", "the page, the subject, the title"},
		{"value", "a number that goes with it"},
		{"id", "tells activities apart"},
		{"source", "the system it comes from"},
	},
	crm.StageRecord: {
		{"lead", "key or e-mail of the lead"},
		{"stage", "the stage it entered"},
		{"at", "when"},
		{"by", "who moved it"},
		{"reason", "why"},
	},
	crm.DealRecord: {
		{"lead", "key or e-mail of the lead"},
		{"key", "tells deals apart"},
		{"name", "what the deal is called"},
		{"amount", "what it is worth"},
		{"currency", "of the amount"},
		{"status", "open, won or lost"},
		{"created_at", "when it was opened"},
		{"closed_at", "when it was won or lost"},
		{"owner", "who works on it"},
	},
	crm.SpendRecord: {
		{"date", "the day"},
		{"source", "as that of the leads it brought"},
		{"campaign", "what was advertised"},
		{"amount", "what it cost"},
		{"currency", "of the amount"},
	},
}

// fieldsOf returns the fields that a column may fill, in the order in which
// they are offered.
func fieldsOf(kind crm.RecordKind) []field {
	if fields, ok := otherFields[kind]; ok {
		return fields
	}
	fields := leadControl[:1:1]
	for _, f := range crm.CoreFields() {
		fields = append(fields, field{f.Name, f.Label})
	}
	return append(fields, leadControl[1:]...)
}

// Fields returns the names of the fields that the screen offers for a kind.
func Fields(kind crm.RecordKind) []string {
	fields := fieldsOf(kind)
	names := make([]string, 0, len(fields))
	for _, f := range fields {
		names = append(names, f.name)
	}
	return names
}

// keepsCustom reports whether columns that fill no field make custom fields.
func keepsCustom(kind crm.RecordKind) bool {
	return kind == crm.LeadRecord || kind == crm.DealRecord || kind == ""
}

// kinds are what rows can be, in the order in which they are offered.
var kinds = []struct {
	kind crm.RecordKind
	what string
}{
	{crm.LeadRecord, "people or firms that may buy"},
	{crm.ActivityRecord, "what leads did: visits, clicks, forms"},
	{crm.StageRecord, "which stage a lead entered, and when"},
	{crm.DealRecord, "sums that were offered, won or lost"},
	{crm.SpendRecord, "what advertising has cost, by day and campaign"},
}

// dateOrders are the orders a person can choose.
var dateOrders = []struct{ key, name, short string }{
	{"", "as the cells say", ""},
	{"dmy", "day first: 31.12.2026", "day first"},
	{"mdy", "month first: 12/31/2026", "month first"},
	{"ymd", "year first: 2026-12-31", "year first"},
}

// orderWords says an order of dates in words.
func orderWords(order string) string {
	for _, o := range dateOrders {
		if o.key == order {
			return o.short
		}
	}
	if order == "mixed" {
		return "differs per column"
	}
	return order
}

// hasValues reports whether the values of a field are mapped to stages or
// outcomes.
func hasValues(name string) bool { return name == "stage" || name == "outcome" || name == "status" }
