package crm

import "time"

// RecordKind says what the rows of a file are.
type RecordKind string

// The kinds of records.
const (
	LeadRecord     RecordKind = "leads"
	ActivityRecord RecordKind = "activities"
	StageRecord    RecordKind = "stages"
	DealRecord     RecordKind = "deals"
	SpendRecord    RecordKind = "spend"
)

// Record is one row of a file as nouns. Only the noun of its Kind is filled,
// and of a lead or deal only the fields the row knows: unknown values never
// erase known ones.
type Record struct {
	Row        int // 1-based line of the row's first cell in the file, the header counted
	Kind       RecordKind
	Lead       Lead   // StageAt and OutcomeAt as the row gives them
	LeadRef    string // of activities, stage changes and deals: key or e-mail of the lead; may be empty for deals
	Activity   Activity
	Change     StageChange
	Deal       Deal
	Spend      Spend
	Ignored    bool     // the row's stage value is mapped to nothing: counted, not taken
	Occurrence int      // 0 for the first row of the file with this identity, 1 for the second...; for rows without an id
	Cells      []string // the row as read, for the rejects file
}

// ImportSource describes a file before its rows are committed.
type ImportSource struct {
	File        string // as the user named it
	Fingerprint string // digest of the content and of the mapping; equal for a repeated command
	Kind        RecordKind
	Format      string // csv, or the name of the recognised export
	Encoding    string // utf-8, utf-16le, windows-1252...
	Delimiter   string
	DateOrder   string  // ymd, dmy, mdy, mixed (differs per column), or empty without dates
	System      string  // the source system the keys belong to
	Sheets      []Sheet // of a workbook, in its order
	Rows        int     // data rows found by the first pass
	Columns     []ImportColumn
	Custom      []Field  // custom fields the columns make
	Notes       []string // what a person should know, in full sentences
	NewKeys     bool     // the file has no id column: keys are made from the rows
}

// Sheet is one sheet of a workbook, by its first rows.
type Sheet struct {
	Name    string
	Columns int  // named by its header
	Rows    int  // below the header, of those that were looked at
	More    bool // there are more rows
	Read    bool // it is the one that is read
	Hidden  bool
	Damaged bool // nothing is known of it but its name
}

// ImportColumn says what became of one column.
type ImportColumn struct {
	Header    string
	Field     string // the field it fills; empty when the column is ignored
	Type      Type
	Custom    bool
	DateOrder string         // of a time column
	Known     int            // cells with a value
	Nulls     map[string]int // spellings taken as unknown, the empty cell included, and how often
	Suspects  map[string]int // spellings that look like unknown but were kept
	Samples   []string       // a few distinct values
	Values    map[string]int // every value and how often, of a column that names a few things; nil when there are too many
	// Means says, of a column that fills a stage, an outcome or a status, what
	// its values are read as; empty for one whose rows are ignored. A value that
	// means nothing is missing.
	Means map[string]string
}

// Progress tells how far a long work is.
type Progress struct {
	What        string // in words: "reading", "importing", "re-scoring"
	Done, Total int    // rows; Total 0 when unknown
	Bytes, Size int64  // of the file; Size 0 when unknown
	Started     time.Time
}

// ImportReport is what an import did; one per file, kept in the import log.
type ImportReport struct {
	ID int64
	ImportSource
	At             time.Time
	By             string
	DryRun         bool
	Complete       bool
	Created        int
	Updated        int
	Unchanged      int
	Rejected       int
	Ignored        int            // rows whose stage value was mapped to nothing
	Reasons        map[string]int // rejects by reason, without the row's own values
	FirstRejects   []string       // the first few rejects in full
	RejectsFile    string         // empty when nothing was rejected
	LeadsCreated   int            // by deals that name an unknown lead
	WithoutLead    int            // deals kept without a lead
	MembersCreated []string       // unknown owners, now sales members
	ByStatus       map[string]int // deals by raw status
	Oddities       map[string]int // "won before contact": 1; counted, kept, and said
	NewlyReady     int
	Took           time.Duration
}

// ImportID identifies an import in the log.
type ImportID int64
