package store

import (
	"slices"
	"strings"
	"time"

	"smarketing/internal/crm"
)

// BoardQuery says which leads a board of all leads asks for, and what of them.
type BoardQuery struct {
	Fields []string     // names of the fields
	Stages crm.Stages   // tell which leads are closed, and which stages are those of sales
	Leads  []crm.LeadID // rising; nil: all
}

// always is what a board asks for whatever its fields are: the first columns
// of its rows.
const always = `l.id, l.stage, l.stage_at, l.outcome_at, l.created_at, l.added_at, s.ready, s.ready_since, s.armed_at`

const alwaysCells = 9

// BoardLeads calls yield for the leads of the query in order of their ids, with
// its fields, what readiness depends on, and its moments. Texts and the lead
// itself hold only until the next one, and yield must not use the transaction.
func (t *Tx) BoardLeads(q BoardQuery, yield func(*crm.Lead, Moments) error) error {
	moments, err := t.moments(q)
	if err != nil {
		return err
	}
	columns := always
	var core []crm.Field
	custom := -1
	for _, f := range crm.CoreFields() {
		if f.Name != "created_at" && slices.Contains(q.Fields, f.Name) {
			columns += ", " + "l." + f.Name
			core = append(core, f)
		}
	}
	if slices.ContainsFunc(q.Fields, func(name string) bool { return !crm.IsCoreField(name) }) {
		custom = alwaysCells + len(core)
		columns += ", l.custom"
	}
	n := strings.Count(columns, ",") + 1
	from := `SELECT ` + columns + ` FROM lead l LEFT JOIN stamp s ON s.lead = l.id`
	var lead crm.Lead
	each := func(c cells) error {
		lead = crm.Lead{
			ID: crm.LeadID(c.int(0)), Stage: c.glance(1), StageAt: c.instant(2), OutcomeAt: c.instant(3), CreatedAt: c.instant(4), AddedAt: instant(c.int(5)),
		}
		lead.Stamp.Ready = crm.Readiness{Cause: crm.Cause(c.glance(6)), Since: c.instant(7), ArmedAt: c.instant(8)}
		for i, f := range core {
			if cell := alwaysCells + i; f.Type == crm.Number {
				lead.SetField(f.Name, c.number(cell))
			} else {
				lead.SetField(f.Name, crm.TextValue(c.glance(cell)))
			}
		}
		if custom >= 0 {
			var err error
			if lead.Custom, err = decodeFields(c.glance(custom)); err != nil {
				return err
			}
		}
		return yield(&lead, moments.of(&lead))
	}
	if q.Leads == nil {
		return t.scan(from+` ORDER BY l.id`, n, nil, each)
	}
	return inChunks(q.Leads, func(list string, args []any) error {
		return t.scan(from+` WHERE l.id IN (`+list+`) ORDER BY l.id`, n, args, each)
	})
}

// Moments are the instants that say which activities of a lead count; zero when
// they do not matter or nobody knows them.
type Moments struct {
	Start   time.Time // of its latest fresh start: what it did until then counts no more
	HandOff time.Time // of a closed lead: its first stage of sales, deal or outcome, else when it entered its stage
}

// moments knows the moments of all leads. It is asked for leads with rising ids.
type moments struct {
	stages                 crm.Stages
	started, entered, deal firsts
}

func (m *moments) of(l *crm.Lead) Moments {
	found := Moments{Start: m.started.of(l.ID)}
	if m.stages.Standing(l.Stage).Open() {
		return found
	}
	found.HandOff = l.OutcomeAt
	for _, at := range [...]time.Time{m.entered.of(l.ID), m.deal.of(l.ID)} {
		if !at.IsZero() && (found.HandOff.IsZero() || at.Before(found.HandOff)) {
			found.HandOff = at
		}
	}
	if found.HandOff.IsZero() {
		found.HandOff = l.StageAt
	}
	return found
}

// firsts are instants of leads, in order of their ids.
type firsts []first

type first struct {
	lead crm.LeadID
	at   int64
}

// of returns the instant of the lead, zero when there is none, and forgets those
// of the leads before it.
func (f *firsts) of(lead crm.LeadID) time.Time {
	for len(*f) > 0 && (*f)[0].lead < lead {
		*f = (*f)[1:]
	}
	if len(*f) > 0 && (*f)[0].lead == lead {
		return instant((*f)[0].at)
	}
	return time.Time{}
}

// moments reads what the moments of the leads of the query depend on. An assumed
// first stage says only where a lead was found.
func (t *Tx) moments(q BoardQuery) (*moments, error) {
	m := &moments{stages: q.Stages}
	var sales []any
	for _, s := range q.Stages {
		if s.Team == crm.Sales {
			sales = append(sales, s.Key)
		}
	}
	for _, read := range []struct {
		into  *firsts
		query string
		args  []any
	}{
		{&m.started, `SELECT lead, at FROM recycle r WHERE policy = ? AND at = (SELECT k.pass_at FROM work k WHERE k.lead = r.lead)`,
			[]any{string(crm.StartFresh)}},
		{&m.entered, `SELECT lead, min(at) FROM stage_change WHERE provisional = 0 AND at <> 0
 AND stage IN (` + placeholders(len(sales)) + `)`, sales},
		{&m.deal, `SELECT lead, min(created_at) FROM deal WHERE lead IS NOT NULL AND created_at IS NOT NULL`, nil},
	} {
		var err error
		if *read.into, err = t.firsts(q.Leads, read.query, read.args); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// firsts reads the instants that the query finds of the leads, of all when
// leads is nil.
func (t *Tx) firsts(leads []crm.LeadID, query string, args []any) (firsts, error) {
	const end = ` GROUP BY lead ORDER BY lead`
	var found firsts
	read := func(query string, args []any) error {
		return t.scan(query, 2, args, func(c cells) error {
			found = append(found, first{crm.LeadID(c.int(0)), c.int(1)})
			return nil
		})
	}
	if leads == nil {
		err := read(query+end, args)
		return found, err
	}
	err := inChunks(leads, func(list string, ids []any) error {
		return read(query+` AND lead IN (`+list+`)`+end, slices.Concat(args, ids))
	})
	return found, err
}

// BoardActivities calls yield for all activities, in order of their leads' ids
// and otherwise in none: event, instant and detail. The detail holds only until
// the next one, and yield must not use the transaction.
func (t *Tx) BoardActivities(yield func(lead crm.LeadID, event, detail string, at time.Time) error) error {
	words, err := t.words()
	if err != nil {
		return err
	}
	return t.scan(`SELECT lead, event, at, detail FROM activity ORDER BY lead`, 4, nil, func(c cells) error {
		return yield(crm.LeadID(c.int(0)), words[c.int(1)], c.glance(3), instant(c.int(2)))
	})
}

// LeadsAfter returns the leads with ids greater than the one given, in order.
func (t *Tx) LeadsAfter(id crm.LeadID) ([]crm.LeadID, error) {
	return t.leadIDs(`SELECT id FROM lead WHERE id > $1 ORDER BY id`, id)
}
