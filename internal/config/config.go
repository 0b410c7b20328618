// Package config finds the program's places on disk and reads its few optional
// settings.
//
// It must never fail the start: whatever is wrong with the file is a warning,
// and the default stands. What both teams share is not here but in the
// database (crm.Settings).
package config

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"smarketing/internal/text"
)

// Theme says which ground the dashboard is drawn for.
type Theme string

// The themes. Auto asks the terminal.
const (
	Auto  Theme = "auto"
	Dark  Theme = "dark"
	Light Theme = "light"
)

// Notify says how somebody who looks elsewhere is told of new alerts.
type Notify string

// The ways to tell.
const (
	Bell    Notify = "bell"    // the bell of the terminal
	Desktop Notify = "desktop" // and a notification, where the terminal can make one
	Off     Notify = "off"
)

// Config holds the personal settings of one user on one machine.
type Config struct {
	DB     string // database file; empty: the XDG data folder
	By     string // who acts; empty: the system user
	Mouse  bool   // whether the dashboard takes the mouse
	Theme  Theme
	Notify Notify
	Hooks  Hooks
}

// Default returns the settings of a machine without a configuration file.
func Default() Config {
	return Config{Mouse: true, Theme: Auto, Notify: Bell, Hooks: Hooks{Timeout: defaultTimeout}}
}

// keys are the known keys, in the order in which a warning lists them.
var keys = []string{"db", "by", "mouse", "theme", "notify", "hooks"}

// Load reads the file at path. It always returns usable settings; every
// warning is one sentence that names the file and the remedy. A missing file
// is fine.
func Load(path string) (Config, []string) {
	src, err := os.ReadFile(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return Default(), nil
	case err != nil:
		return Default(), []string{fmt.Sprintf("%s cannot be read and is ignored: %v", path, err)}
	}
	return Parse(path, src)
}

// Parse reads the text of a configuration file; file names it in warnings.
func Parse(file string, src []byte) (Config, []string) {
	c := Default()
	var table map[string]any
	if err := toml.Unmarshal(src, &table); err != nil {
		where := file
		if syntax, ok := errors.AsType[*toml.DecodeError](err); ok {
			line, _ := syntax.Position()
			where = fmt.Sprintf("%s:%d", file, line)
		}
		return c, []string{fmt.Sprintf("%s is not valid TOML and is ignored: %s", where, strings.TrimPrefix(err.Error(), "toml: "))}
	}
	var warnings []string
	for _, key := range sorted(table) {
		if key == "hooks" {
			for _, problem := range c.setHooks(table[key]) {
				warnings = append(warnings, file+": "+problem)
			}
			continue
		}
		if problem := c.set(key, table[key]); problem != "" {
			warnings = append(warnings, file+": "+problem)
		}
	}
	return c, warnings
}

// set takes one key of the file and says what is wrong with it, if anything.
func (c *Config) set(key string, value any) string {
	s, isText := value.(string)
	switch key {
	case "db":
		if !isText {
			return `db is ignored (write a path, such as db = "~/team.db")`
		}
		c.DB = Expand(s)
	case "by":
		if !isText {
			return `by is ignored (write a name, such as by = "Kim")`
		}
		c.By = strings.TrimSpace(s)
	case "mouse":
		on, isBool := value.(bool)
		if !isBool {
			return "mouse is ignored (write mouse = true or mouse = false)"
		}
		c.Mouse = on
	case "theme":
		switch t := Theme(s); t {
		case Auto, Dark, Light:
			c.Theme = t
		default:
			return `theme is ignored (write theme = "auto", "dark" or "light")`
		}
	case "notify":
		switch n := Notify(s); n {
		case Bell, Desktop, Off:
			c.Notify = n
		default:
			return `notify is ignored (write notify = "bell", "desktop" or "off")`
		}
	default:
		if near, ok := text.Nearest(key, keys); ok {
			return fmt.Sprintf("unknown key %q is ignored (did you mean %q?)", key, near)
		}
		return fmt.Sprintf("unknown key %q is ignored (the keys are %s)", key, strings.Join(keys, ", "))
	}
	return ""
}

func sorted(table map[string]any) []string {
	names := make([]string, 0, len(table))
	for name := range table {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
