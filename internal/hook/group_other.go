//go:build !unix

package hook

import "os/exec"

// ownGroup does nothing where there are no process groups.
func ownGroup(*exec.Cmd) {}

// killGroup ends a command; its children are cut off from its output.
func killGroup(cmd *exec.Cmd) error { return cmd.Process.Kill() }
