package intake

import (
	"bytes"
	"errors"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// stageFile is the TOML of stage definitions.
type stageFile struct {
	Stage  []stageEntry `toml:"stage"`
	Detour []stageEntry `toml:"detour,omitempty"`
}

type stageEntry struct {
	Key      string  `toml:"key"`
	Label    string  `toml:"label,omitempty"`
	Team     string  `toml:"team"`
	Kind     string  `toml:"kind,omitempty"`
	SLAHours float64 `toml:"sla_hours,omitempty"`
}

var stageKeys = []string{"key", "label", "team", "kind", "sla_hours", "stage", "detour"}

// ParseStages reads stage definitions: [[stage]] tables in order, then
// [[detour]] tables. A label defaults to the key, a kind to inventory, a
// missing detour to its default. Errors are Invalid and name file and line.
func ParseStages(file string, src []byte) (crm.Stages, error) {
	var f stageFile
	if err := toml.NewDecoder(bytes.NewReader(src)).DisallowUnknownFields().Decode(&f); err != nil {
		return nil, stageSyntax(file, err)
	}
	defaults := crm.DefaultStages()
	var stages crm.Stages
	for _, e := range f.Stage {
		if e.Kind == "" {
			e.Kind = string(crm.Inventory)
		}
		stages = append(stages, e.stage())
	}
	for _, e := range f.Detour {
		known, _ := defaults.Find(e.Key)
		if e.Label == "" {
			e.Label = known.Label
		}
		if e.Team == "" {
			e.Team = string(known.Team)
		}
		e.Kind = string(crm.Detour)
		stages = append(stages, e.stage())
	}
	if err := checkStages(file, src, stages, len(f.Stage)); err != nil {
		return nil, err
	}
	for _, d := range defaults {
		if _, ok := stages.Find(d.Key); d.Kind == crm.Detour && !ok {
			stages = append(stages, d)
		}
	}
	return stages, nil
}

func (e stageEntry) stage() crm.Stage {
	if e.Label == "" {
		e.Label = e.Key
	}
	return crm.Stage{Key: e.Key, Label: e.Label, Team: crm.Team(e.Team), Kind: crm.StageKind(e.Kind),
		SLA: time.Duration(e.SLAHours * float64(time.Hour))}
}

// stageSyntax turns the error of the TOML library into ours.
func stageSyntax(file string, err error) error {
	if strict, ok := errors.AsType[*toml.StrictMissingError](err); ok && len(strict.Errors) > 0 {
		first := strict.Errors[0]
		line, _ := first.Position()
		key := strings.Join(first.Key(), ".")
		e := crm.Errorf(crm.Invalid, "%s: line %d: unknown key %q", file, line, key)
		if near, ok := text.Nearest(key[strings.LastIndexByte(key, '.')+1:], stageKeys); ok {
			return e.WithHint("did you mean %s?", near)
		}
		return e.WithHint("a stage has key, label, team, kind and sla_hours")
	}
	if decode, ok := errors.AsType[*toml.DecodeError](err); ok {
		line, _ := decode.Position()
		return crm.Errorf(crm.Invalid, "%s: line %d: %w", file, line, err).WithHint("mend the TOML; see smarketing stages show --toml")
	}
	return crm.Errorf(crm.Invalid, "%s: %w", file, err).WithHint("mend the TOML; see smarketing stages show --toml")
}

// checkStages validates the stages and finds the line of the first bad one by
// validating each by itself and then with those before it.
func checkStages(file string, src []byte, stages crm.Stages, paths int) error {
	all := stages.Validate()
	if all == nil {
		return nil
	}
	for i, st := range stages {
		up := append(crm.Stages{}, stages[:i+1]...)
		for j := range up { // one won stage, so that only this stage can be wrong
			if up[j].Kind == crm.WonStage && j < i {
				up[j].Kind = crm.Inventory
			}
		}
		if st.Kind != crm.WonStage {
			up = append(up, crm.Stage{Key: "\x00", Team: crm.Sales, Kind: crm.WonStage})
		}
		err := up.Validate()
		if err == nil {
			continue
		}
		table, n := "[[stage]]", i
		if i >= paths {
			table, n = "[[detour]]", i-paths
		}
		return atLine(file, tableLine(src, table, n), err)
	}
	return atLine(file, 0, all)
}

// atLine puts file and line before the message of an error.
func atLine(file string, line int, err error) error {
	e, ok := errors.AsType[*crm.Error](err)
	if !ok {
		return err
	}
	where := file
	if line > 0 {
		return crm.Errorf(e.Code, "%s: line %d: %s", where, line, e.Message).WithHint("%s", e.Hint)
	}
	return crm.Errorf(e.Code, "%s: %s", where, e.Message).WithHint("%s", e.Hint)
}

// tableLine returns the 1-based line of the n-th table header, and 0 when the
// stages are written in another way.
func tableLine(src []byte, table string, n int) int {
	for i, line := range strings.Split(string(src), "\n") {
		if strings.HasPrefix(strings.ReplaceAll(strings.TrimSpace(line), " ", ""), table) {
			if n == 0 {
				return i + 1
			}
			n--
		}
	}
	return 0
}

// EncodeStages returns the definitions as TOML that ParseStages reads back.
func EncodeStages(stages crm.Stages) []byte {
	var f stageFile
	for _, st := range stages {
		e := stageEntry{Key: st.Key, Label: st.Label, Team: string(st.Team), Kind: string(st.Kind), SLAHours: st.SLA.Hours()}
		if st.Kind == crm.Detour {
			e.Kind = ""
			f.Detour = append(f.Detour, e)
		} else {
			f.Stage = append(f.Stage, e)
		}
	}
	out, err := toml.Marshal(f)
	if err != nil { // plain strings and numbers always encode
		panic(err)
	}
	return out
}
