package logfile

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"
)

// Catcher keeps what the process writes to its error stream, the stack of a
// panic above all, in a file until it is closed.
type Catcher struct {
	file   *os.File // nil when no file could be made
	stderr *os.File
	header int64 // bytes written by Catch itself
}

// Catch sends os.Stderr, and the runtime's own report of a panic outside the
// event loop, to a new file with mode 0600 in the folder dir. Until Close,
// nothing a library prints can break the screen. Where no file can be made, the
// error stream stays what it is.
func Catch(dir, version string, now time.Time) *Catcher {
	c := &Catcher{stderr: os.Stderr}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return c
	}
	file, err := os.CreateTemp(dir, "crash-"+now.UTC().Format("20060102-150405")+"-*.txt")
	if err != nil {
		return c
	}
	n, err := fmt.Fprintf(file, "smarketing %s, %s\n\n", version, now.UTC().Format(time.RFC3339))
	if err != nil {
		_ = file.Close()
		_ = os.Remove(file.Name())
		return c
	}
	c.file, c.header = file, int64(n)
	// An error here means the platform has no crash output; the event loop's
	// own panics are still caught by way of os.Stderr.
	_ = debug.SetCrashOutput(file, debug.CrashOptions{})
	os.Stderr = file
	return c
}

// Record writes a panic that was recovered, with its stack, into the file.
func (c *Catcher) Record(panicked any, stack []byte) {
	if c.file != nil {
		// What cannot be written is lost; the caller still says that it crashed.
		_, _ = fmt.Fprintf(c.file, "panic: %v\n\n%s\n", panicked, stack)
	}
}

// Close gives the error stream back. It keeps the file and returns its path
// when the program crashed and said something; otherwise it removes the file
// and returns what had been written to it, for the log.
func (c *Catcher) Close(crashed bool) (path, noise string) {
	if c.file == nil {
		return "", ""
	}
	os.Stderr = c.stderr
	_ = debug.SetCrashOutput(nil, debug.CrashOptions{})
	path = c.file.Name()
	_ = c.file.Close()
	if info, err := os.Stat(path); crashed && err == nil && info.Size() > c.header {
		return path, ""
	}
	if said, err := os.ReadFile(path); err == nil && int64(len(said)) > c.header {
		noise = string(said[c.header:])
	}
	_ = os.Remove(path)
	c.file = nil
	return "", noise
}

// Clean removes the crash reports in dir that are older than a month.
func Clean(dir string, now time.Time) {
	paths, err := filepath.Glob(filepath.Join(dir, "crash-*.txt"))
	if err != nil {
		return
	}
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil && now.Sub(info.ModTime()) > days*24*time.Hour {
			_ = os.Remove(path)
		}
	}
}
