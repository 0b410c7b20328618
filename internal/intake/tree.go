package intake

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// leaf is a value of an object that is no object itself: a text, a number as
// written, true, false or null, which is the empty text.
type leaf struct {
	token jsontext.Token
	text  string // instead of the token, when joined is set

	joined bool
}

// String returns the value as text. Numbers come as they are written: a long
// id never goes through a float.
func (l leaf) String() string {
	switch {
	case l.joined:
		return l.text
	case l.token.Kind() == 'n':
		return ""
	}
	return l.token.String()
}

// leaves takes the values of an object with their paths: the names on the way
// to them, joined by dots. Both are valid only during the call.
type leaves interface {
	leaf(path []byte, value leaf)
}

// tree reads JSON objects leaf by leaf. Arrays become one leaf, joined with
// "; ". Arrays of key and value, as Google Analytics writes its parameters, are
// read like objects.
type tree struct {
	dec   *jsontext.Decoder
	src   bytes.Reader
	path  []byte
	inner *tree // reads what stands in arrays
}

var errNoObject = errors.New("not a JSON object")

func (t *tree) reset(src []byte) {
	t.src.Reset(src)
	if t.dec == nil {
		t.dec = jsontext.NewDecoder(&t.src, treeOptions...)
	} else {
		t.dec.Reset(&t.src, treeOptions...)
	}
}

var treeOptions = []jsontext.Options{jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)}

// object reads a text that is one object and nothing else.
func (t *tree) object(src []byte, to leaves) error {
	t.reset(src)
	t.path = t.path[:0]
	if kind := t.dec.PeekKind(); kind != '{' && kind != 0 {
		return errNoObject
	}
	if err := t.value(to); err != nil {
		return err
	}
	if _, err := t.dec.ReadToken(); !errors.Is(err, io.EOF) {
		return errors.Join(errNoObject, err)
	}
	return nil
}

// value reads one value at the path.
func (t *tree) value(to leaves) error {
	switch t.dec.PeekKind() {
	case '{':
		return t.members(to)
	case '[':
		raw, err := t.dec.ReadValue()
		if err != nil {
			return err
		}
		return t.array(raw, to)
	}
	token, err := t.dec.ReadToken()
	if err == nil {
		to.leaf(t.path, leaf{token: token})
	}
	return err
}

// members reads the members of an object.
func (t *tree) members(to leaves) error {
	if _, err := t.dec.ReadToken(); err != nil {
		return err
	}
	size := len(t.path)
	for t.dec.PeekKind() != '}' {
		name, err := t.dec.ReadToken()
		if err != nil {
			return err
		}
		t.path = t.step(size, name.String())
		if err := t.value(to); err != nil {
			return err
		}
		t.path = t.path[:size]
	}
	_, err := t.dec.ReadToken()
	return err
}

// step returns the path of that size with one name more.
func (t *tree) step(size int, name string) []byte {
	path := t.path[:size]
	if size > 0 {
		path = append(path, '.')
	}
	return append(path, name...)
}

// array reads the elements of an array.
func (t *tree) array(raw jsontext.Value, to leaves) error {
	if t.inner == nil {
		t.inner = &tree{}
	}
	in := t.inner
	in.reset(raw)
	if _, err := in.dec.ReadToken(); err != nil {
		return err
	}
	var parts []string
	pairs := 0
	for in.dec.PeekKind() != ']' {
		element, err := in.dec.ReadValue()
		if err != nil {
			return err
		}
		switch element.Kind() {
		case '{':
			var p pair
			if in.inner == nil {
				in.inner = &tree{}
			}
			if err := in.inner.object(element, &p); err != nil {
				return err
			}
			if p.key != "" && !p.other {
				size := len(t.path)
				t.path = t.step(size, p.key)
				to.leaf(t.path, leaf{joined: true, text: p.value})
				t.path = t.path[:size]
				pairs++
				continue
			}
			parts = append(parts, compact(element))
		case '[':
			parts = append(parts, compact(element))
		case 'n':
		default:
			parts = append(parts, scalarText(element))
		}
	}
	if pairs == 0 || len(parts) > 0 {
		to.leaf(t.path, leaf{joined: true, text: strings.Join(parts, "; ")})
	}
	return nil
}

// compact returns the value without the white space between its parts.
func compact(v jsontext.Value) string {
	v = v.Clone()
	if err := v.Compact(treeOptions...); err != nil {
		return string(v)
	}
	return string(v)
}

// scalarText returns a value that is no object or array as text.
func scalarText(v jsontext.Value) string {
	if v.Kind() != '"' {
		return string(v)
	}
	text, err := jsontext.AppendUnquote(nil, v)
	if err != nil && text == nil {
		return string(v)
	}
	return string(text)
}

// pair is an element {"key": ..., "value": ...} of an array; the value may be
// an object of which one member is set, such as {"int_value": 3}.
type pair struct {
	key, value string
	other      bool // it has other members too: no pair
}

func (p *pair) leaf(path []byte, value leaf) {
	switch {
	case string(path) == "key":
		p.key = value.String()
	case string(path) == "value.set_timestamp_micros":
	case string(path) == "value" || bytes.HasPrefix(path, []byte("value.")):
		if text := value.String(); text != "" {
			p.value = text
		}
	default:
		p.other = true
	}
}

// jsonFault says what is wrong with an object and what would mend it. The
// place goes to the remedy, so that equal faults can be counted together.
func jsonFault(err error) (fault, remedy string) {
	if s, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		return "is not valid JSON", fmt.Sprintf("mend it; what is wrong is behind byte %d", s.ByteOffset)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return "is not valid JSON", "it breaks off; export it again"
	}
	return "is not one JSON object", "write one object in curly brackets for each row"
}
