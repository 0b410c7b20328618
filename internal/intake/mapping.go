package intake

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// HeaderKey returns the key under which a mapping for files with that header is
// remembered: 32 hexadecimal digits. The order of the columns, case, space and
// the columns of a rejects file do not matter.
func HeaderKey(header []string) string {
	names := make([]string, 0, len(header))
	for _, h := range header {
		if !strings.HasPrefix(h, ownPrefix) {
			names = append(names, text.Fold(h))
		}
	}
	slices.Sort(names)
	var joined []byte
	for _, n := range names {
		joined = binary.AppendUvarint(joined, uint64(len(n)))
		joined = append(joined, n...)
	}
	sum := sha256.Sum256(joined)
	return hex.EncodeToString(sum[:16])
}

// Pair says that one value is read as another.
type Pair struct {
	From string // compared with case and space folded
	To   string // empty: unknown
}

// prepareSame finds the columns of Options.Same, and of the values that the
// recognised export names otherwise.
func (s *Source) prepareSame() error {
	s.same = nil
	if x := &s.export; x.export != nil {
		for _, c := range x.columns[fieldEvent] {
			for value, event := range x.Values[fieldEvent] {
				s.read(c, Pair{value, event})
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.opt.Same)) {
		columns, err := s.nullColumns(name)
		if err != nil {
			return err
		}
		for _, c := range columns {
			for _, p := range s.opt.Same[name] {
				if text.Fold(p.From) == "" {
					return crm.Errorf(crm.Usage, "--same %s==%s: the value to be read otherwise is empty", name, p.To).
						WithHint("--set %s=%s fills every row; an empty cell stays unknown", name, p.To)
				}
				s.read(c, p)
			}
		}
	}
	return nil
}

// read reads a value of a column as another.
func (s *Source) read(column int, p Pair) {
	if s.same == nil {
		s.same = make([]map[string]string, len(s.headers))
	}
	if s.same[column] == nil {
		s.same[column] = map[string]string{}
	}
	s.same[column][text.Fold(p.From)] = strings.TrimSpace(p.To)
}

// trimmed returns a cell without the space around it, and read as another
// value where the user or the export says so.
func (s *Source) trimmed(column int, cell string) string {
	cell = strings.TrimSpace(cell)
	if cell != "" && cell[0] == '\'' && !s.table.typed {
		cell = undefused(cell)
	}
	if s.same != nil && s.same[column] != nil && len(cell) <= maxSame {
		if to, ok := s.same[column][text.Fold(cell)]; ok {
			return to
		}
	}
	return cell
}

// maxSame is how long a value may be to be compared with those of --same.
const maxSame = 400

// flag returns an argument of the command line as a shell takes it.
func flag(name, value string) string {
	if strings.ContainsAny(value, "\"$`\\!") {
		return name + ` '` + strings.ReplaceAll(value, `'`, `'\''`) + `'`
	}
	return name + ` "` + value + `"`
}

// noteStrange says what becomes of the values of a stage or status that mean
// nothing here, in a file whose export is recognised.
func (s *Source) noteStrange() {
	for i := range s.plan.targets {
		t := &s.plan.targets[i]
		if t.column < 0 || !s.forgives(t.field) || s.plan.byColumn == nil {
			continue
		}
		strange := s.profiles[t.column].strange
		if len(strange) == 0 {
			continue
		}
		first := slices.MinFunc(slices.Collect(maps.Keys(strange)), func(a, b string) int {
			if strange[a] != strange[b] {
				return strange[b] - strange[a]
			}
			return strings.Compare(a, b)
		})
		switch t.field {
		case fieldStage:
			s.note("Column %q holds values that are no stage here: %s. Their leads are taken without a stage and keep the value in %s; "+
				"say what a value means with %s.", s.headers[t.column], spellings(strange), s.export.kept, flag("--stage", first+"="+s.plan.stage.names[0]))
		case fieldStatus:
			s.note("Column %q holds values that say neither won nor lost: %s. Their deals are taken as %s; "+
				"if one ends a deal, say so: --stage \"VALUE=won\" or --stage \"VALUE=lost\".",
				s.headers[t.column], spellings(strange), s.plan.outcome.other)
		}
	}
}

// keepStatuses names the custom field for statuses that are no stage here, if
// there are any.
func (s *Source) keepStatuses(names map[string]bool) {
	if s.kind != crm.LeadRecord || !s.lenient(fieldStage) {
		return
	}
	s.export.kept = ""
	for i := range s.plan.targets {
		t := &s.plan.targets[i]
		if t.field == fieldStage && t.column >= 0 && len(s.profiles[t.column].strange) > 0 {
			name := slug(s.export.System) + "_status"
			for names[name] {
				name += "_kept"
			}
			names[name] = true
			s.export.kept = name
		}
	}
}
