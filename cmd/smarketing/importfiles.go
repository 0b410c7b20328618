package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"smarketing/internal/config"
	"smarketing/internal/crm"
	"smarketing/ui/imports"
)

// importable are the endings of files that can be taken in, each also with .gz.
var importable = []string{".csv", ".tsv", ".tab", ".xlsx", ".json", ".jsonl", ".ndjson"}

// isImportable reports whether a file is offered: by its ending, and a .txt
// when there are tabs in it, as in what spreadsheets save as text.
func isImportable(path string) bool {
	ending := filepath.Ext(strings.TrimSuffix(strings.ToLower(path), ".gz"))
	return slices.Contains(importable, ending) || strings.HasSuffix(strings.ToLower(path), ".txt") && tabbed(path)
}

// tabbed reports whether the first line of a file, as far as 4 KiB, has a tab.
func tabbed(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }()
	head := make([]byte, 4096)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false
	}
	line, _, _ := bytes.Cut(head[:n], []byte("\n"))
	return bytes.IndexByte(line, '\t') >= 0
}

// Files lists the folder: files that can be imported, the newest first, then
// folders.
func (i *importer) Files(_ context.Context, dir string) (imports.Listing, error) {
	if dir == "" {
		dir = "."
	}
	path, err := filepath.Abs(config.Expand(dir))
	if err != nil {
		return imports.Listing{}, crm.Errorf(crm.Failure, "the folder cannot be found: %w", err)
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return imports.Listing{}, crm.Errorf(crm.NotFound, "%w", err).WithHint("type another path; ~ is your home")
	}
	listing := imports.Listing{Dir: path, Recent: i.recentFiles()}
	var folders []imports.File
	for _, e := range entries {
		full := filepath.Join(path, e.Name())
		info, err := os.Stat(full) // of what a link leads to
		switch {
		case err != nil: // a link to nothing, or gone meanwhile
		case info.IsDir():
			folders = append(folders, imports.File{Name: e.Name(), Path: full, Folder: true, At: info.ModTime()})
		case info.Mode().IsRegular() && isImportable(full):
			listing.Files = append(listing.Files, imports.File{Name: e.Name(), Path: full, Size: info.Size(), At: info.ModTime()})
		}
	}
	slices.SortStableFunc(listing.Files, func(a, b imports.File) int { return b.At.Compare(a.At) })
	listing.Files = append(listing.Files, folders...)
	return listing, nil
}

// maxRecent is how many files imported lately are offered.
const maxRecent = 5

// recentFiles returns the files imported lately that still exist. Whatever
// cannot be read is not offered: the list is a convenience.
func (i *importer) recentFiles() []imports.File {
	body, err := os.ReadFile(i.recent)
	if err != nil {
		return nil
	}
	var files []imports.File
	for _, path := range slices.Backward(strings.Split(string(body), "\n")) {
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && len(files) < maxRecent {
			files = append(files, imports.File{Name: filepath.Base(path), Path: path, Recent: true, Size: info.Size(), At: info.ModTime()})
		}
	}
	return files
}

// noteRecent puts a path at the end of the list.
func (i *importer) noteRecent(path string) {
	path, err := filepath.Abs(path)
	if err != nil || strings.Contains(path, "\n") {
		return
	}
	body, _ := os.ReadFile(i.recent) // the first time there is none
	paths := slices.DeleteFunc(strings.Split(string(body), "\n"), func(p string) bool { return p == path || p == "" })
	paths = append(paths[max(0, len(paths)-20):], path)
	_ = os.WriteFile(i.recent, []byte(strings.Join(paths, "\n")), 0o600) // a convenience
}
