package funnel

import (
	"fmt"
	"math"
	"strconv"

	"github.com/dustin/go-humanize"

	"smarketing/internal/crm"
)

// Forms says the bottleneck in a sentence, in fewer and fewer words: first with
// the window it was measured in, last without what it costs. A number is said
// whole or not at all.
func (b *Bottleneck) Forms() []string {
	customers, norm := b.customers(), b.Norm.Why
	cost, least := customers, customers
	if b.Priced {
		least = b.Currency + " " + roughly(b.Cost)
		cost += ", " + least
	}
	if b.Norm.N > 0 {
		norm = "in " + norm
	}
	long := func(window string) string {
		return fmt.Sprintf("%s → %s: of %s decided%s %s went on, against %s %s; costs %s",
			b.From.Label, b.To.Label, comma(b.N), window, Percent(b.Rate), Percent(b.Norm.Rate), norm, cost)
	}
	short := fmt.Sprintf("%s → %s %s of %s decided, %s %s", b.From.Label, b.To.Label, Percent(b.Rate), comma(b.N), b.Norm.Why, Percent(b.Norm.Rate))
	forms := []string{long(""), short + ": costs " + least, short}
	if b.Window != "" {
		forms = append([]string{long(b.Window)}, forms...)
	}
	return forms
}

// Sentence says it in one sentence: "MQL → SAL: of 230 decided, new in the last
// 90 days, 43 % went on, against 75 % in Q1 2026; costs about 18 customers,
// USD 509k". The share is of those decided, and not the one that stands beside
// the stage, which is of all that entered.
func (b *Bottleneck) Sentence() string { return b.Forms()[0] }

// customers says how many are lost.
func (b *Bottleneck) customers() string {
	switch n := math.Round(b.Customers); {
	case n < 1:
		return "less than a customer"
	case n == 1:
		return "about a customer"
	default:
		return fmt.Sprintf("about %s customers", humanize.Comma(int64(threeDigits(n))))
	}
}

// roughly says a sum in three digits, as it is estimated: "9,480", "509k",
// "1.23M".
func roughly(sum float64) string {
	sum = threeDigits(sum)
	if sum < 10_000 {
		return humanize.Comma(int64(math.Round(sum)))
	}
	value, unit := humanize.ComputeSI(sum)
	switch unit {
	case "G":
		unit = "bn"
	case "T":
		unit = "tn"
	}
	return strconv.FormatFloat(value, 'g', 3, 64) + unit
}

// threeDigits rounds to three significant digits.
func threeDigits(v float64) float64 {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'e', 2, 64), 64)
	if err != nil {
		return v
	}
	return rounded
}

// decidedIn says of the decided entries which the question is about, to stand
// behind them in a sentence; empty when it is about all.
func (q *Question) decidedIn() string {
	window := q.span()
	if window == "" {
		return ""
	}
	if q.Until.IsZero() {
		if days := crm.DayOf(q.Now, q.Zone) - crm.DayOf(q.Since, q.Zone); days > 1 && days < 100 {
			window = fmt.Sprintf("in the last %d days", days)
		}
	}
	if q.Basis == Period {
		return " " + window + ","
	}
	return ", new " + window + ","
}

// BottleneckWords says the bottleneck in a sentence, or why there is none.
func (r *Report) BottleneckWords() string { return r.BottleneckForms()[0] }

// BottleneckForms says the same in fewer and fewer words.
func (r *Report) BottleneckForms() []string {
	if r.Bottleneck != nil {
		return r.Bottleneck.Forms()
	}
	failed, telling := 0, 0
	for i := range r.Stages[:max(0, len(r.Stages)-1)] {
		g := &r.Stages[i]
		failed += g.Decided.N - g.Advanced
		if Telling(g.Decided) {
			telling++
		}
	}
	e := r.Exits
	open := fmt.Sprintf("%s of %s still open", comma(e.Open), plural(e.Won+e.Lost+e.Recycled+e.Disqualified+e.Open, "lead", "leads"))
	switch enough := fmt.Sprintf("no step has enough decided cases (n %d or more)", Enough); {
	case failed == 0 && e.Open > 0 && e.Lost+e.Recycled+e.Disqualified == 0:
		return []string{
			"no step can be judged: " + open + ", and none was ever lost, recycled or disqualified",
			"none was ever lost: " + open, open,
		}
	case telling == 0 && e.Open > 0:
		return []string{enough + ": " + open, enough}
	case telling == 0:
		return []string{enough}
	case r.Unweighed != "":
		return []string{
			"what a step costs cannot be said: it is decided of nobody yet whether they go on from " + r.Unweighed,
			"nobody is decided yet at " + r.Unweighed,
		}
	case r.Normless:
		return []string{fmt.Sprintf("no step has a quarter with enough decided cases to be its norm (n %d or more)", NormCases),
			fmt.Sprintf("no quarter has enough decided cases (n %d or more)", NormCases)}
	case r.Planned:
		return []string{
			fmt.Sprintf("no step with enough cases lies below its plan by more than chance (n %d or more)", Enough),
			fmt.Sprintf("no step lies below its plan (n %d or more)", Enough),
		}
	}
	return []string{
		fmt.Sprintf("no step with enough cases lies below its best quarter (n %d or more)", NormCases),
		fmt.Sprintf("no step lies below its best quarter (n %d or more)", NormCases),
	}
}
