package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"github.com/spf13/cobra"

	"smarketing/internal/crm"
	"smarketing/internal/report"
	"smarketing/internal/rubric"
	"smarketing/internal/workspace"
)

func (a *app) rubricEdit() *cobra.Command {
	return &cobra.Command{
		Use: "edit", Short: "Edit your draft of the rubric in your editor", Args: exactly(),
		Long: `Opens your draft, or the rubric in force when you have none, as TOML in the editor
that VISUAL or EDITOR names. What you save is kept as your draft, not published.
A text with mistakes is kept in a file; every mistake is named with its line, and
you may go on editing.`,
		RunE: a.writing(func(ctx context.Context, w *workspace.Workspace, _ []string) error {
			d, found, err := w.RubricDraft(ctx)
			if err != nil {
				return err
			}
			active, err := w.Rubric(ctx)
			if err != nil {
				return err
			}
			if !found {
				d = rubric.Draft{Base: active.Number, Body: active.Body}
			}
			body, r, err := a.edited(ctx, d.Body)
			if err != nil {
				return err
			}
			if body == d.Body {
				a.say("nothing was changed")
				return nil
			}
			d.Body = body
			if err := w.SaveDraft(ctx, d); err != nil {
				return err
			}
			base, err := w.RubricVersion(ctx, d.Base)
			if err != nil {
				return err
			}
			changes := len(rubric.Diff(base.Rubric, r))
			_, err = fmt.Fprintf(a.out, "kept as your draft on version %d: %s; see smarketing rubric preview, then smarketing rubric publish --note\n",
				d.Base, report.Count(changes, "change", "changes"))
			return err
		}),
	}
}

// edited lets the user edit the text until it is a valid rubric or they give
// up. What they wrote stays in a file then, which the error names.
func (a *app) edited(ctx context.Context, body string) (string, rubric.Rubric, error) {
	file, err := os.CreateTemp("", "rubric-*.toml") // readable by its owner only
	if err != nil {
		return "", rubric.Rubric{}, crm.Errorf(crm.Failure, "cannot make a file to edit: %w", err).WithHint("check TMPDIR")
	}
	path := file.Name()
	_, err = file.WriteString(body)
	if err := errors.Join(err, file.Close()); err != nil {
		return "", rubric.Rubric{}, crm.Errorf(crm.Failure, "cannot write %s: %w", path, err).WithHint("check TMPDIR")
	}
	answers := bufio.NewScanner(a.in)
	for {
		if err := a.editor(ctx, path); err != nil {
			return "", rubric.Rubric{}, err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return "", rubric.Rubric{}, cannotRead(path, err)
		}
		r, err := rubric.Parse("rubric", text)
		if err == nil {
			return string(text), r, os.Remove(path)
		}
		problems, ok := errors.AsType[rubric.Problems](err)
		if !ok {
			return "", rubric.Rubric{}, err
		}
		for _, p := range problems {
			a.say("%s", p.String())
		}
		fmt.Fprint(a.err, "edit again? [Y/n] ")
		again := answers.Scan()
		if !again {
			fmt.Fprintln(a.err)
		}
		if answer := strings.ToLower(strings.TrimSpace(answers.Text())); !again || answer != "" && answer != "y" && answer != "yes" {
			return "", rubric.Rubric{}, crm.Errorf(crm.Invalid, "the rubric has %s and was not kept as a draft", report.Count(len(problems), "mistake", "mistakes")).
				WithHint("your text is in %s; mend it and use smarketing rubric check, then publish with that file", path)
		}
	}
}

// editor runs the user's editor on the file.
func (a *app) editor(ctx context.Context, path string) error {
	command := strings.Fields(orElse(a.env("VISUAL"), orElse(a.env("EDITOR"), "vi")))
	if len(command) == 0 {
		command = []string{"vi"}
	}
	cmd := exec.CommandContext(ctx, command[0], append(command[1:], path)...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = a.in, a.out, a.err
	if err := cmd.Run(); err != nil {
		return crm.Errorf(crm.Failure, "the editor %s failed: %w", command[0], err).
			WithHint("name yours with EDITOR; your text is in %s", path)
	}
	return nil
}
