package store

import (
	"encoding/json"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"time"

	"smarketing/internal/crm"
)

// appendFields keeps custom fields as a JSON object: texts as strings, numbers
// as numbers, bools as bools, times as {"t": milliseconds}.
func appendFields(b []byte, fields crm.Fields) []byte {
	b = append(b, '{')
	for i, f := range fields {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendQuoted(b, f.Name), ':')
		switch f.Value.Type {
		case crm.Number:
			n, _ := f.Value.Float()
			b = strconv.AppendFloat(b, n, 'f', -1, 64)
		case crm.Bool:
			b = append(b, f.Value.String()...)
		case crm.Time:
			b = fmt.Appendf(b, `{"t":%d}`, f.Value.Instant().UnixMilli())
		default:
			b = appendQuoted(b, f.Value.String())
		}
	}
	return append(b, '}')
}

// appendQuoted appends s as a JSON string; plain ASCII needs no encoder.
func appendQuoted(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f || c == '"' || c == '\\' {
			out, err := json.Marshal(s)
			if err != nil {
				return append(b, `""`...)
			}
			return append(b, out...)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

// decodeFields reads what appendFields wrote. Leads are read by the hundred
// thousand, and nearly all of them hold only plain texts, numbers and bools:
// those are read in place, everything else by the JSON package.
func decodeFields(s string) (crm.Fields, error) {
	if s == "{}" {
		return nil, nil
	}
	fields, ok := decodePlain(s)
	if ok {
		return fields, nil
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal([]byte(s), &raw); err != nil {
		return nil, err
	}
	fields = make(crm.Fields, 0, len(raw))
	for name, r := range raw {
		v, err := decodeValue(r)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		fields = append(fields, crm.FieldValue{Name: name, Value: v})
	}
	sort.Slice(fields, func(i, j int) bool { return fields[i].Name < fields[j].Name })
	return fields, nil
}

// decodePlain reads an object of plain members in the order of their names; ok
// is false when there is anything else in it.
func decodePlain(s string) (fields crm.Fields, ok bool) {
	rest, ok := strings.CutPrefix(s, "{")
	fields = make(crm.Fields, 0, strings.Count(s, ":"))
	for ok {
		var name, text string
		if name, rest, ok = plainText(rest); !ok || !strings.HasPrefix(rest, ":") {
			return nil, false
		}
		rest = rest[1:]
		var v crm.Value
		if strings.HasPrefix(rest, `"`) {
			text, rest, ok = plainText(rest)
			v = crm.TextValue(text)
		} else {
			v, rest, ok = plainScalar(rest)
		}
		if !ok || len(fields) > 0 && fields[len(fields)-1].Name >= name {
			return nil, false
		}
		fields = append(fields, crm.FieldValue{Name: name, Value: v})
		if rest == "}" {
			return fields, true
		}
		rest, ok = strings.CutPrefix(rest, ",")
	}
	return nil, false
}

// plainText cuts a quoted text without escapes off the front.
func plainText(s string) (text, rest string, ok bool) {
	if !strings.HasPrefix(s, `"`) {
		return "", s, false
	}
	end := strings.IndexByte(s[1:], '"')
	if end < 0 || strings.IndexByte(s[1:end+1], '\\') >= 0 {
		return "", s, false
	}
	return s[1 : end+1], s[end+2:], true
}

// plainScalar cuts a number or bool off the front.
func plainScalar(s string) (v crm.Value, rest string, ok bool) {
	end := strings.IndexAny(s, ",}")
	if end < 0 {
		return v, s, false
	}
	switch word := s[:end]; word {
	case "true", "false":
		return crm.BoolValue(word == "true"), s[end:], true
	default:
		f, err := strconv.ParseFloat(word, 64)
		return crm.NumberValue(f), s[end:], err == nil
	}
}

func decodeValue(r json.RawMessage) (crm.Value, error) {
	switch r[0] {
	case '"':
		var s string
		err := json.Unmarshal(r, &s)
		return crm.TextValue(s), err
	case 't', 'f':
		return crm.BoolValue(r[0] == 't'), nil
	case '{':
		var t struct{ T int64 }
		err := json.Unmarshal(r, &t)
		return crm.TimeValue(time.UnixMilli(t.T)), err
	}
	var f float64
	err := json.Unmarshal(r, &f)
	return crm.NumberValue(f), err
}

// HasField reports whether any lead has a value in the named field.
func (t *Tx) HasField(name string) (bool, error) {
	query, args := `SELECT 1 FROM lead WHERE instr(custom, $1) > 0 LIMIT 1`, []any{string(appendQuoted(nil, name)) + ":"}
	for _, f := range crm.CoreFields() {
		if f.Name == name {
			query, args = `SELECT 1 FROM lead WHERE `+name+` IS NOT NULL AND `+name+` <> '' LIMIT 1`, nil
		}
	}
	var one int
	return t.one(query, args, &one)
}
