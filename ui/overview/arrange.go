package overview

// shape is how high each tile is, 0 where it is left out, and how much air there
// is above the board and between its bands.
type shape struct {
	heights  [tileCount]int
	air, gap int
}

// growth is a step from a sparse board to a rich one.
type growth func(s *shape)

// to gives tiles a height.
func to(h int, tiles ...int) growth {
	return func(s *shape) {
		for _, t := range tiles {
			s.heights[t] = h
		}
	}
}

func breathe(s *shape) { s.air = 1 }
func spread(s *shape)  { s.gap = 2 }

// layout places the tiles of a shape, in the order of tab, and returns the line
// behind the last.
type layout func(s *shape) (rooms []room, end int)

// arrange gives every tile its room. The sparsest board has a line or two for
// each section; from there on it grows in the stated order by every step that
// still has room, and the list of ready leads takes the rest. Below 110 columns
// the sections stand in one column, from there on in two, from 160 on in three.
func arrange(w, h int, n needs) []room {
	lay, steps := oneColumn(w), n.narrow()
	s := shape{gap: 1}
	for t, height := range map[int]int{
		goalTile: headlineTight, funnelTile: tightFunnel - 1, handOffTile: 1, leaksTile: 1, nurtureTile: 1, weekTile: 1,
		marketingTile: 1, salesTile: 1, newestTile: 3,
	} {
		s.heights[t] = height
	}
	switch {
	case w >= three:
		lay, steps = threeColumns(w), n.wide(roomy(w, h))
	case w >= two:
		lay, steps = twoColumns(w), n.medium()
	}
	for _, grow := range steps {
		larger := s
		grow(&larger)
		if _, end := lay(&larger); end <= h {
			s = larger
		}
	}
	for s.heights[newestTile] < n.list() {
		larger := s
		larger.heights[newestTile]++
		if _, end := lay(&larger); end > h {
			break
		}
		s = larger
	}
	rooms, _ := lay(&s)
	return rooms
}

// list returns how many lines the list of ready leads can use.
func (n needs) list() int { return max(3, n.newest+1) }

// funnel returns the height of the funnel with so many lines for the bottleneck.
func (n needs) funnel(lines, sentence int) int {
	return 1 + lines*max(2, min(n.stages, mostStages)) + sentence
}

// mostStages is how many stages are shown before the rest is summed up.
const mostStages = 9

func (n needs) newestTo(h int) growth { return to(min(h, n.list()), newestTile) }

// importStep shows the last import, when there was one.
func (n needs) importStep(h int) growth {
	if !n.imported {
		return func(*shape) {}
	}
	return to(h, importTile)
}

// narrow are the steps of one column.
func (n needs) narrow() []growth {
	return []growth{
		n.newestTo(4), to(workTight, marketingTile, salesTile), to(n.funnel(1, 1), funnelTile), n.newestTo(6), to(handOffHeight, handOffTile),
		to(weekHeight, weekTile), to(headlineFull, goalTile), breathe, to(nurtureHeight, nurtureTile, leaksTile), to(n.funnel(1, 2), funnelTile),
		n.newestTo(9), to(workHeight, marketingTile, salesTile), n.importStep(importHeight), to(gradesHeight, gradesTile, fitTile),
	}
}

// medium are the steps of two columns.
func (n needs) medium() []growth {
	return []growth{
		to(workTight, marketingTile, salesTile), n.newestTo(5), to(n.funnel(1, 1), funnelTile), to(handOffHeight, handOffTile), to(weekHeight, weekTile),
		to(headlineFull, goalTile), to(n.funnel(1, 2), funnelTile), breathe, n.newestTo(8), to(workHeight, marketingTile, salesTile),
		n.importStep(importHeight), n.newestTo(11), to(leaksHeight, leaksTile), to(nurtureHeight, nurtureTile), to(gradesTall, gradesTile, fitTile), spread,
	}
}

// wide are the steps of three columns.
func (n needs) wide(roomy bool) []growth {
	lean := []growth{
		to(workTight, marketingTile, salesTile), to(handOffHeight, handOffTile), to(weekHeight, weekTile), to(n.funnel(1, 1), funnelTile),
		to(headlineFull, goalTile), to(workHeight, marketingTile, salesTile), to(n.funnel(1, 2), funnelTile),
	}
	if roomy {
		lean = []growth{
			to(n.funnel(2, 1), funnelTile), to(roomyWeek, weekTile), to(headlineRoomy, goalTile), to(roomyWork, marketingTile, salesTile),
			to(handOffHeight, handOffTile), to(n.funnel(2, 2), funnelTile),
		}
	}
	return append(lean, to(leaksHeight, leaksTile), to(nurtureHeight, nurtureTile), breathe, to(gradesHeight, gradesTile), n.importStep(1+importLines),
		to(gradesTall, gradesTile), n.importStep(importRoomy), to(bandsHeight, fitTile), spread)
}

// kin are the tiles that stand without a gap where each has one line.
var kin = [tileCount]int{handOffTile: 1, leaksTile: 1, nurtureTile: 1, weekTile: 1, marketingTile: 2, salesTile: 2}

// stack is a column of tiles that is being filled.
type stack struct {
	x, w  int
	y     int // the line behind the last tile
	gap   int
	last  int // the last tile; tileCount: there is none yet
	rooms []room
}

func newStack(s *shape, x, y, w int) *stack {
	return &stack{x: x, w: w, y: y, gap: s.gap, last: tileCount}
}

// put adds tiles that are not left out.
func (c *stack) put(s *shape, tiles ...int) {
	for _, t := range tiles {
		h := s.heights[t]
		if h == 0 {
			continue
		}
		c.space(s, t)
		c.rooms = append(c.rooms, room{t, c.x, c.y, c.w, h})
		c.y, c.last = c.y+h, t
	}
}

// space leaves a gap before a tile, unless it and the last one are lines of the
// same kind.
func (c *stack) space(s *shape, t int) {
	switch {
	case c.last == tileCount:
	case kin[t] > 0 && kin[t] == kin[c.last] && s.heights[t] == 1 && s.heights[c.last] == 1:
	default:
		c.y += c.gap
	}
}

// pair adds two tiles side by side, the left one so wide.
func (c *stack) pair(s *shape, left, a, b int) {
	const gutter = 3
	if s.heights[a] == 0 || s.heights[b] == 0 {
		c.put(s, a, b)
		return
	}
	c.space(s, a)
	h := max(s.heights[a], s.heights[b])
	c.rooms = append(c.rooms, room{a, c.x, c.y, left, s.heights[a]}, room{b, c.x + left + gutter, c.y, c.w - left - gutter, s.heights[b]})
	c.y, c.last = c.y+h, b
}

func oneColumn(w int) layout {
	const nurture = 36 // what its line takes
	return func(s *shape) ([]room, int) {
		c := newStack(s, 0, s.air, w)
		c.put(s, goalTile, funnelTile, handOffTile)
		c.pair(s, w-3-nurture, leaksTile, nurtureTile)
		c.put(s, weekTile, marketingTile, salesTile, newestTile)
		c.pair(s, (w-3)/2, gradesTile, fitTile)
		c.put(s, importTile)
		return c.rooms, c.y
	}
}

// twoColumns have the goal and the funnel at the left, what changes hands and
// the week at the right, and below both teams side by side.
func twoColumns(w int) layout {
	const gutter = 3
	left := (w - gutter) * 54 / 100
	return func(s *shape) ([]room, int) {
		a, b := newStack(s, 0, s.air, left), newStack(s, left+gutter, s.air, w-left-gutter)
		a.put(s, goalTile, funnelTile)
		b.put(s, weekTile, handOffTile, leaksTile, nurtureTile)
		c := newStack(s, 0, max(a.y, b.y), w)
		c.last = funnelTile
		c.pair(s, left, marketingTile, salesTile)
		c.put(s, newestTile)
		c.pair(s, left, gradesTile, fitTile)
		c.put(s, importTile)
		return append(append(a.rooms, b.rooms...), c.rooms...), c.y
	}
}

// threeColumns have the goal and both teams in the first band; below them the
// funnel, what changes hands, and the ready leads.
func threeColumns(w int) layout {
	const gutter = 3
	column := (w - 2*gutter) / 3
	x2, x3 := column+gutter, 2*(column+gutter)
	return func(s *shape) ([]room, int) {
		a, b, c := newStack(s, 0, s.air, column), newStack(s, x2, s.air, column), newStack(s, x3, s.air, w-x3)
		a.put(s, goalTile)
		b.put(s, marketingTile)
		c.put(s, salesTile)
		below := max(a.y, b.y, c.y)
		a.y, b.y, c.y = below, below, below
		a.put(s, funnelTile, gradesTile, fitTile)
		b.put(s, handOffTile, weekTile, leaksTile, nurtureTile, importTile)
		c.put(s, newestTile)
		return append(append(a.rooms, b.rooms...), c.rooms...), max(a.y, b.y, c.y)
	}
}
