package nurture

import (
	"cmp"
	"iter"
	"slices"

	"smarketing/internal/crm"
	"smarketing/internal/stat"
	"smarketing/internal/text"
)

// NotGiven stands for a reason nobody gave.
const NotGiven = "not given"

// Result is what came of one time a lead was recycled.
type Result struct {
	Reason   string
	Open     bool // the lead is still in nurture
	Returned bool // it came back to be judged, or went on to sales
	Won      bool // it was won after this pass, and not recycled again before
	Revenue  crm.Money
}

// Recovery is what came of the leads recycled for one reason. The base of the
// rates are all passes, those still open included: they may recover yet, so a
// rate can only rise.
type Recovery struct {
	Reason   string
	Passes   int
	Open     int
	Returned int
	Won      int
	Back     stat.Share // of the passes, how many returned
	Recovery stat.Share // of the passes, how many were won
	Revenue  float64    // of the wins whose amount is known, in the currency of the deals given
	Unknown  int        // wins without an amount
}

// RecoveryByReason sums up passes, most frequent reason first.
func RecoveryByReason(passes iter.Seq[Result]) []Recovery {
	var all []*Recovery
	byReason := map[string]*Recovery{}
	for p := range passes {
		folded := text.Fold(p.Reason)
		r := byReason[folded]
		if r == nil {
			r = &Recovery{Reason: cmp.Or(p.Reason, NotGiven)}
			byReason[folded] = r
			all = append(all, r)
		}
		r.add(p)
	}
	slices.SortFunc(all, func(a, b *Recovery) int {
		return cmp.Or(cmp.Compare(b.Passes, a.Passes), cmp.Compare(a.Reason, b.Reason))
	})
	out := make([]Recovery, len(all))
	for i, r := range all {
		r.Back, r.Recovery = stat.Of(r.Returned, r.Passes), stat.Of(r.Won, r.Passes)
		out[i] = *r
	}
	return out
}

func (r *Recovery) add(p Result) {
	r.Passes++
	if p.Open {
		r.Open++
	}
	if p.Returned {
		r.Returned++
	}
	if !p.Won {
		return
	}
	r.Won++
	if p.Revenue.Known {
		r.Revenue += p.Revenue.Float()
	} else {
		r.Unknown++
	}
}
