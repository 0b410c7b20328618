package config

import (
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/adrg/xdg"
)

func TestParse(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, src string
		want      Config
		warning   string // a part of the only warning; empty: none
	}{
		{"empty", "", Default(), ""},
		{
			"all", "db = \"/a/b.db\"\nby = \" Kim \"\nmouse = false\ntheme = \"light\"\nnotify = \"desktop\"\n",
			Config{DB: "/a/b.db", By: "Kim", Theme: Light, Notify: Desktop, Hooks: Default().Hooks}, "",
		},
		{"misspelt key", "muose = false", Default(), `did you mean "mouse"?`},
		{"foreign key", "keybindings = 1", Default(), "the keys are db, by, mouse, theme, notify, hooks"},
		{"wrong type keeps the default", "mouse = \"no\"", Default(), "mouse is ignored"},
		{"wrong theme", "theme = \"solarized\"\nby = \"Kim\"", Config{By: "Kim", Mouse: true, Theme: Auto, Notify: Bell, Hooks: Default().Hooks}, "theme is ignored"},
		{"wrong way to tell", "notify = \"smoke\"", Default(), `write notify = "bell", "desktop" or "off"`},
		{"no way to tell", "notify = false", Default(), "notify is ignored"},
		{"number for a name", "by = 3", Default(), "by is ignored"},
		{"number for a path", "db = 3", Default(), "db is ignored"},
		{"not TOML", "by = \"Kim\"\nmouse = = true", Default(), "config.toml:2 is not valid TOML"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, warnings := Parse("config.toml", []byte(c.src))
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
			if c.warning == "" && len(warnings) > 0 || c.warning != "" && (len(warnings) != 1 || !strings.Contains(warnings[0], c.warning)) {
				t.Errorf("warnings %q, want one with %q", warnings, c.warning)
			}
		})
	}
}

func TestLoad(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if c, warnings := Load(filepath.Join(dir, "absent.toml")); !reflect.DeepEqual(c, Default()) || len(warnings) != 0 {
		t.Errorf("a missing file gave %+v and %q", c, warnings)
	}
	if c, warnings := Load(dir); !reflect.DeepEqual(c, Default()) || len(warnings) != 1 {
		t.Errorf("a folder gave %+v and %q", c, warnings)
	}
	path := filepath.Join(dir, "config.toml")
	if err := os.WriteFile(path, []byte("by = \"Kim\""), 0o600); err != nil {
		t.Fatal(err)
	}
	if c, warnings := Load(path); c.By != "Kim" || len(warnings) != 0 {
		t.Errorf("got %+v and %q", c, warnings)
	}
}

// TestLocate changes the environment, so it does not run in parallel.
func TestLocate(t *testing.T) {
	root := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(root, "c"))
	t.Setenv("XDG_DATA_HOME", filepath.Join(root, "d"))
	t.Setenv("XDG_STATE_HOME", filepath.Join(root, "s"))
	xdg.Reload()
	t.Cleanup(xdg.Reload)
	want := Paths{
		Config:   filepath.Join(root, "c", "smarketing", "config.toml"),
		Exports:  filepath.Join(root, "c", "smarketing", "exports"),
		Database: filepath.Join(root, "d", "smarketing", "smarketing.db"),
		Log:      filepath.Join(root, "s", "smarketing", "smarketing.log"),
		Crash:    filepath.Join(root, "s", "smarketing", "crashes"),
	}
	if got := Locate(); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if runtime.GOOS != "windows" {
		t.Setenv("XDG_CONFIG_HOME", "relative")
		if got := base("XDG_CONFIG_HOME", ".config"); got != filepath.Join(xdg.Home, ".config") {
			t.Errorf("a relative base directory was taken: %s", got)
		}
	}
}

func TestExpand(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"~/a.db": filepath.Join(xdg.Home, "a.db"), "~": xdg.Home, "~x": "~x", "a/~": "a/~", "": "",
	} {
		if got := Expand(in); got != want {
			t.Errorf("Expand(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("by = \"Kim\"\nmouse = true"))
	f.Add([]byte("[db]\nx = 1"))
	f.Add([]byte("[hooks]\nshell = true\non_ready = \"x\"\non_recycle = [\"y\", 1]\ntimeout = \"1s\""))
	f.Fuzz(func(t *testing.T, src []byte) {
		c, warnings := Parse("config.toml", src)
		if c.Theme != Auto && c.Theme != Dark && c.Theme != Light {
			t.Errorf("theme %q came through", c.Theme)
		}
		if c.Notify != Bell && c.Notify != Desktop && c.Notify != Off {
			t.Errorf("notify %q came through", c.Notify)
		}
		for kind, argv := range c.Hooks.Argv {
			if len(argv) == 0 || argv[0] == "" || c.Hooks.Timeout <= 0 {
				t.Errorf("%s runs %q for %s", kind, argv, c.Hooks.Timeout)
			}
		}
		for _, w := range warnings {
			if !strings.HasPrefix(w, "config.toml") {
				t.Errorf("the warning %q does not name the file", w)
			}
		}
	})
}
