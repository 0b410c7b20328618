package rubric

import (
	"strconv"
)

// The methods here read one key of a table each. An absent key gives the zero
// value, one of the wrong type a problem.

func (d *decoder) text(t table, key string) string {
	value, given := t.values[key]
	s, ok := value.(string)
	if given && !ok {
		at := t.at(key)
		d.add(at, `write it as "..."`, "%s %s is not a text", at.key, show(value))
	}
	return s
}

// filled reads a text that must not be empty when it is given.
func (d *decoder) filled(t table, key string) string {
	s := d.text(t, key)
	if _, given := t.values[key]; given && s == "" {
		at := t.at(key)
		d.add(at, "fill it in, or remove it", "%s is empty", at.key)
	}
	return s
}

// texts reads a list of texts, numbers and booleans, all as text: numbers in
// their shortest form, as the values of fields are.
func (d *decoder) texts(t table, key string) []string {
	value, given := t.values[key]
	if !given {
		return nil
	}
	at := t.at(key)
	list, ok := value.([]any)
	if !ok {
		d.add(at, `write it as ["..."]`, "%s %s is not a list", at.key, show(value))
		return nil
	}
	var texts []string
	for _, item := range list {
		f, isNumber := float(item)
		switch v := item.(type) {
		case string:
			texts = append(texts, v)
		case bool:
			texts = append(texts, strconv.FormatBool(v))
		default:
			if !isNumber {
				d.add(at, "list texts, numbers, true or false", "%s holds %s", at.key, show(item))
				return nil
			}
			texts = append(texts, strconv.FormatFloat(f, 'f', -1, 64))
		}
	}
	return texts
}

func (d *decoder) whole(t table, key string) int {
	value, given := t.values[key]
	if !given {
		return 0
	}
	n, _ := d.int(t.at(key), t.at(key).key, value)
	return n
}

// limit reads a whole number that may be absent.
func (d *decoder) limit(t table, key string) *int {
	value, given := t.values[key]
	if !given {
		return nil
	}
	n, ok := d.int(t.at(key), key, value)
	if !ok {
		return nil
	}
	return &n
}

// count reads a whole number of at least 1; 0 when it is absent.
func (d *decoder) count(t table, key string) int {
	n := d.whole(t, key)
	if _, given := t.values[key]; given && n < 1 {
		at := t.at(key)
		d.add(at, "write 1 or more, or remove it", "%s %d is less than 1", at.key, n)
	}
	return n
}

func (d *decoder) flag(t table, key string) bool {
	value, given := t.values[key]
	b, ok := value.(bool)
	if given && !ok {
		at := t.at(key)
		d.add(at, "write true or false", "%s %s is not true or false", at.key, show(value))
	}
	return b
}

// isTrue reads a key that says something only when it is true.
func (d *decoder) isTrue(t table, key string) bool {
	b := d.flag(t, key)
	if _, given := t.values[key]; given && !b {
		at := t.at(key)
		d.add(at, "write true, or ask for known or unknown instead", "%s is false", at.key)
	}
	return b
}

// tables reads a list of tables.
func (d *decoder) tables(t table, key string) []map[string]any {
	value, given := t.values[key]
	if !given {
		return nil
	}
	list, ok := value.([]any)
	tables := make([]map[string]any, len(list))
	for i, item := range list {
		var isTable bool
		tables[i], isTable = item.(map[string]any)
		ok = ok && isTable
	}
	if !ok {
		at := t.at(key)
		d.add(at, listForm[key], "%s is not a list of tables", at.key)
		return nil
	}
	return tables
}

// listForm shows how each list of tables is written.
var listForm = map[string]string{
	"group":     "start every group with [[group]]",
	"criterion": "start every criterion with [[group.criterion]]",
	"when":      "write { ... } or [{ ... }, { ... }]",
}

func (d *decoder) int(at spot, key string, value any) (int, bool) {
	n, ok := value.(int64)
	if !ok {
		d.add(at, "write digits only, such as 10", "%s %s is not a whole number", key, show(value))
	}
	return int(n), ok
}

func (d *decoder) number(at spot, value any) (float64, bool) {
	f, ok := float(value)
	if !ok {
		d.add(at, "write a number, such as 0.2", "%s %s is not a number", at.key, show(value))
	}
	return f, ok
}

// float returns a TOML number; -0 as 0, so that a rubric has one text.
func float(value any) (float64, bool) {
	switch v := value.(type) {
	case int64:
		return float64(v), true
	case float64:
		return v + 0, true
	}
	return 0, false
}
