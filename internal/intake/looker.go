package intake

import "sync"

const (
	lookers   = 2    // how many look at a block
	blockSize = 8192 // cells of a block
)

// looker shows the cells of the first pass to the profiles of their columns
// while the next rows are read. It goes by blocks of rows, and within a block
// by columns: every profile sees its cells in the order of the file, whoever
// shows them.
type looker struct {
	*Source
	cells    []string // of the rows that wait, one row after the other
	spare    []string // the block before, being looked at
	busy     sync.WaitGroup
	mu       sync.Mutex
	panicked any
}

// add takes the cells of a row, which may be overwritten afterwards.
func (l *looker) add(cells []string) {
	if rule := l.export.leavesOut(cells); rule != nil {
		rule.rows++
		return
	}
	if l.cells = append(l.cells, cells...); len(l.cells) >= blockSize {
		l.start()
	}
}

// start begins to look at the rows that wait, after those before.
func (l *looker) start() {
	l.wait()
	l.cells, l.spare = l.spare[:0], l.cells
	for first := range lookers {
		l.busy.Go(func() { l.look(first) })
	}
}

// wait ends when all rows are looked at that were. A panic goes on here, where
// somebody may catch it.
func (l *looker) wait() {
	l.busy.Wait()
	if p := l.panicked; p != nil {
		l.panicked = nil
		panic(p)
	}
}

// look shows every so manieth column to its profile.
func (l *looker) look(first int) {
	defer func() {
		if p := recover(); p != nil {
			l.mu.Lock()
			l.panicked = p
			l.mu.Unlock()
		}
	}()
	for column := first; column < l.width; column += lookers {
		if l.own[column] {
			continue
		}
		p := &l.profiles[column]
		for at := column; at < len(l.spare); at += l.width {
			c := l.trimmed(column, l.spare[at])
			if isNull(c) || l.nulls.has(column, c) {
				p.null(c)
			} else {
				p.add(c)
			}
		}
	}
}
