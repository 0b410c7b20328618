package intake

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"smarketing/internal/crm"
)

const chunkSize = 64 << 10

// content is the bytes of a file, which may be read any number of times.
type content struct {
	name     string // as the user named it
	file     *os.File
	spooled  string // path of the temporary copy of a pipe; empty for a file
	size     int64
	start    int64 // length of the byte order mark
	sum      [sha256.Size]byte
	encoding string
	stray    bool // a UTF-8 file with a few bytes that are not UTF-8
}

// openContent opens the file, or spools standard input ("-") or any other
// pipe, and surveys it: digest, size and encoding.
func openContent(ctx context.Context, path string) (*content, error) {
	c := &content{name: path}
	file := os.Stdin
	if path == "-" {
		c.name = "standard input"
	} else {
		var err error
		if file, err = os.Open(path); err != nil {
			return nil, cannotOpen(path, err)
		}
	}
	info, err := file.Stat()
	switch {
	case err != nil:
		err = cannotOpen(c.name, err)
	case info.IsDir():
		err = crm.Errorf(crm.Invalid, "%s is a directory", c.name).WithHint("name the CSV file in it")
	case path == "-" || !info.Mode().IsRegular():
		if err = c.spool(ctx, file); err == nil && path != "-" {
			err = file.Close()
		}
	default:
		c.file = file
	}
	if err == nil {
		err = c.survey(ctx)
	}
	if err != nil {
		if c.file != file && file != os.Stdin {
			_ = file.Close()
		}
		_ = c.close()
		return nil, err
	}
	return c, nil
}

func cannotOpen(name string, err error) error {
	e := crm.Errorf(crm.Failure, "%s cannot be read: %w", name, err)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e = crm.Errorf(crm.NotFound, "there is no file %s", name).WithHint("check the path; - reads standard input")
		e.Err = err
	case errors.Is(err, fs.ErrPermission):
		_ = e.WithHint("ask for permission to read it")
	}
	return e
}

// spool copies a pipe into a temporary file, because the file is read twice.
func (c *content) spool(ctx context.Context, pipe io.Reader) error {
	temp, err := os.CreateTemp("", "smarketing-import-*")
	if err != nil {
		return crm.Errorf(crm.Failure, "%s cannot be kept aside: %w", c.name, err).
			WithHint("make room in %s or set TMPDIR", os.TempDir())
	}
	c.file, c.spooled = temp, temp.Name()
	if _, err = io.Copy(temp, &ctxReader{ctx, pipe}); err != nil {
		return crm.Errorf(crm.Failure, "%s cannot be read to its end: %w", c.name, err)
	}
	return nil
}

// ctxReader ends a long copy when the context does.
type ctxReader struct {
	ctx context.Context
	src io.Reader
}

func (r *ctxReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.src.Read(p)
}

// survey reads the whole file once for its digest and encoding. Whether a file
// is UTF-8 cannot be told from its beginning: the first accent may come late.
func (c *content) survey(ctx context.Context) error {
	digest := sha256.New()
	count := bytesCount{}
	buf := make([]byte, chunkSize)
	kept := 0 // bytes of a rune cut by the end of the last chunk
	for at := int64(0); ; {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := c.file.ReadAt(buf[kept:], at)
		digest.Write(buf[kept : kept+n])
		chunk := buf[:kept+n]
		if at == 0 {
			if e := c.magic(chunk); e != nil {
				return e
			}
		}
		at += int64(n)
		if err != nil && !errors.Is(err, io.EOF) {
			return cannotOpen(c.name, err)
		}
		last := errors.Is(err, io.EOF)
		if c.encoding == "" {
			kept = copy(buf, count.add(chunk, last))
		} else {
			kept = 0
		}
		if last {
			c.size = at
			break
		}
	}
	digest.Sum(c.sum[:0])
	return c.decide(count)
}

// magic looks at the first bytes: byte order marks and formats that are not
// text at all.
func (c *content) magic(head []byte) error {
	switch {
	case bytes.HasPrefix(head, []byte{0xEF, 0xBB, 0xBF}):
		c.start = 3
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}):
		c.start, c.encoding = 2, utf16LEName
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		c.start, c.encoding = 2, utf16BEName
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return c.notText("a spreadsheet or ZIP archive").WithHint("save the sheet as CSV (UTF-8) and import that")
	case bytes.HasPrefix(head, []byte{0x1F, 0x8B}):
		return c.notText("compressed with gzip").WithHint("unpack it first: gunzip -c FILE | smarketing import -")
	case bytes.HasPrefix(head, []byte("SQLite format 3\x00")):
		return c.notText("a database").WithHint("export its table as CSV and import that")
	default:
		c.encoding = utf16ByZeros(head)
	}
	return nil
}

func (c *content) notText(what string) *crm.Error {
	return crm.Errorf(crm.Invalid, "%s is %s, not CSV text", c.name, what)
}

// reader returns the text of the file as UTF-8, from its beginning.
func (c *content) reader() (decoded io.Reader, raw *countReader) {
	raw = &countReader{src: io.NewSectionReader(c.file, c.start, c.size-c.start)}
	var enc encoding.Encoding
	switch c.encoding {
	case utf16LEName:
		enc = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case utf16BEName:
		enc = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case win1252Name:
		enc = charmap.Windows1252
	default:
		return raw, raw
	}
	return transform.NewReader(raw, enc.NewDecoder()), raw
}

// countReader counts the bytes read, for the progress.
type countReader struct {
	src  io.Reader
	read int64
}

func (r *countReader) Read(p []byte) (int, error) {
	n, err := r.src.Read(p)
	r.read += int64(n)
	return n, err
}

// close closes the file and removes a spooled copy.
func (c *content) close() error {
	if c.file == nil {
		return nil
	}
	err := c.file.Close()
	if c.spooled != "" {
		err = errors.Join(err, os.Remove(c.spooled))
	}
	c.file = nil
	return err
}
