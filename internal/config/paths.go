package config

import (
	"os"
	"path/filepath"
	"runtime"

	"github.com/adrg/xdg"
)

// name is the folder of the program below every base directory.
const name = "smarketing"

// Paths are the places on disk the program uses when it is told no other.
type Paths struct {
	Config   string // the configuration file
	Exports  string // the folder for export profiles of the user's own
	Database string // the file with the team's data
	Log      string // the log file
	Crash    string // the folder for crash reports
}

// Locate returns the places after the XDG base directory rules. On macOS the
// same ~/.config, ~/.local/share and ~/.local/state are used as on Linux,
// because that is where people of the terminal look.
func Locate() Paths {
	config, data, state := xdg.ConfigHome, xdg.DataHome, xdg.StateHome
	if runtime.GOOS == "darwin" {
		config = base("XDG_CONFIG_HOME", ".config")
		data = base("XDG_DATA_HOME", ".local/share")
		state = base("XDG_STATE_HOME", ".local/state")
	}
	return Paths{
		Config:   filepath.Join(config, name, "config.toml"),
		Exports:  filepath.Join(config, name, "exports"),
		Database: filepath.Join(data, name, "smarketing.db"),
		Log:      filepath.Join(state, name, "smarketing.log"),
		Crash:    filepath.Join(state, name, "crashes"),
	}
}

// base returns the directory that the variable names when it is an absolute
// path (the XDG rules ignore relative ones), else the one below home.
func base(variable, below string) string {
	if dir := os.Getenv(variable); filepath.IsAbs(dir) {
		return dir
	}
	return filepath.Join(xdg.Home, filepath.FromSlash(below))
}

// Expand replaces a leading ~ by the home directory.
func Expand(path string) string {
	if path == "~" {
		return xdg.Home
	}
	if len(path) > 1 && path[0] == '~' && (path[1] == '/' || path[1] == filepath.Separator) {
		return filepath.Join(xdg.Home, path[2:])
	}
	return path
}
