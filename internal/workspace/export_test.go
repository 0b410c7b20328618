package workspace

import (
	"context"

	"smarketing/store"
)

func init() { pictureFrom = 1 } // the files of the tests are small

// ReadRows reads the stage log from its rows, and keeps no picture of it.
func (w *Workspace) ReadRows(ctx context.Context) error {
	return w.store.View(ctx, func(t *store.Tx) error {
		w.pipeline.mu.Lock()
		defer w.pipeline.mu.Unlock()
		w.pipeline.picturing = true
		return w.pipeline.read(t)
	})
}

// Picture returns what the picture of the stage log shows, and the log.
func (w *Workspace) Picture(ctx context.Context) (of, log []byte, err error) {
	w.background.Wait()
	err = w.store.View(ctx, func(t *store.Tx) error {
		of, log, err = t.StagePicture()
		return err
	})
	return of, log, err
}

// SetPicture puts another picture in its place.
func (w *Workspace) SetPicture(ctx context.Context, of, log []byte) error {
	return w.store.Update(ctx, func(t *store.Tx) error { return t.PutStagePicture(of, log) })
}

// Pictured reports whether the log was taken from a picture.
func (w *Workspace) Pictured() bool { return w.pipeline.log != nil && w.pipeline.pictured >= 0 }
