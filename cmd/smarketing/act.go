package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"smarketing/internal/crm"
	"smarketing/internal/report"
	"smarketing/internal/workspace"
)

// actWords says of each verb what it does, and which flags it takes.
var actWords = []struct {
	verb  crm.Verb
	short string
	flags string // reason, until, to, text, channel, policy
}{
	{crm.Accept, "Take leads over to sales", "to"},
	{crm.Reject, "Give leads back to marketing: not ready after all", "reason until"},
	{crm.Recycle, "Nurture leads and come back to them later", "reason until policy"},
	{crm.Advance, "Move leads one stage on", "reason to"},
	{crm.Back, "Move leads one stage back", "reason"},
	{crm.Return, "Return leads from nurture, or from being lost, to where ready leads wait", "reason to text until"},
	{crm.Win, "Close leads as won", "reason"},
	{crm.Lose, "Close leads as lost", "reason"},
	{crm.Disqualify, "Close leads that will never buy", "reason"},
	{crm.Assign, "Give leads to another owner", "to"},
	{crm.LogTouch, "Log that somebody called, wrote or met", "channel text"},
	{crm.AddNote, "Note something about leads", "text"},
	{crm.PlanNext, "Plan the next step of leads and its day", "text until"},
	{crm.Snooze, "Hide leads until a day", "until"},
}

// actFlags are the flags of a deed as typed.
type actFlags struct {
	reason, until, to, text, channel, policy string
	which                                    leadFlags
	json                                     bool
}

// leadFlags choose leads by what they are like instead of by name.
type leadFlags struct {
	stage, owner, filter string
	quiet                int
}

// query returns the leads the flags choose; false when none is given. Closed
// leads have to be asked for by their stage: they would only stand in the way.
func (f leadFlags) query(now time.Time) (crm.LeadQuery, bool) {
	q := crm.LeadQuery{Stage: f.stage, Owner: f.owner, Filter: f.filter, Open: f.stage == ""}
	if f.quiet > 0 {
		q.QuietFrom = now.AddDate(0, 0, -f.quiet)
	}
	return q, f != leadFlags{}
}

// actCommands returns one command for every verb.
func (a *app) actCommands() []*cobra.Command {
	commands := make([]*cobra.Command, 0, len(actWords))
	for _, words := range actWords {
		commands = append(commands, a.actCommand(words.verb, words.short, words.flags))
	}
	return commands
}

func (a *app) actCommand(verb crm.Verb, short, takes string) *cobra.Command {
	var f actFlags
	cmd := &cobra.Command{
		Use: string(verb) + " [KEY...]", Short: short,
		Long: short + `.

KEY is the key or e-mail of a lead, '#12' its internal id. Instead of naming leads,
choose all that --stage, --owner, --filter and --quiet describe. It is done to all
of them or, when one stands in the way, to none; smarketing undo takes it back.`,
		RunE: a.changing(func(ctx context.Context, w *workspace.Workspace, args []string) error {
			return a.act(ctx, w, verb, args, f)
		}),
	}
	flags := cmd.Flags()
	for _, flag := range []struct {
		name  string
		value *string
		usage string
	}{
		{"reason", &f.reason, "why, a `TEXT`"},
		{"until", &f.until, "the `DATE`: fri, +3d, in 2 weeks, 2026-12-01"},
		{"to", &f.to, "the `MEMBER` who gets the lead"},
		{"text", &f.text, "what was said or is to be done, a `TEXT`"},
		{"channel", &f.channel, "`HOW`: call, email, meeting, social or other"},
		{"policy", &f.policy, "what counts from now on: `fresh` (only what comes) or keep"},
	} {
		if strings.Contains(" "+takes+" ", " "+flag.name+" ") {
			flags.StringVar(flag.value, flag.name, "", flag.usage)
		}
	}
	flags.StringVar(&f.which.stage, "stage", "", "all leads in the `STAGE`")
	flags.StringVar(&f.which.owner, "owner", "", "all open leads of the `OWNER`")
	flags.StringVar(&f.which.filter, "filter", "", "all open leads with all words of the `WORDS`")
	flags.IntVar(&f.which.quiet, "quiet", 0, "all open leads in which nothing has happened for so many `DAYS`")
	flags.BoolVar(&f.json, "json", false, "write JSON")
	if flags.Lookup("reason") != nil {
		// The name of the flag is right: it is defined above.
		_ = cmd.RegisterFlagCompletionFunc("reason", a.reasons(verb))
	}
	return cmd
}

// reasons completes --reason: those of recycling are data of the file.
func (a *app) reasons(verb crm.Verb) cobra.CompletionFunc {
	return func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
		if verb != crm.Recycle {
			return crm.Reasons(verb), cobra.ShellCompDirectiveNoFileComp
		}
		var offered []string
		// Completion runs without the preparation of commands.
		if a.prepare(cmd, nil) == nil {
			if w, err := a.open(cmd.Context(), a.file(), false); err == nil {
				if plan, err := w.Plan(cmd.Context()); err == nil {
					offered = plan.Reasons()
				}
				_ = w.Close() // nothing was written
			}
		}
		return offered, cobra.ShellCompDirectiveNoFileComp
	}
}

// act does the deed and says what was done.
func (a *app) act(ctx context.Context, w *workspace.Workspace, verb crm.Verb, keys []string, f actFlags) error {
	deed, err := a.deed(ctx, w, verb, f)
	if err != nil {
		return err
	}
	query, chosen := f.which.query(a.clock())
	switch {
	case len(keys) > 0 && chosen:
		return crm.Errorf(crm.Usage, "leads are either named or described").WithHint("leave out the keys, or --stage, --owner, --filter and --quiet")
	case f.which.quiet < 0:
		return crm.Errorf(crm.Usage, "--quiet cannot be %d", f.which.quiet).WithHint("give a number of days")
	case chosen:
		if err := mustBeStage(ctx, w, query.Stage); err != nil {
			return err
		}
		deed.Query = &query
	}
	for _, key := range keys {
		l, err := w.Find(ctx, key)
		if err != nil {
			return err
		}
		deed.Leads = append(deed.Leads, crm.RefOf(&l))
	}
	done, err := w.Act(ctx, deed)
	if err != nil {
		return err
	}
	return a.reportDeed(ctx, w, done, f.json)
}

// deed reads the flags.
func (a *app) deed(ctx context.Context, w *workspace.Workspace, verb crm.Verb, f actFlags) (crm.Deed, error) {
	d := crm.Deed{Verb: verb, Reason: f.reason, To: f.to, Text: f.text, Policy: crm.Policy(f.policy)}
	settings, err := w.Settings(ctx)
	if err != nil {
		return d, err
	}
	if f.until != "" {
		if d.Until, err = crm.ParseFuture(f.until, a.clock(), settings.Location()); err != nil {
			return d, err
		}
	}
	if d.Channel, err = crm.ParseChannel(f.channel); err != nil {
		return d, err
	}
	if d.Policy != "" {
		err = among("--policy", f.policy, []string{string(crm.StartFresh), string(crm.KeepScore)})
	}
	return d, err
}

func (a *app) reportDeed(ctx context.Context, w *workspace.Workspace, done crm.DeedReport, asJSON bool) error {
	if !asJSON {
		_, err := fmt.Fprintf(a.out, "%s (entry %d; smarketing undo takes it back)\n", clean(done.Words), done.Entry)
		return err
	}
	ids := make([]crm.LeadID, len(done.Leads))
	for i, ref := range done.Leads {
		ids[i] = ref.ID
	}
	leads, err := w.LeadsByID(ctx, ids)
	if err != nil {
		return err
	}
	return report.DeedJSON(a.out, done, leads)
}

// changing runs fn on the file, which must exist and may be written.
func (a *app) changing(fn func(context.Context, *workspace.Workspace, []string) error) func(*cobra.Command, []string) error {
	return a.on(false, func(ctx context.Context, w *workspace.Workspace, args []string) error {
		if a.readOnly {
			return crm.Errorf(crm.Usage, "this command changes the file, which --read-only forbids").
				WithHint("leave out --read-only")
		}
		return fn(ctx, w, args)
	})
}
