package intake

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"smarketing/internal/text"
)

// rowRule leaves out the rows of an export that are no record of its kind.
type rowRule struct {
	column int
	values map[string]bool // folded
	only   bool            // the others are left out
	rows   int             // left out by the first pass
}

// rulesOf finds the columns of rules by header.
func rulesOf(byHeader map[string][]string, only bool, header map[string]int) []rowRule {
	var rules []rowRule
	for _, name := range slices.Sorted(maps.Keys(byHeader)) {
		if c, ok := header[headerForm(name)]; ok {
			rules = append(rules, newRule(c, byHeader[name], only))
		}
	}
	return rules
}

func newRule(column int, values []string, only bool) rowRule {
	r := rowRule{column: column, values: map[string]bool{}, only: only}
	for _, v := range values {
		r.values[text.Fold(v)] = true
	}
	return r
}

// leavesOut returns the rule by which the row is no record, and nil when it is
// one.
func (x *recognised) leavesOut(cells []string) *rowRule {
	for i := range x.rules {
		if r := &x.rules[i]; r.values[text.Fold(cells[r.column])] != r.only {
			return r
		}
	}
	return nil
}

// noteRules says which rows are left out.
func (s *Source) noteRules() {
	for i := range s.export.rules {
		r := &s.export.rules[i]
		rows, their := fmt.Sprintf("%d rows are", r.rows), "their"
		if r.rows == 1 {
			rows, their = "1 row is", "its"
		}
		values := strings.Join(slices.Sorted(maps.Keys(r.values)), " or ")
		switch header := s.headers[r.column]; {
		case r.rows == 0:
		case r.only:
			s.note("%s left out: %s %q is not %s.", rows, their, header, values)
		case len(r.values) > 3:
			s.note("%s left out: %s %q is nothing a lead does.", rows, their, header)
		default:
			s.note("%s left out: %s %q is %s.", rows, their, header, values)
		}
	}
}
