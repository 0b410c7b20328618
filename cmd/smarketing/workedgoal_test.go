package main

import (
	"encoding/json"
	"testing"
)

// TestOlistGoal plans from the figures of the marketplace: every lead of its
// file could have been won by now, so the rate is that of all.
func TestOlistGoal(t *testing.T) {
	t.Parallel()
	db := workedFile(t,
		line("olist/leads.csv", "--map key=mql_id --map created_at=first_contact_date --map source=origin"),
		line("olist/deals.csv", "--as deals --map lead=mql_id --map closed_at=won_date --map owner=sr_id --set status=won"))
	var shown struct {
		Measured struct {
			Rate struct {
				Value float64
				N     int
			}
			LagDays float64 `json:"lag_days"`
			LagN    int     `json:"lag_n"`
		}
		LeadValues []struct {
			Source     string
			Leads, Won int
		} `json:"lead_values"`
	}
	if err := json.Unmarshal([]byte(mustRun(t, "--db", db, "goal", "show", "--json")), &shown); err != nil {
		t.Fatal(err)
	}
	near(t, "leads that become customers", shown.Measured.Rate.Value, 0.10525, 1e-9)
	if shown.Measured.Rate.N != 8000 || shown.Measured.LagN != 841 || len(shown.LeadValues) != 11 {
		t.Errorf("%+v", shown)
	}
	near(t, "days from lead to win, without the one dated before its lead", shown.Measured.LagDays, 14.7222, 5e-5)
	if best := shown.LeadValues[0]; best.Source != "organic_search" || best.Leads != 2296 || best.Won != 271 {
		t.Errorf("leads by source begin with %+v", best)
	}
	var plan struct {
		Customers, Leads int
		Low              int `json:"leads_low"`
		High             int `json:"leads_high"`
	}
	if err := json.Unmarshal([]byte(mustRun(t, "--db", db, "goal", "plan", "--revenue", "1M", "--deal", "10k", "--json")), &plan); err != nil {
		t.Fatal(err)
	}
	if plan.Customers != 100 || plan.Leads != 951 || plan.Low != 892 || plan.High != 1014 {
		t.Errorf("%+v", plan)
	}
}

// TestBankGoal: leads of which only the end is known, won or lost, came all the
// same.
func TestBankGoal(t *testing.T) {
	t.Parallel()
	db := workedFile(t, line("uci_bank/bank-additional-full.csv", "--map outcome=y --stage yes=won --stage no=lost"))
	var plan struct {
		Customers, Leads int
		Rate             struct {
			Value  float64
			Source string
			N      int
		}
	}
	if err := json.Unmarshal([]byte(mustRun(t, "--db", db, "goal", "plan", "--revenue", "1M", "--deal", "10k", "--json")), &plan); err != nil {
		t.Fatal(err)
	}
	near(t, "leads that become customers", plan.Rate.Value, 0.112654, 5e-7)
	if plan.Customers != 100 || plan.Leads != 888 || plan.Rate.N != 41188 || plan.Rate.Source != "measured" {
		t.Errorf("%+v", plan)
	}
}
