package intake_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"smarketing/internal/intake"
)

func TestHeaderKey(t *testing.T) {
	t.Parallel()
	key := intake.HeaderKey([]string{"Email", "First  Name", "Name"})
	for _, same := range [][]string{{"Name", "email", "first name"}, {"smarketing_row", "smarketing_reason", "Email", " First Name ", "Name"}} {
		if intake.HeaderKey(same) != key {
			t.Errorf("%q has another key", same)
		}
	}
	for _, other := range [][]string{{"Email", "First Name"}, {"Email", "First", "Name Name"}, {"Email", "First Name", "Name", "Name (2)"}, nil} {
		if intake.HeaderKey(other) == key {
			t.Errorf("%q has the same key", other)
		}
	}
	if len(key) != 32 {
		t.Errorf("key %s", key)
	}
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfDistinct(rapid.StringMatching("[a-c ,]{1,4}"), strings.TrimSpace).Draw(t, "names")
		mixed := rapid.Permutation(names).Draw(t, "mixed")
		if intake.HeaderKey(names) != intake.HeaderKey(mixed) {
			t.Errorf("%q and %q have different keys", names, mixed)
		}
	})
}

// The note on near duplicates names the very flag that makes them one, and the
// flag does.
func TestSpellingsMadeOne(t *testing.T) {
	t.Parallel()
	path := write(t, "id,lead source,size\n1,Trade Show,a=b\n2,Tradeshow,x\n3,Trades Show,\n4,trade  show,x\n5,Web \"1\",x\n6,Web $1,x\n")
	in, _ := read(t, path, intake.Options{})
	if !hasNote(in, `--same "source=Trades Show=Trade Show" --same "source=Tradeshow=Trade Show"`) {
		t.Errorf("notes %q", in.Notes)
	}
	if !hasNote(in, `--same 'source=Web`) {
		t.Errorf("a value that a shell would read is not quoted: %q", in.Notes)
	}
	options := intake.Options{Same: map[string][]intake.Pair{
		"source": {{From: "Trades Show", To: "Trade Show"}, {From: "TRADESHOW", To: "Trade Show"}, {From: "trade show", To: "Trade Show"}},
		"size":   {{From: "a=b", To: "7"}, {From: "x", To: ""}},
	}}
	again, got := read(t, path, options)
	if hasNote(again, "Tradeshow") || again.Fingerprint == in.Fingerprint {
		t.Errorf("notes %q, fingerprint %s", again.Notes, again.Fingerprint)
	}
	var sources, sizes []string
	for i := range got.records {
		sources = append(sources, got.records[i].Lead.Source)
		sizes = append(sizes, got.records[i].Lead.Custom.Get("size").String())
	}
	if s := strings.Join(sources, "|"); s != `Trade Show|Trade Show|Trade Show|Trade Show|Web "1"|Web $1` {
		t.Errorf("sources %s", s)
	}
	if s := strings.Join(sizes, "|"); s != "7|||||" || column(t, again, "size").Known != 1 {
		t.Errorf("sizes %s, column %+v", s, column(t, again, "size"))
	}
	for message, o := range map[string]map[string][]intake.Pair{`no column "sorce"`: {"sorce": {{From: "a", To: "b"}}}, "is empty": {"source": {{From: " ", To: "b"}}}} {
		if e := refused(t, "id,lead source\n1,x\n", intake.Options{Same: o}); !strings.Contains(e.Message, message) || e.Hint == "" {
			t.Errorf("%v lacks %q", e, message)
		}
	}
}
