package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"smarketing/internal/crm"
	"smarketing/internal/intake"
)

// rejectPaths returns where the rejected rows of each file go, "" for those
// that are not kept: a dry run writes nothing unless it is told where. The
// user's own path is refused where it would destroy an input or the database.
// A path of ours is one that nothing stands at but an earlier file of rejects,
// and that no other file of the command has.
func rejectPaths(files []string, f importFlags, database string) ([]string, error) {
	paths := make([]string, len(files))
	if f.rejects != "" {
		for _, file := range append([]string{database}, files...) {
			if sameFile(f.rejects, file) {
				return nil, crm.Errorf(crm.Usage, "--rejects %s would write over %s itself", f.rejects, file).
					WithHint("name another file for the rejected rows")
			}
		}
		for i := range paths {
			paths[i] = f.rejects
		}
		return paths, nil
	}
	if f.dryRun {
		return paths, nil
	}
	for i, file := range files {
		base := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
		if file == "-" {
			base = "stdin"
		}
		paths[i] = base + ".rejects.csv"
		for n := 2; slices.Contains(paths[:i], paths[i]) || !mayReplace(paths[i], files); n++ {
			paths[i] = fmt.Sprintf("%s.rejects-%d.csv", base, n)
		}
	}
	return paths, nil
}

// mayReplace reports whether rejected rows may be written to the path: nothing
// is there, or rejected rows that are not being imported.
func mayReplace(path string, inputs []string) bool {
	if _, err := os.Lstat(path); errors.Is(err, os.ErrNotExist) {
		return true
	}
	return intake.IsRejects(path) && !slices.ContainsFunc(inputs, func(input string) bool { return sameFile(path, input) })
}

// sameFile reports whether both paths lead to one file that exists.
func sameFile(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}
