package funnel

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/stat"
)

// The reference answers a question as it is defined: lead by lead, entry by
// entry, span by span, without routes, tables or orders made beforehand.

// refEntry is one entry of a lead into a stage of the path.
type refEntry struct {
	stage                      int
	at                         int64 // 0: unknown
	advanced, implied, pending bool
	next                       int // the change after it; -1: the lead still stands here
}

// refLead is a lead until the horizon.
type refLead struct {
	id         crm.LeadID
	stage      []int
	at         []int64
	reason     []string
	future     bool
	considered bool
	out        bool
	entries    []refEntry
	path       int
}

type reference struct {
	stages crm.Stages
	path   int
	q      Question
	lim    limits
	leads  []refLead
	future int
}

func newReference(changes []crm.StageChange, q Question) *reference {
	r := &reference{q: q, lim: q.limits()}
	r.stages = crm.DefaultStages().Path()
	r.path = len(r.stages)
	for _, s := range crm.DefaultStages() {
		if s.Kind == crm.Detour {
			r.stages = append(r.stages, s)
		}
	}
	for from := 0; from < len(changes); {
		to := from
		l := refLead{id: changes[from].Lead, path: r.path}
		for ; to < len(changes) && changes[to].Lead == l.id; to++ {
			c := changes[to]
			s := slices.IndexFunc(r.stages, func(s crm.Stage) bool { return s.Key == c.Stage })
			if s < 0 || len(l.stage) > 0 && l.stage[len(l.stage)-1] == s {
				continue
			}
			l.stage, l.at, l.reason = append(l.stage, s), append(l.at, millis(c.At)), append(l.reason, c.Reason)
		}
		from = to
		for n := len(l.at); n > 0 && l.at[n-1] > r.lim.horizon; n-- {
			l.stage, l.at, l.future = l.stage[:n-1], l.at[:n-1], true
		}
		if l.future {
			r.future++
		}
		if len(l.stage) == 0 {
			continue
		}
		l.enter(q)
		l.considered = q.Basis == Cohort && r.lim.holds(l.at[0])
		if q.Basis == Period {
			l.entries = slices.DeleteFunc(l.entries, func(e refEntry) bool { return !r.lim.holds(e.at) })
			l.considered = len(l.entries) > 0
		}
		r.leads = append(r.leads, l)
	}
	return r
}

// enter finds the entries that the switches count.
func (l *refLead) enter(q Question) {
	after := func(i int) int {
		if i+1 < len(l.stage) {
			return i + 1
		}
		return -1
	}
	comes := func(i, end, low, high int) bool {
		return i < end && slices.ContainsFunc(l.stage[i:end], func(s int) bool { return s >= low && s <= high && s < l.path })
	}
	stands := func(s int) bool { return l.stage[len(l.stage)-1] <= s }
	add := func(e refEntry, may bool) {
		e.at, e.pending = l.at[e.next], !e.advanced && may
		e.next = after(e.next)
		if e.implied && q.Count == AllPasses {
			e.next = -1
		}
		l.entries = append(l.entries, e)
	}
	for s := range l.path { // whoever enters a stage late has missed it
		if i := slices.Index(l.stage, s); i >= 0 {
			l.out = l.out || comes(0, i, s+1, l.path-1)
		}
	}
	position := -1
	switch {
	case q.Count == FirstPass && q.Order == Reached:
		for s := range l.path {
			i := slices.IndexFunc(l.stage, func(o int) bool { return o >= s && o < l.path })
			if i >= 0 {
				add(refEntry{stage: s, next: i, implied: l.stage[i] != s, advanced: comes(0, len(l.stage), s+1, l.path-1)}, stands(s))
			}
		}
	case q.Count == FirstPass:
		for s := range l.path {
			if i := slices.Index(l.stage, s); i >= 0 {
				add(refEntry{stage: s, next: i, advanced: comes(i+1, len(l.stage), s+1, s+1)}, stands(s))
			}
		}
	default:
		l.out = false
		for i, s := range l.stage {
			if s >= l.path {
				continue
			}
			if q.Order == Reached {
				for skipped := position + 1; skipped < s; skipped++ {
					add(refEntry{stage: skipped, next: i, implied: true, advanced: true}, false)
				}
			}
			end := i + 1
			for end < len(l.stage) && l.stage[end] != s {
				end++
			}
			last := s + 1
			if q.Order == Reached {
				last = l.path - 1
			}
			add(refEntry{stage: s, next: i, advanced: comes(i+1, end, s+1, last)}, end == len(l.stage) && stands(s))
			position = s
		}
	}
}

// answer adds up what figures and parts say.
func (r *reference) answer(group func(crm.LeadID) string) (Funnel, []Part) {
	f := Funnel{Question: r.q, Future: r.future, Stages: make([]Figures, r.path)}
	exits := make([]int, len(r.stages))
	ended, open, waiting := make([][]uint32, r.path), make([][]uint32, r.path), make([][]int64, r.path)
	detours := make([]map[string]map[string]int, r.path)
	parts := map[string]*Part{}
	for s := range f.Stages {
		f.Stages[s].Stage, detours[s] = r.stages[s], map[string]map[string]int{}
	}
	for _, l := range r.leads {
		last := len(l.stage) - 1
		if s := l.stage[last]; s < r.path && (l.considered || r.q.Basis == Period) {
			f.Stages[s].Current++
			if l.at[last] != 0 {
				waiting[s] = append(waiting[s], l.at[last])
			}
		}
		if !l.considered {
			continue
		}
		f.Leads++
		exits[l.stage[last]]++
		if l.out {
			f.OutOfOrder++
		}
		p := parts[group(l.id)]
		if p == nil {
			p = &Part{Name: group(l.id), Entered: make([]int, r.path), Advanced: make([]int, r.path), Rates: make([]stat.Share, r.path)}
			parts[p.Name] = p
		}
		p.Leads++
		if slices.ContainsFunc(l.entries, func(e refEntry) bool { return r.stages[e.stage].Kind == crm.WonStage }) {
			p.Won++
		}
		for _, e := range l.entries {
			g := &f.Stages[e.stage]
			g.Entered++
			p.Entered[e.stage]++
			if e.advanced {
				g.Advanced++
				p.Advanced[e.stage]++
			}
			if e.pending {
				g.Pending++
			}
			if e.at == 0 {
				f.Undated++
			}
			switch {
			case e.implied:
			case e.next < 0:
				if e.at != 0 && r.lim.horizon != never {
					open[e.stage] = append(open[e.stage], uint32((r.lim.horizon-e.at)/1000))
				}
			default:
				if e.at != 0 && l.at[e.next] >= e.at && l.at[e.next] != 0 {
					ended[e.stage] = append(ended[e.stage], uint32((l.at[e.next]-e.at)/1000))
				}
				if to := l.stage[e.next]; to >= r.path {
					if detours[e.stage][r.stages[to].Key] == nil {
						detours[e.stage][r.stages[to].Key] = map[string]int{}
					}
					detours[e.stage][r.stages[to].Key][l.reason[e.next]]++
				} else if to < e.stage {
					g.Back++
				}
			}
		}
	}
	for s := range f.Stages {
		g := &f.Stages[s]
		if s < r.path-1 {
			g.Rate, g.Decided = stat.Of(g.Advanced, g.Entered), stat.Of(g.Advanced, g.Entered-g.Pending)
		}
		for key, reasons := range detours[s] {
			d := Detour{Key: key, Label: r.stages.Label(key)}
			for text, n := range reasons {
				d.Leads += n
				d.Reasons = append(d.Reasons, Reason{text, n})
			}
			slices.SortFunc(d.Reasons, func(a, b Reason) int { return cmp.Or(cmp.Compare(b.Leads, a.Leads), cmp.Compare(a.Text, b.Text)) })
			g.Detours = append(g.Detours, d)
		}
		slices.SortFunc(g.Detours, func(a, b Detour) int { return cmp.Or(cmp.Compare(b.Leads, a.Leads), cmp.Compare(a.Key, b.Key)) })
		if g.Stage.Kind == crm.WonStage {
			continue
		}
		g.Days = Times{Left: len(ended[s]), Inside: len(open[s])}
		if g.Days.Left >= Enough {
			g.Days.Median, g.Days.MedianKnown = kaplanMeier(ended[s], open[s], 0.5)
			g.Days.P90, g.Days.P90Known = kaplanMeier(ended[s], open[s], 0.9)
		}
		for _, at := range waiting[s] {
			if g.Days.P90Known && r.lim.horizon != never && time.Duration(r.lim.horizon-at)*time.Millisecond > g.Days.P90 {
				g.Stale++
			}
		}
	}
	l := &Log{stages: r.stages, path: r.path}
	l.cumulate(&f)
	f.Exits = l.exits(exits)
	var all []Part
	for _, p := range parts {
		for s := range r.path - 1 {
			p.Rates[s] = stat.Of(p.Advanced[s], p.Entered[s])
		}
		all = append(all, *p)
	}
	slices.SortFunc(all, func(a, b Part) int { return cmp.Or(cmp.Compare(b.Leads, a.Leads), cmp.Compare(a.Name, b.Name)) })
	return f, all
}

// kaplanMeier multiplies over all lengths at which something ends.
func kaplanMeier(ended, open []uint32, p float64) (time.Duration, bool) {
	lengths := slices.Clone(ended)
	slices.Sort(lengths)
	left := 1.0
	for _, length := range slices.Compact(lengths) {
		lasting, ends := 0, 0
		for _, all := range [][]uint32{ended, open} {
			for _, l := range all {
				if l >= length {
					lasting++
				}
			}
		}
		for _, l := range ended {
			if l == length {
				ends++
			}
		}
		left *= 1 - float64(ends)/float64(lasting)
		if left <= 1-p+1e-9 {
			return time.Duration(length) * time.Second, true
		}
	}
	return 0, false
}

// trend counts by looking for the span of every entry.
func (r *reference) trend(bounds []time.Time) [][]Point {
	trend := make([][]Point, r.path)
	for s := range trend {
		for i := range len(bounds) - 1 {
			p, pending := Point{From: bounds[i], To: bounds[i+1]}, 0
			within := func(at int64) bool {
				return at != 0 && at >= p.From.UnixMilli() && at < p.To.UnixMilli()
			}
			for _, l := range r.leads {
				for _, e := range l.entries {
					if e.stage != s {
						continue
					}
					if within(e.at) {
						p.Entered++
						if e.advanced {
							p.Advanced++
						}
						if e.pending {
							pending++
						}
					}
					if e.next >= 0 && !e.implied && within(l.at[e.next]) {
						p.Left++
					}
				}
			}
			if s < r.path-1 {
				p.Rate, p.Decided = stat.Of(p.Advanced, p.Entered), stat.Of(p.Advanced, p.Entered-pending)
			}
			trend[s] = append(trend[s], p)
		}
	}
	return trend
}

// drawMany draws the changes of so many leads that times can be told, from a
// few stories or from many, with detours for reasons, ties, missing dates, dates
// before 1970, stages that are gone, and sometimes a very long story.
func drawMany(t *rapid.T) []crm.StageChange {
	stages := append(crm.DefaultStages(), crm.Stage{Key: "gone"})
	dice := rapid.Uint64().Draw(t, "seed")
	throw := func(n int) int {
		dice = dice*6364136223846793005 + 1442695040888963407
		return int(dice >> 33 % uint64(n))
	}
	kinds := rapid.IntRange(1, len(stages)).Draw(t, "kinds of stages")
	most := rapid.SampledFrom([]int{1, 3, 6, 90}).Draw(t, "changes")
	backwards := rapid.Bool().Draw(t, "backwards")
	var changes []crm.StageChange
	for lead := range rapid.SampledFrom([]int{0, 1, 2, 9, 60, 200}).Draw(t, "leads") {
		var own []crm.StageChange
		for range 1 + throw(most) {
			c := crm.StageChange{Lead: crm.LeadID(3*lead + 1), Stage: stages[throw(kinds)].Key, Reason: []string{"", "", "budget", "timing"}[throw(4)]}
			switch throw(20) {
			case 0:
			case 1:
				c.At = time.Date(1965, 1, 1, 0, 0, throw(100), 0, time.UTC)
			default:
				c.At = day(float64(throw(70*96)) / 96).Add(time.Duration(throw(3)) * time.Millisecond)
			}
			own = append(own, c)
		}
		slices.SortStableFunc(own, func(a, b crm.StageChange) int { return cmp.Compare(millis(a.At), millis(b.At)) })
		if backwards && throw(3) == 0 { // what was assumed comes first, whenever that was
			last := own[len(own)-1]
			own = append([]crm.StageChange{last}, own[:len(own)-1]...)
		}
		changes = append(changes, own...)
	}
	return changes
}

func drawQuestion(t *rapid.T) Question {
	q := Question{
		Basis: rapid.SampledFrom([]Basis{Cohort, Period}).Draw(t, "basis"),
		Count: rapid.SampledFrom([]Count{FirstPass, AllPasses}).Draw(t, "count"),
		Order: rapid.SampledFrom([]Order{Strict, Reached}).Draw(t, "order"),
		Zone:  time.UTC,
	}
	if n := rapid.IntRange(-1, 80).Draw(t, "now"); n >= 0 {
		q.Now = day(float64(n))
	}
	if rapid.Bool().Draw(t, "since") {
		q.Since = day(10)
	}
	if rapid.Bool().Draw(t, "until") {
		q.Until = day(float64(rapid.IntRange(11, 60).Draw(t, "until when")))
	}
	return q
}

// TestAnswersAreAsDefined compares all that is said of a question with the
// reference.
func TestAnswersAreAsDefined(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		changes, q := drawMany(t), drawQuestion(t)
		l, err := Build(crm.DefaultStages(), seq(changes))
		if err != nil {
			t.Fatal(err)
		}
		n := rapid.SampledFrom([]crm.LeadID{1, 3, 1000}).Draw(t, "groups")
		group := func(id crm.LeadID) string { return fmt.Sprint(id % n) }
		wantFunnel, wantParts := newReference(changes, q).answer(group)
		groups := l.GroupBy(group)
		f, parts := l.answer(q, &groups)
		for s := range f.Stages {
			if !reflect.DeepEqual(f.Stages[s], wantFunnel.Stages[s]) {
				t.Fatalf("%+v\nstage %d is\n%+v, want\n%+v", q, s, f.Stages[s], wantFunnel.Stages[s])
			}
		}
		if !reflect.DeepEqual(f, wantFunnel) {
			t.Fatalf("the funnel is\n%+v, want\n%+v", f, wantFunnel)
		}
		if !reflect.DeepEqual(parts, wantParts) {
			t.Fatalf("the parts are\n%+v, want\n%+v", parts, wantParts)
		}
		if alone, err := l.Breakdown(q, groups); err != nil || !reflect.DeepEqual(alone, wantParts) {
			t.Fatalf("the breakdown is\n%+v, want\n%+v (%v)", alone, wantParts, err)
		}
		q.Since, q.Until, q.Basis = time.Time{}, time.Time{}, Cohort
		bounds := []time.Time{day(-4000), day(3), day(3).Add(time.Minute), day(20), day(31), day(90)}
		trend, err := l.Trend(q, bounds)
		if want := newReference(changes, q).trend(bounds); err != nil || !reflect.DeepEqual(trend, want) {
			t.Fatalf("the trend is\n%+v, want\n%+v (%v)", trend, want, err)
		}
	})
}

// TestPatchedAndJoinedLogs: a log that was joined of two, or in which some
// leads were replaced, answers as one that was built at once.
func TestPatchedAndJoinedLogs(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		old, now, q := drawMany(t), drawMany(t), drawQuestion(t)
		build := func(changes []crm.StageChange, of func(crm.LeadID) bool) *Log {
			l, err := Build(crm.DefaultStages(), func(yield func(crm.StageChange, error) bool) {
				for _, c := range changes {
					if of(c.Lead) && !yield(c, nil) {
						return
					}
				}
			})
			if err != nil {
				t.Fatal(err)
			}
			return l
		}
		same := func(what string, got, want *Log) {
			if !slices.Equal(got.leads, want.leads) || !slices.Equal(got.first, want.first) || !slices.Equal(got.stage, want.stage) ||
				!slices.Equal(got.at, want.at) || got.latest != want.latest || !slices.Equal(got.undated, want.undated) ||
				got.Undefined != want.Undefined || !reflect.DeepEqual(got.undefined, want.undefined) {
				t.Fatalf("%s is\n%+v, want\n%+v", what, got, want)
			}
			by := func(l *Log) *Groups {
				g := l.GroupBy(func(id crm.LeadID) string { return fmt.Sprint(id % 4) })
				return &g
			}
			f, parts := got.answer(q, by(got))
			wantFunnel, wantParts := want.answer(q, by(want))
			if !reflect.DeepEqual(f, wantFunnel) || !reflect.DeepEqual(parts, wantParts) {
				t.Fatalf("%s answers\n%+v, want\n%+v", what, f, wantFunnel)
			}
		}
		if rapid.Bool().Draw(t, "little has happened") && len(old) > 0 {
			now = slices.Clone(old)
			c := &now[rapid.IntRange(0, len(now)-1).Draw(t, "change")]
			c.Reason = rapid.SampledFrom([]string{c.Reason, "another"}).Draw(t, "reason")
		}
		middle := crm.LeadID(rapid.IntRange(0, 600).Draw(t, "middle"))
		low := func(id crm.LeadID) bool { return id <= middle }
		high := func(id crm.LeadID) bool { return id > middle }
		all := func(crm.LeadID) bool { return true }
		same("the joined log", build(old, low).Join(build(old, high)), build(old, all))

		share := crm.LeadID(rapid.IntRange(1, 5).Draw(t, "one in"))
		moved := func(id crm.LeadID) bool { return id%share == 0 }
		still := func(id crm.LeadID) bool { return !moved(id) }
		var leads []crm.LeadID
		var merged []crm.StageChange
		for _, c := range slices.Concat(old, now) {
			if moved(c.Lead) {
				leads = append(leads, c.Lead)
			}
		}
		for _, c := range old {
			if still(c.Lead) {
				merged = append(merged, c)
			}
		}
		for _, c := range now {
			if moved(c.Lead) {
				merged = append(merged, c)
			}
		}
		slices.Sort(leads)
		leads = slices.Compact(leads)
		slices.SortStableFunc(merged, func(a, b crm.StageChange) int { return cmp.Compare(a.Lead, b.Lead) })
		was, fresh, want := build(old, all), build(now, moved), build(merged, all)
		patched := was.Patch(leads, fresh)
		same("the patched log", patched, want)
		if !patched.Has(leads, fresh) || !was.Has(leads, build(old, moved)) {
			t.Fatalf("a log does not have what it was made of")
		}
		if alike := reflect.DeepEqual(slices.Clone(merged), slices.Clone(old)); was.Has(leads, fresh) && !alike {
			same("what a patch would not change", was, want)
		}
	})
}

// TestDecodedLogIsTheLog: what was encoded is read back, and whatever is damaged
// is refused.
func TestDecodedLogIsTheLog(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		want, err := Build(crm.DefaultStages(), seq(drawMany(t)))
		if err != nil {
			t.Fatal(err)
		}
		encoded := want.Encode()
		got, ok := Decode(crm.DefaultStages(), encoded)
		if !ok || !slices.Equal(got.leads, want.leads) || !slices.Equal(got.first, want.first) || !slices.Equal(got.route, want.route) ||
			!slices.Equal(got.stage, want.stage) || !slices.Equal(got.at, want.at) || !reflect.DeepEqual(got.routes, want.routes) ||
			!slices.Equal(got.reasons.texts, want.reasons.texts) || !slices.Equal(got.reasons.given, want.reasons.given) || got.latest != want.latest || !slices.Equal(got.undated, want.undated) || got.Undefined != want.Undefined ||
			!reflect.DeepEqual(got.undefined, want.undefined) {
			t.Fatalf("%v: it is\n%+v, want\n%+v", ok, got, want)
		}
		at := rapid.IntRange(0, len(encoded)-1).Draw(t, "at")
		if _, ok := Decode(crm.DefaultStages(), encoded[:at]); ok {
			t.Fatalf("%d bytes of %d are a log", at, len(encoded))
		}
		encoded[at] ^= byte(rapid.IntRange(1, 255).Draw(t, "damage"))
		if _, ok := Decode(crm.DefaultStages(), encoded); ok {
			t.Fatalf("with another byte %d it is a log", at)
		}
		// Damage that the sum does not tell must not do any either.
		Decode(crm.DefaultStages(), binary.BigEndian.AppendUint32(encoded[:len(encoded)-4:len(encoded)-4], crc32.Checksum(encoded[:len(encoded)-4], castagnoli)))
	})
}
