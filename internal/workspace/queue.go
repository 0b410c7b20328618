package workspace

import (
	"context"
	"time"

	"smarketing/internal/crm"
)

// queue gathers chunks into batches.
type queue struct {
	chunks <-chan crm.EventChunk
	events []crm.Event
	rooms  [2][]crm.Event // where batches of a source that is behind are gathered, in turn
	behind bool
	head   string
	size   int
	next   *crm.EventChunk // begins the source anew, and waits until events are committed
}

// target is how many events make a batch.
func (q *queue) target() int {
	if q.behind {
		return behindBatch
	}
	return streamBatch
}

func (q *queue) full() bool { return len(q.events) >= q.target() }

// gather waits for events and then a moment for more, until they make a batch.
// It reports whether there may be more.
func (q *queue) gather(ctx context.Context) bool {
	if q.next != nil {
		q.add(*q.next)
		q.next = nil
	}
	var late <-chan time.Time
	for !q.full() {
		if len(q.events) > 0 && late == nil {
			timer := time.NewTimer(quiet)
			defer timer.Stop()
			late = timer.C
		}
		select {
		case chunk, ok := <-q.chunks:
			switch {
			case !ok:
				return false
			case chunk.Restart && len(q.events) > 0:
				q.next = &chunk
				return true
			}
			q.add(chunk)
		case <-late:
			return true
		case <-ctx.Done():
			return true
		}
	}
	return true
}

// drain takes what has been read and not asked for. What belongs to a source
// that begins anew waits for the next run.
func (q *queue) drain() {
	for q.next == nil {
		select {
		case chunk, ok := <-q.chunks:
			if !ok || chunk.Restart {
				return
			}
			q.add(chunk)
		default:
			return
		}
	}
}

func (q *queue) add(c crm.EventChunk) {
	if c.Behind && cap(q.events) < behindBatch {
		// There will be many: growing copies them all every time. The batch before
		// the last is in the file by now, so that this one can lie where it lay.
		q.rooms[0], q.rooms[1] = q.rooms[1], q.rooms[0]
		if q.rooms[0] == nil {
			q.rooms[0] = make([]crm.Event, 0, behindBatch+2*len(c.Events))
		}
		q.events = append(q.rooms[0][:0], q.events...)
	}
	q.events = append(q.events, c.Events...)
	q.behind, q.head, q.size = c.Behind, c.Head, c.HeadSize
}

// take removes the next batch. The end of a source that was behind is one
// batch too.
func (q *queue) take() []crm.Event {
	n := min(len(q.events), behindBatch)
	batch := q.events[:n:n]
	if q.events = q.events[n:]; len(q.events) == 0 {
		q.events = nil
	}
	return batch
}
