package crm

// Likelihood says how sure it is that leads are the same.
type Likelihood string

// The likelihoods.
const (
	Certain  Likelihood = "certain"  // by the identity that imports go by
	Likely   Likelihood = "likely"   // two facts agree
	Possible Likelihood = "possible" // spelled alike
)

// Duplicate is a group of leads that seem to be one, or of spellings that seem
// to be one company.
type Duplicate struct {
	Reasons    []string // in words: same e-mail, same name and phone...
	Likelihood Likelihood
	Leads      []Lead     // the one to keep first; empty for spellings of a company
	Spellings  []Spelling // of a company, the most frequent first
}

// Spelling is one way in which a company is written.
type Spelling struct {
	Text  string
	Leads int
}

// MergeReport is what a merge did.
type MergeReport struct {
	Entry  int64 // of the journal, for the undo
	Keep   Lead  // as it is now
	Merged []string
	Filled []string       // fields that were unknown before
	Moved  map[string]int // rows by noun
	Same   map[string]int // rows that both had: kept once
}
