// Package sla knows when a team works and until when it owes a lead something:
// the first touch, the decision, the work of a stage.
//
// It must not know how leads are stored, listed or shown, and reads no clock:
// every instant is given to it.
package sla
