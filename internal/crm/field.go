package crm

import "time"

// Field describes a field of a lead: a core field, or a custom one of the
// file's catalogue.
type Field struct {
	Name   string // lower case, words joined by underscores
	Label  string // for people
	Type   Type
	Custom bool
}

// CoreFields returns the core fields of a lead that rules may refer to and
// imports may map, in the order in which a profile shows them. The control
// fields of an import (key, stage, stage_at, outcome, outcome_at) are not
// among them: they would leak what is to be predicted.
func CoreFields() []Field {
	fields := make([]Field, 0, len(coreFields))
	for _, f := range coreFields {
		fields = append(fields, f.Field)
	}
	return fields
}

// Field returns the value of the named core or custom field, unknown when the
// lead has none.
func (l *Lead) Field(name string) Value { return Getter(name)(l) }

// Getter returns Field for a name, for who asks many leads.
func Getter(name string) func(*Lead) Value {
	if f, ok := coreByName[name]; ok {
		return f.get
	}
	return func(l *Lead) Value { return l.Custom.Get(name) }
}

// Setter returns SetField for a name, for who makes many leads.
func Setter(name string) func(*Lead, Value) {
	if f, ok := coreByName[name]; ok {
		return f.set
	}
	return func(l *Lead, v Value) { l.Custom = l.Custom.Set(name, v) }
}

// SetField sets the named core or custom field. A core field takes the value
// as its own type: texts by their text, numbers by their number.
func (l *Lead) SetField(name string, v Value) { Setter(name)(l, v) }

// IsCoreField reports whether name is one of CoreFields.
func IsCoreField(name string) bool {
	_, ok := coreByName[name]
	return ok
}

type coreField struct {
	Field
	get func(*Lead) Value
	set func(*Lead, Value)
}

func textField(name, label string, at func(*Lead) *string) coreField {
	return coreField{
		Field{Name: name, Label: label, Type: Text},
		func(l *Lead) Value { return TextValue(*at(l)) },
		func(l *Lead, v Value) { *at(l) = v.String() },
	}
}

func numberField(name, label string, at func(*Lead) *Value) coreField {
	return coreField{
		Field{Name: name, Label: label, Type: Number},
		func(l *Lead) Value { return *at(l) },
		func(l *Lead, v Value) {
			*at(l) = Value{}
			if f, ok := v.Float(); ok {
				*at(l) = NumberValue(f)
			}
		},
	}
}

func timeField(name, label string, at func(*Lead) *time.Time) coreField {
	return coreField{
		Field{Name: name, Label: label, Type: Time},
		func(l *Lead) Value { return TimeValue(*at(l)) },
		func(l *Lead, v Value) { *at(l) = v.Instant() },
	}
}

var coreFields = []coreField{
	textField("name", "Name", func(l *Lead) *string { return &l.Name }),
	textField("first_name", "First name", func(l *Lead) *string { return &l.FirstName }),
	textField("last_name", "Last name", func(l *Lead) *string { return &l.LastName }),
	textField("email", "E-mail", func(l *Lead) *string { return &l.Email }),
	textField("phone", "Phone", func(l *Lead) *string { return &l.Phone }),
	textField("company", "Company", func(l *Lead) *string { return &l.Company }),
	textField("title", "Title", func(l *Lead) *string { return &l.Title }),
	textField("industry", "Industry", func(l *Lead) *string { return &l.Industry }),
	numberField("employees", "Employees", func(l *Lead) *Value { return &l.Employees }),
	numberField("annual_revenue", "Annual revenue", func(l *Lead) *Value { return &l.AnnualRevenue }),
	textField("country", "Country", func(l *Lead) *string { return &l.Country }),
	textField("region", "Region", func(l *Lead) *string { return &l.Region }),
	textField("city", "City", func(l *Lead) *string { return &l.City }),
	textField("website", "Website", func(l *Lead) *string { return &l.Website }),
	textField("source", "Source", func(l *Lead) *string { return &l.Source }),
	textField("campaign", "Campaign", func(l *Lead) *string { return &l.Campaign }),
	textField("owner", "Owner", func(l *Lead) *string { return &l.Owner }),
	timeField("created_at", "Created", func(l *Lead) *time.Time { return &l.CreatedAt }),
}

var coreByName = func() map[string]coreField {
	m := make(map[string]coreField, len(coreFields))
	for _, f := range coreFields {
		m[f.Name] = f
	}
	return m
}()
