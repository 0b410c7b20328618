package screen

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// causeLimit is how much is shown of an error that nobody has put into words:
// the causes of causes may fill a screen.
const causeLimit = 160

// Sentence returns what an error says and what helps, empty when nobody knows;
// both may be shown as they are.
func Sentence(err error) (message, hint string) {
	if e, ok := errors.AsType[*crm.Error](err); ok {
		return text.Clean(e.Message), text.Clean(e.Hint)
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return "the file did not answer in time", "another program may be busy with it"
	}
	words := []rune(text.Clean(err.Error()))
	if len(words) > causeLimit { // the cause stands at the end
		words = append([]rune("…"), words[len(words)-causeLimit:]...)
	}
	return string(words), ""
}

// Words returns an error in one sentence, what helps in brackets.
func Words(err error) string {
	message, hint := Sentence(err)
	if hint == "" {
		return message
	}
	return message + " (" + hint + ")"
}

// Fail returns the toast of an error.
func Fail(err error) tea.Msg { return ToastMsg{Failure, Words(err)} }
