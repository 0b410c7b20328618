package workspace

import (
	"slices"
	"strings"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/store"
)

// leads adds and updates leads.
func (b *batch) leads() error {
	who, err := b.roster()
	if err != nil {
		return err
	}
	if err := b.sameStages(); err != nil {
		return err
	}
	var fresh, known []*entry
	var keys []store.OtherKey
	var failure error
	b.wanted(func(i int, it *item) bool {
		e, clash := who.find(it.lead)
		if clash != "" {
			b.reject(i, "", it.lead.Key, "key and e-mail name different leads", clash+"; if they are one person, merge them where they come from, else correct the e-mail")
			return true
		}
		if failure = b.owner(it.lead.Owner); failure != nil {
			return false
		}
		if e == nil {
			it.lead.Stage, it.lead.StageAt, it.lead.AddedAt = it.made.stage, it.made.stageAt, it.made.addedAt
			e = &entry{lead: it.lead, made: it.made, isNew: true}
			fresh = append(fresh, e)
			who.add(e)
			b.created++
			b.odd(e.lead)
			return true
		}
		if e.rows++; e.rows == 1 {
			e.before()
			if !e.isNew {
				known = append(known, e)
			}
		}
		b.merge(e, it.lead)
		if who.add(e); who.calls(e, it.lead) {
			keys = append(keys, store.OtherKey{Lead: e.lead.ID, Key: it.lead.Key})
		}
		return true
	})
	if failure != nil {
		return failure
	}
	if err := b.tx.AddOtherKeys(keys, b.src.System, b.log.ID); err != nil {
		return err
	}
	if err := b.insertLeads(fresh); err != nil {
		return err
	}
	return b.updateLeads(known)
}

// enter completes a row to a lead: its stage, and when it entered it and the
// file.
func (im *importer) enter(l *crm.Lead, now time.Time) {
	stage, at := im.stageOf(l)
	switch {
	case stage != "":
		l.Stage = stage
	case l.Stage == "":
		l.Stage = im.stages.First()
	}
	if at.IsZero() {
		at = l.CreatedAt
	}
	l.StageAt, l.AddedAt = at, now
}

// stageOf returns the stage that a row gives its lead, and since when: an
// outcome says more than a stage.
func (im *importer) stageOf(row *crm.Lead) (stage string, at time.Time) {
	if s := im.outcomeStage(row.Outcome); s != "" {
		if row.OutcomeAt.IsZero() {
			return s, row.StageAt
		}
		return s, row.OutcomeAt
	}
	return row.Stage, row.StageAt
}

func (im *importer) outcomeStage(o crm.Outcome) string {
	switch o {
	case crm.Won:
		return im.stages.Won()
	case crm.Lost:
		return crm.LostDetour
	}
	return ""
}

// odd counts what is kept but worth saying.
func (b *batch) odd(l *crm.Lead) {
	if l.CreatedAt.After(b.w.clock()) {
		b.oddities["created in the future"]++
	}
	if l.Outcome == crm.Won && !l.OutcomeAt.IsZero() && l.OutcomeAt.Before(l.CreatedAt) {
		b.oddities["won before it was created"]++
	}
}

// merge brings what the row knows into a lead that is there. Unknown values
// never erase known ones, and the stage changes only when the row gives a
// newer time for it. A row about a lead that was merged into this one adds what
// is unknown, as the merge did.
func (b *batch) merge(e *entry, row *crm.Lead) {
	l := e.lead
	merged := e.byAlias(row)
	for _, f := range crm.CoreFields() {
		if v := row.Field(f.Name); v.Known() && (!merged || !l.Field(f.Name).Known()) {
			l.SetField(f.Name, v)
		}
	}
	for _, f := range row.Custom {
		if !merged || !l.Custom.Get(f.Name).Known() {
			l.Custom = l.Custom.Set(f.Name, f.Value)
		}
	}
	if !merged && derived(l) && !derived(row) && row.Key != "" {
		l.System, l.Key = row.System, row.Key
	}
	latest := l.StageAt
	if e.stageAt.After(latest) {
		latest = e.stageAt
	}
	if stage, at := b.stageOf(row); stage != "" && at.After(latest) {
		if row.Outcome != crm.NoOutcome {
			l.Outcome, l.OutcomeAt = row.Outcome, row.OutcomeAt
		}
		e.stageAt = at
		e.moves = append(e.moves, crm.StageChange{Stage: stage, At: at, By: b.w.by, Reason: "import"})
	}
}

// sameProfile reports whether rows have left a lead as it was.
func sameProfile(a, b *crm.Lead) bool {
	for _, f := range crm.CoreFields() {
		if a.Field(f.Name) != b.Field(f.Name) {
			return false
		}
	}
	return a.System == b.System && a.Key == b.Key && a.Outcome == b.Outcome && a.OutcomeAt.Equal(b.OutcomeAt) &&
		slices.Equal(a.Custom, b.Custom)
}

// insertLeads adds new leads with their assumed first stage and their score.
func (b *batch) insertLeads(entries []*entry) error {
	leads := make([]store.NewLead, len(entries))
	for i, e := range entries {
		if e.rows > 0 { // the batch has more about it
			again := b.make(e.lead, nil)
			e.made = &again
			b.count(e, len(e.moves) > 0 || !sameProfile(e.was, e.lead))
		}
		leads[i] = store.NewLead{Lead: e.lead, Row: e.made.row}
	}
	r, err := b.w.rulesOf(b.tx)
	if err != nil {
		return err
	}
	if err := b.tx.NumberLeads(leads); err != nil {
		return err
	}
	if b.counted != nil {
		for _, e := range entries {
			b.counted.add(e.lead.ID)
		}
	}
	s := &stamping{rules: r, rows: make([]store.StampRow, 0, len(entries))}
	changes := make([]crm.StageChange, len(leads))
	if err := store.Beside(func() { b.begun(entries, changes, s) }, func() error { return b.tx.InsertLeads(leads) }); err != nil {
		return err
	}
	if err := b.tx.AddFirstChanges(changes, b.log.ID); err != nil {
		return err
	}
	b.newlyReady += len(s.ready)
	if err := s.write(b.tx); err != nil {
		return err
	}
	for _, e := range entries {
		if _, err := b.move(e); err != nil {
			return err
		}
	}
	return nil
}

// begun makes the assumed first stage and the first stamp of new leads.
func (b *batch) begun(entries []*entry, changes []crm.StageChange, s *stamping) {
	s.now = b.log.Report.At
	current := s.rules.program == b.rules.program && crm.DayOf(b.w.clock(), s.rules.zone) == crm.DayOf(s.now, s.rules.zone)
	if !current { // a new rubric or a new day since the import began
		s.now = b.w.clock()
	}
	for i, e := range entries {
		l := e.lead
		changes[i] = crm.StageChange{Lead: l.ID, Stage: l.Stage, At: l.StageAt, Provisional: true}
		if current {
			s.put(l, nil, e.made.totals, true)
		} else {
			s.add(l, nil, true)
		}
	}
}

// updateLeads writes the leads that rows have changed, and counts every row once.
func (b *batch) updateLeads(entries []*entry) error {
	for _, e := range entries {
		changed := !sameProfile(e.was, e.lead)
		if changed {
			if err := b.tx.UpdateLead(e.lead, e.was); err != nil {
				return err
			}
			if err := b.tx.KeepOwn([]crm.LeadID{e.lead.ID}, b.log.ID); err != nil {
				return err
			}
			b.touched[e.lead.ID] = true
		}
		moved, err := b.move(e)
		if err != nil {
			return err
		}
		if e.imported { // before the interruption, by the first of the rows
			b.created++
			b.counted.add(e.lead.ID)
			e.rows--
		}
		b.count(e, changed || moved)
	}
	return nil
}

// count counts the rows about a lead that was there before them: when they have
// changed it, one of them has.
func (b *batch) count(e *entry, changed bool) {
	b.unchanged += e.rows
	if changed && e.rows > 0 {
		b.unchanged--
		b.updated++
	}
}

// move logs the moves of a lead and reports whether any was news. The log, not
// the row, then says where the lead stands.
func (b *batch) move(e *entry) (bool, error) {
	if len(e.moves) == 0 {
		return false, nil
	}
	for i := range e.moves {
		e.moves[i].Lead = e.lead.ID
	}
	added, err := b.tx.AddStageChanges(e.moves, b.log.ID)
	if err != nil || !slices.Contains(added, true) {
		return false, err
	}
	return true, b.sync([]crm.LeadID{e.lead.ID})
}

// createLeads adds leads that only deals have named, created when their oldest
// deal was, and returns their ids by the name the deals use.
func (b *batch) createLeads(refs []string, created map[string]time.Time) (map[string]crm.LeadID, error) {
	entries := make([]*entry, len(refs))
	for i, ref := range refs {
		lead := &crm.Lead{System: b.src.System, Key: ref, CreatedAt: created[ref]}
		if strings.Contains(ref, "@") {
			lead.Email, lead.Key = ref, text.Fold(ref)
		}
		b.enter(lead, b.w.clock())
		row := b.make(lead, nil)
		entries[i] = &entry{lead: lead, made: &row, isNew: true}
	}
	if err := b.insertLeads(entries); err != nil {
		return nil, err
	}
	ids := make(map[string]crm.LeadID, len(refs))
	for i, ref := range refs {
		ids[ref] = entries[i].lead.ID
	}
	b.leadsCreated += len(refs)
	return ids, nil
}
