package rubric

import "time"

// Version is one published rubric of a file. Versions are never changed.
type Version struct {
	Number int64 // 1, 2, 3...
	At     time.Time
	By     string
	Note   string
	Body   string // the TOML text, comments included
	Rubric Rubric // Body, decoded
}
