package workspace

import (
	"context"
	"encoding/json"

	"smarketing/internal/crm"
	"smarketing/internal/funnel"
	"smarketing/store"
)

// A file keeps a picture of its stage log, in a shape that is read at once, so
// that whoever opens it need not read millions of rows: it is patched with what
// has changed since, as a log in memory is. Who cannot write leaves it alone.

// pictureFrom is how many changes a log has that is worth a picture: fewer are
// read before anybody notices.
var pictureFrom = 200_000

// pictureMoves is how many transactions that changed leads a picture may lie
// back before another one is made. The file remembers more.
const pictureMoves = 256

// pictured says what a picture shows, as JSON.
type pictured struct {
	Seq    int64      `json:"seq"`
	Stages crm.Stages `json:"stages"`
	Move   int64      `json:"move"`
	Last   crm.LeadID `json:"last"`
	Leads  int        `json:"leads"`
	Rows   int64      `json:"rows"`
}

// look takes the picture of the file for the log, and reports false when there
// is none that can be used.
func (p *pipeline) look(t *store.Tx) (bool, error) {
	of, encoded, err := t.StagePicture()
	if err != nil || len(of) == 0 {
		return false, err
	}
	var shown pictured
	if json.Unmarshal(of, &shown) != nil {
		return false, nil //nolint:nilerr // a picture of nobody knows what is none
	}
	seq, err := t.LastChange()
	if err != nil {
		return false, err
	}
	move, err := t.LastMove()
	if err != nil || shown.Seq > seq || shown.Move > move {
		return false, err // it shows what the file does not know of
	}
	log, ok := funnel.Decode(shown.Stages, encoded)
	if !ok {
		return false, nil
	}
	deals, err := dealFigures(t)
	if err != nil {
		return false, err
	}
	state := pipelineState{seq: shown.Seq, stages: shown.Stages, move: shown.Move, last: shown.Last, leads: shown.Leads, rows: shown.Rows}
	p.begin(state, log, deals)
	p.pictured = state.move
	return true, nil
}

// picture keeps a picture of the log in the file, in the background, when there
// is none, or it lies far back.
func (w *Workspace) picture() {
	p := &w.pipeline
	p.mu.Lock()
	defer p.mu.Unlock()
	if w.store.ReadOnly() || p.log == nil || p.log.Changes() < pictureFrom || p.picturing || p.pictured >= 0 && p.state.move-p.pictured < pictureMoves {
		return
	}
	p.picturing = true
	log, state := p.log, p.state
	w.background.Go(func() {
		err := w.keepPicture(log, &state)
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.picturing = false; err != nil {
			w.log.Warn("Keeping the stage log at hand failed", "err", err)
			return
		}
		p.pictured = state.move
	})
}

func (w *Workspace) keepPicture(log *funnel.Log, state *pipelineState) error {
	of, err := json.Marshal(pictured{state.seq, state.stages, state.move, state.last, state.leads, state.rows})
	if err != nil {
		return err
	}
	encoded := log.Encode()
	// Close waits for it, and nobody else does.
	return w.store.Update(context.Background(), func(t *store.Tx) error { return t.PutStagePicture(of, encoded) })
}
