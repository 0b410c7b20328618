package crm

import "time"

// JournalEntry says who did what when. Every write makes one.
type JournalEntry struct {
	ID     int64
	At     time.Time
	By     string
	Verb   string
	Lead   LeadID // 0 when no single lead is meant
	Key    string // what is meant, in words: a lead's key, a file, a setting
	Detail string // JSON; what undo needs
	Undone bool
}

// JournalQuery says which entries of the journal to list, newest first.
type JournalQuery struct {
	Lead  LeadID // 0: those of all leads, and of none
	Limit int    // 0: all
}

// UndoReport is what an undo did.
type UndoReport struct {
	Entry   int64          // of the journal, that was undone
	Verb    string         // what was undone: import, ingest, merge, unify, goal, stages, a deed
	Key     string         // of the entry: a file, a lead
	Removed map[string]int // rows taken away, by noun: leads, activities, stage changes, deals, members
	Kept    []string       // what stays although it came with what was undone, each with the reason
}

// StageEdit is a change of the stage definitions that can be undone.
type StageEdit struct {
	Entry int64 // of the journal; 0: there is none
	At    time.Time
	By    string
	Was   Stages // the definitions before it
}
