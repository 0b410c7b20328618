package rubric_test

import (
	"reflect"
	"testing"

	"smarketing/internal/rubric"
)

// canonical is a rubric with every key in its canonical place and form.
const canonical = `# How leads are scored and when they are ready.
# points: -100 to 100. Durations: whole days ("14d"). See: smarketing rubric check FILE
name  = "B2B software"
ready = 70
cool  = 60
gates = ["email", "company"]
instant_for = "14d"

[fit]
max = 60
bands = [75, 50, 25]

[engagement]
max = 50
bands = [80, 50, 20]

[[group]]
name = "Company"
axis = "fit"
max  = 30
min  = -5
  [[group.criterion]]
  id = "size"
  label = "50-250 employees"
  points = 10
  when = { field = "employees", between = [50, 250.5], fade = [40, 200] }
  [[group.criterion]]
  id = "industry"
  label = "Software or \"fin'tech\""
  points = 8
  off = true
  when = { field = "industry", in = ["Software", "Fintech"] }
  [[group.criterion]]
  id = "title"
  label = '"Decider"'
  points = 5
  when = [
    { field = "title", matches = '(?i)\bcto\b' },
    { field = "title", contains = ["a", "b"] },
    { field = "age", between = [18, 1e+18], fade = 5 },
    { field = "email", known = true },
    { field = "phone", unknown = true },
  ]

[[group]]
name = "Content"
axis = "engagement"
half_life = "30d"
  [[group.criterion]]
  id = "ebook"
  label = "eBook download"
  points = 10
  times = 3
  half_life = "7d"
  instant = true
  when = { event = "ebook_download", detail = "guide" }
  [[group.criterion]]
  id = "pricing"
  label = "Pricing page"
  points = 15
  when = { event = "page_view", at_least = 3, within = "14d" }
  [[group.criterion]]
  id = "clicks"
  label = "Clicks every fifth e-mail"
  points = 6
  when = { event = "email_click", per = "email_sent", ratio = 0.2, min = 5 }
  [[group.criterion]]
  id = "silent"
  label = "Silent for 30 days"
  points = -10
  when = { idle = "30d" }
`

func TestEncodeIsCanonical(t *testing.T) {
	t.Parallel()
	r, err := rubric.Parse("canonical.toml", []byte(canonical))
	if err != nil {
		t.Fatal(err)
	}
	if got := string(rubric.Encode(r)); got != canonical {
		t.Errorf("got\n%s", got)
	}
	company := r.Groups[0]
	if *company.Max != 30 || *company.Min != -5 || company.Criteria[1].Label != `Software or "fin'tech"` {
		t.Errorf("got %+v", company)
	}
	want := rubric.Criterion{
		ID: "ebook", Label: "eBook download", Points: 10, Times: 3, HalfLife: 7, Instant: true,
		When: []rubric.Condition{{Event: "ebook_download", Detail: "guide"}},
	}
	if got := r.Groups[1].Criteria[0]; !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func BenchmarkParse(b *testing.B) {
	body := []byte(rubric.Templates()[0].Body)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := rubric.Parse("template", body); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	r, err := rubric.Parse("canonical.toml", []byte(canonical))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		rubric.Encode(r)
	}
}
