package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// exactly demands one argument for each name.
func exactly(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == len(names) {
			return nil
		}
		if len(names) == 0 {
			return wrongArgs(cmd, fmt.Sprintf("%s takes no arguments, but there is %q", cmd.CommandPath(), args[0]))
		}
		return wrongArgs(cmd, fmt.Sprintf("%s takes %s", cmd.CommandPath(), strings.Join(names, " and ")))
	}
}

// some demands one or more arguments of that name.
func some(name string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return nil
		}
		return wrongArgs(cmd, fmt.Sprintf("%s takes one or more of %s", cmd.CommandPath(), name))
	}
}

// oneOf demands one argument that is one of the choices.
func oneOf(choices ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != 1 {
			return wrongArgs(cmd, fmt.Sprintf("%s takes one of %s", cmd.CommandPath(), strings.Join(choices, ", ")))
		}
		return among("what to "+cmd.Name(), args[0], choices)
	}
}

// wrongFlag says what is wrong with a flag.
func wrongFlag(cmd *cobra.Command, err error) error {
	if e, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		takes := "another kind of value"
		switch e.GetFlag().Value.Type() {
		case "int", "uint64":
			takes = "a whole number"
		case "bool":
			takes = "true or false"
		}
		return crm.Errorf(crm.Usage, "--%s takes %s, not %q", e.GetFlag().Name, takes, e.GetValue()).
			WithHint("see %s --help", cmd.CommandPath())
	}
	return crm.Errorf(crm.Usage, "%w", err).WithHint("see %s --help", cmd.CommandPath())
}

// natural demands that the number given with a flag is 0 or more.
func natural(flag string, n int) error {
	if n < 0 {
		return crm.Errorf(crm.Usage, "--%s cannot be %d", flag, n).WithHint("give a number from 1, or 0 for all")
	}
	return nil
}

func wrongArgs(cmd *cobra.Command, message string) error {
	return crm.Errorf(crm.Usage, "%s", message).WithHint("write %s", cmd.UseLine())
}

// noCommand refuses the arguments of a command that only has subcommands, with
// the nearest of those.
func noCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	names := make([]string, 0, 16)
	for _, sub := range cmd.Commands() {
		names = append(names, sub.Name())
	}
	err := crm.Errorf(crm.Usage, "%s has no command %q", cmd.CommandPath(), args[0])
	if near, ok := text.Nearest(args[0], names); ok {
		return err.WithHint("did you mean %s %s?", cmd.CommandPath(), near)
	}
	return err.WithHint("see %s --help", cmd.CommandPath())
}

// group returns a command that only holds others.
func group(use, short string, subs ...*cobra.Command) *cobra.Command {
	cmd := &cobra.Command{
		Use: use, Short: short, Args: noCommand,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return crm.Errorf(crm.Usage, "%s needs to be told what to do", cmd.CommandPath()).
				WithHint("see %s --help", cmd.CommandPath())
		},
	}
	cmd.AddCommand(subs...)
	return cmd
}

// among demands that the value of what is one of the choices.
func among(what, value string, choices []string) error {
	for _, c := range choices {
		if c == value {
			return nil
		}
	}
	err := crm.Errorf(crm.Usage, "%s cannot be %q", what, value)
	if near, ok := text.Nearest(value, choices); ok {
		return err.WithHint("did you mean %q?", near)
	}
	return err.WithHint("use one of %s", strings.Join(choices, ", "))
}

// pairs reads NAME=VALUE arguments; what names them in the error.
func pairs(what string, args []string) (map[string]string, error) {
	m := make(map[string]string, len(args))
	for _, arg := range args {
		name, value, ok := strings.Cut(arg, "=")
		if !ok || strings.TrimSpace(name) == "" {
			return nil, crm.Errorf(crm.Usage, "%q is not of the form %s", arg, what).WithHint("write %s", what)
		}
		if _, twice := m[name]; twice {
			return nil, crm.Errorf(crm.Usage, "%s is given twice", name).WithHint("give it once")
		}
		m[strings.TrimSpace(name)] = value
	}
	return m, nil
}

// atMost allows one argument of that name, or none.
func atMost(name string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) <= 1 {
			return nil
		}
		return wrongArgs(cmd, fmt.Sprintf("%s takes one %s, or none", cmd.CommandPath(), name))
	}
}
