//go:build !race

package workspace_test

// cases is how many random cases a property is tried with.
const cases = "20"
