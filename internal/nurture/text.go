package nurture

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// file is a plan as TOML.
type file struct {
	CoolOff  *string `toml:"cool_off"`
	Cadences []entry `toml:"cadence"`
}

type entry struct {
	Reason     string `toml:"reason"`
	Return     string `toml:"return"`
	Touch      string `toml:"touch"`
	Engagement string `toml:"engagement"`
}

// keys are all there are, for the remedy in an error.
var keys = []string{"cool_off", "cadence", "reason", "return", "touch", "engagement"}

// ParsePlan reads a plan from TOML. The error is Invalid and names the line or
// the reason concerned.
func ParsePlan(src string) (Plan, error) {
	var f file
	d := toml.NewDecoder(strings.NewReader(src))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return Plan{}, syntaxError(err)
	}
	p := Plan{CoolOff: DefaultPlan().CoolOff}
	var err error
	if f.CoolOff != nil {
		if p.CoolOff, err = days("cool_off", *f.CoolOff); err != nil {
			return Plan{}, err
		}
	}
	if len(f.Cadences) == 0 {
		return Plan{}, invalid("the plan names no reason").WithHint("start every reason with [[cadence]]")
	}
	seen := map[string]bool{}
	for _, e := range f.Cadences {
		c, err := e.cadence()
		if err != nil {
			return Plan{}, err
		}
		folded := text.Fold(c.Reason)
		if seen[folded] {
			return Plan{}, invalid("the reason %q is there twice", c.Reason).WithHint("keep one of them")
		}
		seen[folded] = true
		p.Cadences = append(p.Cadences, c)
	}
	return p, nil
}

func syntaxError(err error) error {
	if strict, ok := errors.AsType[*toml.StrictMissingError](err); ok && len(strict.Errors) > 0 {
		first := strict.Errors[0]
		line, _ := first.Position()
		name := strings.Join(first.Key(), ".")
		hint := "the keys are " + strings.Join(keys, ", ")
		if path := first.Key(); len(path) > 0 {
			if near, ok := text.Nearest(path[len(path)-1], keys); ok {
				hint = fmt.Sprintf("did you mean %s?", near)
			}
		}
		return invalid("line %d: there is no key %q", line, name).WithHint("%s", hint)
	}
	message := strings.TrimPrefix(err.Error(), "toml: ")
	if strings.HasPrefix(message, "cannot decode") {
		message = "this is a value of the wrong kind" // the library names our own types
	}
	line := 1
	if syntax, ok := errors.AsType[*toml.DecodeError](err); ok {
		line, _ = syntax.Position()
	}
	e := invalid("line %d: %s", line, message)
	e.Err = err
	return e.WithHint("compare with what smarketing nurture cadences shows")
}

func (e entry) cadence() (Cadence, error) {
	c := Cadence{Reason: strings.TrimSpace(text.Clean(e.Reason))}
	if c.Reason == "" {
		return c, invalid("a cadence has no reason").WithHint(`give every [[cadence]] a reason = "..."`)
	}
	var err error
	if c.Return, err = days("return of "+c.Reason, e.Return); err != nil {
		return c, err
	}
	if c.Return == 0 {
		return c, invalid("%s returns at once", c.Reason).WithHint(`a lead rests for a day at least: return = "30d"`)
	}
	if e.Touch != "" {
		if c.Touch, err = days("touch of "+c.Reason, e.Touch); err != nil {
			return c, err
		}
	}
	switch c.Policy = cmp.Or(crm.Policy(e.Engagement), crm.StartFresh); c.Policy {
	case crm.StartFresh, crm.KeepScore:
	default:
		return c, invalid("engagement of %s cannot be %q", c.Reason, e.Engagement).WithHint(`write "fresh" or "keep"`)
	}
	return c, nil
}

var daysForm = regexp.MustCompile(`^(\d{1,4})([dw])$`)

// days reads "30d" or "4w".
func days(key, s string) (int, error) {
	m := daysForm.FindStringSubmatch(s)
	if m == nil {
		return 0, invalid("%s cannot be %q", key, s).WithHint(`write whole days such as "30d", or weeks such as "4w"`)
	}
	n, _ := strconv.Atoi(m[1]) // four digits always fit
	if m[2] == "w" {
		n *= 7
	}
	if n > 3650 {
		return 0, invalid("%s cannot be %q", key, s).WithHint("ten years are the most")
	}
	return n, nil
}

func invalid(format string, args ...any) *crm.Error {
	e := crm.Errorf(crm.Invalid, format, args...)
	e.Field = "cadences"
	return e
}

// String returns the plan as the TOML that ParsePlan reads.
func (p Plan) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# A lead that comes back does not go to whom recycled it less than this ago,\n# unless somebody chooses them.\ncool_off = \"%dd\"\n", p.CoolOff)
	for _, c := range p.Cadences {
		fmt.Fprintf(&b, "\n[[cadence]]\nreason     = %s\nreturn     = \"%dd\"\ntouch      = \"%dd\"\nengagement = %q\n",
			quoted(c.Reason), c.Return, c.Touch, c.Policy)
	}
	return b.String()
}

// quoted returns a text without control characters as TOML.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
