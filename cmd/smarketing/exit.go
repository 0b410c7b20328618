package main

import (
	"context"
	"errors"
	"fmt"
	"syscall"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/text"
)

// The exit statuses.
const (
	exitOK          = 0
	exitFailure     = 1
	exitUsage       = 2
	exitNotFound    = 3
	exitInvalid     = 4
	exitBusy        = 5
	exitInterrupted = 130
	exitPipe        = 141 // nobody reads the output any more; what a shell reports for it
)

// saidError is a failure about which everything has been said already.
type saidError struct{ code crm.Code }

func (e saidError) Error() string { return "" }

// exit says what went wrong on the error stream, one sentence with its hint,
// and returns the exit status.
func (a *app) exit(ctx context.Context, err error) int {
	if err == nil {
		return exitOK
	}
	if errors.Is(err, syscall.EPIPE) {
		return exitPipe
	}
	if a.log != nil {
		a.log.Error("command failed", "err", err, "cause", cause(err))
	}
	if quiet, ok := errors.AsType[saidError](err); ok {
		return status(quiet.code)
	}
	code := crm.ErrorCode(err)
	if code == crm.Failure && ctx.Err() != nil {
		// What fails without a better reason after a signal fails because of it.
		err, code = crm.Errorf(crm.Interrupted, "interrupted"), crm.Interrupted
	}
	if problems, ok := errors.AsType[rubric.Problems](err); ok {
		err, code = problems, crm.Invalid
	}
	fmt.Fprintf(a.err, "smarketing: %s\n", text.CleanLines(sentence(err)))
	return status(code)
}

// sentence returns what a person should read of an error: of a chain, the first
// error that was written for people.
func sentence(err error) string {
	if e, ok := errors.AsType[*crm.Error](err); ok {
		return e.Error()
	}
	if e, ok := errors.AsType[*crm.RowError](err); ok {
		return e.Error()
	}
	return err.Error()
}

// cause returns what lies below an error written for people, for the log.
func cause(err error) string {
	if e, ok := errors.AsType[*crm.Error](err); ok && e.Err != nil {
		return e.Err.Error()
	}
	return ""
}

func status(code crm.Code) int {
	switch code {
	case crm.Usage:
		return exitUsage
	case crm.NotFound:
		return exitNotFound
	case crm.Invalid:
		return exitInvalid
	case crm.Busy:
		return exitBusy
	case crm.Interrupted:
		return exitInterrupted
	}
	return exitFailure
}
