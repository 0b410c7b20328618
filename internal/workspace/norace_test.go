//go:build !race

package workspace_test

// cases is how many random cases a property is tried with.
const cases = "20"

// many is more leads than one statement names, and than one batch scores.
const many = 2100
