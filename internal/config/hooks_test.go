package config

import (
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"smarketing/internal/crm"
)

func TestParseHooks(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("another shell")
	}
	ready := func(argv ...string) map[crm.EventKind][]string {
		return map[crm.EventKind][]string{crm.ReadyEventKind: argv}
	}
	cases := []struct {
		name, src string
		argv      map[crm.EventKind][]string
		timeout   time.Duration
		warning   string // a part of the only warning; empty: none
	}{
		{"none", "[hooks]\n", nil, defaultTimeout, ""},
		{"a list", `on_ready = ["notify-send", "a b"]`, ready("notify-send", "a b"), defaultTimeout, ""},
		{
			"all", "on_ready = [\"a\"]\non_sla_breach = [\"b\"]\non_recycle = [\"c\"]\ntimeout = \"1m\"",
			map[crm.EventKind][]string{crm.ReadyEventKind: {"a"}, crm.BreachEventKind: {"b"}, crm.RecycleEventKind: {"c"}}, time.Minute, "",
		},
		{"a line without a shell", `on_ready = "mail -s ready team"`, nil, defaultTimeout, "or set shell = true"},
		{"a line with a shell", "on_ready = \"mail -s ready team\"\nshell = true", ready("/bin/sh", "-c", "mail -s ready team"), defaultTimeout, ""},
		{"a list with a shell needs none", "on_ready = [\"a\"]\nshell = true", ready("a"), defaultTimeout, ""},
		{"an empty line", "on_ready = \" \"\nshell = true", nil, defaultTimeout, "on_ready is ignored"},
		{"an empty list", "on_ready = []", nil, defaultTimeout, "on_ready is ignored"},
		{"an empty program", `on_ready = ["", "a"]`, nil, defaultTimeout, "on_ready is ignored"},
		{"a number", `on_ready = ["a", 3]`, nil, defaultTimeout, "on_ready is ignored"},
		{"misspelt", `on_redy = ["a"]`, nil, defaultTimeout, `did you mean "on_ready"?`},
		{"foreign", `colour = 3`, nil, defaultTimeout, "the keys are on_ready, on_sla_breach"},
		{"no time", `timeout = "soon"`, nil, defaultTimeout, "timeout is ignored"},
		{"no time at all", `timeout = "0s"`, nil, defaultTimeout, "timeout is ignored"},
		{"for ever", `timeout = "24h"`, nil, defaultTimeout, "timeout is ignored"},
		{"a number for a time", `timeout = 10`, nil, defaultTimeout, "timeout is ignored"},
		{"a text for a switch", `shell = "yes"`, nil, defaultTimeout, "shell is ignored"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, warnings := Parse("config.toml", []byte("[hooks]\n"+strings.TrimPrefix(c.src, "[hooks]\n")))
			if !reflect.DeepEqual(got.Hooks, Hooks{c.argv, c.timeout}) {
				t.Errorf("got %+v", got.Hooks)
			}
			if c.warning == "" && len(warnings) > 0 || c.warning != "" && (len(warnings) != 1 || !strings.Contains(warnings[0], c.warning)) {
				t.Errorf("warnings %q, want one with %q", warnings, c.warning)
			}
		})
	}
	if _, warnings := Parse("config.toml", []byte("hooks = 3")); len(warnings) != 1 || !strings.Contains(warnings[0], "write a table") {
		t.Errorf("warnings %q", warnings)
	}
	if got, _ := Parse("config.toml", []byte("[hooks]\non_ready = [\"~/bin/ready\"]")); strings.HasPrefix(got.Hooks.Argv[crm.ReadyEventKind][0], "~") {
		t.Errorf("the program is %q", got.Hooks.Argv[crm.ReadyEventKind][0])
	}
}
