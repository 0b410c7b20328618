package widget

// PageRows is how many rows a table asks for at once.
const PageRows = 128

// pageLimit is how many pages a table keeps; the least recently shown go first.
const pageLimit = 16

// Want is a run of rows that a table asks its owner for.
type Want struct {
	Generation int // an answer of another generation is dropped
	First      int // index of the first row
	Count      int
}

// rows is the part of a long list that is in memory. It never fetches: it says
// what it wants and takes what it is given.
type rows[R any] struct {
	generation int
	pending    int  // wants of this generation without an answer
	answered   bool // this generation has at least one answer
	replace    bool // the first answer makes all older pages wrong
	known      bool // some answer ever came
	total      int
	pages      map[int]*page[R]
	asked      map[int]bool // pages asked for in this generation
	clock      int
}

type page[R any] struct {
	rows       []R
	generation int
	used       int
}

// renew starts a new generation. Old rows stay to be shown until new ones
// come; replace says that they are no approximation of the new list.
func (c *rows[R]) renew(replace bool) {
	c.generation++
	c.pending = 0
	c.answered = false
	c.replace = c.replace || replace
	c.asked = map[int]bool{}
}

// wants returns what is missing to show rows first to first+count-1 and their
// neighbours, each page once per generation.
func (c *rows[R]) wants(first, count int) []Want {
	from, to := max(0, first/PageRows), max(0, (first+count-1)/PageRows)
	if c.answered {
		from, to = max(0, from-1), min(to+1, (c.total-1)/PageRows)
	}
	var wants []Want
	for n := from; n <= to; n++ {
		if c.asked[n] {
			continue
		}
		c.asked[n] = true
		c.pending++
		wants = append(wants, Want{c.generation, n * PageRows, PageRows})
	}
	return wants
}

// put takes an answer and reports whether it was still wanted.
func (c *rows[R]) put(w Want, rows []R, total int) bool {
	if w.Generation != c.generation {
		return false
	}
	if c.pages == nil {
		c.pages = map[int]*page[R]{}
	}
	if c.replace {
		clear(c.pages)
		c.replace = false
	}
	c.pending--
	c.known, c.answered, c.total = true, true, max(0, total)
	c.clock++
	c.pages[w.First/PageRows] = &page[R]{rows, c.generation, c.clock}
	for n := range c.pages {
		if n*PageRows >= c.total {
			delete(c.pages, n)
		}
	}
	c.evict()
	return true
}

// fail notes that a want has no answer and reports whether it was still wanted.
func (c *rows[R]) fail(w Want) bool {
	if w.Generation != c.generation {
		return false
	}
	c.pending--
	return true
}

func (c *rows[R]) evict() {
	for len(c.pages) > pageLimit {
		oldest, used := -1, 0
		for n, p := range c.pages {
			if oldest < 0 || p.used < used {
				oldest, used = n, p.used
			}
		}
		delete(c.pages, oldest)
		delete(c.asked, oldest)
	}
}

// at returns row i, and false when it is not in memory.
func (c *rows[R]) at(i int) (R, bool) {
	var none R
	if i < 0 {
		return none, false
	}
	p := c.pages[i/PageRows]
	if p == nil || i%PageRows >= len(p.rows) {
		return none, false
	}
	c.clock++
	p.used = c.clock
	return p.rows[i%PageRows], true
}

// find returns the index of the first row of this generation that is right.
func (c *rows[R]) find(right func(R) bool) (int, bool) {
	best := -1
	for n, p := range c.pages {
		if p.generation != c.generation || best >= 0 && n*PageRows > best {
			continue
		}
		for i, r := range p.rows {
			if right(r) {
				best = n*PageRows + i
				break
			}
		}
	}
	return best, best >= 0
}
