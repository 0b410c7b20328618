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

// listed is how many leads a list shows as text when it is not told.
const listed = 50

func (a *app) leadsCommand() *cobra.Command {
	var q crm.LeadQuery
	var sort string
	var asJSON, asCSV bool
	var quiet int
	cmd := &cobra.Command{
		Use:   "leads",
		Short: "List the leads, best first",
		Long: `Lists the leads by score, or as the triage queue, with the reasons for their
score. As text the first 50 are shown unless --limit says otherwise (0: all);
JSON and CSV hold all of them. Under "ready" stands for how long a lead has been
ready, with ! when something it did made it ready at once.

--sort takes ` + strings.Join(crm.SortFields(), ", ") + `.`,
		Args: exactly(),
		RunE: a.reading(func(ctx context.Context, w *workspace.Workspace, _ []string) (err error) {
			if asJSON && asCSV {
				return crm.Errorf(crm.Usage, "--json and --csv are two formats").WithHint("give one of them")
			}
			if err := natural("limit", q.Limit); err != nil {
				return err
			}
			if err := natural("quiet", quiet); err != nil {
				return err
			}
			if quiet > 0 {
				q.QuietFrom = a.clock().AddDate(0, 0, -quiet)
			}
			q.Queue = q.Queue || q.Snoozed
			if q.Owner == "me" {
				q.Owner = a.actor()
			}
			if q.Sort, err = sortOf(sort); err != nil {
				return err
			}
			if err := mustBeStage(ctx, w, q.Stage); err != nil {
				return err
			}
			if err := a.refresh(ctx, w); err != nil {
				return err
			}
			switch {
			case asJSON:
				return a.writeLeads(ctx, w, q, report.JSON)
			case asCSV:
				return a.writeLeads(ctx, w, q, report.CSV)
			}
			return a.listLeads(ctx, w, q)
		}),
	}
	flags := cmd.Flags()
	flags.BoolVar(&q.Queue, "queue", false, "the triage queue: open leads by urgency and grade")
	flags.BoolVar(&q.Ready, "ready", false, "only open leads that are ready and not yet accepted")
	flags.StringVar(&q.Stage, "stage", "", "only leads in the `STAGE`")
	flags.StringVar(&q.Owner, "owner", "", "only leads of the `OWNER`; me: of who acts")
	flags.BoolVar(&q.Unowned, "unowned", false, "only leads without an owner")
	flags.BoolVar(&q.Snoozed, "snoozed", false, "of the queue, those that are out of sight")
	flags.IntVar(&quiet, "quiet", 0, "only open leads in which nothing has happened for so many `DAYS`")
	flags.StringVar(&q.Source, "source", "", "only leads from the `SOURCE`")
	flags.StringVar(&q.Filter, "filter", "", "only leads with all words of the `TEXT`")
	flags.StringVar(&sort, "sort", "", "order by the `FIELD`, with - in front from high to low")
	flags.IntVar(&q.Limit, "limit", 0, "show at most `N` leads")
	flags.BoolVar(&asJSON, "json", false, "write JSON")
	flags.BoolVar(&asCSV, "csv", false, "write CSV")
	cmd.PreRun = func(cmd *cobra.Command, _ []string) {
		if !asJSON && !asCSV && !cmd.Flags().Changed("limit") {
			q.Limit = listed
		}
	}
	return cmd
}

// sortAliases are the words that the lists have for some fields.
var sortAliases = map[string]string{
	"ready": "ready_since", "active": "last_activity_at", "activity": "last_activity_at", "created": "created_at", "added": "created_at",
}

// sortOf reads FIELD or -FIELD.
func sortOf(arg string) (crm.Sort, error) {
	if arg == "" {
		return crm.Sort{}, nil
	}
	field, falling := strings.CutPrefix(arg, "-")
	if full, ok := sortAliases[field]; ok {
		field = full
	}
	return crm.Sort{Field: field, Asc: !falling}, among("--sort", field, crm.SortFields())
}

// mustBeStage demands that key is a stage of the file, or empty.
func mustBeStage(ctx context.Context, w *workspace.Workspace, key string) error {
	if key == "" {
		return nil
	}
	stages, err := w.Stages(ctx)
	if err != nil {
		return err
	}
	keys := make([]string, len(stages))
	for i, s := range stages {
		keys[i] = s.Key
	}
	return among("--stage", key, keys)
}

// writeLeads streams the leads as JSON or CSV.
func (a *app) writeLeads(ctx context.Context, w *workspace.Workspace, q crm.LeadQuery, f report.Format) error {
	custom, err := w.Catalogue(ctx)
	if err != nil {
		return err
	}
	_, err = report.Leads(a.out, f, w.Leads(ctx, q), custom)
	return err
}

// listLeads lists the leads as text and says how many there are in all.
func (a *app) listLeads(ctx context.Context, w *workspace.Workspace, q crm.LeadQuery) error {
	stages, err := w.Stages(ctx)
	if err != nil {
		return err
	}
	one := q
	if !q.Queue {
		one.Limit = 1 // only counted; the queue also says why a lead stands where it does
	}
	page, err := w.LeadPage(ctx, one)
	if err != nil {
		return err
	}
	width, _ := terminal(a.out)
	n, err := report.LeadList(a.out, w.Leads(ctx, q), report.ListOptions{Width: width, Stages: stages, Now: a.clock(), Places: page.Reason})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.out, countOf(n, page, q))
	return err
}

// countOf says how many leads are shown, of how many that match, of how many
// there are.
func countOf(n int, page crm.LeadPage, q crm.LeadQuery) string {
	narrowed := page.Total != page.All
	switch {
	case page.All == 0:
		return "the file holds no leads yet; smarketing import takes them in"
	case n == 0:
		return "none of " + report.Count(page.All, "lead matches", "leads matches")
	case n < page.Total && narrowed:
		return fmt.Sprintf("\n%s of %s that match, of %s; --limit 0 shows all", report.Count(n, "lead", "leads"), count(page.Total), count(page.All))
	case n < page.Total:
		return fmt.Sprintf("\n%s of %s; --limit 0 shows all", report.Count(n, "lead", "leads"), count(page.Total))
	case narrowed:
		return fmt.Sprintf("\n%s of %s", report.Count(n, "lead", "leads"), count(page.All))
	case q.Queue:
		return "\n" + report.Count(n, "lead", "leads") + ", the most urgent first"
	}
	return "\n" + report.Count(n, "lead", "leads")
}

// count returns a number for people, without its noun.
func count(n int) string { return strings.TrimSpace(report.Count(n, "", "")) }
