package main

import (
	"context"
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"smarketing/internal/crm"
	"smarketing/internal/report"
	"smarketing/internal/rubric"
	"smarketing/internal/text"
	"smarketing/internal/workspace"
)

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
// that leads can have.
func unseenFields(ctx context.Context, w *workspace.Workspace, names []string) (unseen, known []string, err error) {
	custom, err := w.Catalogue(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, f := range append(crm.CoreFields(), custom...) {
		known = append(known, f.Name)
	}
	unseen, err = w.UnknownFields(ctx, names)
	return unseen, known, err
}
