package crm_test

import (
	"testing"

	"smarketing/internal/crm"
)

func TestSetWorkingHours(t *testing.T) {
	t.Parallel()
	for value, ok := range map[string]bool{
		"09:00-17:00": true, "00:00-24:00": true, "20:30-23:59": true,
		"09:00-24:30": false, "24:00-24:00": false, "17:00-09:00": false, "09:00-09:00": false, "9-17": false, "": false,
	} {
		s, err := crm.DefaultSettings().Set("working_hours", value)
		if ok != (err == nil) || ok != (s.WorkingHours == value) {
			t.Errorf("%q is set to %q (%v)", value, s.WorkingHours, err)
		}
	}
}
