// Package crm holds the nouns of the revenue team: leads, activities, stages,
// stage changes, deals, members, settings, and the pages, records and reports
// that other rooms pass to each other.
//
// It must not know how anything is stored, shown, imported or scored, and it
// imports nothing but the standard library.
package crm
