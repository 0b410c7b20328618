package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"smarketing/internal/crm"
	"smarketing/internal/report"
	"smarketing/internal/rubric"
	"smarketing/internal/text"
	"smarketing/internal/workspace"
)

func (a *app) rubricCommand() *cobra.Command {
	return group("rubric", "Show and change the rules by which leads are scored",
		a.rubricShow(), a.rubricTemplates(), a.rubricUse(), a.rubricExport(), a.rubricImport(), a.rubricCheck(), a.rubricSet(),
	)
}

func (a *app) rubricShow() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "show", Short: "Show the rubric in force", Args: exactly(),
		RunE: a.reading(func(ctx context.Context, w *workspace.Workspace, _ []string) error {
			v, err := w.Rubric(ctx)
			if err != nil {
				return err
			}
			if asJSON {
				return report.RubricJSON(a.out, v)
			}
			settings, err := w.Settings(ctx)
			if err != nil {
				return err
			}
			return report.Rubric(a.out, v, settings.Location())
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	return cmd
}

func (a *app) rubricTemplates() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "templates", Short: "List the rubrics to start from", Args: exactly(),
		RunE: func(*cobra.Command, []string) error {
			return report.Templates(a.out, form(asJSON), rubric.Templates())
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	return cmd
}

func (a *app) rubricUse() *cobra.Command {
	var note string
	cmd := &cobra.Command{
		Use: "use TEMPLATE", Short: "Publish a template as the new rubric", Args: exactly("TEMPLATE"),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return templateKeys(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: a.writing(func(ctx context.Context, w *workspace.Workspace, args []string) error {
			for _, t := range rubric.Templates() {
				if t.Key == args[0] {
					return a.publish(ctx, w, t.Body, orElse(note, "template "+t.Key))
				}
			}
			return notFound("template", args[0], templateKeys())
		}),
	}
	cmd.Flags().StringVar(&note, "note", "", "why, for the history")
	return cmd
}

func templateKeys() []string {
	var keys []string
	for _, t := range rubric.Templates() {
		keys = append(keys, t.Key)
	}
	return keys
}

func (a *app) rubricExport() *cobra.Command {
	return &cobra.Command{
		Use: "export", Short: "Write the rubric in force as TOML, with its comments", Args: exactly(),
		RunE: a.reading(func(ctx context.Context, w *workspace.Workspace, _ []string) error {
			v, err := w.Rubric(ctx)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(a.out, strings.TrimRight(v.Body, "\n"))
			return err
		}),
	}
}

func (a *app) rubricImport() *cobra.Command {
	var note string
	cmd := &cobra.Command{
		Use: "import FILE", Short: "Publish a rubric from a TOML file", Args: exactly("FILE"),
		Long: `Publishes the rubric of a TOML file as a new version and scores all leads by it.
A file with a mistake in it changes nothing; every mistake is named with its line.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			// The file is judged before the database is opened, let alone made.
			_, body, err := readRubric(args[0])
			if err != nil {
				return err
			}
			return a.writing(func(ctx context.Context, w *workspace.Workspace, _ []string) error {
				return a.publish(ctx, w, body, orElse(note, "imported from "+filepath.Base(args[0])))
			})(cmd, args)
		},
	}
	cmd.Flags().StringVar(&note, "note", "", "why, for the history")
	return cmd
}

// readRubric reads and validates a rubric file.
func readRubric(path string) (rubric.Rubric, string, error) {
	body, err := os.ReadFile(path)
	if err != nil {
		return rubric.Rubric{}, "", cannotRead(path, err)
	}
	r, err := rubric.Parse(path, body)
	return r, string(body), err
}

func cannotRead(path string, err error) error {
	code := crm.Failure
	if os.IsNotExist(err) {
		code = crm.NotFound
	}
	return crm.Errorf(code, "cannot read %s: %w", path, err)
}

func (a *app) rubricSet() *cobra.Command {
	var note string
	cmd := &cobra.Command{
		Use: "set CRITERION=POINTS...", Short: "Change the points of criteria", Args: some("CRITERION=POINTS"),
		Long:    `Publishes a new version of the rubric with other points for some criteria.`,
		Example: `  smarketing rubric set size=12 demo=30`,
		RunE: a.writing(func(ctx context.Context, w *workspace.Workspace, args []string) error {
			v, err := w.Rubric(ctx)
			if err != nil {
				return err
			}
			body, changes, err := setPoints(v, args)
			if err != nil {
				return err
			}
			if len(changes) == 0 {
				a.say("nothing changes: these are the points already")
				return nil
			}
			return a.publish(ctx, w, body, orElse(note, "set "+strings.Join(changes, ", ")))
		}),
	}
	cmd.Flags().StringVar(&note, "note", "", "why, for the history")
	return cmd
}

// setPoints returns the text of the rubric with other points, and what changed
// in words. The text keeps its comments where its form allows.
func setPoints(v rubric.Version, args []string) (body string, changes []string, err error) {
	wanted, err := pairs("CRITERION=POINTS", args)
	if err != nil {
		return "", nil, err
	}
	r, body := v.Rubric, v.Body
	for _, arg := range args {
		id, value, _ := strings.Cut(arg, "=")
		id = strings.TrimSpace(id)
		_, c := r.Criterion(id)
		if c == nil {
			return "", nil, notFound("criterion", id, criterionIDs(&r))
		}
		points, err := strconv.Atoi(strings.TrimSpace(wanted[id]))
		if err != nil {
			return "", nil, crm.Errorf(crm.Usage, "%s cannot have %q points", id, value).WithHint("use a whole number between -100 and 100")
		}
		if points == c.Points {
			continue
		}
		changes = append(changes, fmt.Sprintf("%s %d -> %d", id, c.Points, points))
		if r, err = rubric.SetPoints(r, id, points); err != nil {
			return "", nil, err
		}
		body = replacePoints(body, id, points)
	}
	if edited, err := rubric.Parse("rubric", []byte(body)); err != nil || len(rubric.Diff(edited, r)) > 0 {
		body = string(rubric.Encode(r))
	}
	return body, changes, nil
}

// replacePoints changes the points of one criterion in the text of a rubric, in
// the form in which rubrics are written: one key a line below
// [[group.criterion]]. Another form is left as it is; the caller notices.
func replacePoints(body, id string, points int) string {
	lines := strings.Split(body, "\n")
	isKey := func(line, key string) (string, bool) {
		name, value, ok := strings.Cut(line, "=")
		return strings.TrimSpace(value), ok && strings.TrimSpace(name) == key
	}
	for start := 0; start < len(lines); start++ {
		if !strings.HasPrefix(strings.TrimSpace(lines[start]), "[[group.criterion]]") {
			continue
		}
		found, at := false, -1
		for i := start + 1; i < len(lines) && !strings.HasPrefix(strings.TrimSpace(lines[i]), "["); i++ {
			if value, ok := isKey(lines[i], "id"); ok {
				found = strings.HasPrefix(value, strconv.Quote(id))
			}
			if _, ok := isKey(lines[i], "points"); ok {
				at = i
			}
		}
		if !found || at < 0 {
			continue
		}
		key, value, _ := strings.Cut(lines[at], "=")
		_, comment, commented := strings.Cut(value, "#")
		lines[at] = key + "= " + strconv.Itoa(points)
		if commented {
			lines[at] += " #" + comment
		}
		break
	}
	return strings.Join(lines, "\n")
}

func criterionIDs(r *rubric.Rubric) []string {
	var ids []string
	for _, g := range r.Groups {
		for _, c := range g.Criteria {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// publish publishes the rubric, scores all leads by it and says what it did.
func (a *app) publish(ctx context.Context, w *workspace.Workspace, body, note string) error {
	if err := a.refresh(ctx, w); err != nil {
		return err
	}
	active, err := w.Rubric(ctx)
	if err != nil {
		return err
	}
	before, err := w.LeadPage(ctx, crm.LeadQuery{Ready: true, Limit: 1})
	if err != nil {
		return err
	}
	bar := a.newBar()
	defer bar.clear()
	v, err := w.Publish(ctx, body, note, bar.show)
	if err != nil {
		return err
	}
	bar.clear()
	if v.Number == active.Number {
		a.say("nothing changes: this rubric is in force already, as version %d", v.Number)
		return nil
	}
	after, err := w.LeadPage(ctx, crm.LeadQuery{Ready: true, Limit: 1})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "published %s as version %d (%s); ready leads: %s before, %s now\n",
		clean(v.Rubric.Name), v.Number, clean(v.Note), count(before.Total), count(after.Total))
	return err
}

func (a *app) rubricCheck() *cobra.Command {
	return &cobra.Command{
		Use: "check FILE", Short: "Validate a rubric file without publishing it", Args: exactly("FILE"),
		Long: `Validates a rubric file and changes nothing. Where there is a database, it also
warns about fields that no lead has and events that were never seen.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			r, _, err := readRubric(args[0])
			if err != nil {
				return err
			}
			criteria := len(criterionIDs(&r))
			if _, err := fmt.Fprintf(a.out, "%s is in order: %s, %s\n", clean(args[0]), clean(r.Name), report.Count(criteria, "criterion", "criteria")); err != nil {
				return err
			}
			compare := func(ctx context.Context, w *workspace.Workspace, _ []string) error { return a.warnUnseen(ctx, w, r) }
			if _, err := os.Stat(a.file()); err == nil {
				return a.reading(compare)(cmd, args)
			}
			return nil // there is nothing to compare it with
		},
	}
}

// warnUnseen warns about what the rubric looks at but the file does not hold:
// it would never earn a point.
func (a *app) warnUnseen(ctx context.Context, w *workspace.Workspace, r rubric.Rubric) error {
	fields, known, err := unseenFields(ctx, w, rubric.Fields(r))
	if err != nil {
		return err
	}
	for _, name := range fields {
		a.say("warning: no lead has the field %q%s", name, didYouMean(name, known))
	}
	seen, err := w.Events(ctx)
	if err != nil {
		return err
	}
	for _, name := range rubric.Events(r) {
		if !slices.ContainsFunc(seen, func(event string) bool { return text.Fold(event) == text.Fold(name) }) {
			a.say("warning: the event %q was never seen%s", name, didYouMean(name, seen))
		}
	}
	return nil
}

func didYouMean(name string, known []string) string {
	if near, ok := text.Nearest(name, known); ok && near != name {
		return fmt.Sprintf(" (did you mean %q?)", near)
	}
	return ""
}

// unseenFields returns the names without a value in any lead, and all names
// that leads can have. It reads no further than it must.
func unseenFields(ctx context.Context, w *workspace.Workspace, names []string) (unseen, known []string, err error) {
	custom, err := w.Catalogue(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, f := range append(crm.CoreFields(), custom...) {
		known = append(known, f.Name)
	}
	for row, err := range w.Leads(ctx, crm.LeadQuery{}) {
		if err != nil {
			return nil, nil, err
		}
		names = slices.DeleteFunc(names, func(name string) bool { return row.Lead.Field(name).Known() })
		if len(names) == 0 {
			break
		}
	}
	return names, known, nil
}

// notFound says that there is no such thing, and which comes nearest.
func notFound(noun, name string, known []string) error {
	err := crm.Errorf(crm.NotFound, "there is no %s %q", noun, name)
	if near, ok := text.Nearest(name, known); ok {
		return err.WithHint("did you mean %q?", near)
	}
	return err.WithHint("there are %s", strings.Join(known, ", "))
}

func orElse(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}
