package intake

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// recognised is the export a file turned out to be, with its columns found.
// The zero value is a file of nobody we know.
type recognised struct {
	*export
	columns map[string][]int // field -> its columns, the likeliest first
	claimed map[int]string   // column -> field
	rules   []rowRule
	kept    string // custom field for statuses that are no stage here
}

// checkFormat refuses a format nobody knows.
func (s *Source) checkFormat() error {
	if s.opt.Format == "" || slices.Contains(formats, s.opt.Format) {
		return nil
	}
	exports, _ := allExports(s.opt.Profiles)
	names := slices.Clone(formats)
	for _, e := range exports {
		names = append(names, e.Name)
	}
	if slices.Contains(names, s.opt.Format) {
		return nil
	}
	e := crm.Errorf(crm.Usage, "unknown format %q", s.opt.Format)
	if near, ok := text.Nearest(s.opt.Format, names); ok {
		return e.WithHint("did you mean %s?", near)
	}
	slices.Sort(names[len(formats):])
	system, _, _ := strings.Cut(s.opt.Format, "-")
	var systems []string
	for _, e := range exports {
		systems = append(systems, e.System)
	}
	if near, ok := text.Nearest(system, systems); ok && len(system) > 3 {
		ofSystem := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return !strings.HasPrefix(n, near+"-") })
		return e.WithHint("did you mean one of %s?", strings.Join(ofSystem, ", "))
	}
	return e.WithHint("the formats are %s", strings.Join(names, ", "))
}

// recognise finds out which export the header belongs to, and with it what
// the rows are when the user does not say.
func (s *Source) recognise() error {
	header := map[string]int{}
	for i, h := range s.headers {
		if _, twice := header[headerForm(h)]; !twice && !strings.HasPrefix(h, ownPrefix) {
			header[headerForm(h)] = i
		}
	}
	e, err := s.match(header)
	if err != nil {
		return err
	}
	if s.kind == "" {
		s.kind = crm.LeadRecord
		if e != nil {
			s.kind = e.Kind
		}
	}
	s.fields = fieldsOf(s.kind)
	if e != nil {
		s.follow(e, header)
	}
	return checkStageMap(s.kind, &s.opt)
}

// match returns the export with the most specific signature, nil when there is
// none.
func (s *Source) match(header map[string]int) (*export, error) {
	if s.opt.NoAuto || s.opt.Format != "" && s.opt.Format != formatAuto && slices.Contains(formats, s.opt.Format) {
		return nil, nil
	}
	exports, faults := allExports(s.opt.Profiles)
	for _, err := range faults {
		s.note("An export profile of yours is left out: %v.", err)
	}
	var best, other *export
	for _, e := range exports {
		if e.Name == s.opt.Format {
			if s.kind != "" && s.kind != e.Kind {
				return nil, crm.Errorf(crm.Usage, "the format %s holds %s, not %s", e.Name, e.Kind, s.kind).
					WithHint("leave out --as, or name another format")
			}
			return e, nil
		}
		switch {
		case !e.Header.matches(header):
		case s.kind != "" && e.Kind != s.kind:
			if !e.Asked && (other == nil || other.closer(e, header)) {
				other = e
			}
		case e.Asked && s.kind == "":
		case best == nil || best.closer(e, header):
			best = e
		}
	}
	if best == nil && other != nil {
		s.note("The header is that of %s (%s), which are %s; the rows are read as %s, as told.", other.Title, other.Name, other.Kind, s.kind)
	}
	if best != nil && best.Kind != crm.StageRecord {
		s.noteHistory(exports, header)
	}
	return best, nil
}

// noteHistory says that the file can also be read as the history of its leads.
func (s *Source) noteHistory(exports []*export, header map[string]int) {
	for _, e := range exports {
		if e.entered == nil || !e.Header.matches(header) {
			continue
		}
		n := 0
		for _, h := range s.headers {
			if e.entered.MatchString(h) {
				n++
			}
		}
		if n > 0 {
			what := "A column says"
			if n > 1 {
				what = fmt.Sprintf("%d columns say", n)
			}
			s.note("%s when a stage was entered; imported once more with --as stages, the file gives the history of its leads.", what)
			return
		}
	}
}

// closer reports whether the header is closer to another export than to e.
func (e *export) closer(other *export, header map[string]int) bool {
	known := func(x *export) int {
		n := 0
		for _, names := range x.columns {
			for _, name := range names {
				if _, ok := header[headerForm(name)]; ok {
					n++
				}
			}
		}
		return n
	}
	return cmp.Or(cmp.Compare(other.Header.specific(), e.Header.specific()), cmp.Compare(known(other), known(e)), strings.Compare(e.Name, other.Name)) > 0
}

// follow reads the file as the export says, as far as the user says nothing
// else.
func (s *Source) follow(e *export, header map[string]int) {
	x := &s.export
	*x = recognised{export: e, columns: map[string][]int{}, claimed: map[int]string{}}
	for field, names := range e.columns {
		x.columns[field] = []int{}
		for _, name := range names {
			if c, ok := header[headerForm(name)]; ok {
				x.columns[field] = append(x.columns[field], c)
				x.claimed[c] = field
			}
		}
	}
	x.rules = append(rulesOf(e.Only, true, header), rulesOf(e.Skip, false, header)...)
	if events := x.columns[fieldEvent]; len(events) > 0 {
		// A value that means nothing leaves its row out.
		var nothing []string
		for value, event := range e.Values[fieldEvent] {
			if event == "" {
				nothing = append(nothing, value)
			}
		}
		x.rules = append(x.rules, newRule(events[0], nothing, false))
	}
	mapped := map[string]bool{}
	for name := range s.opt.Map {
		mapped[slug(name)] = true
	}
	for name := range s.opt.Set {
		mapped[slug(name)] = true
	}
	s.opt.Set = maps.Clone(s.opt.Set)
	for field, value := range e.Set {
		if s.opt.Set == nil {
			s.opt.Set = map[string]string{}
		}
		if !mapped[field] {
			s.opt.Set[field] = value
		}
	}
	for _, value := range e.Nulls {
		s.opt.Null = append(slices.Clip(s.opt.Null), Null{Value: value})
	}
	if s.opt.Dates == "" && e.Dates != oneOrder {
		s.opt.Dates = e.Dates
	}
	s.info.System = e.System
	s.note("The header is that of %s: the columns are read as %s says; --format csv reads them by name only.", e.Title, e.Name)
	if e.Note != "" {
		s.info.Notes = append(s.info.Notes, e.Note)
	}
}

// shareOrder settles the dates that could be read in two ways by those that
// cannot, where the export says that a file has one order. Columns that
// contradict each other settle nothing.
func (s *Source) shareOrder() {
	if s.export.export == nil || s.export.Dates != oneOrder || s.opt.Dates != "" {
		return
	}
	shared, from := "", ""
	for i := range s.profiles {
		d := &s.profiles[i].dates
		order, _, _ := d.order("")
		if order == "" || d.proofMDY == "" && d.proofDMY == "" {
			continue
		}
		if shared != "" && order != shared {
			return
		}
		shared, from = order, s.headers[i]
	}
	if shared != "" {
		s.opt.Dates = shared
		s.note("All dates of such a file have one order, which column %q tells.", from)
	}
}

// lenient reports whether values of the field that mean nothing here are no
// reason to reject a row: the export says where the field is, not the user.
func (s *Source) lenient(name string) bool {
	_, users := s.plan.byColumn[name]
	return !users && len(s.export.columns[name]) > 0
}

// forgives reports whether a row keeps its place although its value of the
// field means nothing here: a lead does without a stage, and a deal has what
// the export says of any other status. A change of stage without a stage is
// none.
func (s *Source) forgives(name string) bool {
	return s.lenient(name) && (s.kind == crm.LeadRecord || name == fieldStatus && s.plan.outcome.other != "")
}

// separator returns what stands between the ids of several leads in one cell;
// empty when a cell names one.
func (x *recognised) separator() string {
	if x.export == nil {
		return ""
	}
	return x.Separator
}

// stands lets the other columns that an export has for a text stand in where
// the first is empty: the mobile phone for the phone, the contact of a call
// for the lead. Keys and values of a choice are taken from one column only.
func (s *Source) stands(f field, column int, file decimalMark) {
	switch f.name {
	case fieldKey, fieldID, fieldStage, fieldOutcome, fieldStatus, fieldEvent:
		return
	}
	if f.typ != crm.Text {
		return
	}
	t := &s.plan.targets[len(s.plan.targets)-1]
	for _, c := range s.export.columns[f.name] {
		if c != column && s.profiles[c].known > 0 && s.fits(f, c, file) {
			t.also = append(t.also, c)
		}
	}
}

// id returns a key as its system writes it in full.
func (x *recognised) id(s string) string {
	if x.export != nil && x.IDs != "" {
		return fullID(s)
	}
	return s
}
