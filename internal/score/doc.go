// Package score turns a lead's fields and activities into points: strength,
// ledger, grade, coverage, reasons, and readiness.
//
// All arithmetic is integer and defined in terms of calendar days, so the same
// score comes out wherever and in whatever order it is computed. The package
// reads no clock and no file, and must not know how anything is stored or shown.
package score
