package demo

import "smarketing/internal/crm"

// members are five reps and three marketers. The order of the reps is the order
// of their luck: each has a share of the accepted leads and a pace of their own.
var members = []crm.Member{
	{Name: "Nora Lindqvist", Team: crm.Sales, Capacity: 10},
	{Name: "Daniel Okafor", Team: crm.Sales, Capacity: 10},
	{Name: "Mei Tanaka", Team: crm.Sales, Capacity: 9},
	{Name: "Lucas Almeida", Team: crm.Sales, Capacity: 8},
	{Name: "Priya Raman", Team: crm.Sales, Capacity: 8},
	{Name: "Clara Hofmann", Team: crm.Marketing},
	{Name: "Tom Becker", Team: crm.Marketing},
	{Name: "Zeynep Kaya", Team: crm.Marketing},
}

// rep is a salesperson: how many of the leads, how slow.
type rep struct {
	name string
	slow float64 // factor on the days to a decision
}

var reps = weighted[rep]{
	{24, rep{"Nora Lindqvist", 0.7}},
	{22, rep{"Daniel Okafor", 0.9}},
	{20, rep{"Mei Tanaka", 0.8}},
	{18, rep{"Lucas Almeida", 1.7}},
	{16, rep{"Priya Raman", 1.1}},
}

var marketers = []string{"Clara Hofmann", "Tom Becker", "Zeynep Kaya"}

// Members returns the joint team, sales first.
func Members() []crm.Member { return append([]crm.Member(nil), members...) }

// Settings returns the settings the demo is invented for: the defaults.
func Settings() crm.Settings { return crm.DefaultSettings() }

// Rubric returns the key of the rubric template that suits the demo.
func Rubric() string { return "b2b-software" }
