package demo

import (
	"fmt"
	"time"
)

// world is what all leads of one demo share, with the scratch memory of one
// run.
type world struct {
	calendar
	leads   int
	until   int64 // nothing later is told
	seed    uint64
	markets weighted[*vocabulary]
	dice    *dice
	current subject
	steps   []step
	acts    []act
}

func newWorld(o Options) *world {
	if o.Leads <= 0 {
		o.Leads = DefaultLeads
	}
	w := &world{
		calendar: newCalendar(o.Now.Truncate(time.Second), o.Zone), leads: o.Leads, seed: o.Seed,
		markets: vocabularies(), dice: newDice(),
	}
	w.until = w.now
	if !o.Until.IsZero() {
		w.until = o.Until.Unix()
	}
	return w
}

// subject is a lead as it really is, including what nobody can see.
type subject struct {
	n      int
	key    string
	market *vocabulary
	firm   firm

	stem, tail, first, last int // words of the market
	block                   int // 0 for the first lead of this name and company, 1 for the second...

	level    level
	work     function
	free     bool // writes from a free mailbox
	mail     mailbox
	channel  channel
	campaign string
	created  int64
	offset   int64 // local time minus UTC, seconds

	fit     float64 // hidden: how well product and company match; mean 0, deviation about 1
	intent  float64 // hidden: how much the lead wants something now; the same scale
	shopper bool    // browses like a buyer, and is none
	quiet   bool    // a buyer who asks on the phone what others read

	rep      rep    // who in sales gets the lead when it is ready
	marketer string // who in marketing looks after it before and between
}

// mailbox says whether e-mail reaches a lead.
type mailbox int

const (
	reached mailbox = iota
	bounces
	noMailbox // no address is known
)

var mailboxes = weighted[mailbox]{{93, reached}, {2.5, bounces}, {4.5, noMailbox}}

// level is a seniority.
type level struct {
	name   string
	appeal float64
}

var levels = weighted[level]{
	{4, level{"student", -1.6}},
	{32, level{"staff", -0.45}},
	{30, level{"manager", 0.15}},
	{20, level{"head", 0.65}},
	{8, level{"vp", 0.85}},
	{6, level{"chief", 0.75}},
}

// function is a kind of work, with the title of its chief.
type function struct{ name, staff, chief string }

var functions = weighted[function]{
	{26, function{"Operations", "Operations Analyst", "Chief Operating Officer"}},
	{22, function{"IT", "Systems Engineer", "Chief Information Officer"}},
	{16, function{"Marketing", "Marketing Specialist", "Chief Marketing Officer"}},
	{14, function{"Sales", "Account Executive", "Chief Revenue Officer"}},
	{12, function{"Finance", "Financial Analyst", "Chief Financial Officer"}},
	{10, function{"Product", "Product Designer", "CEO"}},
}

// channel is where leads come from and how eager those are.
type channel struct {
	name  string
	eager float64
}

var channels = weighted[channel]{
	{26, channel{"organic_search", 0.1}},
	{18, channel{"paid_search", 0.15}},
	{13, channel{"social", -0.4}},
	{8, channel{"referral", 0.75}},
	{13, channel{"webinar", 0.3}},
	{5, channel{"event", 0}},
	{11, channel{"outbound", -0.55}},
	{6, channel{"partner", 0.5}},
}

// subject works out lead n and its whole story, the future included. Both are
// valid until the next call.
func (w *world) subject(n int) (*subject, []step) {
	s := &w.current
	*s = subject{n: n, key: fmt.Sprintf("D-%06d", n+1)}
	d := w.dice
	d.cast(w.seed, traitStream, uint64(n))
	s.market = draw(d, w.markets)
	s.level, s.work = draw(d, levels), draw(d, functions)
	s.free = d.chance(0.12)
	s.shopper = d.chance(0.14)
	s.quiet = d.chance(0.15)
	s.mail = draw(d, mailboxes)
	w.contact(s)
	wish, luck := d.NormFloat64(), d.NormFloat64()

	s.firm = w.firm(s)
	s.offset = int64(s.firm.place.offset) * hour
	s.fit = 1.1*(sizeAppeal(s.firm.employees)+s.firm.appeal+s.firm.place.appeal+s.level.appeal-0.6) + 0.45*luck
	if s.free {
		s.fit -= 0.6
	}
	d.cast(w.seed, arrivalStream, uint64(n))
	s.created = w.arrival(d, s.offset)
	w.attribute(s)
	s.intent = 0.9*wish + s.channel.eager + 0.2*s.fit
	return s, w.story(s)
}

// contact chooses person and company so that no two leads of a market share
// both: the number of the lead, shuffled, is spelt in words.
func (w *world) contact(s *subject) {
	v := s.market
	stride := len(v.tails) * len(v.first) * len(v.last) * len(v.stems) / contacts // spreads over the whole vocabulary
	q := shuffle(w.seed, s.n%contacts)*stride + int(mix(uint64(s.n))%uint64(stride))
	s.block = s.n / contacts
	s.tail, q = q%len(v.tails), q/len(v.tails)
	s.first, q = q%len(v.first), q/len(v.first)
	s.last, q = q%len(v.last), q/len(v.last)
	s.stem = q % len(v.stems)
}

// shuffle maps 0 to contacts-1 one to one onto itself: a Feistel network of
// four rounds on two bytes.
func shuffle(seed uint64, n int) int {
	left, right := uint64(n>>8), uint64(n&0xff)
	for round := range uint64(4) {
		left, right = right, left^mix(seed+round<<32+right)&0xff
	}
	return int(left<<8 | right)
}

// attribute draws the channel and the campaign that fits the date.
func (w *world) attribute(s *subject) {
	d, at := w.dice, instant(s.created)
	month := at.Month()
	s.channel = draw(d, channels)
	next := w.webinar(s.created)
	if next-s.created < 10*day && d.chance(0.16) {
		s.channel = channel{"webinar", 0.3}
	}
	if (month == time.June || month == time.November) && at.Day() < 12 && d.chance(0.12) {
		s.channel = channel{"event", 0}
	}
	if s.created > w.launch && d.chance(0.6) {
		s.campaign = "launch-" + monthName(instant(w.launch))
		s.channel.eager += 1.4
		return
	}
	switch s.channel.name {
	case "webinar":
		s.campaign = "webinar-" + monthName(instant(next))
	case "event":
		s.campaign = "meetup-" + monthName(at)
		if month == time.June || month == time.November {
			s.campaign = "expo-" + monthName(at)
		}
	case "outbound":
		s.campaign = fmt.Sprintf("outbound-q%d", (int(month)+2)/3)
	case "paid_search":
		s.campaign = one(d, paidCampaigns)
	case "social", "organic_search":
		switch {
		case month >= time.March && month <= time.May && d.chance(0.45):
			s.campaign = "launch-spring"
		case month >= time.September && month <= time.October && d.chance(0.35):
			s.campaign = "benchmark-report"
		case d.chance(0.4):
			s.campaign = "ebook-pricing"
		}
	case "partner":
		s.campaign = "partner-program"
	}
}

var (
	paidCampaigns = []string{"search-brand", "search-category", "search-category", "ebook-pricing"}
	months        = [...]string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
)

func monthName(t time.Time) string { return months[t.Month()-1] }
