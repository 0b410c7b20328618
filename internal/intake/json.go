package intake

import (
	"bytes"
	"context"
	"errors"
	"io"

	"smarketing/internal/crm"
)

// jsonTable reads objects: one a line, or the elements of an array.
func (s *Source) jsonTable(ctx context.Context, head []byte) (table, error) {
	array := bytes.TrimLeft(head, " \t\r\n")[0] == '['
	f := s.opt.Format
	if f == formatJSON && !array || f == formatJSONL && array {
		return table{}, s.otherFormat(map[bool]string{true: "one JSON array", false: "JSON, but no array"}[array])
	}
	if !array {
		if err := s.checkLines(head); err != nil {
			return table{}, err
		}
	}
	found, err := s.survey(ctx, array)
	if err != nil {
		return table{}, err
	}
	t := table{format: formatJSONL, typed: true, free: true, header: found.columns.names, kind: found.kind()}
	if array {
		t.format = formatJSON
	}
	stream := s.stream(found)
	if stream != nil {
		t.format, t.header, t.kind, t.notes = stream.format, stream.header(), stream.kind, stream.notes(s.content.name)
	} else if found.columns.many {
		return table{}, s.tooManyColumns(found.columns)
	}
	t.open = func(reuse bool) (cursor, error) {
		objects, raw := s.content.objects(array)
		r := &objectRows{objects: objects, raw: raw, reuse: reuse, stray: s.content.stray, flat: flat{columns: found.columns}}
		if stream != nil {
			again := *stream
			r.stream = &again
		}
		return r, nil
	}
	return t, nil
}

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
func (s *Source) survey(ctx context.Context, array bool) (*found, error) {
	out := &found{columns: newColumns(), traits: newColumns(), calls: map[string]int{}}
	objects, _ := s.content.objects(array)
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
			err = t.object(o.raw, &traits{columns: out.traits, call: out.event.call})
		}
		if err != nil {
			return nil, err
		}
	}
}
