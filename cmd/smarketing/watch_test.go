package main

import (
	"context"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/workspace"
)

// stopAfter calls stop once the file at path holds that many leads. The channel
// it returns is closed when it has done so, or ctx has ended.
func stopAfter(ctx context.Context, stop context.CancelFunc, path string, leads int) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer stop()
		for ctx.Err() == nil {
			if n, err := countLeads(ctx, path); err == nil && n >= leads {
				return
			}
			select {
			case <-ctx.Done():
			case <-time.After(2 * time.Millisecond):
			}
		}
	}()
	return done
}

func countLeads(ctx context.Context, path string) (n int, err error) {
	w, err := workspace.Open(ctx, workspace.Options{Path: path, ReadOnly: true})
	if err != nil {
		return 0, err
	}
	page, err := w.LeadPage(ctx, crm.LeadQuery{Limit: 1})
	if closeErr := w.Close(); err == nil {
		err = closeErr
	}
	return page.All, err
}
