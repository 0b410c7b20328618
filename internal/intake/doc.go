// Package intake is the door in: it reads a foreign file twice, first to learn
// what its columns hold, then to yield its rows as nouns, each one either a
// record or a rejected row with its reason.
//
// It must not know any file of ours, write a record anywhere, or drop a row in
// silence.
package intake
