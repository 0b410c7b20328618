package crm

import (
	"math"
	"sort"
	"strconv"
	"time"
)

// Type is the type of a field of a lead or deal.
type Type uint8

// The types. A Value of type Unknown carries nothing.
const (
	Unknown Type = iota
	Text
	Number
	Time
	Bool
)

// String returns the name used in reports, JSON and the catalogue.
func (t Type) String() string {
	return [...]string{"unknown", "text", "number", "time", "bool"}[t]
}

// ParseType returns the type of that name, and Unknown for any other name.
func ParseType(name string) Type {
	for t := Text; t <= Bool; t++ {
		if t.String() == name {
			return t
		}
	}
	return Unknown
}

// Value is one value of a field. The zero Value is unknown, which is not the
// same as zero or the empty text.
type Value struct {
	Type Type
	num  float64 // number; unix milliseconds of a time; 1 or 0 of a bool
	text string
}

// TextValue returns a text value; the empty text is unknown.
func TextValue(s string) Value {
	if s == "" {
		return Value{}
	}
	return Value{Type: Text, text: s}
}

// NumberValue returns a number value; NaN and infinities are unknown.
func NumberValue(f float64) Value {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return Value{}
	}
	return Value{Type: Number, num: f}
}

// TimeValue returns a time value of millisecond precision; the zero time is unknown.
func TimeValue(t time.Time) Value {
	if t.IsZero() {
		return Value{}
	}
	return Value{Type: Time, num: float64(t.UnixMilli())}
}

// BoolValue returns a bool value.
func BoolValue(b bool) Value {
	if b {
		return Value{Type: Bool, num: 1}
	}
	return Value{Type: Bool}
}

// Known reports whether there is a value.
func (v Value) Known() bool { return v.Type != Unknown }

// Float returns the number and true, also for a text that is a plain number.
func (v Value) Float() (float64, bool) {
	switch v.Type {
	case Number, Bool:
		return v.num, true
	case Text:
		f, err := strconv.ParseFloat(v.text, 64)
		return f, err == nil && !math.IsNaN(f) && !math.IsInf(f, 0)
	}
	return 0, false
}

// Instant returns the time of a time value, else the zero time.
func (v Value) Instant() time.Time {
	if v.Type != Time {
		return time.Time{}
	}
	return time.UnixMilli(int64(v.num)).UTC()
}

// IsTrue reports whether the value is the bool true.
func (v Value) IsTrue() bool { return v.Type == Bool && v.num == 1 }

// String returns the value as text: numbers in their shortest form, times as
// RFC 3339 in UTC, bools as true or false, unknown as the empty text.
func (v Value) String() string {
	switch v.Type {
	case Text:
		return v.text
	case Number:
		return strconv.FormatFloat(v.num, 'f', -1, 64)
	case Time:
		return v.Instant().Format(time.RFC3339)
	case Bool:
		return strconv.FormatBool(v.num == 1)
	}
	return ""
}

// FieldValue is a named value of a custom field.
type FieldValue struct {
	Name  string
	Value Value
}

// Fields are the custom fields of one lead or deal, sorted by name, without
// unknown values.
type Fields []FieldValue

// Get returns the value of the named field, unknown when it is not there.
func (f Fields) Get(name string) Value {
	i := sort.Search(len(f), func(i int) bool { return f[i].Name >= name })
	if i < len(f) && f[i].Name == name {
		return f[i].Value
	}
	return Value{}
}

// Set returns the fields with the named one set; an unknown value removes it.
// The receiver's memory may be reused.
func (f Fields) Set(name string, v Value) Fields {
	i := sort.Search(len(f), func(i int) bool { return f[i].Name >= name })
	found := i < len(f) && f[i].Name == name
	switch {
	case found && !v.Known():
		return append(f[:i], f[i+1:]...)
	case found:
		f[i].Value = v
		return f
	case !v.Known():
		return f
	}
	f = append(f, FieldValue{})
	copy(f[i+1:], f[i:])
	f[i] = FieldValue{name, v}
	return f
}
