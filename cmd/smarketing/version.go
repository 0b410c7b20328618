package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"smarketing/internal/report"
	"smarketing/store"
)

// release is set by the linker for a released binary.
var release = ""

// version returns the version of the program: the released one, else that of
// the module, else "dev".
func version() string {
	if release != "" {
		return release
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "dev"
}

// commit returns the commit the program was built from, with a mark when it
// was changed since; "" when the build does not say.
func commit() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	hash, mark := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			hash = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			mark = "+"
		}
	}
	if hash == "" {
		return ""
	}
	return hash + mark
}

func (a *app) versionCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "version", Short: "Show the version of the program and of its files", Args: exactly(),
		RunE: func(*cobra.Command, []string) error {
			pairs := []report.Pair{
				{Name: "version", Value: version()},
				{Name: "commit", Value: commit()},
				{Name: "go", Value: runtime.Version()},
				{Name: "platform", Value: fmt.Sprintf("%s/%s", runtime.GOOS, runtime.GOARCH)},
				{Name: "schema", Value: store.SchemaVersion()},
			}
			return report.Pairs(a.out, form(asJSON), pairs)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	return cmd
}
