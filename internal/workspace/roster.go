package workspace

import (
	"fmt"
	"slices"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/store"
)

// roster finds the lead a row is about, among those in the file and those the
// batch has added so far.
type roster struct {
	idle    bool // every row is about a lead of its own
	system  string
	byKey   map[string]*entry // key of the source system
	byEmail map[string]*entry // folded e-mail
}

// entry is a lead of the roster.
type entry struct {
	lead     *crm.Lead
	was      *crm.Lead // before further rows; nil without
	made     *made     // of a new lead
	isNew    bool
	rows     int       // of the batch about a lead that is not new, or about a new one again
	stageAt  time.Time // of the newest move
	moves    []crm.StageChange
	imported bool            // added by this very import, before an interruption
	aliases  map[string]bool // names of leads merged into this one
}

// before keeps the lead as it is.
func (e *entry) before() {
	was := *e.lead
	e.was, e.lead.Custom = &was, slices.Clone(was.Custom)
}

// derived reports whether the lead's key was made from its e-mail, so that an
// id of a system may take its place.
func derived(l *crm.Lead) bool { return l.Email != "" && l.Key == text.Fold(l.Email) }

func (r *roster) add(e *entry) {
	if r.idle {
		return
	}
	if e.lead.System == r.system {
		r.byKey[e.lead.Key] = e
	}
	if e.lead.Email != "" {
		if f := text.Fold(e.lead.Email); r.byEmail[f] == nil {
			r.byEmail[f] = e
		}
	}
}

// find returns the entry the row is about, nil for a new lead, and why the row
// cannot be taken when its key and its e-mail name different leads.
func (r *roster) find(row *crm.Lead) (*entry, string) {
	if r.idle {
		return nil, ""
	}
	byKey := r.byKey[row.Key]
	var byEmail *entry
	if row.Email != "" {
		byEmail = r.byEmail[text.Fold(row.Email)]
	}
	switch {
	case byKey != nil && byEmail != nil && byKey != byEmail:
		return nil, fmt.Sprintf("the key names lead %s, the e-mail lead %s", nameOf(byKey.lead), nameOf(byEmail.lead))
	case byKey != nil:
		return byKey, ""
	case byEmail == nil:
		return nil, ""
	case !derived(row) && !derived(byEmail.lead) && byEmail.lead.System == r.system:
		return nil, fmt.Sprintf("the key names a new lead %q, the e-mail lead %s", row.Key, nameOf(byEmail.lead))
	}
	return byEmail, ""
}

func nameOf(l *crm.Lead) string {
	if name := l.DisplayName(); name != l.Key {
		return fmt.Sprintf("%q (%s)", l.Key, name)
	}
	return fmt.Sprintf("%q", l.Key)
}

// roster looks up every lead that the rows may be about.
func (b *batch) roster() (*roster, error) {
	if err := b.stillAlone(); err != nil {
		return nil, err
	}
	var keys, emails []string
	b.wanted(func(_ int, it *item) bool {
		if b.alone && !it.met {
			return true
		}
		keys = append(keys, it.lead.Key)
		if it.lead.Email != "" {
			emails = append(emails, it.lead.Email)
		}
		return true
	})
	if len(keys) == 0 {
		return &roster{idle: true}, nil
	}
	if b.unindexed {
		if err := b.tx.RestoreNameIndexes(); err != nil {
			return nil, err
		}
	}
	byKey, err := b.tx.IdentitiesByKey(keys)
	if err != nil {
		return nil, err
	}
	byEmail, err := b.tx.IdentitiesByEmail(emails)
	if err != nil {
		return nil, err
	}
	who := &roster{system: b.src.System, byKey: map[string]*entry{}, byEmail: map[string]*entry{}}
	ids := make([]crm.LeadID, 0, len(byKey)+len(byEmail))
	for _, i := range append(byKey, byEmail...) {
		ids = append(ids, i.ID)
	}
	leads, err := b.tx.LeadsByID(ids)
	if err != nil {
		return nil, err
	}
	var mine map[crm.LeadID]bool
	if b.counted != nil {
		if mine, err = b.tx.ImportedBy(ids, b.log.ID); err != nil {
			return nil, err
		}
	}
	entries := make(map[crm.LeadID]*entry, len(leads))
	for _, id := range ids { // in the order found, so that the oldest owns an e-mail
		if entries[id] == nil {
			lead := leads[id]
			entries[id] = &entry{lead: &lead, imported: mine[id] && !b.counted.has(id)}
			who.add(entries[id])
		}
	}
	for _, i := range append(byKey, byEmail...) {
		switch {
		case i.Alias:
			who.alias(entries[i.ID], i)
		case i.System == who.system && who.byKey[i.Key] == nil: // as this system calls a lead of another
			who.byKey[i.Key] = entries[i.ID]
		}
	}
	return who, nil
}

// calls reports whether the row's key is new for a lead that another system has
// brought, and lets the lead be found by it from now on.
func (r *roster) calls(e *entry, row *crm.Lead) bool {
	if e.isNew || row.Key == "" || derived(row) || e.lead.System == r.system || r.byKey[row.Key] != nil {
		return false
	}
	r.byKey[row.Key] = e
	return true
}

// alias lets the entry be found by the name of a lead merged into it.
func (r *roster) alias(e *entry, i store.Identity) {
	if e.aliases == nil {
		e.aliases = map[string]bool{}
	}
	name, index := i.Key, r.byKey
	if i.Email != "" {
		name, index = i.Email, r.byEmail
	} else if i.System != r.system {
		return
	}
	e.aliases[name] = true
	if index[name] == nil {
		index[name] = e
	}
}

// byAlias reports whether the row names a lead that was merged into this one.
func (e *entry) byAlias(row *crm.Lead) bool {
	return row.Key != e.lead.Key && e.aliases[row.Key] || row.Email != "" && e.aliases[text.Fold(row.Email)]
}
