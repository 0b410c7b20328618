// Package arch_test says who may import whom, and fails when somebody else
// does. The rules are those of docs/architecture.md.
package arch_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rule lists what the packages that match may import of ours, and which
// libraries they may not. Patterns are those of path.Match; the first rule
// that matches a package holds.
type rule struct {
	packages string
	may      []string
	mayNot   []string
}

var (
	noSQL    = []string{"database/sql", "modernc.org/sqlite"}
	noScreen = []string{"charm.land/bubbletea/v2", "charm.land/lipgloss/v2", "charm.land/bubbles/v2"}
)

// rules holds the house plan. Text is a leaf that every room may use.
var rules = []rule{
	{"cmd/smarketing", []string{"*", "*/*", "*/*/*"}, noSQL},
	{"internal/text", nil, slices.Concat(noSQL, noScreen)},
	{"internal/stat", nil, slices.Concat(noSQL, noScreen)},
	{"internal/crm", nil, slices.Concat(noSQL, noScreen, []string{"github.com", "golang.org", "gonum.org"})},
	{"internal/rubric", []string{"internal/text"}, slices.Concat(noSQL, noScreen)},
	{"internal/rubric/rubrictest", []string{"internal/rubric"}, noSQL},
	{"internal/score", []string{"internal/crm", "internal/rubric", "internal/stat", "internal/text"}, slices.Concat(noSQL, noScreen)},
	{"internal/sla", []string{"internal/crm"}, slices.Concat(noSQL, noScreen)},
	{"internal/nurture", []string{"internal/crm", "internal/stat", "internal/text"}, slices.Concat(noSQL, noScreen)},
	{"internal/stat", nil, slices.Concat(noSQL, noScreen)},
	{"internal/funnel", []string{"internal/crm", "internal/stat"}, slices.Concat(noSQL, noScreen)},
	{"internal/goal", []string{"internal/crm", "internal/stat"}, slices.Concat(noSQL, noScreen)},
	{"internal/hook", []string{"internal/crm"}, slices.Concat(noSQL, noScreen)},
	{"internal/workspace", []string{
		"internal/crm", "internal/funnel", "internal/goal", "internal/nurture", "internal/rubric", "internal/score", "internal/sla", "internal/stat",
		"internal/text", "store",
	}, slices.Concat(noSQL, noScreen)},
	{"internal/intake", []string{"internal/crm", "internal/text"}, slices.Concat(noSQL, noScreen)},
	{"internal/report", []string{
		"internal/crm", "internal/funnel", "internal/goal", "internal/nurture", "internal/rubric", "internal/score", "internal/sla", "internal/stat",
		"internal/text",
	}, slices.Concat(noSQL, noScreen)},
	{"internal/demo", []string{"internal/crm", "internal/rubric", "internal/text"}, slices.Concat(noSQL, noScreen)},
	{"internal/config", []string{"internal/crm", "internal/text"}, slices.Concat(noSQL, noScreen)},
	{"internal/logfile", []string{"internal/crm", "internal/text"}, slices.Concat(noSQL, noScreen)},
	{"internal/shot", []string{"internal/text"}, noSQL},
	{"store", []string{"internal/crm", "internal/rubric", "internal/text"}, noScreen},
	{"ui/theme", nil, noSQL},
	{"ui/widget", []string{"internal/text", "ui/theme"}, noSQL},
	{"ui/job", []string{"internal/crm"}, noSQL},
	{"ui/screen", []string{"internal/crm", "internal/text", "ui/theme"}, noSQL},
	{"ui/overlay", []string{"internal/text", "ui/screen", "ui/theme", "ui/widget"}, noSQL},
	{"ui/vttest", []string{"internal/text", "ui/screen", "ui/theme"}, noSQL},
	{"ui", []string{"internal/crm", "internal/text", "ui/*"}, noSQL},
	{"ui/*", []string{
		"internal/crm", "internal/funnel", "internal/goal", "internal/nurture", "internal/rubric", "internal/score", "internal/sla", "internal/stat",
		"internal/text", "ui/job", "ui/overlay", "ui/screen", "ui/theme", "ui/widget",
	}, noSQL},
}

// TestImports walks every package of the module. Test files may import more.
func TestImports(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..")
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && (name == "testdata" || strings.HasPrefix(name, ".") && file != root) {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, filepath.Dir(file))
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(rel)
		seen[pkg] = true
		examine(t, pkg, file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(seen) < 10 {
		t.Fatalf("only %d packages found", len(seen))
	}
}

func examine(t *testing.T, pkg, file string) {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Error(err)
		return
	}
	i := slices.IndexFunc(rules, func(r rule) bool { return matches(r.packages, pkg) })
	if i < 0 {
		t.Errorf("%s: the house has no room %s", file, pkg)
		return
	}
	for _, spec := range parsed.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Error(err)
			continue
		}
		if complaint := rules[i].judge(pkg, name); complaint != "" {
			t.Errorf("%s: %s", file, complaint)
		}
	}
}

// judge returns why the package may not import the name, empty when it may.
func (r rule) judge(pkg, name string) string {
	for _, banned := range r.mayNot {
		if name == banned || strings.HasPrefix(name, banned+"/") {
			return pkg + " may not import " + name
		}
	}
	ours, ok := strings.CutPrefix(name, "smarketing/")
	if !ok {
		return ""
	}
	for _, p := range r.may {
		if matches(p, ours) {
			return ""
		}
	}
	return pkg + " may not import " + ours
}

func matches(pattern, name string) bool {
	ok, err := path.Match(pattern, name)
	return err == nil && ok
}

// TestJudge keeps the test from passing for want of looking.
func TestJudge(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		pkg, name string
		allowed   bool
	}{
		{"ui/leads", "smarketing/store", false},
		{"ui/leads", "smarketing/internal/workspace", false},
		{"ui/leads", "smarketing/ui/overview", false},
		{"ui/leads", "smarketing/ui/widget", true},
		{"internal/crm", "golang.org/x/text/cases", false},
		{"internal/score", "database/sql", false},
		{"internal/score", "math", true},
		{"internal/hook", "smarketing/store", false},
		{"internal/sla", "smarketing/internal/nurture", false},
		{"cmd/smarketing", "smarketing/internal/workspace", true},
	} {
		i := slices.IndexFunc(rules, func(r rule) bool { return matches(r.packages, c.pkg) })
		if got := rules[i].judge(c.pkg, c.name) == ""; got != c.allowed {
			t.Errorf("%s importing %s: allowed %v", c.pkg, c.name, got)
		}
	}
}

// TestNames refuses packages whose names say nothing.
func TestNames(t *testing.T) {
	t.Parallel()
	empty := []string{"common", "util", "utils", "types", "helper", "helpers", "model", "models", "context", "misc"}
	err := filepath.WalkDir(filepath.Join("..", ".."), func(file string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && slices.Contains(empty, d.Name()) {
			t.Errorf("%s: the name says nothing", file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
