package report

import (
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"smarketing/internal/crm"
)

// History writes entries of the journal, in the order given.
func History(w io.Writer, f Format, entries []crm.JournalEntry, zone *time.Location) error {
	if f == JSON {
		out := newArray(w)
		for _, e := range entries {
			if err := out.add(object{
				{"id", e.ID}, {"at", e.At}, {"by", e.By}, {"verb", e.Verb}, {"key", e.Key}, {"undone", e.Undone}, {"how", deedWords(&e)},
			}); err != nil {
				return err
			}
		}
		return out.close()
	}
	rows := make([][]string, 0, len(entries))
	for _, e := range entries {
		undone := ""
		if e.Undone {
			undone = "undone"
		}
		rows = append(rows, []string{strconv.FormatInt(e.ID, 10), when(e.At, zone), e.By, e.Verb, e.Key, deedWords(&e), undone})
	}
	return table(w, []column{
		{title: "entry", right: true}, {title: "at"}, {title: "by"}, {title: "did"}, {title: "what"}, {title: "how"}, {title: ""},
	}, rows)
}

// deedWords says what was given with a deed: the reason, to whom, the text.
func deedWords(e *crm.JournalEntry) string {
	if e.Verb != "promote" && !slices.Contains(crm.Verbs(), crm.Verb(e.Verb)) {
		return ""
	}
	var given struct{ Reason, To, Text string }
	if json.Unmarshal([]byte(e.Detail), &given) != nil {
		return "" // of another version of the program
	}
	var words []string
	for _, s := range []string{given.Reason, given.Text} {
		if s != "" {
			words = append(words, s)
		}
	}
	if given.To != "" {
		words = append(words, "to "+given.To)
	}
	return strings.Join(words, ", ")
}

// Undo writes what an undo did.
func Undo(w io.Writer, f Format, r crm.UndoReport) error {
	if f == JSON {
		return writeJSON(w, object{
			{"id", r.Entry}, {"verb", r.Verb}, {"key", r.Key}, {"removed", r.Removed}, {"kept", r.Kept},
		})
	}
	out := &printer{w: w}
	out.line("undone: entry %d, %s %s", r.Entry, r.Verb, r.Key)
	for _, noun := range byCount(r.Removed) {
		if n := r.Removed[noun]; n > 0 {
			out.line("  %6s  %s", number(n), noun)
		}
	}
	if len(r.Kept) > 0 {
		out.line("  what stays, and why")
		for _, kept := range r.Kept {
			out.line("    %s", kept)
		}
	}
	return out.err
}

// Duplicates writes groups of leads and of spellings, each with the command
// that makes them one.
func Duplicates(w io.Writer, f Format, groups []crm.Duplicate) error {
	if f == JSON {
		return duplicatesJSON(w, groups)
	}
	out := &printer{w: w}
	for i, g := range groups {
		if i > 0 {
			out.blank()
		}
		out.line("%s: %s", string(g.Likelihood), some(g.Reasons, len(g.Reasons)))
		rows := make([][]string, 0, len(g.Leads)+len(g.Spellings))
		for _, l := range g.Leads {
			rows = append(rows, []string{"", reference(&l), l.DisplayName(), l.Email, l.Company, l.Stage, strconv.Itoa(crm.Points(l.Stamp.Score))})
		}
		for _, s := range g.Spellings {
			rows = append(rows, []string{"", quoted(s.Text), Count(s.Leads, "lead", "leads")})
		}
		if out.err != nil {
			return out.err
		}
		columns := []column{{}, {title: "lead"}, {title: "name"}, {title: "e-mail"}, {title: "company"}, {title: "stage"}, {title: "score", right: true}}
		if len(g.Spellings) > 0 {
			columns = []column{{}, {title: "spelling"}, {title: "leads"}}
		}
		out.err = table(w, columns, rows)
		out.line("  %s", mergeCommand(&g))
	}
	return out.err
}

func duplicatesJSON(w io.Writer, groups []crm.Duplicate) error {
	out := newArray(w)
	for _, g := range groups {
		leads, spellings := list{}, list{}
		for _, l := range g.Leads {
			leads = append(leads, object{
				{"id", int64(l.ID)}, {"key", l.Key}, {"system", l.System}, {"name", l.DisplayName()}, {"email", l.Email},
				{"company", l.Company}, {"stage", l.Stage}, {"owner", l.Owner}, {"score", points(l.Stamp.Score)},
			})
		}
		for _, s := range g.Spellings {
			spellings = append(spellings, object{{"text", plain(s.Text)}, {"leads", s.Leads}})
		}
		if err := out.add(object{
			{"likelihood", string(g.Likelihood)}, {"reasons", g.Reasons}, {"leads", leads}, {"spellings", spellings},
			{"command", mergeCommand(&g)},
		}); err != nil {
			return err
		}
	}
	return out.close()
}

// reference returns how a command names the lead: #id is short and never
// ambiguous.
func reference(l *crm.Lead) string { return "#" + strconv.FormatInt(int64(l.ID), 10) + " " + l.Key }

// mergeCommand returns the command that makes the group one.
func mergeCommand(g *crm.Duplicate) string {
	command := "smarketing merge"
	if len(g.Spellings) > 0 {
		command += " --company"
		for _, s := range g.Spellings {
			command += " " + shellWord(s.Text)
		}
		return command
	}
	for _, l := range g.Leads {
		command += " " + shellWord("#"+strconv.FormatInt(int64(l.ID), 10))
	}
	return command
}

// Merge writes what a merge did.
func Merge(w io.Writer, f Format, r crm.MergeReport) error {
	if f == JSON {
		return writeJSON(w, object{
			{"id", r.Entry}, {"key", r.Keep.Key}, {"merged", r.Merged}, {"filled", r.Filled}, {"moved", r.Moved}, {"same", r.Same},
			{"stage", r.Keep.Stage}, {"score", points(r.Keep.Stamp.Score)}, {"grade", r.Keep.Stamp.Grade},
		})
	}
	out := &printer{w: w}
	out.line("%s is now also %s", r.Keep.DisplayName(), some(r.Merged, len(r.Merged)))
	if len(r.Filled) > 0 {
		out.line("  filled: %s", some(r.Filled, len(r.Filled)))
	}
	for _, noun := range byCount(r.Moved) {
		if r.Moved[noun] > 0 {
			out.line("  %6s  %s moved", number(r.Moved[noun]), noun)
		}
	}
	for _, noun := range byCount(r.Same) {
		if r.Same[noun] > 0 {
			out.line("  %6s  %s that both had, kept once", number(r.Same[noun]), noun)
		}
	}
	out.line("  %d points, %s, in %s; smarketing undo %d takes it back", crm.Points(r.Keep.Stamp.Score), r.Keep.Stamp.Grade, r.Keep.Stage, r.Entry)
	return out.err
}
