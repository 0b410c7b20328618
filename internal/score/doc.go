// Package score turns a lead's fields and activities into points: strength,
// ledger, grade, coverage, reasons, and readiness.
//
// A Program scores one lead at a time and can explain it. A Board holds all
// leads in columns, and a Draft of it says within milliseconds what an edit of
// the rubric does to every one of them; the two always agree.
//
// All arithmetic is integer and defined in terms of calendar days, so the same
// score comes out wherever and in whatever order it is computed. The package
// reads no clock and no file, and must not know how anything is stored or shown.
package score
