package crm

import (
	"errors"
	"fmt"
	"strings"
)

// Code classifies an error for the people and scripts that meet it. The
// command line maps it to an exit status.
type Code uint8

// The codes, from the least to the most specific. The zero value is a plain
// failure.
const (
	Failure     Code = iota // something went wrong that the user cannot mend by other words
	Usage                   // the command was called with the wrong words
	NotFound                // the named thing does not exist
	Invalid                 // the input, a file or a value, is not acceptable
	Conflict                // somebody else changed the same thing first
	Busy                    // the file is held by another process
	Interrupted             // the user stopped the work
)

// Error is an error a person can act on: what is wrong, where, and the remedy.
type Error struct {
	Code    Code
	Field   string // the field, key or column concerned; may be empty
	Message string // one sentence without the remedy
	Hint    string // the remedy; may be empty
	Err     error  // the cause, for the log; may be nil
}

// Error returns the message, then the hint, as one line.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Message)
	if e.Hint != "" {
		b.WriteString(" (")
		b.WriteString(e.Hint)
		b.WriteString(")")
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Errorf returns an Error with a formatted message. A cause given with %w is
// kept for errors.Is and errors.As.
func Errorf(code Code, format string, args ...any) *Error {
	err := fmt.Errorf(format, args...)
	return &Error{Code: code, Message: err.Error(), Err: errors.Unwrap(err)}
}

// WithHint sets the remedy and returns the same error.
func (e *Error) WithHint(format string, args ...any) *Error {
	e.Hint = fmt.Sprintf(format, args...)
	return e
}

// ErrorCode returns the code of the first Error in the chain of err, and
// Failure when there is none.
func ErrorCode(err error) Code {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	if _, ok := errors.AsType[*RowError](err); ok {
		return Invalid
	}
	return Failure
}

// RowError says why one row of a file was not taken, and what would mend it.
type RowError struct {
	File    string
	Row     int    // 1-based line of the row's first cell in the file, the header counted
	Column  string // header of the column concerned; empty when the whole row is meant
	Value   string // the offending cell; may be empty
	Message string
	Hint    string
}

// Error names file, row and column before the message.
func (e *RowError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: row %d", e.File, e.Row)
	if e.Column != "" {
		fmt.Fprintf(&b, ", column %q", e.Column)
	}
	b.WriteString(": ")
	b.WriteString(e.Message)
	if e.Hint != "" {
		b.WriteString(" (" + e.Hint + ")")
	}
	return b.String()
}
