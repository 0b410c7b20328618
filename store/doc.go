// Package store keeps the nouns in one SQLite file. It is the only importer of
// database/sql and of the driver, and the only place where SQL stands.
//
// It must not score, decide or interpret anything: it keeps and finds.
package store
