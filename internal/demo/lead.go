package demo

import (
	"strconv"
	"strings"

	"smarketing/internal/crm"
)

// The custom fields of a demo lead.
const (
	departmentField = "department"
	toolField       = "current_tool"
)

var tools = weighted[string]{
	{30, "Spreadsheets"}, {22, "Legacy CRM"}, {16, "In-house tool"}, {12, "Cloud suite"}, {12, "Nothing yet"}, {8, "Competitor"},
}

var freeMail = weighted[string]{{62, "gmail.com"}, {18, "outlook.com"}, {10, "yahoo.com"}, {6, "icloud.com"}, {4, "proton.me"}}

// lead writes down what the team knows of a subject. Eager leads have told more
// of themselves.
func (w *world) lead(s *subject, steps []step) crm.Lead {
	d := w.dice
	d.cast(w.seed, contactStream, uint64(s.n))
	coy := 1.15 - 0.15*max(-1, min(2, s.intent))
	tells := func(unknown float64) bool { return !d.chance(unknown * coy) }

	var l crm.Lead
	l.Key, l.CreatedAt = s.key, instant(s.created)
	l.Source, l.Campaign = s.channel.name, s.campaign
	firm, domain := w.names(s)
	w.person(s, &l, domain)
	if !s.free || d.chance(0.55) {
		l.Company = firm
	}
	if l.Company != "" && tells(0.12) {
		l.Website = "https://www." + domain
	}
	if tells(0.12) {
		l.Title = title(s)
	}
	if tells(0.10) {
		l.Industry = s.firm.industry
	}
	if tells(0.18) {
		l.Employees = crm.NumberValue(s.firm.employees)
	}
	if revenue := significant(s.firm.employees * d.logNormal(140_000, 0.5)); tells(0.42) {
		l.AnnualRevenue = crm.NumberValue(revenue)
	}
	if tells(0.04) {
		l.Country, l.Region = s.firm.place.name, s.firm.place.region
		if tells(0.2) {
			l.City = s.firm.place.cities[mix(s.firm.id+1)%uint64(len(s.firm.place.cities))]
		}
	}
	if tells(0.42) {
		l.Phone = digits(d, s.firm.place.phone)
	}
	if tells(0.35) {
		l.Custom = l.Custom.Set(departmentField, crm.TextValue(s.work.name))
	}
	if tells(0.5) {
		l.Custom = l.Custom.Set(toolField, crm.TextValue(draw(d, tools)))
	}
	w.plan(s, &l, steps)
	return l
}

// person fills in name and address. Addresses are unique: a name in a company
// comes once, later ones and free mailboxes carry a number.
func (w *world) person(s *subject, l *crm.Lead, domain string) {
	first, last := s.market.first[s.first], s.market.name(s.first, s.last)
	l.FirstName, l.LastName = first.shown, last.shown
	gap := " "
	if s.market.joined {
		gap = ""
	}
	if s.market.familyFirst {
		l.Name = last.shown + gap + first.shown
	} else {
		l.Name = first.shown + gap + last.shown
	}
	box := first.slug + "." + last.slug
	switch {
	case s.mail == noMailbox:
	case s.free:
		l.Email = box + strconv.Itoa(s.n+1) + "@" + draw(w.dice, freeMail)
	case s.block > 0:
		l.Email = box + strconv.Itoa(s.block+1) + "@" + domain
	default:
		l.Email = box + "@" + domain
	}
}

func title(s *subject) string {
	switch s.level.name {
	case "student":
		return "Student"
	case "staff":
		return s.work.staff
	case "manager":
		return s.work.name + " Manager"
	case "head":
		if s.n%2 == 0 {
			return "Director of " + s.work.name
		}
		return "Head of " + s.work.name
	case "vp":
		return "VP " + s.work.name
	}
	if s.firm.employees < 50 {
		return "Founder"
	}
	return s.work.chief
}

// digits writes a phone number.
func digits(d *dice, form string) string {
	var b strings.Builder
	b.Grow(len(form))
	for i := range len(form) {
		c := form[i]
		if c == '#' {
			c = byte('0' + d.IntN(10))
		}
		b.WriteByte(c)
	}
	return b.String()
}
