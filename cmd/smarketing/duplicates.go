package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"smarketing/internal/crm"
	"smarketing/internal/report"
	"smarketing/internal/workspace"
)

func (a *app) duplicatesCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "duplicates",
		Short: "Find leads that seem to be one, and companies spelled in several ways",
		Long: `Lists leads with the same e-mail, leads of the same name and phone or company, and
companies that are spelled in several ways, each with how sure that is and the
command that makes them one. It changes nothing.`,
		Args: exactly(),
		RunE: a.reading(func(ctx context.Context, w *workspace.Workspace, _ []string) error {
			groups, err := w.Duplicates(ctx)
			if err != nil {
				return err
			}
			if len(groups) == 0 && !asJSON {
				_, err := fmt.Fprintln(a.out, "no two leads seem to be one")
				return err
			}
			return report.Duplicates(a.out, form(asJSON), groups)
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	return cmd
}

func (a *app) mergeCommand() *cobra.Command {
	var asJSON, company bool
	cmd := &cobra.Command{
		Use:   "merge KEEP OTHER...",
		Short: "Make several leads one, with the history of all",
		Long: `Makes the other leads part of the one to keep: what it does not know is filled from
them, and their activities, stage changes and deals move to it, each kept once. Their
keys and e-mails lead to it from now on, also when they are imported again.
smarketing undo takes it back. Each is named by its key, its e-mail or '#id'.
With --company the words are spellings of one company instead.`,
		Example: `  smarketing merge '#12' '#40'
  smarketing merge --company "Lumen GmbH" "lumen gmbh" "Lumen"`,
		Args: cobra.ArbitraryArgs,
		RunE: a.writing(func(ctx context.Context, w *workspace.Workspace, args []string) error {
			if len(args) < 2 {
				return crm.Errorf(crm.Usage, "merge takes the one to keep, and one or more others").
					WithHint("smarketing duplicates finds them")
			}
			if company {
				n, err := w.UnifyCompany(ctx, args[0], args[1:])
				if err != nil {
					return err
				}
				if asJSON {
					return report.Pairs(a.out, report.JSON, []report.Pair{{Name: "company", Value: args[0]}, {Name: "leads", Value: fmt.Sprint(n)}})
				}
				_, err = fmt.Fprintf(a.out, "%s now spelled %s\n", report.Count(n, "lead has its company", "leads have their company"), clean(args[0]))
				return err
			}
			return a.merge(ctx, w, args, asJSON)
		}),
	}
	cmd.Flags().BoolVar(&company, "company", false, "the words are spellings of a company")
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	return cmd
}

func (a *app) merge(ctx context.Context, w *workspace.Workspace, refs []string, asJSON bool) error {
	ids := make([]crm.LeadID, len(refs))
	for i, ref := range refs {
		lead, err := w.Find(ctx, ref)
		if err != nil {
			return err
		}
		ids[i] = lead.ID
	}
	r, err := w.Merge(ctx, ids[0], ids[1:])
	if err != nil {
		return err
	}
	return report.Merge(a.out, form(asJSON), r)
}
