package intake_test

import (
	"strings"
	"testing"

	"smarketing/internal/intake"
)

// Neighbouring spellings are offered once, all as the most frequent one, and
// capitals make no spelling of their own.
func TestNeighbouringSpellings(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, header, values string
		want                 []string // all in one note; nil: no note about spellings
	}{
		{"capitals count as one", "source", "Trade Show,trade show,Trade Show,Trades Show,Tradeshow,tradeshow", []string{
			`"Trade Show" (3) and also "Trades Show" (1), "Tradeshow" (2)`, `--same "source=Trades Show=Trade Show" --same "source=Tradeshow=Trade Show"`}},
		{"neighbours of neighbours", "source", "Webinar,Webinar,Webinars,Web-inarss", []string{`"Webinar" (2) and also "Web-inarss" (1), "Webinars" (1)`,
			`--same "source=Web-inarss=Webinar"`}},
		{"a column of its own", "plan", "Latin B1,Latin B1,Latin В1,Latin B2,Latin B2,Latin B1", []string{`"Latin B1" (3) and also "Latin В1" (1)`}},
		{"accents", "fair", "Messe Köln,messe köln,Messe Koln,Café Noir,Cafe Noir,Café Noir,Café Noir,Café Noir", []string{`"Messe Köln" (2) and also "Messe Koln" (1)`}},
		{"umlauts in two letters", "fair", "Messe Köln,Messe Köln,Messe Köln,Messe Koeln", []string{`"Messe Köln" (3) and also "Messe Koeln" (1)`}},
		{"letters that tell apart", "plan", "Partner A,Partner A,Partner B,Partner B,Partner C,Partner C", nil},
		{"countries that are near", "country", "Iceland,Ireland,Ireland,Iceland", nil},
		{"another first letter", "city of fair", "Boston,Boston,Hoston,Hoston", nil},
		{"people", "name", "Jon Smith,John Smith,Jon Smith,John Smith", nil},
		{"a column of notes", "remark", "called her,called him,to call later,to call later on,nothing so far", nil},
	} {
		var b strings.Builder
		b.WriteString("id," + c.header + "\n")
		for i, v := range strings.Split(c.values, ",") {
			b.WriteString(string(rune('a'+i)) + "," + v + "\n")
		}
		info, _ := read(t, write(t, b.String()), intake.Options{})
		switch {
		case c.want == nil && noted(info, []string{"kept apart"}):
			t.Errorf("%s: %q", c.name, info.Notes)
		case c.want != nil && !noted(info, c.want):
			t.Errorf("%s: no note says %q: %q", c.name, c.want, info.Notes)
		}
	}
}

// The values of a column are listed where a person can do something with them:
// not the few keys or names of a small file.
func TestValuesAreListedOfCategories(t *testing.T) {
	t.Parallel()
	info, _ := read(t, write(t, "lead id,name,source,plan,amount due\na,Ann,Web,pro,5\nb,Bea,Web,free,6\n"), intake.Options{})
	for header, want := range map[string]int{"lead id": 0, "name": 0, "source": 1, "plan": 2, "amount due": 0} {
		if c := column(t, info, header); len(c.Values) != want {
			t.Errorf("%s: values %v, want %d", header, c.Values, want)
		}
	}
}
