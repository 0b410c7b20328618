package overview

// plan is a way to lay the tiles out. A screen has a list of them, from the
// richest to the sparest, and takes the first that leaves the list of ready
// leads enough lines: what is missing goes whole, in that order.
type plan struct {
	air, gap int  // blank lines above the board, and between its bands
	grades   int  // the height of the matrix; 0: left out
	flat     bool // leaks and nurture have one line each
	imported bool
}

// pile is a tile of a height, to be put on others.
type pile struct{ tile, h int }

// column stacks tiles from line y on, with gap blank lines between them, and
// returns the line behind the last.
func column(x, y, w, gap int, piles ...pile) (rooms []room, end int) {
	for _, p := range piles {
		rooms = append(rooms, room{p.tile, x, y, w, p.h})
		y += p.h + gap
	}
	return rooms, y - gap
}

// arrange gives every tile its room. Below 116 columns two columns of tiles
// stand over the list of ready leads, from there on three; from 160 on the list
// is a column of its own. The odds by grade stand only where nothing else needs
// the room.
func arrange(w, h int, n needs) []room {
	switch {
	case w >= three:
		return arrangeWide(w, h, n)
	case w >= threeBands:
		return arrangeBands(w, h, n, []plan{
			{1, 2, gradesTall, false, true}, {1, 1, gradesTall, false, true}, {0, 1, gradesTall, false, true},
			{0, 1, gradesHeight, false, true}, {0, 1, gradesHeight, false, false},
		}, threeColumns(w))
	}
	return arrangeBands(w, h, n, []plan{
		{1, 2, gradesTall, false, true}, {1, 1, gradesTall, false, true}, {0, 1, gradesTall, false, true},
		{0, 1, gradesHeight, false, true}, {0, 1, gradesHeight, false, false}, {0, 1, gradesHeight, true, false}, {0, 1, 0, true, false},
	}, twoColumns(w))
}

// below returns the lines that a plan needs for a list of so many.
func (p plan) below(list int) int {
	if p.imported {
		list += 1 + importHeight
	}
	return p.gap + list
}

// bands lays the tiles out above the list, with so many lines for the stages,
// and returns the line behind them.
type bands func(p plan, stages int) (rooms []room, end int)

// choose takes the first plan that leaves room for the list, and returns how
// many lines are to spare; of the last plan they may be missing.
func choose(plans []plan, h, stages int, n needs, lay bands) (p plan, spare int) {
	for i := range plans {
		p = plans[i]
		p.imported = p.imported && n.imported
		list := min(n.list(), someNewest)
		if i == len(plans)-1 {
			list = leastNewest
		}
		_, end := lay(p, stages)
		if spare = h - end - p.below(list); spare >= 0 {
			break
		}
	}
	return p, spare
}

// arrangeBands puts bands of tiles over the list of ready leads.
func arrangeBands(w, h int, n needs, plans []plan, lay bands) []room {
	stages := min(n.stages, mostStages) + 2
	p, spare := choose(plans, h, stages, n, lay)
	rooms, y := lay(p, min(stages+spare, n.stages+2))
	y += p.gap
	list := min(n.list(), h-y-p.below(0)+p.gap)
	rooms = append(rooms, room{newestTile, 0, y, w, list})
	if p.imported {
		rooms = append(rooms, room{importTile, 0, y + list + 1, w, importHeight})
	}
	return rooms
}

// list returns how many lines the list of ready leads can use.
func (n needs) list() int { return max(leastNewest, n.newest+1) }

// side is the pile of what leaks and what is nurtured.
func (p plan) side() []pile {
	if p.flat {
		return []pile{{leaksTile, 1}, {nurtureTile, 1}}
	}
	return []pile{{leaksTile, leaksHeight}, {nurtureTile, nurtureHeight}}
}

// twoColumns lays the tiles out in two columns, the wider one on the left: the
// detours have long names.
func twoColumns(w int) bands {
	const gap = 2
	left := (w-gap)/2 + 3
	x, right := left+gap, w-gap-left
	return func(p plan, stages int) (rooms []room, y int) {
		y = p.air
		rooms = append(rooms, room{readyTile, 0, y, left, readyHeight}, room{weekTile, x, y, right, weekHeight})
		y += weekHeight + p.gap
		between := 1
		if p.flat {
			between = 0
		}
		side, end := column(x, y, right, between, append([]pile{{handOffTile, handOffHeight}}, p.side()...)...)
		rooms = append(append(rooms, room{stagesTile, 0, y, left, stages}), side...)
		y = max(end, y+stages)
		if p.grades > 0 {
			y += p.gap
			rooms = append(rooms, room{gradesTile, 0, y, left, p.grades}, room{fitTile, x, y, right, bandsHeight})
			y += p.grades
		}
		return rooms, y
	}
}

// threeColumns lays the tiles out in three columns.
func threeColumns(w int) bands {
	const gap = 3
	middle := max(leastBand, (w-2*gap)*31/100)
	right := middle
	left := w - 2*gap - middle - right
	x2, x3 := left+gap, left+gap+middle+gap
	return func(p plan, stages int) (rooms []room, y int) {
		y = p.air
		rooms = append(rooms, room{readyTile, 0, y, left, readyHeight}, room{weekTile, x2, y, middle, weekHeight},
			room{handOffTile, x3, y, right, handOffHeight})
		y += handOffHeight + p.gap
		rooms = append(rooms, room{stagesTile, 0, y, left, stages}, room{gradesTile, x2, y, middle, p.grades})
		side, end := column(x3, y, right, 1, p.side()...)
		return append(rooms, side...), max(end, y+stages, y+p.grades)
	}
}

// arrangeWide puts the list beside two columns of tiles.
func arrangeWide(w, h int, n needs) []room {
	const gap = 3
	left := (w - 2*gap) * 30 / 100
	x2, x3 := left+gap, 2*(left+gap)
	weeks, stages, p := weekHeight, n.stages+2, plan{0, 1, gradesHeight, true, n.imported}
	switch {
	case roomy(w, h):
		weeks, stages, p = roomyWeek, linesOf(true)*n.stages+2, plan{1, 2, roomyGrades, false, n.imported}
	case h >= tallLines:
		p = plan{1, 1, gradesTall, false, n.imported}
	}
	rooms, y := column(0, p.air, left, 1, pile{readyTile, readyHeight}, pile{handOffTile, handOffHeight})
	top, bottom := []pile{{weekTile, weeks}}, roomy(w, h)
	if third := y + p.gap + max(stages, p.grades) + p.gap; bottom && third+leaksHeight+1+nurtureHeight > h {
		bottom, p.flat = false, true
	}
	if !bottom {
		top = append(top, p.side()...)
	}
	middle, end := column(x2, p.air, left, 1, top...)
	rooms = append(rooms, middle...)
	y = max(y, end) + p.gap
	stages = min(stages, h-y)
	rooms = append(rooms, room{stagesTile, 0, y, left, stages}, room{gradesTile, x2, y, left, min(p.grades, h-y)},
		room{newestTile, x3, p.air, w - x3, min(h-p.air, max(leastNewest, 1+newestLines*min(n.newest, (h-1-p.air)/newestLines)))})
	y += max(stages, p.grades) + p.gap
	if y+bandsHeight <= h {
		rooms = append(rooms, room{fitTile, 0, y, left, min(h-y, bandsRoomy)})
	}
	if bottom {
		middle, y = column(x2, y, left, 1, p.side()...)
		rooms = append(rooms, middle...)
		y++
	}
	if p.imported && y+importLines+1 <= h {
		rooms = append(rooms, room{importTile, x2, y, left, min(h-y, importRoomy)})
	}
	return rooms
}
