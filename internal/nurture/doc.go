// Package nurture holds the rules for leads that are not ready to buy: when a
// recycled lead is touched and comes back, to whom, in which order the queue
// stands, in which queue an open lead stands at all, and whether it leaks.
//
// It must not know how leads are stored, scored or shown, and reads no clock:
// it judges plain figures that it is given.
package nurture
