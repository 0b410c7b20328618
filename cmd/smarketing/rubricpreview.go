package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"smarketing/internal/crm"
	"smarketing/internal/report"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
	"smarketing/internal/workspace"
)

func (a *app) rubricPreview() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "preview [FILE]", Short: "Show what a rubric would do to all leads, without publishing it", Args: atMost("FILE"),
		Long: `Scores all leads by the rubric of a TOML file, or, without FILE, by the draft you
keep in the database, and compares that with the rubric in force: who becomes
ready, who moves, and how well both would have ranked the leads that are closed.
Nothing is changed.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			c := report.Comparison{To: "your draft"}
			if len(args) > 0 {
				r, _, err := readRubric(args[0])
				if err != nil {
					return err
				}
				c.To, c.Next = args[0], r
			}
			return a.reading(func(ctx context.Context, w *workspace.Workspace, _ []string) error {
				active, err := w.Rubric(ctx)
				if err != nil {
					return err
				}
				c.From, c.Base = fmt.Sprintf("version %d", active.Number), active.Rubric
				if len(args) == 0 {
					if c.Next, err = a.draftRubric(ctx, w); err != nil {
						return err
					}
				}
				if err := a.compare(ctx, w, &c); err != nil {
					return err
				}
				if err := a.warnUnseen(ctx, w, c.Next); err != nil {
					return err
				}
				return report.Impact(a.out, form(asJSON), c)
			})(cmd, args)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	return cmd
}

// draftRubric returns the draft of who acts, decoded.
func (a *app) draftRubric(ctx context.Context, w *workspace.Workspace) (rubric.Rubric, error) {
	d, err := a.draft(ctx, w)
	if err != nil {
		return rubric.Rubric{}, err
	}
	return rubric.Parse("draft", []byte(d.Body))
}

// board returns all leads in columns, and shows how far their reading is.
func (a *app) board(ctx context.Context, w *workspace.Workspace, fields []string) (*score.Board, error) {
	bar := a.newBar()
	defer bar.clear()
	return w.Board(ctx, fields, bar.show)
}

// compare measures what the second of two rubrics does against the first.
func (a *app) compare(ctx context.Context, w *workspace.Workspace, c *report.Comparison) error {
	board, err := a.board(ctx, w, append(rubric.Fields(c.Base), rubric.Fields(c.Next)...))
	if err != nil {
		return err
	}
	draft, err := board.Draft(c.Base)
	if err != nil {
		return err
	}
	if err := draft.Set(c.Next); err != nil {
		return err
	}
	c.Impact = draft.Impact()
	var ids []crm.LeadID
	for _, movers := range [][]score.Mover{c.Impact.Crossers, c.Impact.Movers} {
		for _, m := range movers {
			ids = append(ids, m.Lead)
		}
	}
	if c.Leads, err = w.LeadsByID(ctx, ids); err != nil {
		return err
	}
	if crossing := c.Impact.In + c.Impact.Out; crossing > len(c.Impact.Crossers) {
		a.say("the names are those of the best %d of %s leads that become ready or stop being it", len(c.Impact.Crossers), count(crossing))
	}
	members, err := w.Members(ctx)
	for _, m := range members {
		if m.Team == crm.Sales {
			c.Capacity += m.Capacity
		}
	}
	return err
}
