package rubric

import "smarketing/internal/rubric"

// moment is one state of the rubric that is edited. It never changes: the
// draft that measures it, and undo, hold on to it.
type moment struct {
	rubric rubric.Rubric
	base   rubric.Version // the published version that it changes
	body   string         // its text, when a file or a person wrote it; empty: that of the moments before, revised
	what   string         // what led to it: "50-250 employees: 10 → 14 points"
	spot   spot           // where the cursor stood then
}

// history is every state since the screen was opened, without limit: a rubric
// is small.
type history struct {
	moments []moment // never empty once something is loaded
	at      int      // the one that is shown
}

// start forgets everything and begins with m.
func (h *history) start(m moment) { h.moments, h.at = []moment{m}, 0 }

// now returns the moment that is shown.
func (h *history) now() *moment { return &h.moments[h.at] }

// text returns r as TOML: the text that somebody has written last, with what
// has become of it since.
func (h *history) text(r rubric.Rubric) string {
	for i := h.at; i >= 0; i-- {
		if body := h.moments[i].body; body != "" {
			return rubric.Revise(body, r)
		}
	}
	return string(rubric.Encode(r))
}

// push makes m the newest moment; what was undone is forgotten.
func (h *history) push(m moment) {
	h.moments = append(h.moments[:h.at+1:h.at+1], m)
	h.at++
}

// undo goes back and returns what was undone, false when there is nothing.
func (h *history) undo() (*moment, bool) {
	if h.at == 0 {
		return nil, false
	}
	undone := h.now()
	h.at--
	return undone, true
}

// redo goes forward again and returns what was done again.
func (h *history) redo() (*moment, bool) {
	if h.at+1 >= len(h.moments) {
		return nil, false
	}
	h.at++
	return h.now(), true
}
