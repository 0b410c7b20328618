//go:build unix

package hook

import (
	"os"
	"os/exec"
	"syscall"
)

// ownGroup starts a command in a process group of its own. That also keeps the
// keys of the terminal, ctrl+c above all, from reaching it.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// killGroup ends a command and its children.
func killGroup(cmd *exec.Cmd) error {
	if err := syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL); err != nil {
		return os.ErrProcessDone
	}
	return nil
}
