package score_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
)

// one returns a rubric of a single criterion of 100 points, so that a score in
// hundredths reads as a strength in 1/10000.
func one(axis rubric.AxisName, c rubric.Criterion) rubric.Rubric {
	c.ID, c.Points, c.Times = "only", 100, max(c.Times, 1)
	return rubric.Rubric{
		Name: "one", Ready: 70, Cool: 60, InstantFor: 14,
		Fit:        rubric.Axis{Max: 1000, Bands: [3]int{75, 50, 25}},
		Engagement: rubric.Axis{Max: 1000, Bands: [3]int{75, 50, 25}},
		Groups:     []rubric.Group{{Name: "G", Axis: axis, Criteria: []rubric.Criterion{c}}},
	}
}

func TestFieldConditions(t *testing.T) {
	t.Parallel()
	text, number := crm.TextValue, crm.NumberValue
	for name, c := range map[string]struct {
		when  rubric.Condition
		value crm.Value
		want  int32
	}{
		"in folds case and space":       {rubric.Condition{In: []string{"Head of  Sales"}}, text(" HEAD of sales "), 10000},
		"in folds Unicode":              {rubric.Condition{In: []string{"STRASSE"}}, text("Straße"), 10000},
		"in is the whole text":          {rubric.Condition{In: []string{"soft"}}, text("software"), 0},
		"in compares numbers":           {rubric.Condition{In: []string{"5e1"}}, number(50), 10000},
		"in reads numbers of any width": {rubric.Condition{In: []string{" ５０"}}, number(50), 10000},
		"in on a text is text":          {rubric.Condition{In: []string{"50"}}, text("50.0"), 0},
		"in on a bool":                  {rubric.Condition{In: []string{"True"}}, crm.BoolValue(true), 10000},
		"in on a false bool":            {rubric.Condition{In: []string{"true"}}, crm.BoolValue(false), 0},
		"contains any, folded":          {rubric.Condition{Contains: []string{"vp", "HEAD"}}, text("Group head, Ops"), 10000},
		"contains nothing blank":        {rubric.Condition{Contains: []string{"  "}}, text("anything"), 0},
		"contains in a number":          {rubric.Condition{Contains: []string{"-"}}, number(negativeZero()), 0},
		"matches the raw text":          {rubric.Condition{Matches: "^VP"}, text("vp sales"), 0},
		"matches as written":            {rubric.Condition{Matches: "(?i)^VP"}, text("vp sales"), 10000},
		"between reads a number text":   {rubric.Condition{Between: &rubric.Range{Low: 1, High: 9}}, text("7"), 10000},
		"between wants a number":        {rubric.Condition{Between: &rubric.Range{Low: 1, High: 9}}, text("many"), 0},
		"known":                         {rubric.Condition{Known: true}, text("x"), 10000},
		"known of nothing":              {rubric.Condition{Known: true}, crm.Value{}, 0},
		"unknown":                       {rubric.Condition{Unknown: true}, crm.Value{}, 10000},
		"unknown of zero: it is known":  {rubric.Condition{Unknown: true}, number(0), 0},
	} {
		c.when.Field = "custom"
		p, err := score.Compile(one(rubric.Fit, rubric.Criterion{When: []rubric.Condition{c.when}}), time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		l := &crm.Lead{Custom: crm.Fields{}.Set("custom", c.value)}
		for range 2 { // the second time from memory
			if got := p.Totals(l, nil, noon).Fit; got != c.want {
				t.Errorf("%s: %d, want %d", name, got, c.want)
			}
		}
	}
}

func negativeZero() float64 {
	zero := 0.0
	return -zero
}

// ago returns activities of one event so many days before noon.
func ago(event string, days ...int) []crm.Activity {
	acts := make([]crm.Activity, 0, len(days))
	for _, d := range days {
		acts = append(acts, crm.Activity{Event: event, At: noon.AddDate(0, 0, -d)})
	}
	return acts
}

func TestBehaviourConditions(t *testing.T) {
	t.Parallel()
	sent := func(n int, clicks ...int) []crm.Activity {
		return append(ago("email_sent", make([]int, n)...), ago("email_click", clicks...)...)
	}
	ratio := rubric.Condition{Event: "email_click", Per: "email_sent", Ratio: 0.2, Min: 5}
	three := rubric.Condition{Event: "page_view", AtLeast: 3, Within: 14}
	for name, c := range map[string]struct {
		criterion rubric.Criterion
		acts      []crm.Activity
		want      int32
	}{
		"one of five reaches 0.2":    {rubric.Criterion{When: []rubric.Condition{ratio}}, sent(5, 1), 10000},
		"one of six does not":        {rubric.Criterion{When: []rubric.Condition{ratio}}, sent(6, 1), 0},
		"too few were sent":          {rubric.Criterion{When: []rubric.Condition{ratio}}, sent(4, 1), 0},
		"7 of 100 reaches 0.07":      {rubric.Criterion{When: []rubric.Condition{{Event: "email_click", Per: "email_sent", Ratio: 0.07}}}, sent(100, 1, 1, 1, 1, 1, 1, 1), 10000},
		"nothing sent is no ratio":   {rubric.Criterion{When: []rubric.Condition{{Event: "email_click", Per: "email_sent", Ratio: 0.2}}}, sent(0, 1), 0},
		"three within 14 days":       {rubric.Criterion{When: []rubric.Condition{three}}, ago("page_view", 0, 5, 13), 10000},
		"the 14th day is outside":    {rubric.Criterion{When: []rubric.Condition{three}}, ago("page_view", 0, 5, 14), 0},
		"the future does not count":  {rubric.Criterion{When: []rubric.Condition{three}}, ago("page_view", 0, 5, -1), 0},
		"sum is capped at times":     {rubric.Criterion{Times: 3, When: []rubric.Condition{{Event: "page_view"}}}, ago("page_view", 1, 2, 3, 4), 30000},
		"decay":                      {rubric.Criterion{Times: 3, HalfLife: 30, When: []rubric.Condition{{Event: "page_view"}}}, ago("page_view", 0, 30, 60), 17500},
		"at least never decays":      {rubric.Criterion{HalfLife: 1, When: []rubric.Condition{{Event: "page_view", AtLeast: 1}}}, ago("page_view", 90), 10000},
		"event folds case":           {rubric.Criterion{When: []rubric.Condition{{Event: "page_view"}}}, ago("Page_View", 1), 10000},
		"a time unknown is no time":  {rubric.Criterion{When: []rubric.Condition{{Event: "page_view"}}}, []crm.Activity{{Event: "page_view"}}, 0},
		"the smallest of a list":     {rubric.Criterion{Times: 3, HalfLife: 30, When: []rubric.Condition{{Event: "page_view"}, {Event: "demo_request"}}}, append(ago("page_view", 0, 0), ago("demo_request", 30)...), 5000},
		"a list caps at its weakest": {rubric.Criterion{Times: 3, When: []rubric.Condition{{Event: "page_view"}, {Event: "demo_request", AtLeast: 1}}}, append(ago("page_view", 0, 0), ago("demo_request", 30)...), 10000},
	} {
		p, err := score.Compile(one(rubric.Engagement, c.criterion), time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Totals(&crm.Lead{AddedAt: noon}, c.acts, noon).Engagement; got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

func TestIdle(t *testing.T) {
	t.Parallel()
	p, err := score.Compile(one(rubric.Engagement, rubric.Criterion{When: []rubric.Condition{{Idle: 30}}}), time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		age  int
		acts []crm.Activity
		want int32
	}{
		"silent for 30 days":               {90, ago("page_view", 30, 60), 10000},
		"silent for 29 days":               {90, ago("page_view", 29), 0},
		"never did anything":               {30, nil, 10000},
		"a new lead is not silent":         {29, nil, 0},
		"nor with an old history":          {29, ago("page_view", 60), 0},
		"what is to come breaks nothing":   {90, ago("page_view", -3), 10000},
		"any event breaks it":              {90, ago("phone_call", 2), 0},
		"a lead from tomorrow is not idle": {-1, nil, 0},
	} {
		l := &crm.Lead{CreatedAt: noon.AddDate(0, 0, -c.age), AddedAt: noon}
		if got := p.Totals(l, c.acts, noon).Engagement; got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

// Ages are calendar days in the zone of the file: clocks that jump make no
// day longer or shorter, and a score changes only at midnight there.
func TestDaysAreCalendarDays(t *testing.T) {
	t.Parallel()
	berlin := berlin(t)
	p, err := score.Compile(one(rubric.Engagement, rubric.Criterion{HalfLife: 1, When: []rubric.Condition{{Event: "x"}}}), berlin)
	if err != nil {
		t.Fatal(err)
	}
	local := func(month time.Month, day, hour, minute int) time.Time {
		return time.Date(2026, month, day, hour, minute, 0, 0, berlin)
	}
	for name, c := range map[string]struct {
		then, at time.Time
		want     int32
	}{
		"the day of 23 hours":          {local(3, 28, 23, 59), local(3, 30, 0, 0), 2500},
		"within the day of 23 hours":   {local(3, 29, 0, 0), local(3, 29, 23, 59), 10000},
		"the day of 25 hours":          {local(10, 25, 0, 0), local(10, 25, 23, 59), 10000},
		"over the day of 25 hours":     {local(10, 24, 23, 59), local(10, 26, 0, 0), 2500},
		"a minute over midnight":       {local(5, 1, 23, 59), local(5, 2, 0, 0), 5000},
		"midnight is here, not in UTC": {time.Date(2026, 5, 1, 21, 30, 0, 0, time.UTC), time.Date(2026, 5, 1, 22, 30, 0, 0, time.UTC), 5000},
	} {
		acts := []crm.Activity{{Event: "x", At: c.then}}
		if got := p.Totals(&crm.Lead{AddedAt: c.then}, acts, c.at).Engagement; got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

func TestCompileRefuses(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]rubric.Criterion{
		"matches (RE2)":    {When: []rubric.Condition{{Field: "title", Matches: "("}}},
		"with nothing":     {When: []rubric.Condition{{Field: "title"}}},
		"no condition":     {},
		"has no field":     {When: []rubric.Condition{{Detail: "x"}}},
		"out of range":     {Times: 40000, When: []rubric.Condition{{Event: "x"}}},
		"can reach more":   {Times: 32767, When: []rubric.Condition{{Event: "x"}}},
		`criterion "only"`: {When: []rubric.Condition{{Field: "title", Matches: "a**"}}},
	} {
		r := one(rubric.Engagement, c)
		for range 6 { // each within bounds, together beyond
			r.Groups = append(r.Groups, r.Groups[0])
		}
		_, err := score.Compile(r, time.UTC)
		if err == nil || crm.ErrorCode(err) != crm.Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want an invalid %q", err, want)
		}
	}
	lifted := one(rubric.Fit, rubric.Criterion{When: []rubric.Condition{{Event: "x"}}})
	lifted.Groups[0].Min = new(30_000_000)
	sunk := one(rubric.Fit, rubric.Criterion{When: []rubric.Condition{{Event: "x"}}})
	sunk.Groups[0].Min, sunk.Groups[0].Max = new(-30_000_000), new(-30_000_000)
	for _, r := range []rubric.Rubric{lifted, sunk} {
		if _, err := score.Compile(r, time.UTC); err == nil || !strings.Contains(err.Error(), "can reach more") {
			t.Errorf("limits out of bounds: %v", err)
		}
	}
	r := one("sideways", rubric.Criterion{When: []rubric.Condition{{Event: "x"}}})
	if _, err := score.Compile(r, time.UTC); err == nil || !strings.Contains(err.Error(), "axis") {
		t.Errorf("unknown axis: %v", err)
	}
}

// More values than are remembered, from several goroutines, change nothing.
func TestMemoryChangesNothing(t *testing.T) {
	t.Parallel()
	r := one(rubric.Fit, rubric.Criterion{When: []rubric.Condition{{Field: "employees", Between: &rubric.Range{Low: 0, High: 0, FadeAbove: 10000}}}})
	r.Groups[0].Criteria = append(r.Groups[0].Criteria,
		rubric.Criterion{ID: "page", Points: 1, Times: 1, When: []rubric.Condition{{Event: "page_view", Detail: "7"}}})
	p, err := score.Compile(r, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for i := range 10000 {
				detail := crm.NumberValue(float64(i)).String()
				acts := []crm.Activity{{Event: "page_view", Detail: detail, At: noon}}
				want := int32(10000 - i)
				if strings.Contains(detail, "7") {
					want += 100
				}
				got := p.Totals(&crm.Lead{Employees: crm.NumberValue(float64(i))}, acts, noon).Fit
				if got != want {
					t.Errorf("%d employees: %d, want %d", i, got, want)
					return
				}
			}
		})
	}
	all.Wait()
}

// Every template can be carried out, and gives both axes something to do.
func TestTemplatesCompile(t *testing.T) {
	t.Parallel()
	for _, template := range rubric.Templates() {
		r, err := rubric.Parse(template.Key, []byte(template.Body))
		if err != nil {
			t.Fatal(err)
		}
		p, err := score.Compile(r, time.UTC)
		if err != nil {
			t.Fatalf("%s: %v", template.Key, err)
		}
		x := p.Explain(&crm.Lead{AddedAt: noon}, nil, noon)
		if x.Gap == 0 || len(x.ToReady) == 0 || x.Coverage.Of == 0 {
			t.Errorf("%s: an unknown lead has gap %d, %d ways to ready, %d fit criteria",
				template.Key, x.Gap, len(x.ToReady), x.Coverage.Of)
		}
	}
}

// What completes a list of conditions is the last thing that happened.
func TestInstantAtIsTheLatest(t *testing.T) {
	t.Parallel()
	p, err := score.Compile(one(rubric.Engagement, rubric.Criterion{Instant: true, When: []rubric.Condition{
		{Event: "trial_started"}, {Event: "demo_request"},
	}}), time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	acts := append(ago("trial_started", 9, -1), ago("demo_request", 5, 2, 7)...)
	if got := p.Totals(&crm.Lead{}, acts, noon).InstantAt; !got.Equal(noon.AddDate(0, 0, -2)) {
		t.Errorf("instant at %v", got)
	}
	if got := p.Totals(&crm.Lead{}, acts[:2], noon).InstantAt; !got.IsZero() {
		t.Errorf("half a list holds since %v", got)
	}
}
