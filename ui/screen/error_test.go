package screen_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
)

func TestSentence(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err                  error
		message, hint, toast string
	}{
		"in words":  {crm.Errorf(crm.Conflict, "Ana\x1b[31m was\nfirst").WithHint("look"), "Ana was first", "look", "Ana was first (look)"},
		"wrapped":   {fmt.Errorf("read: %w", crm.Errorf(crm.NotFound, "it is gone")), "it is gone", "", "it is gone"},
		"too slow":  {fmt.Errorf("read: %w", context.DeadlineExceeded), "the file did not answer in time", "another program may be busy with it", "the file did not answer in time (another program may be busy with it)"},
		"no words":  {errors.New("disk\tfull"), "disk full", "", "disk full"},
		"many more": {errors.New(strings.Repeat("é", 500) + "!"), "…" + strings.Repeat("é", 159) + "!", "", "…" + strings.Repeat("é", 159) + "!"},
	} {
		if message, hint := screen.Sentence(c.err); message != c.message || hint != c.hint {
			t.Errorf("%s: %q, %q", name, message, hint)
		}
		if toast, _ := screen.Fail(c.err).(screen.ToastMsg); toast.Text != c.toast || toast.Level != screen.Failure {
			t.Errorf("%s: toast %+v", name, toast)
		}
	}
}
