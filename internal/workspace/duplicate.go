package workspace

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"smarketing/internal/crm"
	"smarketing/store"
)

// Duplicates returns the groups of leads that seem to be one, the surest first,
// and after them the companies that are spelled in several ways. Nothing is
// changed: a person decides.
func (w *Workspace) Duplicates(ctx context.Context) ([]crm.Duplicate, error) {
	f := &finder{first: map[trait]crm.LeadID{}, parent: map[crm.LeadID]crm.LeadID{}, spelled: map[string]map[string]int{}}
	var found []crm.Duplicate
	err := w.store.View(ctx, func(t *store.Tx) error {
		if err := t.Persons(f.see); err != nil {
			return err
		}
		var err error
		found, err = f.groups(t)
		return err
	})
	return append(found, f.companies()...), err
}

// trait is something that two leads can have in common.
type trait struct {
	kind  traitKind
	value string
}

type traitKind uint8

// The kinds, from the surest to the least.
const (
	sameMail traitKind = iota
	samePhone
	sameFirm
	onlyFirm
)

var traitWords = map[traitKind]string{
	sameMail: "same e-mail", samePhone: "same name and phone", sameFirm: "same name and company",
	onlyFirm: "same company, and nobody named",
}

var traitLikelihood = map[traitKind]crm.Likelihood{
	sameMail: crm.Certain, samePhone: crm.Likely, sameFirm: crm.Likely, onlyFirm: crm.Possible,
}

// finder joins leads with common traits into groups.
type finder struct {
	first   map[trait]crm.LeadID      // the first lead seen with the trait
	parent  map[crm.LeadID]crm.LeadID // of leads in groups: another of the group, the first one itself
	links   []link
	spelled map[string]map[string]int // companies by name, then by spelling
}

type link struct {
	lead crm.LeadID
	kind traitKind
}

func (f *finder) see(p *store.Person) error {
	name, firm := personName(p.Name, p.FirstName, p.LastName), companyName(p.Company)
	if mail := mailbox(p.Email); mail != "" {
		f.has(p.ID, trait{sameMail, mail})
	}
	if name != "" {
		if phone := phoneDigits(p.Phone); phone != "" {
			f.has(p.ID, trait{samePhone, name + "\n" + phone})
		}
		if firm != "" {
			f.has(p.ID, trait{sameFirm, name + "\n" + firm})
		}
	}
	if firm == "" {
		return nil
	}
	if p.Name == "" && p.FirstName == "" && p.LastName == "" && p.Email == "" {
		f.has(p.ID, trait{onlyFirm, firm})
	}
	spellings := f.spelled[firm]
	if spellings == nil {
		spellings = map[string]int{}
		f.spelled[firm] = spellings
	}
	spellings[strings.Clone(p.Company)]++
	return nil
}

// has notes a trait of the lead and joins it with the first that has it.
func (f *finder) has(id crm.LeadID, t trait) {
	first, seen := f.first[t]
	if !seen {
		f.first[t] = id
		return
	}
	f.links = append(f.links, link{id, t.kind})
	f.parent[f.root(id)] = f.root(first)
}

// root returns the lead that stands for the group of the lead.
func (f *finder) root(id crm.LeadID) crm.LeadID {
	p, ok := f.parent[id]
	if !ok {
		f.parent[id] = id
		return id
	}
	if p != id {
		p = f.root(p)
		f.parent[id] = p
	}
	return p
}

func (f *finder) groups(t *store.Tx) ([]crm.Duplicate, error) {
	kinds := map[crm.LeadID][]traitKind{}
	for _, l := range f.links {
		root := f.root(l.lead)
		if !slices.Contains(kinds[root], l.kind) {
			kinds[root] = append(kinds[root], l.kind)
		}
	}
	members := map[crm.LeadID][]crm.LeadID{}
	ids := slices.Sorted(maps.Keys(f.parent))
	for _, id := range ids {
		members[f.root(id)] = append(members[f.root(id)], id)
	}
	leads, err := t.LeadsByID(ids)
	if err != nil {
		return nil, err
	}
	var groups []crm.Duplicate
	for _, root := range ids {
		if len(members[root]) < 2 {
			continue
		}
		slices.Sort(kinds[root])
		d := crm.Duplicate{Likelihood: traitLikelihood[kinds[root][0]]}
		for _, k := range kinds[root] {
			d.Reasons = append(d.Reasons, traitWords[k])
		}
		for _, id := range members[root] {
			d.Leads = append(d.Leads, leads[id])
		}
		slices.SortStableFunc(d.Leads, keepFirst)
		groups = append(groups, d)
	}
	slices.SortStableFunc(groups, func(a, b crm.Duplicate) int {
		return cmp.Compare(rank(a.Likelihood), rank(b.Likelihood))
	})
	return groups, nil
}

func rank(l crm.Likelihood) int {
	return slices.Index([]crm.Likelihood{crm.Certain, crm.Likely, crm.Possible}, l)
}

// keepFirst orders leads by how much would be lost with them: those that sales
// has or had, then by score, then the older ones.
func keepFirst(a, b crm.Lead) int {
	weight := func(l *crm.Lead) int {
		switch l.Stamp.Standing {
		case crm.StandingWon:
			return 0
		case crm.InSales:
			return 1
		}
		return 2
	}
	return cmp.Or(cmp.Compare(weight(&a), weight(&b)), cmp.Compare(b.Stamp.Score, a.Stamp.Score), cmp.Compare(a.ID, b.ID))
}

// companies returns the companies that are spelled in several ways.
func (f *finder) companies() []crm.Duplicate {
	var found []crm.Duplicate
	for _, firm := range slices.Sorted(maps.Keys(f.spelled)) {
		if len(f.spelled[firm]) < 2 {
			continue
		}
		d := crm.Duplicate{Reasons: []string{"one company spelled in several ways"}, Likelihood: crm.Possible}
		for text, n := range f.spelled[firm] {
			d.Spellings = append(d.Spellings, crm.Spelling{Text: text, Leads: n})
		}
		slices.SortFunc(d.Spellings, func(a, b crm.Spelling) int {
			return cmp.Or(cmp.Compare(b.Leads, a.Leads), cmp.Compare(a.Text, b.Text))
		})
		found = append(found, d)
	}
	return found
}
