package funnel

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/screen"
)

// edit is one change to the stage definitions. It is applied to whatever they
// are when it is stored, so that somebody else's change is not lost.
type edit struct {
	deed deed
	key  string // the stage that is changed or removed, or after which one is added
}

type deed uint8

const (
	change deed = iota
	add
	remove
)

// The fields of the form.
const (
	labelField = "label"
	keyField   = "key"
	teamField  = "team"
	kindField  = "kind"
	slaField   = "sla"
	placeField = "place"
)

var kinds = []string{string(crm.Inventory), string(crm.Gate), string(crm.SLAStage), string(crm.WonStage)}

// fields are those of the stage, filled with what it is now; a new one is called
// as its name so far makes it.
func (e edit) fields(stages crm.Stages, v screen.Values) []screen.Field {
	s := crm.Stage{Team: crm.Sales, Kind: crm.Inventory}
	place := slices.IndexFunc(stages, func(s crm.Stage) bool { return s.Key == e.key })
	if e.deed == change {
		s, _ = stages.Find(e.key)
	} else {
		place++
	}
	fields := []screen.Field{{Key: labelField, Label: "Name", Value: s.Label, Placeholder: "Proposal"}}
	if e.deed == add {
		fields = append(fields, screen.Field{Key: keyField, Label: "Key", Value: keyOf(v[labelField]), Placeholder: "proposal", Hint: "how imports and scripts call it; empty: made of the name"})
	}
	fields = append(fields, screen.Field{Key: teamField, Label: "Team", Value: string(s.Team), Options: []string{string(crm.Marketing), string(crm.Sales)}})
	if s.Kind == crm.Detour {
		return fields
	}
	n := len(stages.Path())
	if e.deed == add {
		n++
	}
	var places []string
	for i := range n {
		places = append(places, fmt.Sprintf("%d of %d", i+1, n))
	}
	return append(fields,
		screen.Field{Key: kindField, Label: "Kind", Value: string(s.Kind), Options: kinds, Hint: "gate: entered when ready · sla: to be worked in time · won: the last, exactly one"},
		screen.Field{Key: slaField, Label: "Limit in hours", Value: hours(s.SLA), Placeholder: "24", Hint: "working time until something must be done; empty: none"},
		screen.Field{Key: placeField, Label: "Place", Value: places[min(place, n-1)], Options: places},
	)
}

func hours(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return strconv.FormatFloat(d.Hours(), 'f', -1, 64)
}

// check says what is wrong with the values, at the field where it is.
func (e edit) check(stages crm.Stages, v screen.Values) map[string]string {
	wrong := map[string]string{}
	if strings.TrimSpace(v[labelField]) == "" {
		wrong[labelField] = "a stage needs a name"
	}
	if _, ok := limitOf(v[slaField]); !ok {
		wrong[slaField] = "write hours, such as 24 or 0.5"
	}
	if len(wrong) > 0 {
		return wrong
	}
	next, err := e.apply(stages, v)
	if err == nil {
		err = next.Validate()
	}
	if err != nil {
		message, hint := screen.Sentence(err)
		if hint != "" {
			message += "; " + hint
		}
		wrong[""] = message
	}
	return wrong
}

// limitOf reads hours; empty is no limit.
func limitOf(s string) (time.Duration, bool) {
	if s == "" {
		return 0, true
	}
	h, err := strconv.ParseFloat(s, 64)
	const most = 10000 // more than a year
	return time.Duration(h * float64(time.Hour)), err == nil && h >= 0 && h <= most && !math.IsNaN(h)
}

// apply returns the definitions with the change. The error is a Conflict when
// the stage is not there any more.
func (e edit) apply(stages crm.Stages, v screen.Values) (crm.Stages, error) {
	stages = slices.Clone(stages)
	at := slices.IndexFunc(stages, func(s crm.Stage) bool { return s.Key == e.key })
	if at < 0 {
		return nil, crm.Errorf(crm.Conflict, "the stage %q is not there any more", e.key).WithHint("somebody else has changed the stages; look again")
	}
	if e.deed == remove {
		return slices.Delete(stages, at, at+1), nil
	}
	if e.deed == add {
		key := v[keyField]
		if key == "" {
			key = keyOf(v[labelField])
		}
		at++
		stages = slices.Insert(stages, at, crm.Stage{Key: key})
	}
	s := &stages[at]
	s.Label, s.Team = v[labelField], crm.Team(v[teamField])
	if s.Kind == crm.Detour {
		return stages, nil
	}
	limit, _ := limitOf(v[slaField])
	kind := crm.StageKind(v[kindField])
	if kind != s.Kind {
		makeRoom(stages, kind)
	}
	s.Kind, s.SLA = kind, limit
	place := at
	if n, err := strconv.Atoi(strings.Fields(v[placeField] + " ?")[0]); err == nil {
		place = min(max(0, n-1), len(stages.Path())-1)
	}
	return changePlace(stages, at, place), nil
}

// makeRoom turns the gate, or the won stage, into an ordinary one when another
// takes its part: there is only one of each.
func makeRoom(stages crm.Stages, kind crm.StageKind) {
	for i := range stages {
		if (kind == crm.Gate || kind == crm.WonStage) && stages[i].Kind == kind {
			stages[i].Kind = crm.Inventory
		}
	}
}

// keyOf makes a key of a name: lower case, words joined by underscores.
func keyOf(name string) string {
	return strings.Join(strings.FieldsFunc(text.Fold(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), "_")
}
