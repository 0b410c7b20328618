package crm

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Settings are what both teams share; they live in the file.
type Settings struct {
	Zone         string   // IANA name of the zone in which days are counted
	Currency     string   // reporting currency, ISO 4217
	WorkingDays  []string // mon, tue, ...
	WorkingHours string   // 09:00-17:00
	Holidays     []string // 2006-01-02
	FirstTouch   time.Duration
	InstantTouch time.Duration
	DecisionDays int
	MaturityDays int // 0: derived from the file's own lead-to-win times
}

// DefaultSettings returns what a new file starts with.
func DefaultSettings() Settings {
	return Settings{
		Zone: "UTC", Currency: "USD",
		WorkingDays: []string{"mon", "tue", "wed", "thu", "fri"}, WorkingHours: "09:00-17:00",
		FirstTouch: 24 * time.Hour, InstantTouch: 4 * time.Hour, DecisionDays: 14,
	}
}

// Location returns the zone of the file, UTC when the name is unknown here.
func (s Settings) Location() *time.Location {
	loc, err := time.LoadLocation(s.Zone)
	if err != nil {
		return time.UTC
	}
	return loc
}

// Setting is one setting as text, with what it means.
type Setting struct {
	Key, Value, Meaning string
}

// All returns every setting as text, in the order in which they are shown.
func (s Settings) All() []Setting {
	return []Setting{
		{"zone", s.Zone, "time zone in which days are counted"},
		{"currency", s.Currency, "reporting currency"},
		{"working_days", strings.Join(s.WorkingDays, ","), "days on which an SLA runs"},
		{"working_hours", s.WorkingHours, "hours in which an SLA runs"},
		{"holidays", strings.Join(s.Holidays, ","), "days on which nobody works"},
		{"first_touch_hours", hours(s.FirstTouch), "time to the first touch of a ready lead"},
		{"instant_touch_hours", hours(s.InstantTouch), "the same for an instant lead"},
		{"decision_days", strconv.Itoa(s.DecisionDays), "time to accept, reject or recycle"},
		{"maturity_days", strconv.Itoa(s.MaturityDays), "after which an open lead counts as not won; 0: measured"},
	}
}

func hours(d time.Duration) string { return strconv.FormatFloat(d.Hours(), 'f', -1, 64) }

var (
	currencyForm = regexp.MustCompile(`^[A-Z]{3}$`)
	hoursForm    = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$`)
	weekdays     = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
)

// Set returns the settings with the named one changed. The error is Usage for
// an unknown key and Invalid for a bad value; nothing is changed then.
func (s Settings) Set(key, value string) (Settings, error) {
	value = strings.TrimSpace(value)
	bad := func(want string) (Settings, error) {
		e := Errorf(Invalid, "%s cannot be %q", key, value).WithHint("%s", want)
		e.Field = key
		return s, e
	}
	switch key {
	case "zone":
		if _, err := time.LoadLocation(value); err != nil || value == "" || value == "Local" {
			return bad("use an IANA name such as Europe/Berlin")
		}
		s.Zone = value
	case "currency":
		if !currencyForm.MatchString(value) {
			return bad("use three capitals such as EUR")
		}
		s.Currency = value
	case "working_days":
		days := list(value)
		for _, d := range days {
			if !slices.Contains(weekdays, d) {
				return bad("use a list such as mon,tue,wed")
			}
		}
		s.WorkingDays = days
	case "working_hours":
		if !hoursForm.MatchString(value) || value[:5] >= value[6:] {
			return bad("use hours such as 09:00-17:00")
		}
		s.WorkingHours = value
	case "holidays":
		days := list(value)
		for _, d := range days {
			if _, err := time.Parse(time.DateOnly, d); err != nil {
				return bad("use a list of dates such as 2026-12-25,2027-01-01")
			}
		}
		s.Holidays = days
	case "first_touch_hours", "instant_touch_hours":
		h, err := strconv.ParseFloat(value, 64)
		if err != nil || !(h > 0 && h <= 10000) {
			return bad("use a number of hours greater than 0")
		}
		if d := time.Duration(h * float64(time.Hour)); key == "first_touch_hours" {
			s.FirstTouch = d
		} else {
			s.InstantTouch = d
		}
	case "decision_days", "maturity_days":
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 || n > 10000 || (n == 0 && key == "decision_days") {
			return bad("use a whole number of days")
		}
		if key == "decision_days" {
			s.DecisionDays = n
		} else {
			s.MaturityDays = n
		}
	default:
		keys := make([]string, 0, 9)
		for _, it := range s.All() {
			keys = append(keys, it.Key)
		}
		return s, &Error{
			Code: Usage, Field: key, Message: fmt.Sprintf("there is no setting %q", key),
			Hint: "the settings are " + strings.Join(keys, ", "),
		}
	}
	return s, nil
}

func list(s string) []string {
	var out []string
	for part := range strings.SplitSeq(strings.ToLower(s), ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
