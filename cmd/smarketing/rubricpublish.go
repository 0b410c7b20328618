package main

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"smarketing/internal/crm"
	"smarketing/internal/report"
	"smarketing/internal/rubric"
	"smarketing/internal/workspace"
)

func (a *app) rubricPublish() *cobra.Command {
	var note string
	cmd := &cobra.Command{
		Use: "publish [FILE]", Short: "Publish a rubric file, or your draft, with a note", Args: atMost("FILE"),
		Long: `Publishes the rubric of a TOML file as a new version, or, without FILE, the draft
that you keep in the database: what smarketing rubric edit or the dashboard left.
Returns when all leads are scored by it. A draft of a version that is in force no
more is refused: see what changed with smarketing rubric diff.`,
		Example: `  smarketing rubric publish --note "webinars count more since March"`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := noted(note); err != nil {
				return err
			}
			p := rubric.Publication{Note: note}
			if len(args) > 0 {
				// The file is judged before the database is opened.
				_, body, err := readRubric(args[0])
				if err != nil {
					return err
				}
				p.Body = body
			}
			return a.writing(func(ctx context.Context, w *workspace.Workspace, _ []string) error {
				if len(args) == 0 {
					d, err := a.draft(ctx, w)
					if err != nil {
						return err
					}
					p.Body, p.Base = d.Body, d.Base
				}
				return a.publish(ctx, w, p)
			})(cmd, args)
		},
	}
	cmd.Flags().StringVar(&note, "note", "", "why, for the history")
	return cmd
}

func (a *app) rubricRollback() *cobra.Command {
	var note string
	cmd := &cobra.Command{
		Use: "rollback N", Short: "Publish an earlier version again, with a note", Args: exactly("N"),
		Long: `Publishes the rubric of version N again, as a new version: nothing that was ever
in force is overwritten. smarketing rubric history lists the versions.`,
		RunE: a.writing(func(ctx context.Context, w *workspace.Workspace, args []string) error {
			n, err := versionNumber(args[0])
			if err != nil {
				return err
			}
			if err := noted(note); err != nil {
				return err
			}
			active, err := w.Rubric(ctx)
			if err != nil {
				return err
			}
			v, err := w.RubricVersion(ctx, n)
			if err != nil {
				return err
			}
			return a.publish(ctx, w, rubric.Publication{Body: v.Body, Note: note, Base: active.Number})
		}),
	}
	cmd.Flags().StringVar(&note, "note", "", "why, for the history")
	return cmd
}

// noted demands a note.
func noted(note string) error {
	if strings.TrimSpace(note) == "" {
		return crm.Errorf(crm.Usage, "a new version needs a note").WithHint(`say why with --note "...", so that it can be judged later`)
	}
	return nil
}

// versionNumber reads the number of a version.
func versionNumber(arg string) (int64, error) {
	n, err := strconv.ParseInt(strings.TrimPrefix(arg, "v"), 10, 64)
	if err != nil || n < 1 {
		return 0, crm.Errorf(crm.Usage, "%q is not the number of a version", arg).WithHint("smarketing rubric history lists them")
	}
	return n, nil
}

// draft returns the draft of who acts; NotFound when there is none.
func (a *app) draft(ctx context.Context, w *workspace.Workspace) (rubric.Draft, error) {
	d, found, err := w.RubricDraft(ctx)
	if err == nil && !found {
		err = crm.Errorf(crm.NotFound, "%s has no draft in this file", a.actor()).
			WithHint("make one with smarketing rubric edit, or name a file")
	}
	return d, err
}

// publish publishes the rubric, scores all leads by it and says what it did.
func (a *app) publish(ctx context.Context, w *workspace.Workspace, p rubric.Publication) error {
	r, err := rubric.Parse("rubric", []byte(p.Body))
	if err != nil {
		return err
	}
	active, err := w.Rubric(ctx)
	if err != nil {
		return err
	}
	// What publishing measures takes a while, and here it is seen how long.
	if _, err := a.board(ctx, w, append(rubric.Fields(r), rubric.Fields(active.Rubric)...)); err != nil {
		return err
	}
	v, err := w.Publish(ctx, p)
	if err != nil {
		return err
	}
	if err := a.rescore(ctx, w); err != nil {
		return err
	}
	if v.Number == active.Number {
		a.say("nothing changes: this rubric is in force already, as version %d", v.Number)
		return nil
	}
	return report.Published(a.out, v)
}
