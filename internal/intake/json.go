package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"smarketing/internal/crm"
)

// jsonTable reads objects: one a line, or the elements of an array, which may
// lie in an object.
func (s *Source) jsonTable(ctx context.Context, head []byte) (table, error) {
	array := bytes.TrimLeft(head, " \t\r\n")[0] == '['
	f := s.opt.Format
	var list []string
	if !array && f != formatJSONL {
		list = s.list()
		array = len(list) > 0
	}
	if f == formatJSON && !array || f == formatJSONL && array {
		return table{}, s.otherFormat(map[bool]string{true: "one JSON array", false: "JSON, but no array"}[array])
	}
	if !array {
		if err := s.checkLines(head); err != nil {
			return table{}, err
		}
	}
	found, err := s.survey(ctx, array, list)
	if err != nil {
		return table{}, err
	}
	t := table{format: formatJSONL, typed: true, free: true, header: found.columns.names, kind: found.kind()}
	if array {
		t.format = formatJSON
	}
	if len(list) > 0 {
		t.notes = append(t.notes, fmt.Sprintf("The file is one object; its rows are the list %q.", strings.Join(list, ".")))
	}
	stream := s.stream(found)
	if stream != nil {
		t.format, t.header, t.kind = stream.format, stream.header(), stream.kind
		t.notes = append(t.notes, stream.notes(s.content.name)...)
	} else if found.columns.many {
		return table{}, s.tooManyColumns(found.columns)
	}
	t.open = func(reuse bool) (cursor, error) {
		objects, raw := s.content.objects(array, list)
		r := &objectRows{objects: objects, raw: raw, reuse: reuse, stray: s.content.stray, flat: flat{columns: found.columns}}
		if stream != nil {
			again := *stream
			r.stream = &again
		}
		return r, nil
	}
	return t, nil
}

// list returns the names on the way to the list of rows in a file that is one
// object, as the answers of a web service are: data, or data and leads. It
// returns none where the file is one object a line, or an object that is a row
// itself, because it has a name or an id of its own.
func (s *Source) list() []string {
	text, _ := s.content.reader()
	dec := jsontext.NewDecoder(text, treeOptions...)
	err := dec.SkipValue()
	if err == nil {
		if _, err = dec.ReadToken(); !errors.Is(err, io.EOF) {
			return nil // other objects follow
		}
	}
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil // a line is damaged: the rows will say which
	}
	text, _ = s.content.reader()
	found, _, _ := listIn(jsontext.NewDecoder(text, treeOptions...), 2)
	return found // a list that breaks off is found, and told when it is read
}

// listIn looks for the first list of objects in the object that comes next, so
// many objects deep; whole reports an object that is a row itself.
func listIn(dec *jsontext.Decoder, depth int) (list []string, whole bool, err error) {
	if _, err := dec.ReadToken(); err != nil {
		return nil, false, err
	}
	for dec.PeekKind() == '"' {
		token, err := dec.ReadToken()
		if err != nil {
			return nil, false, err
		}
		name := token.String()
		switch kind := dec.PeekKind(); {
		case kind == '[':
			if _, err := dec.ReadToken(); err != nil {
				return nil, false, err
			}
			if dec.PeekKind() == '{' {
				return []string{name}, false, nil
			}
			for dec.PeekKind() != ']' && err == nil {
				err = dec.SkipValue()
			}
			if err == nil {
				_, err = dec.ReadToken()
			}
		case kind == '{' && depth > 1:
			var inner []string
			if inner, whole, err = listIn(dec, depth-1); len(inner) > 0 {
				return append([]string{name}, inner...), false, nil
			}
		case kind != '{' && slices.Contains(identities, words(name)):
			whole = true
			err = dec.SkipValue()
		default:
			err = dec.SkipValue()
		}
		if err != nil || whole {
			return nil, whole, err
		}
	}
	_, err = dec.ReadToken()
	return nil, false, err
}

// identities are the names of values that make an object a row, even if it has
// a list of others.
var identities = slices.Concat(leadNames[fieldKey], leadNames[fieldName], leadNames[fieldEmail], []string{"first name", "last name", "lead", "event"})

// checkLines refuses a single object written over several lines: it is no list
// of rows.
func (s *Source) checkLines(head []byte) error {
	lines := bytes.SplitN(bytes.TrimSpace(head), []byte("\n"), 3)
	if len(lines) < 2 {
		return nil
	}
	none := newColumns()
	var t tree
	err := t.object(bytes.TrimSpace(lines[0]), none)
	if errors.Is(err, io.ErrUnexpectedEOF) && !bytes.HasPrefix(bytes.TrimSpace(lines[1]), []byte("{")) {
		return crm.Errorf(crm.Invalid, "%s is one JSON object over several lines, not a list of rows", s.content.name).
			WithHint("take the list out of it: jq -c '.NAME[]' FILE | smarketing import -")
	}
	return nil
}

// survey is the pass before the first: it finds all columns, also those that
// come late, and what shape the objects have.
func (s *Source) survey(ctx context.Context, array bool, list []string) (*found, error) {
	out := &found{columns: newColumns(), traits: newColumns(), calls: map[string]int{}}
	objects, _ := s.content.objects(array, list)
	var t tree
	for n := 0; ; n++ {
		if err := ctx.Err(); err != nil && n%1024 == 0 {
			return nil, err
		}
		o, err := objects.next()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		if len(o.raw) == 0 {
			continue
		}
		out.event = eventObject{}
		if t.object(o.raw, out) == nil && out.end() {
			err = t.object(o.raw, &traits{columns: out.traits, call: out.event.call, google: out.event.google})
		}
		if err != nil {
			return nil, err
		}
	}
}
