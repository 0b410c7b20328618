package screen

import tea "charm.land/bubbletea/v2"

// FormMsg asks the shell to lay a form over the screen. It closes when it is
// submitted or cancelled.
type FormMsg struct {
	Title  string
	Submit string // what submitting does, the label of its key: "publish"
	// Fields returns the fields for the values so far, which are empty at
	// first. It is asked again on every change: fields may come, go, and get
	// other values. What a person has entered stays.
	Fields func(Values) []Field
	// Check returns what is wrong, by the key of the field; under the empty
	// key what is wrong with all of it. It is said while typing, and nothing
	// is submitted before it is mended. Nil: everything is right.
	Check func(Values) map[string]string
	// Watch returns a command whose FormNoteMsg is shown below the fields, nil
	// when there is nothing to say. It is asked on every change; while one of
	// its commands runs no other does, and the newest values are asked about
	// when it has ended. Nil: there is no note.
	Watch func(Values) tea.Cmd
	// Run returns what is done with the values on submit.
	Run func(Values) tea.Cmd
}

// Values are the contents of a form by the keys of its fields, without space
// around them.
type Values map[string]string

// Field is one field of a form: a closed choice when it has options, several
// lines of text when it is wide, else one line of text.
type Field struct {
	Key, Label  string
	Value       string // until the person enters another
	Placeholder string
	Hint        string   // said below the field while nothing is wrong with it
	Options     []string // of a closed choice
	Suggest     []string // completions for a line of text, the likeliest first
	List        bool     // the line is a list with commas: completions are for its last entry
	Wide        bool
}

// FormNoteMsg is what a form says about its values, such as how many leads a
// rule matches.
type FormNoteMsg struct {
	Title string // of the form it is for; a form of another title ignores it
	Text  string
	Level Level
}

// PickMsg asks the shell to let a person pick one of a few by one key.
type PickMsg struct {
	Title, Body string
	Options     []Option
	Skip        string // what enter does: "no reason given"; empty: nothing
	OnSkip      func() tea.Cmd
}

// Option is something to pick.
type Option struct {
	Key   string // the key that picks it
	Label string
	Hint  string // what it leads to; may be empty
	Run   func() tea.Cmd
}
