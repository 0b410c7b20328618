package intake

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"smarketing/internal/crm"
)

// object is one element of a file of objects.
type object struct {
	at  int // its line, or its index in an array, from 1
	raw []byte
}

// objects reads the elements of a file of objects one after the other. The
// raw text is valid until the next call; io.EOF ends them.
type objects interface {
	next() (object, error)
}

// objectLines reads one object a line.
type objectLines struct {
	file string
	src  *bufio.Reader
	long []byte // a line longer than the buffer of src
	line int
}

func (o *objectLines) next() (object, error) {
	line, err := o.src.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		o.long = o.long[:0]
		for errors.Is(err, bufio.ErrBufferFull) {
			if o.long = append(o.long, line...); len(o.long) > maxRow {
				return object{}, tooLongObject(o.file, "line", o.line+1)
			}
			line, err = o.src.ReadSlice('\n')
		}
		o.long = append(o.long, line...)
		line = o.long
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return object{}, crm.Errorf(crm.Failure, "%s cannot be read at line %d: %w", o.file, o.line+1, err)
	}
	if len(line) == 0 {
		return object{}, io.EOF
	}
	o.line++
	return object{o.line, bytes.TrimSpace(line)}, nil
}

func tooLongObject(file, what string, at int) error {
	return crm.Errorf(crm.Invalid, "%s: %s %d is longer than 16 MiB", file, what, at).
		WithHint("is it a list of objects? Export it as one object a line")
}

// objectArray reads the elements of one array: the file is it, or an object in
// which it lies.
type objectArray struct {
	file  string
	list  []string // the names on the way to the array
	src   *rationed
	dec   *jsontext.Decoder
	index int
	begun bool
}

func newObjectArray(file string, src io.Reader, list []string) *objectArray {
	r := &rationed{src: src}
	return &objectArray{file: file, list: list, src: r, dec: jsontext.NewDecoder(r, treeOptions...)}
}

func (o *objectArray) next() (object, error) {
	o.src.left = maxRow
	if !o.begun {
		o.begun = true
		if err := o.enter(); err != nil {
			return object{}, o.broken(err)
		}
	}
	if o.dec.PeekKind() == ']' {
		if _, err := o.dec.ReadToken(); err != nil {
			return object{}, o.broken(err)
		}
		if len(o.list) > 0 {
			return object{}, io.EOF // what follows in the object is no row
		}
		if _, err := o.dec.ReadToken(); !errors.Is(err, io.EOF) {
			return object{}, crm.Errorf(crm.Invalid, "%s: something follows the end of the array", o.file).
				WithHint("keep one array in the file, or write one object a line")
		}
		return object{}, io.EOF
	}
	raw, err := o.dec.ReadValue()
	if err != nil {
		return object{}, o.broken(err)
	}
	o.index++
	return object{o.index, raw}, nil
}

// enter reads up to the first element of the array.
func (o *objectArray) enter() error {
	for _, name := range o.list {
		if _, err := o.dec.ReadToken(); err != nil { // the object that has the name
			return err
		}
		for {
			token, err := o.dec.ReadToken()
			if err != nil {
				return err
			}
			if token.String() == name {
				break
			}
			o.src.left = maxRow
			if err := o.dec.SkipValue(); err != nil {
				return err
			}
		}
	}
	_, err := o.dec.ReadToken()
	return err
}

// broken says where an array cannot be read any further.
func (o *objectArray) broken(err error) error {
	if errors.Is(err, errRation) {
		return tooLongObject(o.file, "element", o.index+1)
	}
	what := "is not valid JSON"
	if _, syntax := errors.AsType[*jsontext.SyntacticError](err); !syntax {
		return crm.Errorf(crm.Failure, "%s cannot be read at element %d: %w", o.file, o.index+1, err)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		what = "breaks off"
	}
	return crm.Errorf(crm.Invalid, "%s %s at element %d, byte %d", o.file, what, o.index+1, o.dec.InputOffset()).
		WithHint("export it again, best as one object a line (JSONL): there, damage costs one row only")
}

// rationed bounds how much is read for one element: the decoder keeps a whole
// element in memory.
type rationed struct {
	src  io.Reader
	left int
}

var errRation = errors.New("an element is too long")

func (r *rationed) Read(p []byte) (int, error) {
	if r.left <= 0 {
		return 0, errRation
	}
	n, err := r.src.Read(p[:min(len(p), r.left)])
	r.left -= n
	return n, err
}

// objects begins to read the elements of the file: of the array that the file
// is, or that is found in it under the names of list.
func (c *content) objects(array bool, list []string) (objects, *countReader) {
	text, raw := c.reader()
	if array {
		return newObjectArray(c.name, text, list), raw
	}
	return &objectLines{file: c.name, src: bufio.NewReaderSize(text, chunkSize)}, raw
}

// columns are the paths of the values in a file of objects, in the order in
// which they come.
type columns struct {
	index map[string]int
	names []string
	many  bool // there are more than maxColumns; the others are left out
}

const maxColumns = 2000

func newColumns() *columns { return &columns{index: map[string]int{}} }

func (c *columns) leaf(path []byte, _ leaf) {
	if _, known := c.index[string(path)]; known || c.many {
		return
	}
	if len(c.names) == maxColumns {
		c.many = true
		return
	}
	c.index[string(path)] = len(c.names)
	c.names = append(c.names, string(path))
}

// flat fills the cells of a row with the values of an object.
type flat struct {
	columns *columns
	cells   []string
}

func (f *flat) leaf(path []byte, value leaf) {
	i, ok := f.columns.index[string(path)]
	if !ok {
		return
	}
	text := value.String()
	if f.cells[i] != "" && text != "" {
		text = f.cells[i] + "; " + text
	}
	f.cells[i] = text
}

// objectRows makes rows of objects.
type objectRows struct {
	objects
	raw    *countReader
	stray  bool // look for damaged text
	reuse  bool // the cells may be overwritten by the next row
	tree   tree
	flat   flat
	stream *stream // the rows are events, or what they say of leads; nil for plain rows
}

func (r *objectRows) done() int64 { return r.raw.read }

func (r *objectRows) next() (row, error) {
	for {
		o, err := r.objects.next()
		if err != nil {
			return row{}, err
		}
		out := row{line: o.at}
		switch {
		case len(o.raw) == 0:
			out.cells = []string{""}
			return out, nil
		case r.stray && !utf8.Valid(o.raw):
			out.fault, out.remedy = "is damaged text: it is not UTF-8 like the rest of the file", "type it again"
		case r.stream != nil:
			var wanted bool
			if out, wanted, err = r.stream.row(&r.tree, o.raw); !wanted {
				continue // an object of the other kind
			}
			out.line = o.at
		default:
			if r.flat.cells == nil || !r.reuse {
				r.flat.cells = make([]string, len(r.flat.columns.names))
			} else {
				clear(r.flat.cells)
			}
			err = r.tree.object(o.raw, &r.flat)
			out.cells = r.flat.cells
		}
		if err != nil {
			out.fault, out.remedy = jsonFault(err)
			out.cells = nil
		}
		if out.fault != "" && out.cells == nil {
			out.cells = []string{string(o.raw)}
		}
		return out, nil
	}
}

// tooManyColumns refuses objects that are rather maps.
func (s *Source) tooManyColumns(c *columns) error {
	return crm.Errorf(crm.Invalid, "%s has objects of more than %d different names, such as %q",
		s.content.name, maxColumns, c.names[len(c.names)-1]).
		WithHint("names that are values, such as ids, must become values of a name: {\"id\": ...}")
}
