package workspace_test

import (
	"fmt"
	"reflect"
	"testing"

	"smarketing/internal/crm"
)

// TestViews: what is saved comes back as it was, in its order; a name is taken
// over whatever its case, and nine are enough.
func TestViews(t *testing.T) {
	t.Parallel()
	d := open(t)
	view := crm.View{Name: "Ana's B leads", Scope: crm.OfMyTeam, Query: crm.LeadQuery{
		Queue: true, Ready: true, Stage: "mql", Owner: "Ana", Source: "ads", Filter: "b1", Unowned: true, Snoozed: true, Leaking: true,
		Sort: crm.Sort{Field: "name", Asc: true},
	}}
	save := func(v crm.View) error { return d.SaveView(t.Context(), v) }
	views := func() []crm.View {
		t.Helper()
		all, err := d.Views(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	if err := save(view); err != nil {
		t.Fatal(err)
	}
	if got := views(); len(got) != 1 || !reflect.DeepEqual(got[0], view) {
		t.Fatalf("kept %+v, want %+v", got, view)
	}
	view.Name, view.Query.Filter = "ANA'S b leads", "c"
	for i := range 8 {
		if err := save(crm.View{Name: fmt.Sprint("view ", i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := save(view); err != nil {
		t.Fatal(err)
	}
	if got := views(); len(got) != 9 || got[0].Query.Filter != "c" {
		t.Errorf("the name is not taken over: %+v", got)
	}
	for _, c := range []struct {
		err  error
		code crm.Code
	}{
		{save(crm.View{Name: "tenth"}), crm.Invalid}, {save(crm.View{Name: " \n"}), crm.Usage}, {d.DropView(t.Context(), "tenth"), crm.NotFound},
	} {
		if crm.ErrorCode(c.err) != c.code || c.err == nil {
			t.Errorf("%v, want code %d", c.err, c.code)
		}
	}
	if err := d.DropView(t.Context(), "ana's B LEADS"); err != nil {
		t.Fatal(err)
	}
	if got := views(); len(got) != 8 || got[0].Name != "view 0" {
		t.Errorf("after one is forgotten: %+v", got)
	}
}
