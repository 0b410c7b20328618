package demo

import (
	"cmp"
	"slices"

	"smarketing/internal/crm"
)

// act is something a lead did, perhaps still in the future.
type act struct {
	event, detail string
	at            int64
}

func (a act) activity() crm.Activity {
	return crm.Activity{Event: a.event, At: instant(a.at), Detail: a.detail, Source: System}
}

// What leads look at, from idle to serious.
var (
	idlePages = []string{
		"/", "/blog/joint-pipeline", "/blog/lead-scoring-basics", "/blog/what-is-an-mql", "/blog/year-in-review",
		"/about", "/blog/hiring-a-revops-lead", "/careers", "/press",
	}
	warmPages = []string{
		"/product", "/product/scoring", "/product/funnel", "/customers", "/customers/kranich", "/docs",
		"/docs/quickstart", "/integrations", "/blog/scoring-without-guessing", "/compare",
	}
	hotPages = []string{"/pricing", "/pricing", "/pricing", "/pricing/enterprise", "/security", "/docs/api", "/roi-calculator", "/demo"}
	jobPages = []string{"/careers", "/careers/engineering", "/careers/internships", "/about"}
	ebooks   = []string{"pricing-guide.pdf", "joint-funnel-playbook.pdf", "scoring-handbook.pdf", "benchmark-report.pdf"}
	letters  = []string{"nurture-welcome", "nurture-playbook", "nurture-customers", "newsletter", "product-update", "newsletter", "nurture-webinar", "newsletter"}
)

// behaviour lists what a lead did until now, in order of time, no two in the
// same second. The result is valid until the next call.
func (w *world) behaviour(s *subject, steps []step) []act {
	d := w.dice
	d.cast(w.seed, behaviourStream, uint64(s.n))
	w.acts = w.acts[:0]
	w.arrive(s)
	w.mailing(s, steps)
	w.browse(s)
	if s.shopper {
		w.warmUp(s, s.created, s.created+d.days(7, 0.8), d.geometric(2))
	}
	for i := range steps {
		if steps[i].stage != "mql" {
			continue
		}
		if s.quiet {
			w.visit(steps[i].at, warmPages, 1+d.geometric(1))
			continue
		}
		w.warmUp(s, steps[i-1].at, steps[i].at, d.geometric(1.5+0.5*max(0, s.intent)))
		w.evaluate(s, steps[i:])
	}
	return w.happened(s)
}

// happened sorts what happened and drops the future.
func (w *world) happened(s *subject) []act {
	slices.SortStableFunc(w.acts, func(a, b act) int { return cmp.Compare(a.at, b.at) })
	last := s.created - 1
	for i := range w.acts {
		a := &w.acts[i]
		a.at = max(a.at, last+1)
		if last = a.at; last > w.now {
			return w.acts[:i]
		}
	}
	return w.acts
}

func (w *world) did(event, detail string, at int64) { w.acts = append(w.acts, act{event, detail, at}) }

// visit is a walk through some pages of the website.
func (w *world) visit(at int64, pages []string, n int) {
	for range n {
		w.did("page_view", one(w.dice, pages), at)
		at += 15 + w.dice.Int64N(4*minute)
	}
}

// arrive is how a lead comes in.
func (w *world) arrive(s *subject) {
	d, at := w.dice, s.created
	switch s.channel.name {
	case "webinar":
		w.attend(at, s.campaign, 0.5+0.1*s.intent)
	case "event":
		w.did("event_attended", s.campaign, at)
	case "outbound":
		w.did("email_sent", s.campaign, at)
		if s.mail == reached && d.chance(0.3) {
			w.did("email_open", s.campaign, at+d.Int64N(day))
		}
	case "partner", "referral":
		w.did("form_submit", "/contact", at)
		w.visit(at+minute, warmPages, d.geometric(1))
	default:
		if s.campaign == "ebook-pricing" {
			w.did("ebook_download", ebooks[0], at)
		} else {
			w.did("form_submit", "/newsletter", at)
		}
		w.visit(at+minute, idlePages, 1+d.geometric(0.6))
	}
	if s.level.name == "student" && d.chance(0.7) {
		w.visit(awake(d, at+d.days(3, 1), s.offset), jobPages, 1+d.geometric(1.5))
	}
}

// attend registers for the next webinar and perhaps goes there.
func (w *world) attend(at int64, name string, faith float64) {
	on := w.webinar(at)
	if name == "" {
		name = "webinar-" + monthName(instant(on))
	}
	w.did("webinar_registered", name, at)
	if w.dice.chance(faith) {
		w.did("webinar_attended", name, on+w.dice.Int64N(10*minute))
	}
}

// mailing sends letters every other week until few hope for an answer.
func (w *world) mailing(s *subject, steps []step) {
	d := w.dice
	if s.mail == noMailbox {
		return
	}
	end := w.now
	for _, st := range steps {
		if st.stage == crm.Disqualified || st.stage == crm.LostDetour || st.stage == "customer" {
			end = st.at
		}
	}
	n := min(d.geometric(1.1+0.5*max(0, s.intent)), 2*len(letters))
	at := s.created
	for i := range n {
		at = w.office(d, at+d.days(9, 0.5))
		if at >= end {
			return
		}
		letter := letters[i%len(letters)]
		w.did("email_sent", letter, at)
		if s.mail == bounces {
			w.did("email_bounced", letter, at+minute)
			return
		}
		if !d.chance(logistic(-0.5 + 0.6*s.intent)) {
			continue
		}
		opened := awake(d, at+d.Int64N(2*day), s.offset)
		opened = max(opened, at+minute)
		w.did("email_open", letter, opened)
		switch {
		case d.chance(logistic(-1.2 + 0.6*s.intent)):
			w.did("email_click", letter, opened+20+d.Int64N(minute))
			w.visit(opened+90, warmPages, 1+d.geometric(0.5))
		case d.chance(0.03 - 0.01*s.intent):
			w.did("unsubscribed", letter, opened+30)
			return
		}
	}
}

// browse is what leads do for no particular reason.
func (w *world) browse(s *subject) {
	d := w.dice
	pages := idlePages
	if s.intent > 0.6 {
		pages = warmPages
	}
	at := s.created
	for range d.geometric(0.35 + 0.25*max(0, 1+s.intent)) {
		at = awake(d, at+d.days(8, 1.1), s.offset)
		w.visit(max(at, s.created), pages, 1+d.geometric(0.7))
		if d.chance(0.12) {
			w.visit(max(at, s.created)+10*minute, hotPages, 1)
		}
	}
}

// warmUp is the fortnight in which a lead gets serious: visits, something to
// read, and at its end a step towards us.
func (w *world) warmUp(s *subject, from, to int64, visits int) {
	d := w.dice
	from = max(from, to-10*day)
	for range 1 + visits {
		at := awake(d, from+d.Int64N(max(1, to-from)), s.offset)
		at = min(max(at, from), to)
		w.visit(at, warmPages, d.geometric(1))
		w.visit(at+8*minute, hotPages, d.geometric(1.5))
		if d.chance(0.38) {
			w.did("ebook_download", one(d, ebooks), at+6*minute)
		}
	}
	if d.chance(0.25) {
		w.attend(from+(to-from)/3, "", 0.6)
	}
	switch u := d.Float64() - 0.05*s.intent; {
	case u < 0.36:
		w.did("page_view", "/demo", to-3*minute)
		w.did("demo_request", "/demo", to-minute)
	case u < 0.52:
		w.did("trial_started", "/trial", to-minute)
	case u < 0.86:
		w.did("form_submit", "/contact", to-minute)
	}
}

// evaluate is what a lead looks at while it stands between mql and the end of
// that round.
func (w *world) evaluate(s *subject, steps []step) {
	d := w.dice
	end := w.now
	for _, st := range steps[1:] {
		if st.stage == crm.Recycled || st.stage == crm.Disqualified || st.stage == crm.LostDetour || st.stage == "customer" {
			end = min(end, st.at)
			break
		}
	}
	at := steps[0].at
	for range 30 {
		at = awake(d, at+d.days(5, 0.7), s.offset)
		if at >= end || d.chance(logistic(-2-0.5*s.intent)) {
			return
		}
		if d.chance(0.4) {
			w.visit(at, hotPages, 1+d.geometric(1))
		} else {
			w.visit(at, warmPages, 1+d.geometric(1.5))
		}
	}
}
