//go:build race

package workspace_test

// cases is how many random cases a property is tried with: the database is
// many times slower under the race detector.
const cases = "5"

// many is more leads than one statement names.
const many = 600
