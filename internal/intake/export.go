package intake

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// export is what is known about the files that one system writes of one of its
// lists. It is data: a TOML file of the folder exports, or one of the user's.
type export struct {
	Name   string         `toml:"name"`   // such as hubspot-contacts; unique
	Title  string         `toml:"title"`  // for people
	System string         `toml:"system"` // whose keys these are
	Kind   crm.RecordKind `toml:"kind"`
	Asked  bool           `toml:"asked"` // one reading of several: only taken when the user asks for the kind
	Dates  string         `toml:"dates"` // the order of dates that do not tell theirs; one: that of the columns that do
	Note   string         `toml:"note"`  // what a person should know, in full sentences

	Header signature           `toml:"header"`
	Map    map[string]any      `toml:"map"`  // field -> header or headers, the likeliest first; none: not by name either
	Set    map[string]string   `toml:"set"`  // field -> the value of every row
	Nulls  []string            `toml:"null"` // further spellings of unknown
	Only   map[string][]string `toml:"only"` // header -> values: other rows are left out
	Skip   map[string][]string `toml:"skip"` // header -> values: such rows are left out

	Values    map[string]map[string]string `toml:"values"`    // field -> value in the file -> what it means
	Otherwise map[string]string            `toml:"otherwise"` // field -> what any other value means

	Entered   string `toml:"entered"`   // matches the headers of columns that say when a stage, their first group, was entered
	Separator string `toml:"separator"` // between the ids of several leads in one cell
	IDs       string `toml:"ids"`       // salesforce: ids of 15 letters are those of 18 without their check

	columns map[string][]string // Map, as lists
	entered *regexp.Regexp
	source  []byte
}

// oneOrder says that a system writes all dates of a file in one order.
const oneOrder = "one"

// signature tells whether a header is that of an export. Names are compared
// with case folded, without the mark of required columns and without a zone.
type signature struct {
	All  []string   `toml:"all"`  // every one is there
	Any  [][]string `toml:"any"`  // of each list, one is there
	None []string   `toml:"none"` // none is there
}

// specific returns how much the signature asks for.
func (g *signature) specific() int { return len(g.All) + len(g.Any) }

// matches reports whether the header, in the form of headerForm, is meant.
func (g *signature) matches(header map[string]int) bool {
	has := func(name string) bool { _, ok := header[headerForm(name)]; return ok }
	return !slices.ContainsFunc(g.None, has) &&
		!slices.ContainsFunc(g.All, func(name string) bool { return !has(name) }) &&
		!slices.ContainsFunc(g.Any, func(names []string) bool { return !slices.ContainsFunc(names, has) })
}

// headerForm returns a header as signatures compare it.
func headerForm(header string) string {
	return text.Fold(strings.TrimRight(withoutZone(header), "* "))
}

//go:embed exports/*.toml
var exportFiles embed.FS

// knownExports returns the exports that come with the program. They are tested:
// a faulty one is a fault of the program.
var knownExports = sync.OnceValue(func() []*export {
	out, faults := readExports(exportFiles, "exports")
	if len(faults) > 0 {
		panic(errors.Join(faults...))
	}
	return out
})

// allExports returns the exports that come with the program and those of the
// user's folder, which replace others of their name. A faulty file is left
// out and said; a missing folder is an empty one.
func allExports(folder string) (out []*export, faults []error) {
	if folder == "" {
		return knownExports(), nil
	}
	users, faults := readExports(os.DirFS(folder), ".")
	for _, e := range knownExports() {
		if !slices.ContainsFunc(users, func(u *export) bool { return u.Name == e.Name }) {
			out = append(out, e)
		}
	}
	return append(out, users...), faults
}

// readExports reads the TOML files of a folder in the order of their names.
func readExports(files fs.FS, folder string) (out []*export, faults []error) {
	entries, err := fs.ReadDir(files, folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		faults = append(faults, err)
	}
	for _, entry := range entries {
		if entry.IsDir() || path.Ext(entry.Name()) != ".toml" {
			continue
		}
		src, err := fs.ReadFile(files, path.Join(folder, entry.Name()))
		if err == nil {
			var e *export
			if e, err = parseExport(src); err == nil {
				out = append(out, e)
			}
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", entry.Name(), err))
		}
	}
	return out, faults
}

// parseExport reads and checks one export.
func parseExport(src []byte) (*export, error) {
	e := &export{source: src, columns: map[string][]string{}}
	if err := toml.NewDecoder(bytes.NewReader(src)).DisallowUnknownFields().Decode(e); err != nil {
		if strict, ok := errors.AsType[*toml.StrictMissingError](err); ok && len(strict.Errors) > 0 {
			return nil, fmt.Errorf("there is no setting %q", strings.Join(strict.Errors[0].Key(), "."))
		}
		if at, ok := errors.AsType[*toml.DecodeError](err); ok {
			line, _ := at.Position()
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		return nil, err
	}
	return e, e.check()
}

// check refuses an export that could mean nothing or anything.
func (e *export) check() error {
	if e.Name == "" || e.Name != slug(e.Name) && strings.ReplaceAll(e.Name, "-", "_") != slug(e.Name) {
		return fmt.Errorf("the name %q is not made of lower-case letters, digits and -", e.Name)
	}
	if slices.Contains(formats, e.Name) {
		return fmt.Errorf("the name %s is that of a format", e.Name)
	}
	switch e.Kind {
	case crm.LeadRecord, crm.ActivityRecord, crm.StageRecord, crm.DealRecord, crm.SpendRecord:
	default:
		return fmt.Errorf("the kind is %q, not leads, activities, stages, deals or spend", string(e.Kind))
	}
	if !slices.Contains([]string{"", orderMDY, orderDMY, orderYMD, oneOrder}, e.Dates) {
		return fmt.Errorf("the order of dates is %q, not mdy, dmy, ymd or one", e.Dates)
	}
	if e.Header.specific() < 2 {
		return errors.New("the header asks for fewer than two columns, so it would match files of others")
	}
	if e.IDs != "" && e.IDs != "salesforce" {
		return fmt.Errorf("ids is %q; only salesforce is known", e.IDs)
	}
	if e.Title == "" {
		e.Title = e.Name
	}
	if e.Entered != "" {
		re, err := regexp.Compile(e.Entered)
		if err != nil || re.NumSubexp() < 1 || e.Kind != crm.StageRecord {
			return fmt.Errorf("entered = %q is no expression with a group for the stage, or the kind is not stages", e.Entered)
		}
		e.entered = re
	}
	return e.checkFields()
}

// checkFields reads the columns of the map and refuses fields that the kind
// does not have.
func (e *export) checkFields() error {
	known := map[string]bool{}
	for _, f := range fieldsOf(e.Kind) {
		known[f.name] = true
	}
	for name, headers := range e.Map {
		if !known[name] && (!keepsCustom(e.Kind) || slug(name) != name) {
			return fmt.Errorf("%s have no field %q", e.Kind, name)
		}
		list, err := headerList(headers)
		if err != nil {
			return fmt.Errorf("map.%s %w", name, err)
		}
		e.columns[name] = list
	}
	for name := range e.Set {
		if !known[name] && !keepsCustom(e.Kind) {
			return fmt.Errorf("%s have no field %q", e.Kind, name)
		}
	}
	for name := range e.Values {
		if !known[name] {
			return fmt.Errorf("%s have no field %q", e.Kind, name)
		}
	}
	return nil
}

// headerList reads a header, or a list of headers.
func headerList(value any) ([]string, error) {
	if header, ok := value.(string); ok {
		return []string{header}, nil
	}
	values, ok := value.([]any)
	if !ok {
		return nil, fmt.Errorf("is %v, not a header or a list of headers", value)
	}
	headers := []string{}
	for _, v := range values {
		header, ok := v.(string)
		if !ok {
			return nil, fmt.Errorf("holds %v, which is no header", v)
		}
		headers = append(headers, header)
	}
	return headers, nil
}
