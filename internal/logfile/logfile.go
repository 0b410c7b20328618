// Package logfile writes the program's log to a rotated file, and the report
// of a crash to a file of its own.
//
// It must never write to the terminal while the dashboard runs, and never stop
// the program: where no file can be written, the log is lost and nothing else.
package logfile

import (
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"gopkg.in/natefinch/lumberjack.v2"
)

// Size and number of the log files that are kept, and for how many days.
const (
	megabytes = 5
	backups   = 3
	days      = 30
)

// Open returns a logger that appends to the file at path, which is created
// with mode 0600 when the first line is written, and rotated. The logger is
// always usable; it discards what cannot be written.
func Open(path string, level slog.Level) (*slog.Logger, io.Closer) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return slog.New(slog.DiscardHandler), io.NopCloser(nil)
	}
	file := &lumberjack.Logger{Filename: path, MaxSize: megabytes, MaxBackups: backups, MaxAge: days}
	return slog.New(slog.NewTextHandler(file, &slog.HandlerOptions{Level: level})), file
}

// Level returns the level of that name (debug, info, warn, error), and info
// for any other.
func Level(name string) slog.Level {
	var level slog.Level
	if err := level.UnmarshalText([]byte(name)); err != nil {
		return slog.LevelInfo
	}
	return level
}
