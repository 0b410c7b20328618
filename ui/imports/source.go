package imports

import (
	"context"
	"time"

	"smarketing/internal/crm"
)

// Source is what the screen needs to know and to do. Every method may be slow
// and is called from commands only. Those that take long tell how far they are,
// from one goroutine at a time; their answers are of no use once ctx has ended.
type Source interface {
	// Files lists a folder, as a person writes it: empty is the current one,
	// and ~ is the home.
	Files(ctx context.Context, dir string) (Listing, error)
	// Preview says what the file is and what becomes of its columns. When it
	// can be read but not be taken in so, the columns come with the error.
	Preview(ctx context.Context, path string, plan Plan, tell func(crm.Progress)) (crm.ImportSource, error)
	// Rehearse counts exactly what Import would do, and changes nothing.
	Rehearse(ctx context.Context, path string, plan Plan, tell func(crm.Progress)) (crm.ImportReport, error)
	// Import takes the file in. When ctx ends, whole batches stay, the error is
	// Interrupted, and the same call continues. It remembers the plan for files
	// with the same header.
	Import(ctx context.Context, path string, plan Plan, tell func(crm.Progress)) (crm.ImportReport, error)
	// UndoImport takes back what the import created and nobody has touched
	// since.
	UndoImport(ctx context.Context, id crm.ImportID, tell func(crm.Progress)) (crm.UndoReport, error)
	// Remembered returns the plan with which a file of that header was taken
	// in last.
	Remembered(ctx context.Context, header []string) (Plan, bool)
	// Stages returns the stage definitions.
	Stages(ctx context.Context) (crm.Stages, error)
	// Catalogue returns the custom fields that exist.
	Catalogue(ctx context.Context) ([]crm.Field, error)
}

// Listing is what a folder holds that can be imported or gone into.
type Listing struct {
	Dir    string // absolute
	Recent []File // imported lately from anywhere, the latest first
	Files  []File // files, the newest first, then folders by name
}

// File is a file or a folder.
type File struct {
	Name   string
	Path   string // absolute
	Folder bool
	Recent bool
	Size   int64
	At     time.Time // of the last change
}
