package main

import (
	"context"
	"fmt"
	"os"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"

	"smarketing/internal/crm"
	"smarketing/internal/workspace"
)

func (a *app) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use: "backup FILE", Short: "Copy the file as it is at this moment", Args: exactly("FILE"),
		Long: `Copies the file to a new one, also while others write to it. It never writes over
a file that exists.`,
		RunE: a.reading(func(ctx context.Context, w *workspace.Workspace, args []string) error {
			path := args[0]
			if err := mustNotExist(path); err != nil {
				return err
			}
			if err := w.Backup(ctx, path); err != nil {
				return err
			}
			info, err := os.Stat(path)
			if err != nil {
				return crm.Errorf(crm.Failure, "the backup %s is not there: %w", path, err)
			}
			_, err = fmt.Fprintf(a.out, "copied to %s (%s)\n", clean(path), humanize.Bytes(uint64(info.Size())))
			return err
		}),
	}
}
