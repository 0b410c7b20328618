package funnel

import (
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/stat"
)

// Fate is what became of the leads that entered a stage of the path, counted
// from their first entry, and who stands there now.
type Fate struct {
	Stage   crm.Stage
	Onward  stat.Waits // in the stage: hit when the lead went on to a later one, miss when it left otherwise
	To      []int      // of those who went on: how many to which stage of the path
	Won     stat.Waits // until the won stage: miss when the lead stands in a detour now
	Waiting stat.Waits // of those who stand there now, all pending: the days since they last entered
	Undated int        // entries without a date: nothing can be said of them
}

// Fates returns the fates of the stages of the path up to the won one, in
// order, as of an instant. Leads that are apart are not counted among those who
// stand in a stage. Times are whole days of 24 hours.
func (l *Log) Fates(now time.Time, apart map[crm.LeadID]bool) []Fate {
	horizon := now.UnixMilli()
	won := l.code(l.stages.Won())
	parts := split(l, func(from, to int) []Fate {
		fates := make([]Fate, l.path)
		for s := range fates {
			fates[s].To = make([]int, l.path)
		}
		for row := from; row < to; row++ {
			l.fate(row, won, horizon, fates, apart)
		}
		return fates
	})
	fates := parts[0]
	for _, part := range parts[1:] {
		for s := range fates {
			fates[s].Onward.Join(part[s].Onward)
			fates[s].Won.Join(part[s].Won)
			fates[s].Waiting.Join(part[s].Waiting)
			fates[s].Undated += part[s].Undated
			for to, n := range part[s].To {
				fates[s].To[to] += n
			}
		}
	}
	for s := range fates {
		fates[s].Stage = l.stages[s]
	}
	return fates[:won+1]
}

// fate adds what became of one lead.
func (l *Log) fate(row, won int, horizon int64, fates []Fate, apart map[crm.LeadID]bool) {
	from, to := l.first[row], l.first[row+1]
	for to > from && l.at[to-1] > horizon {
		to--
	}
	if from == to {
		return
	}
	end, until := stat.Pending, horizon
	if last := l.stage[to-1]; int(last) >= l.path {
		end, until = stat.Miss, l.at[to-1]
	}
	for i := from; i < to; i++ {
		if int(l.stage[i]) == won {
			end, until = stat.Hit, l.at[i]
			to = i + 1 // what follows the first win is another story
			break
		}
	}
	var seen uint64
	if int(l.stage[from]) >= l.path && l.at[from] != 0 { // it came no later than it is known
		addWait(&fates[0].Won, l.at[from], until, end)
		seen = 1
	}
	for i := from; i < to; i++ {
		s := int(l.stage[i])
		if s >= l.path || s == won {
			continue
		}
		standing := i == to-1
		if l.at[i] == 0 {
			fates[s].Undated++
			continue
		}
		if standing && !apart[l.leads[row]] {
			fates[s].Waiting.Add(days(l.at[i], horizon), stat.Pending)
		}
		if seen>>s&1 != 0 {
			continue
		}
		seen |= 1 << s
		addWait(&fates[s].Won, l.at[i], until, end)
		switch {
		case standing:
			addWait(&fates[s].Onward, l.at[i], horizon, stat.Pending)
		case int(l.stage[i+1]) > s && int(l.stage[i+1]) < l.path:
			addWait(&fates[s].Onward, l.at[i], l.at[i+1], stat.Hit)
			fates[s].To[l.stage[i+1]]++
		default:
			addWait(&fates[s].Onward, l.at[i], l.at[i+1], stat.Miss)
		}
	}
}

func addWait(w *stat.Waits, from, until int64, end stat.Outcome) {
	if until != 0 {
		w.Add(days(from, until), end)
	}
}

const dayMillis = int64(24 * time.Hour / time.Millisecond)

// days returns the whole days between two instants, negative when the second
// is earlier.
func days(from, to int64) int {
	if to < from {
		return -1
	}
	return int((to - from) / dayMillis)
}

// Begin returns the instant of the first dated change, false when there is none.
func (l *Log) Begin() (time.Time, bool) {
	var first int64
	for _, at := range l.at {
		if at != 0 && (first == 0 || at < first) {
			first = at
		}
	}
	return time.UnixMilli(first).UTC(), first != 0
}
