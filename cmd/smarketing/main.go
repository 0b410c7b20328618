// Command smarketing is a terminal dashboard and a set of subcommands by which
// a sales team and a marketing team work as one, over one SQLite file.
//
// This is the front door: it parses the command line, wires the rooms together
// and maps errors to exit statuses. It must not hold rules: what a command
// does belongs to internal/workspace, how it looks to internal/report and ui.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // a file's zone holds also where the system knows none
)

func main() { os.Exit(start()) }

// start runs the program until it is done or a signal ends it. A second signal
// ends it at once.
func start() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	context.AfterFunc(ctx, stop)
	// A reader that goes away, as head does, is an error of the write then and
	// not the end of the process: temporary files are still removed.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	return run(ctx, os.Args[1:], streams{in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv})
}

// streams are the program's ties to the outside.
type streams struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string
}

// run executes one command line and returns its exit status.
func run(ctx context.Context, args []string, s streams) int {
	a := &app{streams: s}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.err)
	err := root.ExecuteContext(ctx)
	a.close()
	return a.exit(ctx, err)
}
