package intake

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"sync"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"smarketing/internal/crm"
)

const chunkSize = 128 << 10

// content is the bytes of a file, which may be read any number of times.
type content struct {
	name     string // as the user named it
	file     *os.File
	spooled  string // path of the temporary copy of a pipe; empty for a file
	size     int64  // as the file lies on the disk
	packed   bool   // with gzip
	zipped   bool   // an archive, which a workbook is
	start    int64  // length of the byte order mark
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
		err = crm.Errorf(crm.Invalid, "%s is a directory", c.name).WithHint("name the file in it")
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
// A packed file is digested as what is in it.
func (c *content) survey(ctx context.Context) error {
	if err := c.unpack(ctx); err != nil {
		return err
	}
	digest := sha256.New()
	count := bytesCount{}
	text, _, err := c.bytes()
	if err != nil {
		return err
	}
	buf := make([]byte, chunkSize)
	kept := 0 // bytes of a rune cut by the end of the last chunk
	var hashing sync.WaitGroup
	defer hashing.Wait()
	for first, last := true, false; !last; first = false {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := readFull(text, buf[kept:])
		chunk := buf[:kept+n]
		hashing.Go(func() { digest.Write(chunk[len(chunk)-n:]) }) // beside the counting
		if first {
			if e := c.magic(chunk); e != nil {
				return e
			}
		}
		if last = errors.Is(err, io.EOF); err != nil && !last {
			return c.cannotUnpack(err)
		}
		var cut []byte
		if c.encoding == "" && !c.zipped {
			cut = count.add(chunk, last)
		}
		count.length += int64(n)
		hashing.Wait()
		kept = copy(buf, cut)
	}
	digest.Sum(c.sum[:0])
	return c.decide(count)
}

// readFull fills the buffer as far as it can. Unlike io.ReadFull it leaves the
// error as it is: a packed file that is cut off ends otherwise than a file.
func readFull(src io.Reader, buf []byte) (n int, err error) {
	for n < len(buf) && err == nil {
		var m int
		m, err = src.Read(buf[n:])
		n += m
	}
	return n, err
}

// magic looks at the first bytes: byte order marks and formats that are not
// text at all.
func (c *content) magic(head []byte) error {
	if what := markupOf(head); what != "" {
		return c.unknown(what).WithHint("export it as CSV or XLSX; a page comes where a sign-in was asked for, and some systems give one the name .xls")
	}
	switch {
	case bytes.HasPrefix(head, []byte{0xEF, 0xBB, 0xBF}):
		c.start = 3
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}):
		c.start, c.encoding = 2, utf16LEName
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		c.start, c.encoding = 2, utf16BEName
	case bytes.HasPrefix(head, zipMagic):
		c.zipped = true
	case bytes.HasPrefix(head, gzipMagic):
		return c.unknown("packed twice with gzip").WithHint("unpack it first: gunzip -c FILE | smarketing import -")
	case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return c.oldOffice()
	case bytes.HasPrefix(head, []byte("SQLite format 3\x00")):
		return c.unknown("a database").WithHint("export its table as CSV and import that")
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return c.unknown("a PDF document").WithHint("export the data itself as CSV or XLSX and import that")
	case bytes.HasPrefix(head, []byte("PAR1")):
		return c.unknown("a Parquet file").WithHint("export the data as CSV or JSONL and import that")
	default:
		c.encoding = utf16ByZeros(head)
	}
	return nil
}

// markupOf says what a text of tags is, empty for any other.
func markupOf(head []byte) string {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")), " \t\r\n")
	if len(head) == 0 || head[0] != '<' {
		return ""
	}
	start := strings.ToLower(string(head[:min(len(head), 16)]))
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<style", "<script", "<div"} {
		if strings.HasPrefix(start, tag) {
			return "a web page"
		}
	}
	if strings.HasPrefix(start, "<?xml") {
		return "an XML document"
	}
	return ""
}

func (c *content) unknown(what string) *crm.Error {
	return crm.Errorf(crm.Invalid, "%s is %s, not CSV, XLSX or JSON", c.name, what)
}

// reader returns the text of the file as UTF-8, from its beginning.
func (c *content) reader() (decoded io.Reader, raw *countReader) {
	text, raw, err := c.bytes()
	if err == nil {
		_, err = io.CopyN(io.Discard, text, c.start)
	}
	if err != nil {
		return failedReader{err}, raw
	}
	var enc encoding.Encoding
	switch c.encoding {
	case utf16LEName:
		enc = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case utf16BEName:
		enc = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case win1252Name:
		enc = charmap.Windows1252
	default:
		return text, raw
	}
	return transform.NewReader(text, enc.NewDecoder()), raw
}

// failedReader reads nothing but its error.
type failedReader struct{ err error }

func (r failedReader) Read([]byte) (int, error) { return 0, r.err }

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
