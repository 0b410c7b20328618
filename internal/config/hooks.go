package config

import (
	"fmt"
	"runtime"
	"strings"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// Hooks are the user's commands that are told what has happened.
type Hooks struct {
	Argv    map[crm.EventKind][]string // program and arguments; nil without hooks
	Timeout time.Duration              // how long each may run
}

const (
	defaultTimeout = 10 * time.Second
	mostTimeout    = 10 * time.Minute
)

// hookKeys are the known keys of the table, in the order in which a warning
// lists them.
var hookKeys = []string{"on_ready", "on_sla_breach", "on_recycle", "timeout", "shell"}

var hookKinds = map[string]crm.EventKind{
	"on_ready": crm.ReadyEventKind, "on_sla_breach": crm.BreachEventKind, "on_recycle": crm.RecycleEventKind,
}

// setHooks takes the table [hooks] and says what is wrong with it.
func (c *Config) setHooks(value any) []string {
	table, ok := value.(map[string]any)
	if !ok {
		return []string{`hooks is ignored (write a table: [hooks], and below it on_ready = ["notify-send", "A lead is ready"])`}
	}
	shell, _ := table["shell"].(bool)
	var problems []string
	for _, key := range sorted(table) {
		if problem := c.setHook(key, table[key], shell); problem != "" {
			problems = append(problems, "[hooks] "+problem)
		}
	}
	return problems
}

func (c *Config) setHook(key string, value any, shell bool) string {
	if kind, ok := hookKinds[key]; ok {
		argv, problem := command(key, value, shell)
		if problem == "" {
			if c.Hooks.Argv == nil {
				c.Hooks.Argv = map[crm.EventKind][]string{}
			}
			c.Hooks.Argv[kind] = argv
		}
		return problem
	}
	switch key {
	case "timeout":
		s, _ := value.(string)
		d, err := time.ParseDuration(s)
		if err != nil || d <= 0 || d > mostTimeout {
			return `timeout is ignored (write a time of up to ten minutes, such as timeout = "10s")`
		}
		c.Hooks.Timeout = d
	case "shell":
		if _, ok := value.(bool); !ok {
			return "shell is ignored (write shell = true or shell = false)"
		}
	default:
		if near, ok := text.Nearest(key, hookKeys); ok {
			return fmt.Sprintf("unknown key %q is ignored (did you mean %q?)", key, near)
		}
		return fmt.Sprintf("unknown key %q is ignored (the keys are %s)", key, strings.Join(hookKeys, ", "))
	}
	return ""
}

// command reads a program with its arguments; one line for the shell only when
// the user has asked for a shell.
func command(key string, value any, shell bool) ([]string, string) {
	switch v := value.(type) {
	case string:
		if !shell {
			return nil, fmt.Sprintf(`%s is ignored (write a list, such as %s = ["notify-send", "smarketing"], or set shell = true)`, key, key)
		}
		if strings.TrimSpace(v) != "" {
			return shellCommand(v), ""
		}
	case []any:
		argv := make([]string, len(v))
		ok := len(v) > 0
		for i, item := range v {
			s, isText := item.(string)
			argv[i], ok = s, ok && isText
		}
		if ok && argv[0] != "" {
			argv[0] = Expand(argv[0])
			return argv, ""
		}
	}
	return nil, fmt.Sprintf(`%s is ignored (write the program and its arguments as texts: %s = ["notify-send", "smarketing"])`, key, key)
}

func shellCommand(line string) []string {
	if runtime.GOOS == "windows" {
		return []string{"cmd", "/C", line}
	}
	return []string{"/bin/sh", "-c", line}
}
