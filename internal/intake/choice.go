package intake

import (
	"slices"
	"strings"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// choice turns the values of a column into one of a few known keys: a stage,
// an outcome or the status of a deal.
type choice struct {
	what   string            // "a stage", for messages
	exact  map[string]string // the user's words, as typed
	folded map[string]string
	names  []string // for the remedy
	labels []string // of the names, to find what comes nearest; nil when they have none
	other  string   // the key of every other value; empty when there is none
}

// stageChoice accepts the keys and labels of the stages.
func stageChoice(stages crm.Stages, users map[string]string) *choice {
	c := &choice{what: "a stage", folded: map[string]string{}}
	for _, st := range stages {
		c.folded[text.Fold(st.Label)] = st.Key
	}
	for _, st := range stages {
		c.folded[text.Fold(st.Key)] = st.Key
		c.names, c.labels = append(c.names, st.Key), append(c.labels, st.Label)
	}
	if _, taken := c.folded["won"]; !taken && stages.Won() != "" {
		c.folded["won"] = stages.Won()
	}
	c.apply(users)
	return c
}

// outcomeChoice accepts won and lost; with open it is the status of a deal.
func outcomeChoice(what string, open bool, users map[string]string) *choice {
	c := &choice{what: what, folded: map[string]string{
		"won": string(crm.DealWon), "closed won": string(crm.DealWon),
		"lost": string(crm.DealLost), "closed lost": string(crm.DealLost),
	}, names: []string{string(crm.DealWon), string(crm.DealLost)}}
	if open {
		c.folded["open"] = string(crm.DealOpen)
		c.names = append(c.names, string(crm.DealOpen))
	}
	c.apply(users)
	return c
}

// apply adds the user's mapping, as far as its targets belong to the choice.
func (c *choice) apply(users map[string]string) {
	c.exact = map[string]string{}
	own := map[string]string{}
	for value, target := range users {
		key, ok := c.folded[text.Fold(target)]
		if target == "" {
			key, ok = "", true
		}
		if ok {
			c.exact[value] = key
			own[text.Fold(value)] = key
		}
	}
	for value, key := range own {
		c.folded[value] = key
	}
}

// learn adds what a recognised export says its values mean, as far as the keys
// exist here and neither the definitions of the file nor the user say
// otherwise.
func (c *choice) learn(values map[string]string, other string) {
	if c == nil {
		return
	}
	meant := map[string]string{}
	for value, target := range values {
		if _, known := c.folded[text.Fold(value)]; known {
			continue
		}
		if key, ok := c.folded[text.Fold(target)]; ok || target == "" {
			meant[text.Fold(value)] = key
		}
	}
	for value, key := range meant {
		c.folded[value] = key
	}
	if other != "" {
		c.other = c.folded[text.Fold(other)]
	}
}

// resolve returns the key of a value; the empty key means that the row is to
// be ignored.
func (c *choice) resolve(value string) (key string, ok bool) {
	if key, ok = c.exact[value]; ok {
		return key, true
	}
	key, ok = c.folded[text.Fold(value)]
	return key, ok
}

// hint returns the remedy for a value that is none of the choice.
func (c *choice) hint(value string) string {
	example := `--stage "` + value + `=` + c.names[0] + `"`
	if near, ok := c.nearest(value); ok {
		return `did you mean ` + near + `? Say so with --stage "` + value + `=` + near + `"`
	}
	return `say what "` + value + `" means with ` + example + `; known are ` + strings.Join(c.names, ", ")
}

// checkStageMap refuses targets of --stage that mean nothing for the kind.
func checkStageMap(kind crm.RecordKind, o *Options) error {
	var names []string
	var choices []*choice
	switch kind {
	case crm.ActivityRecord:
		if len(o.Stage) > 0 {
			return crm.Errorf(crm.Usage, "%s have no stage", kind).WithHint("leave out --stage")
		}
		return nil
	case crm.SpendRecord:
		if len(o.Stage) > 0 {
			return crm.Errorf(crm.Usage, "%s has no stage", kind).WithHint("leave out --stage")
		}
		return nil
	case crm.DealRecord:
		choices = []*choice{outcomeChoice("", true, nil)}
	case crm.StageRecord:
		choices = []*choice{stageChoice(o.Stages, nil)}
	default:
		choices = []*choice{stageChoice(o.Stages, nil), outcomeChoice("", false, nil)}
	}
	for value, target := range o.Stage {
		ok := target == ""
		names = names[:0]
		for _, c := range choices {
			_, known := c.resolve(target)
			ok = ok || known
			for _, name := range c.names {
				if !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		}
		if ok {
			continue
		}
		e := crm.Errorf(crm.Invalid, "--stage %s=%s: there is no stage %q", value, target, target)
		e.Field = target
		if near, found := text.Nearest(target, names); found {
			return e.WithHint("did you mean %s? Known are %s", near, strings.Join(names, ", "))
		}
		return e.WithHint("known are %s; stages import FILE defines others", strings.Join(names, ", "))
	}
	return nil
}
