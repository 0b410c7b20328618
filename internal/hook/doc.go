// Package hook tells commands of the user's own what has happened: it takes
// events from an outbox and runs the command hooked to their kind, with the
// event as JSON on its standard input.
//
// An event is told at least once: a command that fails or is cut short gets it
// again, with the same id. Whatever a command does, it holds up nobody: it has
// a time limit, its output is cut, and its children end with it.
//
// The package must not know how an event is stored or came about, and must
// never write to the terminal.
package hook
