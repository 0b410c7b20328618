package crm

// View is a list of leads that a team keeps under a name.
type View struct {
	Name  string
	Scope Scope
	Query LeadQuery // without its window, its instants and whom the scope means
}

// Scope says whose leads a view lists, as seen by whoever looks at it.
type Scope string

// The scopes.
const (
	Everybody Scope = ""
	Mine      Scope = "mine"
	OfMyTeam  Scope = "team" // of the members of one's team, and of nobody
)
