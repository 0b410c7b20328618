package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"smarketing/internal/crm"
	"smarketing/internal/report"
	"smarketing/internal/workspace"
)

func (a *app) teamCommand() *cobra.Command {
	var asJSON bool
	show := &cobra.Command{
		Use: "show", Short: "List the members of both teams", Args: exactly(),
		RunE: a.reading(func(ctx context.Context, w *workspace.Workspace, _ []string) error {
			members, err := w.Members(ctx)
			if err != nil {
				return err
			}
			if len(members) == 0 && !asJSON {
				_, err := fmt.Fprintln(a.out, "nobody is a member yet; smarketing team set NAME --team sales adds one")
				return err
			}
			return report.Members(a.out, form(asJSON), members)
		}),
	}
	show.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	return group("team", "Show and change the members of both teams", show, a.teamSet())
}

func (a *app) teamSet() *cobra.Command {
	var team string
	var capacity int
	cmd := &cobra.Command{
		Use: "set NAME", Short: "Add a member or change one", Args: exactly("NAME"),
		Example: `  smarketing team set Kim --team sales --capacity 25`,
	}
	cmd.Flags().StringVar(&team, "team", "", "sales or marketing; may be left out for a member that exists")
	cmd.Flags().IntVar(&capacity, "capacity", 0, "leads the member can work a week; 0: not given")
	cmd.RunE = a.writing(func(ctx context.Context, w *workspace.Workspace, args []string) error {
		m := crm.Member{Name: strings.TrimSpace(args[0])}
		if m.Name == "" {
			return crm.Errorf(crm.Usage, "a member needs a name").WithHint("write %s", cmd.UseLine())
		}
		members, err := w.Members(ctx)
		if err != nil {
			return err
		}
		for _, known := range members {
			if known.Name == m.Name {
				m = known
			}
		}
		if team == "" && m.Team == crm.NoTeam {
			return crm.Errorf(crm.Usage, "%s is no member yet, so the team is needed", m.Name).WithHint("give --team sales or --team marketing")
		}
		if team != "" {
			if m.Team, err = crm.ParseTeam(team); err != nil {
				return err
			}
		}
		if cmd.Flags().Changed("capacity") {
			if capacity < 0 {
				return crm.Errorf(crm.Usage, "a capacity cannot be %d", capacity).WithHint("use 0 or more leads a week")
			}
			m.Capacity = capacity
		}
		if err := w.SetMember(ctx, m); err != nil {
			return err
		}
		_, err = fmt.Fprintf(a.out, "%s is in %s%s\n", clean(m.Name), m.Team, capacityWords(m.Capacity))
		return err
	})
	return cmd
}

func capacityWords(n int) string {
	if n == 0 {
		return ""
	}
	return ", for " + report.Count(n, "lead", "leads") + " a week"
}
