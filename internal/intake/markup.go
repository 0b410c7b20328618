package intake

import (
	"bytes"
	"errors"
	"io"
)

// markup reads the tags and texts of machine-written XML. encoding/xml takes
// apart 58,000 rows of 20 cells a second and the usual library for workbooks
// 18,000, without the number formats; a sheet is read three times (merged
// cells, profile, records). With this, all of it together is as fast as
// encoding/xml alone: see BenchmarkWorkbook.
type markup struct {
	src      io.Reader
	buf      []byte
	pos, end int
	eof      bool

	tag    []byte // name of the tag, without its namespace
	attrs  []byte // what stands behind the name
	opens  bool   // an opening tag
	closes bool   // a closing tag; both in <c/>
	keep   bool   // keep the text between the tags
	text   []byte // as it stands there, before it is decoded
}

var (
	errMarkup   = errors.New("the XML is damaged")
	errLongCell = errors.New("a cell is longer than 1 MiB")
)

func newMarkup(src io.Reader) *markup { return &markup{src: src, buf: make([]byte, chunkSize)} }

// fill reads more bytes behind the window.
func (m *markup) fill() error {
	if m.eof {
		return io.EOF
	}
	if m.pos > 0 {
		copy(m.buf, m.buf[m.pos:m.end])
		m.end -= m.pos
		m.pos = 0
	}
	if m.end == len(m.buf) {
		if len(m.buf) > maxCell {
			return errMarkup
		}
		m.buf = append(m.buf, make([]byte, len(m.buf))...)
	}
	for range 100 {
		n, err := m.src.Read(m.buf[m.end:])
		m.end += n
		if n > 0 {
			return nil
		}
		if err != nil {
			m.eof = errors.Is(err, io.EOF)
			return err
		}
	}
	return io.ErrNoProgress
}

// next moves to the next tag. The text before it is added to text when keep is
// set. It returns io.EOF behind the last tag.
func (m *markup) next() error {
	for {
		if err := m.until('<'); err != nil {
			return err
		}
		m.pos++
		for m.end-m.pos < len("![CDATA[") {
			if err := m.fill(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				return err
			}
		}
		window := m.buf[m.pos:m.end]
		var err error
		switch {
		case bytes.HasPrefix(window, []byte("!--")):
			err = m.skip("-->", false)
		case bytes.HasPrefix(window, []byte("![CDATA[")):
			m.pos += len("![CDATA[")
			err = m.skip("]]>", m.keep)
		case bytes.HasPrefix(window, []byte("?")):
			err = m.skip("?>", false)
		case bytes.HasPrefix(window, []byte("!")):
			err = errMarkup // a document type: nothing that writes sheets writes one
		default:
			return m.readTag()
		}
		if err != nil {
			return err
		}
	}
}

// until moves to the next such byte.
func (m *markup) until(mark byte) error {
	for {
		window := m.buf[m.pos:m.end]
		i := bytes.IndexByte(window, mark)
		if i < 0 {
			i = len(window)
		}
		if m.keep {
			if m.text = append(m.text, window[:i]...); len(m.text) > 6*maxCell {
				return errLongCell
			}
		}
		m.pos += i
		if i < len(window) {
			return nil
		}
		if err := m.fill(); err != nil {
			return err
		}
	}
}

// skip moves behind the end mark. A kept text is literal: its marks are
// written as entities, since the text is decoded later.
func (m *markup) skip(end string, keep bool) error {
	for {
		window := m.buf[m.pos:m.end]
		if i := bytes.Index(window, []byte(end)); i >= 0 {
			if keep {
				m.text = append(m.text, bytes.ReplaceAll(window[:i], []byte("&"), []byte("&amp;"))...)
			}
			m.pos += i + len(end)
			return nil
		}
		if err := m.fill(); err != nil {
			return broken(err)
		}
	}
}

// broken turns the end of the file inside a tag into damage.
func broken(err error) error {
	if errors.Is(err, io.EOF) {
		return errMarkup
	}
	return err
}

// readTag reads the tag behind its opening bracket. A bracket in quotes ends
// no tag.
func (m *markup) readTag() error {
	for searched := 0; ; {
		window := m.buf[m.pos:m.end]
		i := bytes.IndexByte(window[searched:], '>')
		if i < 0 {
			if searched = len(window); searched > maxCell {
				return errMarkup
			}
			if err := m.fill(); err != nil {
				return broken(err)
			}
			continue
		}
		i += searched
		if !quoteOpen(window[:i]) {
			m.cut(window[:i])
			m.pos += i + 1
			return nil
		}
		searched = i + 1
	}
}

// quoteOpen reports whether a quote is opened in the tag and not closed.
func quoteOpen(tag []byte) bool {
	if bytes.IndexByte(tag, '\'') < 0 {
		return bytes.Count(tag, []byte{'"'})%2 == 1
	}
	var quote byte
	for _, c := range tag {
		switch {
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case c == quote:
			quote = 0
		}
	}
	return quote != 0
}

// cut parts a tag into name and attributes.
func (m *markup) cut(tag []byte) {
	m.opens, m.closes = true, false
	if len(tag) > 0 && tag[0] == '/' {
		m.opens, m.closes, tag = false, true, tag[1:]
	} else if len(tag) > 0 && tag[len(tag)-1] == '/' {
		m.closes, tag = true, tag[:len(tag)-1]
	}
	m.attrs = nil
	for i, c := range tag {
		if space(c) {
			tag, m.attrs = tag[:i], tag[i:]
			break
		}
	}
	if i := bytes.IndexByte(tag, ':'); i >= 0 {
		tag = tag[i+1:]
	}
	m.tag = tag
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// nextAttr takes the next attribute off the tag; nil when there is none left.
func (m *markup) nextAttr() (name, value []byte) {
	rest := m.attrs
	m.attrs = nil
	for len(rest) > 0 && space(rest[0]) {
		rest = rest[1:]
	}
	eq := bytes.IndexByte(rest, '=')
	if eq < 1 {
		return nil, nil
	}
	name, rest = rest[:eq], rest[eq+1:]
	for space(name[len(name)-1]) && len(name) > 1 {
		name = name[:len(name)-1]
	}
	for len(rest) > 0 && space(rest[0]) {
		rest = rest[1:]
	}
	if len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
		return nil, nil
	}
	end := bytes.IndexByte(rest[1:], rest[0])
	if end < 0 {
		return nil, nil
	}
	m.attrs = rest[end+2:]
	return name, rest[1 : 1+end]
}

// attr returns the value of an attribute without a namespace, as it stands
// there, nil when it is missing. It takes the attributes before it off the tag.
func (m *markup) attr(wanted string) []byte {
	for {
		name, value := m.nextAttr()
		if name == nil || string(name) == wanted {
			return value
		}
	}
}
