package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
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
		a.rubricEdit(), a.rubricPreview(), a.rubricPublish(), a.rubricHistory(), a.rubricDiff(), a.rubricRollback(),
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
					return a.publish(ctx, w, rubric.Publication{Body: t.Body, Note: orElse(note, "template "+t.Key)})
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
	var number int64
	cmd := &cobra.Command{
		Use: "export", Short: "Write a version of the rubric as TOML, with its comments", Args: exactly(),
		Long: `Writes the version in force, or the one of that number, as it was published.`,
		Example: `  smarketing rubric export > rubric.toml
  smarketing rubric export --version 3 > before.toml`,
		RunE: a.reading(func(ctx context.Context, w *workspace.Workspace, _ []string) error {
			read := w.Rubric
			if number != 0 {
				read = func(ctx context.Context) (rubric.Version, error) { return w.RubricVersion(ctx, number) }
			}
			v, err := read(ctx)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(a.out, strings.TrimRight(v.Body, "\n"))
			return err
		}),
	}
	cmd.Flags().Int64Var(&number, "version", 0, "the version (default: the one in force)")
	return cmd
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
				return a.publish(ctx, w, rubric.Publication{Body: body, Note: orElse(note, "imported from "+filepath.Base(args[0]))})
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
	if errors.Is(err, fs.ErrNotExist) {
		return crm.Errorf(crm.NotFound, "there is no file %s", path).WithHint("check the name and the folder")
	}
	if inner, ok := errors.AsType[*fs.PathError](err); ok {
		err = inner.Err // the path is named already
	}
	return crm.Errorf(crm.Failure, "cannot read %s: %w", path, err).WithHint("name a file that you may read")
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
