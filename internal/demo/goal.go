package demo

// GoalNote is why the team has set its goal.
const GoalNote = "as much as in the quarter before"

// Revenue returns what the team means to bring in a quarter after one that
// brought so much: the same, in two digits.
func Revenue(before float64) float64 { return significant(before) }

// Chair returns who sets the goal of both teams.
func Chair() string { return marketers[0] }
