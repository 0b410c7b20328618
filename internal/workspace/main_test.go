package workspace_test

import (
	"flag"
	"os"
	"testing"
)

// TestMain lowers the number of random cases: each is a file of its own.
// go test -rapid.checks=1000 tries more.
func TestMain(m *testing.M) {
	flag.Parse()
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "rapid.checks" })
	if !given {
		if err := flag.Set("rapid.checks", cases); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}
