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
