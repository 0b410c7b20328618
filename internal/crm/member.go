package crm

// Member is a person of one of the teams.
type Member struct {
	Name     string
	Team     Team
	Capacity int // leads the member can work a week; 0 when not given
}
