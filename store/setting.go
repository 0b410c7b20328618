package store

import "smarketing/internal/crm"

// Settings returns what is set, over the defaults.
func (t *Tx) Settings() (crm.Settings, error) {
	s := crm.DefaultSettings()
	err := t.each(`SELECT key, value FROM setting`, nil, func(r row) error {
		var key, value string
		if err := r.Scan(&key, &value); err != nil {
			return err
		}
		changed, err := s.Set(key, value)
		if crm.ErrorCode(err) == crm.Usage {
			return nil // a setting of a later version of the program
		}
		s = changed
		return err
	})
	return s, err
}

// Setting returns one setting as it is kept, empty when it is not.
func (t *Tx) Setting(key string) (string, error) {
	var value string
	_, err := t.one(`SELECT value FROM setting WHERE key = $1`, []any{key}, &value)
	return value, err
}

// PutSetting keeps one setting.
func (t *Tx) PutSetting(key, value string) error {
	_, err := t.exec(`INSERT INTO setting(key, value) VALUES ($1, $2) ON CONFLICT(key) DO UPDATE SET value = excluded.value`, key, value)
	return err
}

// Meta returns a number the program remembers about the file; 0 when unset.
func (t *Tx) Meta(key string) (int64, error) {
	var v int64
	_, err := t.one(`SELECT value FROM meta WHERE key = $1`, []any{key}, &v)
	return v, err
}

// SetMeta remembers a number about the file.
func (t *Tx) SetMeta(key string, value int64) error {
	_, err := t.exec(`INSERT INTO meta(key, value) VALUES ($1, $2) ON CONFLICT(key) DO UPDATE SET value = excluded.value`, key, value)
	return err
}

// Members returns the members, sales first, by name.
func (t *Tx) Members() ([]crm.Member, error) {
	var members []crm.Member
	err := t.each(`SELECT name, team, capacity FROM member ORDER BY team DESC, name`, nil, func(r row) error {
		var m crm.Member
		err := r.Scan(&m.Name, &m.Team, &m.Capacity)
		members = append(members, m)
		return err
	})
	return members, err
}

// PutMember adds or changes a member.
func (t *Tx) PutMember(m crm.Member) error {
	_, err := t.exec(`INSERT INTO member(name, team, capacity) VALUES ($1, $2, $3)
 ON CONFLICT(name) DO UPDATE SET team = excluded.team, capacity = excluded.capacity`, m.Name, string(m.Team), m.Capacity)
	return err
}

// AddMember adds a member unless there is one of that name.
func (t *Tx) AddMember(m crm.Member) error {
	_, err := t.exec(`INSERT INTO member(name, team, capacity) VALUES ($1, $2, $3) ON CONFLICT(name) DO NOTHING`,
		m.Name, string(m.Team), m.Capacity)
	return err
}

// Catalogue returns the custom fields, by name.
func (t *Tx) Catalogue() ([]crm.Field, error) {
	var fields []crm.Field
	err := t.each(`SELECT name, label, type FROM field ORDER BY name`, nil, func(r row) error {
		f := crm.Field{Custom: true}
		var typ string
		err := r.Scan(&f.Name, &f.Label, &typ)
		f.Type = crm.ParseType(typ)
		fields = append(fields, f)
		return err
	})
	return fields, err
}

// PutField adds a custom field to the catalogue; a field of two types becomes
// a text.
func (t *Tx) PutField(f crm.Field) error {
	_, err := t.exec(`INSERT INTO field(name, label, type) VALUES ($1, $2, $3)
 ON CONFLICT(name) DO UPDATE SET type = CASE WHEN field.type = excluded.type THEN field.type ELSE 'text' END`,
		f.Name, f.Label, f.Type.String())
	return err
}
