package workspace

import (
	"fmt"
	"slices"
	"strings"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/store"
)

// firstRejects is how many different rejects the report quotes in full.
const firstRejects = 10

// batch is a number of items committed together.
type batch struct {
	*importer
	tx    *store.Tx
	items []item

	created, updated, unchanged           int
	leadsCreated, withoutLead, newlyReady int
	newMembers                            []string
	statuses, oddities                    map[string]int
	touched                               map[crm.LeadID]bool // to be scored again
}

// init readies the counts of the batch.
func (b *batch) init() {
	b.statuses, b.oddities, b.touched = map[string]int{}, map[string]int{}, map[crm.LeadID]bool{}
}

// apply writes the batch by its kind.
func (b *batch) apply() error {
	b.init()
	var err error
	switch b.src.Kind {
	case crm.LeadRecord:
		err = b.leads()
	case crm.ActivityRecord:
		err = b.activities()
	case crm.StageRecord:
		err = b.stageChanges()
	case crm.DealRecord:
		err = b.deals()
	case crm.SpendRecord:
		err = b.spends()
	default:
		err = crm.Errorf(crm.Usage, "records of kind %q cannot be imported", b.src.Kind)
	}
	if err != nil {
		return err
	}
	return b.mark()
}

// mark notes the touched leads as due, those aside that an earlier batch of
// this import has noted, unless somebody has scored leads since.
func (b *batch) mark() error {
	cleared, err := b.tx.Cleared()
	if err != nil {
		return err
	}
	if b.marked == nil || cleared != b.cleared {
		b.marked, b.cleared = &idSet{}, cleared
	}
	due := make([]crm.LeadID, 0, len(b.touched))
	for id := range b.touched {
		b.tx.Moved(id) // again: what is kept of it in memory may have followed the batch before
		if !b.marked.has(id) {
			due = append(due, id)
		}
	}
	slices.Sort(due)
	imported := b.log.ID
	if b.live {
		imported = 0
	}
	return b.tx.MarkDue(due, b.w.clock(), imported)
}

// reject marks an item as not taken.
func (b *batch) reject(i int, column, value, message, hint string) {
	b.items[i].reject = &crm.RowError{
		File: b.src.File, Row: b.items[i].row, Column: column, Value: value, Message: message, Hint: hint,
	}
}

// wanted yields the items that are neither rejected nor ignored.
func (b *batch) wanted(yield func(int, *item) bool) {
	for i := range b.items {
		if it := &b.items[i]; it.reject == nil && !it.ignored && !yield(i, it) {
			return
		}
	}
}

// settle adds what stands now to the report.
func (b *batch) settle() {
	r := &b.log.Report
	r.Created += b.created
	r.Updated += b.updated
	r.Unchanged += b.unchanged
	r.LeadsCreated += b.leadsCreated
	r.WithoutLead += b.withoutLead
	r.NewlyReady += b.newlyReady
	r.MembersCreated = append(r.MembersCreated, b.newMembers...)
	for _, m := range b.newMembers {
		b.members[m] = true
	}
	for id := range b.touched {
		if b.marked != nil {
			b.marked.add(id)
		}
	}
	for s, n := range b.statuses {
		r.ByStatus[s] += n
	}
	for o, n := range b.oddities {
		r.Oddities[o] += n
	}
	for _, it := range b.items {
		switch {
		case it.reject != nil:
			r.Rejected++
			r.Reasons[reason(it.reject)]++
			if len(r.FirstRejects) < firstRejects && !quoted(r.FirstRejects, it.reject) {
				r.FirstRejects = append(r.FirstRejects, it.reject.Error())
			}
			if b.options.Reject != nil {
				b.options.Reject(crm.Record{Row: it.row, Kind: b.src.Kind, Cells: it.cells}, it.reject)
			}
		case it.ignored:
			r.Ignored++
		}
	}
}

// quoted reports whether a reject of another row says the same.
func quoted(rejects []string, e *crm.RowError) bool {
	alike := *e
	for _, said := range rejects {
		// The rows are counted on, so only the number differs.
		var row int
		if _, err := fmt.Sscanf(strings.TrimPrefix(said, e.File+": "), "row %d", &row); err != nil {
			continue
		}
		if alike.Row = row; alike.Error() == said {
			return true
		}
	}
	return false
}

// reason is what rejects are counted by: the column and the message.
func reason(e *crm.RowError) string {
	if e.Column == "" {
		return e.Message
	}
	return e.Column + ": " + e.Message
}

// owner makes sure that the named owner is a member: an unknown one becomes a
// member of sales, which the report says.
func (b *batch) owner(name string) error {
	if name == "" || b.members[name] {
		return nil
	}
	for _, m := range b.newMembers {
		if m == name {
			return nil
		}
	}
	b.newMembers = append(b.newMembers, name)
	return b.tx.AddMember(crm.Member{Name: name, Team: crm.Sales})
}

// maxRefs bounds the memory for names of leads already resolved.
const maxRefs = 1 << 19

// resolve finds the leads that the wanted rows name, by key in any source
// system, then by e-mail, and returns those of names that earlier batches have
// not had. Rows with an ambiguous name are rejected.
func (b *batch) resolve() (map[string]crm.LeadID, error) {
	if err := b.forget(); err != nil {
		return nil, err
	}
	ask := b.unresolved()
	byKey, err := b.tx.IdentitiesByKey(ask)
	if err != nil {
		return nil, err
	}
	found := map[string]crm.LeadID{}
	ambiguous := map[string]bool{}
	for key, all := range byName(byKey) {
		switch own := slices.IndexFunc(all, func(i store.Identity) bool { return i.System == b.src.System }); {
		case own >= 0:
			found[key] = all[own].ID
		case len(all) > 1:
			ambiguous[key] = true
		default:
			found[key] = all[0].ID
		}
	}
	if err := b.resolveEmails(ask, found, ambiguous); err != nil {
		return nil, err
	}
	if len(ambiguous) > 0 {
		b.wanted(func(i int, it *item) bool {
			if ambiguous[it.ref] {
				b.reject(i, "lead", it.ref, "several leads of different systems have this key", "name the lead by its e-mail")
			}
			return true
		})
	}
	b.wanted(func(_ int, it *item) bool {
		if it.named == 0 {
			it.named = found[it.ref]
		}
		return true
	})
	return found, nil
}

// unresolved returns the names that earlier batches have not resolved, each
// once.
func (b *batch) unresolved() []string {
	var ask []string
	asked := map[string]bool{}
	b.wanted(func(_ int, it *item) bool {
		if it.named = b.refs[it.ref]; it.named != 0 {
			return true
		}
		for _, name := range [...]string{it.ref, leadName(it.ref)} {
			if name != "" && !asked[name] {
				asked[name] = true
				ask = append(ask, name)
			}
		}
		return true
	})
	return ask
}

// resolveEmails finds by e-mail what no key has found.
func (b *batch) resolveEmails(ask []string, found map[string]crm.LeadID, ambiguous map[string]bool) error {
	var emails []string
	for _, ref := range ask {
		if _, ok := found[ref]; !ok && !ambiguous[ref] && strings.Contains(ref, "@") {
			emails = append(emails, ref)
		}
	}
	byEmail, err := b.tx.IdentitiesByEmail(emails)
	if err != nil {
		return err
	}
	folded := map[string]crm.LeadID{}
	for _, i := range byEmail {
		if _, ok := folded[text.Fold(i.Email)]; !ok {
			folded[text.Fold(i.Email)] = i.ID
		}
	}
	for _, ref := range ask {
		if _, ok := found[ref]; ok {
			continue
		}
		if id, ok := folded[text.Fold(ref)]; ok {
			found[ref] = id
		} else if id, ok := found[leadName(ref)]; ok { // a key made from the e-mail
			found[ref] = id
		}
	}
	return nil
}

// byName groups identities by their key; of one lead under several names only
// the first counts.
func byName(identities []store.Identity) map[string][]store.Identity {
	groups := map[string][]store.Identity{}
	for _, i := range identities {
		same := func(o store.Identity) bool { return o.ID == i.ID }
		if !slices.ContainsFunc(groups[i.Key], same) {
			groups[i.Key] = append(groups[i.Key], i)
		}
	}
	return groups
}

// sameStages fails with Conflict when somebody has changed the stage
// definitions since the rows were read with the old ones.
func (b *batch) sameStages() error {
	r, err := b.w.rulesOf(b.tx)
	if err == nil && !slices.Equal(r.stages, b.stages) {
		err = crm.Errorf(crm.Conflict, "the stage definitions were changed meanwhile").WithHint("run the same command again")
	}
	return err
}

// forget drops the names of leads resolved so far when leads were removed or
// merged meanwhile.
func (b *batch) forget() error {
	removed, err := b.tx.Removals()
	if removed != b.removed {
		clear(b.refs)
		b.removed = removed
	}
	return err
}

// remember keeps the names of leads for the next batches, once they stand.
func (b *batch) remember(found map[string]crm.LeadID) {
	if len(b.refs) > maxRefs {
		clear(b.refs)
	}
	for ref, id := range found {
		if _, known := b.refs[ref]; !known {
			b.refs[strings.Clone(ref)] = id // not the whole row it is cut from
		}
	}
}

// unknownLead rejects a row whose lead does not exist.
func (b *batch) unknownLead(i int, it *item) {
	const field = "lead"
	if it.ref == "" {
		b.reject(i, field, "", "the row names no lead", "map the lead's key or e-mail with --map lead=HEADER")
		return
	}
	column := field
	for _, c := range b.src.Columns {
		if c.Field == field {
			column = c.Header
			break
		}
	}
	hint := fmt.Sprintf("it names %q; import the leads first", text.Truncate(it.ref, 60))
	if b.src.Format == streamFormat {
		hint += ", or take unknown leads in with --create"
	}
	b.reject(i, column, it.ref, "there is no such lead", hint)
}
