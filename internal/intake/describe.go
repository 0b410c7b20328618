package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"smarketing/internal/crm"
)

// describe writes down what was understood, for the report and the log.
func (s *Source) describe() {
	in := &s.info
	in.File, in.Kind, in.Format = s.content.name, s.kind, s.table.format
	in.Encoding, in.Delimiter = s.content.encoding, s.table.delimiter
	if s.export.export != nil {
		in.Format = s.export.Name
	}
	in.Fingerprint = s.fingerprint()
	for i := range s.headers {
		in.Columns = append(in.Columns, s.describeColumn(i))
	}
	for _, t := range s.plan.targets {
		if t.custom && t.typ != crm.Unknown {
			label := t.field
			if t.column >= 0 {
				label = s.headers[t.column]
			}
			in.Custom = append(in.Custom, crm.Field{Name: t.field, Label: label, Type: t.typ, Custom: true})
		}
	}
	s.describeOthers()
	orders := map[string]bool{}
	for _, c := range in.Columns {
		if c.DateOrder != "" {
			orders[c.DateOrder] = true
			in.DateOrder = c.DateOrder
		}
	}
	if len(orders) > 1 {
		in.DateOrder = "mixed"
	}
	s.noteFile()
}

// describeOthers lists the fields made by cells of several e-mails or phones.
func (s *Source) describeOthers() {
	if s.kind != crm.LeadRecord {
		return
	}
	if s.export.kept != "" {
		s.info.Custom = append(s.info.Custom, crm.Field{Name: s.export.kept, Label: s.export.Title + " status", Type: crm.Text, Custom: true})
	}
	for _, t := range s.plan.targets {
		name, label := emailOthers, "Other e-mails"
		if t.field == fieldPhone {
			name, label = phoneOthers, "Other phones"
		}
		if (t.field == fieldEmail || t.field == fieldPhone) && t.column >= 0 && s.profiles[t.column].several > 0 && !s.filled(name) {
			s.info.Custom = append(s.info.Custom, crm.Field{Name: name, Label: label, Type: crm.Text, Custom: true})
			n, cells := s.profiles[t.column].several, "cells of column %q hold"
			if n == 1 {
				cells = "cell of column %q holds"
			}
			s.note("%d "+cells+" several: the first counts, the others are kept in %s.", n, s.headers[t.column], name)
		}
	}
}

// describeColumn says what became of a column.
func (s *Source) describeColumn(i int) crm.ImportColumn {
	p := &s.profiles[i]
	c := crm.ImportColumn{Header: s.headers[i], Known: p.known, Nulls: p.nulls, Suspects: maps.Clone(p.suspects), Samples: p.samples, Values: p.values}
	if p.empty > 0 {
		c.Nulls = maps.Clone(p.nulls)
		if c.Nulls == nil {
			c.Nulls = map[string]int{}
		}
		c.Nulls[""] = p.empty
	}
	for v, n := range p.outliers() {
		if c.Suspects == nil {
			c.Suspects = map[string]int{}
		}
		c.Suspects[v] = n
	}
	var names []string
	for _, ti := range s.plan.fields[i] {
		t := &s.plan.targets[ti]
		names = append(names, t.field)
		c.Type, c.Custom = t.typ, t.custom
		if t.typ == crm.Time {
			c.DateOrder = t.order
			if t.order == "" && p.dates.iso > 0 {
				c.DateOrder = orderYMD
			}
		}
	}
	c.Field = strings.Join(names, ", ")
	if p.mostValues == maxKinds && !c.Custom {
		c.Values = nil // they were counted in case the column makes a field of its own
	}
	c.Means = s.meanings(names, p)
	s.noteColumn(c, p)
	return c
}

// meanings returns what the values of a column that fills those fields are read
// as; nil when they are not chosen from a few.
func (s *Source) meanings(fields []string, p *profile) map[string]string {
	for _, f := range fields {
		c := s.choiceOf(f)
		if c == nil || p.values == nil {
			continue
		}
		means := map[string]string{}
		for v := range p.values {
			key, ok := c.resolve(v)
			if !ok && c.other != "" && s.forgives(f) {
				key, ok = c.other, true
			}
			if ok {
				means[v] = key
			}
		}
		return means
	}
	return nil
}

// noteColumn says what a person should know about a column.
func (s *Source) noteColumn(c crm.ImportColumn, p *profile) {
	if s.own[slices.Index(s.headers, c.Header)] {
		return
	}
	how := p.settle(c.Header, '.', s.opt.Dates)
	switch {
	case c.Type == crm.Text && how.doubt != "":
		s.note("Column %q is kept as text: %s. --dates dmy or --dates mdy makes times of it.", c.Header, how.doubt)
	case c.Type == crm.Text && c.Custom && !p.settled && len(p.suspects) > 0 && holds(p.numbers.all, p.plain()):
		s.note("Column %q would be a number but for %s; --null %s=VALUE takes a spelling as unknown.", c.Header, spellings(p.suspects), c.Field)
	case c.Type == crm.Text && c.Custom && p.almost(c.Header) != "":
		s.note("Column %q is kept as text: %q is no %s, but %d of %d cells are; mend it, or take it as unknown with %s.",
			c.Header, p.odd, p.almost(c.Header), p.plain()-p.misfits(), p.plain(), flag("--null", c.Field+"="+p.odd))
	case c.Type == crm.Number && c.Custom && p.dates.unix == p.known && p.dates.lately == p.known:
		m, _ := scanDate(p.samples[0])
		at, _ := m.at("", s.opt.Zone)
		s.note("Column %q is kept as numbers, though they may be Unix times, %s being %s: where the header has the word time, they are taken as such.",
			c.Header, p.samples[0], at.In(s.opt.Zone).Format("2006-01-02 15:04"))
	case c.Type == crm.Number && p.numbers.dot+p.numbers.comma == 0 && p.numbers.eitherComma > 0:
		meant, other := "thousands", "decimals"
		if m, _ := p.numbers.mark(s.fileMark()); m == ',' {
			meant, other = other, meant
		}
		s.note("The commas in column %q are read as %s, not %s, such as %s.", c.Header, meant, other, p.numbers.example)
	case c.Type == crm.Number && p.numbers.dot+p.numbers.comma == 0 && p.numbers.eitherDot > 0 && !s.table.typed && s.fileMark() == '.':
		s.note("The points in column %q are read as decimals, not thousands, such as %s.", c.Header, p.numbers.dotExample)
	case c.Type == crm.Text && p.ids.exponent > 0:
		s.note("Column %q holds numbers that a spreadsheet has cut to a few digits, such as %s; export it as text.", c.Header, p.cut)
	}
	s.noteOrder(c, &p.dates)
	s.noteAlike(c, p)
	switch n := p.numbers.currency; {
	case len(n) == 0 || c.Type != crm.Number || c.Field == fieldAmount:
	case len(n) == 1:
		s.note("Column %q holds sums in %s; the number is kept.", c.Header, spellings(n))
	default:
		s.note("Column %q holds sums in several currencies, %s; the numbers are kept, but do not compare.", c.Header, spellings(n))
	}
	if c.Field == "" && p.known > 0 && s.export.export == nil { // of an export the profile says what matters
		s.note("Column %q is ignored.", c.Header)
	}
}

// noteOrder says how the dates of a column are read, and why.
func (s *Source) noteOrder(c crm.ImportColumn, d *dateCount) {
	if c.Type != crm.Time || d.three == 0 {
		return
	}
	in := map[string]string{orderMDY: "month first", orderDMY: "day first", orderYMD: "year first"}[c.DateOrder]
	proof := map[string]string{orderMDY: d.proofMDY, orderDMY: d.proofDMY}[c.DateOrder]
	switch {
	case proof != "":
		s.note("The dates of column %q are read %s: %q can be nothing else.", c.Header, in, proof)
	case c.DateOrder == s.opt.Dates && s.export.export != nil && s.export.Dates == oneOrder:
		s.note("The dates of column %q are read %s, like the others.", c.Header, in)
	case c.DateOrder == s.opt.Dates:
		s.note("The dates of column %q are read %s, as told.", c.Header, in)
	}
}

// spellings lists values with how often they occur.
func spellings(counts map[string]int) string {
	var out []string
	for _, v := range slices.Sorted(maps.Keys(counts)) {
		out = append(out, fmt.Sprintf("%q (%d)", v, counts[v]))
	}
	return strings.Join(out, ", ")
}

// noteFile says what a person should know about the file as a whole.
func (s *Source) noteFile() {
	s.noteKind()
	s.noteRules()
	s.noteStrange()
	s.noteRejected()
	s.noteDemoted()
	if s.blank == 1 {
		s.note("A blank row was skipped.")
	} else if s.blank > 1 {
		s.note("%d blank rows were skipped.", s.blank)
	}
	if s.content.stray {
		s.note("The file is UTF-8 but for some damaged cells; their rows are rejected.")
	}
	switch s.kind {
	case crm.LeadRecord:
		if s.filled(fieldKey) {
			break
		}
		s.info.NewKeys = !s.filled(fieldEmail)
		if s.info.NewKeys {
			s.note("There is no id column: the key of a lead is made from its row, so importing the same rows again changes nothing.")
		} else {
			s.note("There is no id column: the e-mail address is the key.")
		}
	case crm.DealRecord:
		if !s.filled(fieldLead) {
			s.note("No column names the leads of the deals; --map lead=HEADER says which holds their keys or e-mail addresses.")
		}
		if !s.filled(fieldStatus) {
			s.note("No column gives the status: all deals are open. --set status=won or --map status=HEADER says otherwise.")
		}
	case crm.StageRecord:
		if !s.filled(fieldAt) && len(s.history) == 0 {
			s.note("No column gives the time of the stage changes: they keep the order of the file.")
		}
	}
	if len(s.opt.Stage) > 0 && len(s.history) == 0 && !s.filled(fieldStage) && !s.filled(fieldOutcome) && !s.filled(fieldStatus) {
		s.note("--stage has no effect: no column is mapped to a stage, an outcome or a status.")
	}
}

// fingerprint is the digest of the content and of every option that changes
// what the rows mean.
func (s *Source) fingerprint() string {
	h := sha256.New()
	h.Write(s.content.sum[:])
	o := &s.opt
	fmt.Fprintf(h, "%q %v %q %q", s.kind, o.NoAuto, o.Dates, o.Zone.String())
	for _, m := range []map[string]string{o.Map, o.Set, o.Stage} {
		fmt.Fprintf(h, " %d", len(m))
		for _, k := range slices.Sorted(maps.Keys(m)) {
			fmt.Fprintf(h, " %q=%q", k, m[k])
		}
	}
	fmt.Fprintf(h, " %q %q", o.Null, o.Ignore)
	for _, name := range slices.Sorted(maps.Keys(o.Same)) {
		fmt.Fprintf(h, " %q %q", name, o.Same[name])
	}
	if s.export.export != nil {
		fmt.Fprintf(h, " %q", s.export.source)
	}
	for _, st := range o.Stages {
		fmt.Fprintf(h, " %q %q %q", st.Key, st.Label, st.Kind)
	}
	return hex.EncodeToString(h.Sum(nil))
}
