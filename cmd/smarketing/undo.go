package main

import (
	"context"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"smarketing/internal/crm"
	"smarketing/internal/report"
	"smarketing/internal/workspace"
)

func (a *app) undoCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "undo [ID]",
		Short: "Take back what was done to leads, an import, a merge, a goal or the stages",
		Long: `Takes back what an entry of the journal did: without ID the newest of your own that
can be, of imports only one that is the last thing that happened.
What was done to leads is taken back of all of them, exactly as they were, unless one
has changed since. Of an import goes what it has added and nobody has touched since; what stays is
listed with the reason. A merge is taken back exactly, unless the lead has changed
since; a goal or a change of the stages, unless something rests on it by now.
smarketing history lists the entries.`,
		Args: atMost("ID"),
		RunE: a.writing(func(ctx context.Context, w *workspace.Workspace, args []string) error {
			var id int64
			if len(args) > 0 {
				n, err := strconv.ParseInt(args[0], 10, 64)
				if err != nil || n < 1 {
					return crm.Errorf(crm.Usage, "%q is not the number of an entry", args[0]).WithHint("smarketing history lists them")
				}
				id = n
			}
			r, err := w.Undo(ctx, id)
			if err != nil {
				return err
			}
			return report.Undo(a.out, form(asJSON), r)
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	return cmd
}

func (a *app) historyCommand() *cobra.Command {
	var asJSON bool
	var limit int
	cmd := &cobra.Command{
		Use:   "history [KEY]",
		Short: "Show who did what, in all or to one lead",
		Long:  `Shows the journal, newest first. KEY is the external key or e-mail of a lead; '#12' is its internal id.`,
		Args:  atMost("KEY"),
		RunE: a.reading(func(ctx context.Context, w *workspace.Workspace, args []string) error {
			q := crm.JournalQuery{Limit: limit}
			if err := natural("limit", limit); err != nil {
				return err
			}
			if len(args) > 0 {
				lead, err := w.Find(ctx, args[0])
				if err != nil {
					return err
				}
				q.Lead = lead.ID
			}
			entries, err := w.History(ctx, q)
			if err != nil {
				return err
			}
			if len(entries) == 0 && !asJSON {
				_, err := fmt.Fprintln(a.out, "nobody has done anything yet")
				return err
			}
			settings, err := w.Settings(ctx)
			if err != nil {
				return err
			}
			return report.History(a.out, form(asJSON), entries, settings.Location())
		}),
	}
	cmd.Flags().IntVar(&limit, "limit", 0, "at most `N` entries; 0: all")
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	return cmd
}
