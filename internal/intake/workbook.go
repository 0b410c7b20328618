package intake

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"smarketing/internal/crm"
)

// workbook is what all sheets of an XLSX file share.
type workbook struct {
	name    string // of the file
	size    int64
	parts   map[string]*zip.File // by their path in lower case
	counter *countReaderAt
	sheets  []sheet
	texts   []string // the shared ones
	styles  []style
	epoch   int // days from the usual zero to that of the book
}

// sheet is one sheet of a workbook.
type sheet struct {
	name   string
	part   *zip.File
	hidden bool
}

// countReaderAt counts the bytes read, for the progress.
type countReaderAt struct {
	src  io.ReaderAt
	read int64
}

func (r *countReaderAt) ReadAt(p []byte, at int64) (int, error) {
	n, err := r.src.ReadAt(p, at)
	r.read += int64(n)
	return n, err
}

// epoch1904 is how many days later than usual the old books of the Macintosh
// begin to count.
const epoch1904 = 1462

// openWorkbook reads everything of a workbook but its sheets.
func openWorkbook(c *content) (*workbook, error) {
	b := &workbook{name: c.name, size: c.size, parts: map[string]*zip.File{}, counter: &countReaderAt{src: c.file}}
	archive, err := zip.NewReader(b.counter, c.size)
	if err != nil {
		return nil, b.damaged(err)
	}
	for _, f := range archive.File {
		b.parts[strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))] = f
	}
	main, err := b.mainPart()
	if err != nil {
		return nil, err
	}
	if err := b.readMain(main); err != nil {
		return nil, err
	}
	return b, nil
}

func (b *workbook) damaged(err error) error {
	if e, ok := errors.AsType[*crm.Error](err); ok {
		return e
	}
	e := crm.Errorf(crm.Invalid, "%s is a damaged Excel workbook", b.name)
	e.Err = err
	return e.WithHint("open it in a spreadsheet and save it again as XLSX or CSV")
}

// mainPart finds the part that lists the sheets, or says what else the archive
// is.
func (b *workbook) mainPart() (string, error) {
	var root relations
	if part := b.parts["_rels/.rels"]; part != nil {
		if err := b.decode(part, &root); err != nil {
			return "", err
		}
	}
	name := "xl/workbook.xml"
	for _, r := range root.Relation {
		if strings.HasSuffix(r.Type, "/officeDocument") {
			name = resolve("", r.Target)
		}
	}
	_, binary := b.parts["xl/workbook.bin"]
	_, other := b.parts["mimetype"]
	switch {
	case binary:
		return "", crm.Errorf(crm.Invalid, "%s is a binary Excel workbook (.xlsb)", b.name).WithHint("save it as XLSX or CSV and import that")
	case b.parts[name] != nil && strings.HasPrefix(name, "xl/"):
		return name, nil
	case other:
		return "", crm.Errorf(crm.Invalid, "%s is an OpenDocument or another archive, not an Excel workbook", b.name).
			WithHint("save the sheet as XLSX or CSV and import that")
	}
	return "", crm.Errorf(crm.Invalid, "%s is a ZIP archive, not an Excel workbook", b.name).
		WithHint("unpack it and import the files in it: unzip -p FILE | smarketing import -")
}

// relations are the links from one part of the archive to others.
type relations struct {
	Relation []struct {
		ID     string `xml:"Id,attr"`
		Type   string `xml:"Type,attr"`
		Target string `xml:"Target,attr"`
	} `xml:"Relationship"`
}

// resolve returns the path of a link's target.
func resolve(from, target string) string {
	if strings.HasPrefix(target, "/") {
		return strings.ToLower(target[1:])
	}
	return strings.ToLower(path.Join(path.Dir(from), target))
}

// maxPart bounds the parts that are kept in memory.
const maxPart = 64 << 20

// decode reads a small part.
func (b *workbook) decode(part *zip.File, into any) error {
	r, err := part.Open()
	if err != nil {
		return b.damaged(err)
	}
	return b.check(errors.Join(xml.NewDecoder(io.LimitReader(r, maxPart)).Decode(into), r.Close()))
}

func (b *workbook) check(err error) error {
	if err != nil {
		return b.damaged(err)
	}
	return nil
}

// readMain reads the list of sheets and the parts they share.
func (b *workbook) readMain(main string) error {
	var doc struct {
		Properties struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string     `xml:"name,attr"`
			State string     `xml:"state,attr"`
			Attrs []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := b.decode(b.parts[main], &doc); err != nil {
		return err
	}
	if v := doc.Properties.Date1904; v == "1" || v == "true" {
		b.epoch = epoch1904
	}
	var links relations
	if part := b.parts[path.Join(path.Dir(main), "_rels", path.Base(main)+".rels")]; part != nil {
		if err := b.decode(part, &links); err != nil {
			return err
		}
	}
	targets := map[string]*zip.File{}
	for _, l := range links.Relation {
		part := b.parts[resolve(main, l.Target)]
		var err error
		switch kind := path.Base(l.Type); {
		case part == nil:
		case kind == "worksheet":
			targets[l.ID] = part
		case kind == "sharedStrings":
			err = b.readTexts(part)
		case kind == "styles":
			err = b.readStyles(part)
		}
		if err != nil {
			return err
		}
	}
	for _, s := range doc.Sheets {
		for _, a := range s.Attrs {
			if part := targets[a.Value]; a.Name.Local == "id" && part != nil {
				b.sheets = append(b.sheets, sheet{name: s.Name, part: part, hidden: s.State != "" && s.State != "visible"})
			}
		}
	}
	if len(b.sheets) == 0 {
		return b.damaged(errors.New("it has no sheet"))
	}
	return nil
}

// maxTexts bounds the memory of the texts that the cells share.
const maxTexts = 1 << 30

// readTexts reads the texts that the cells share.
func (b *workbook) readTexts(part *zip.File) error {
	r, err := part.Open()
	if err != nil {
		return b.damaged(err)
	}
	m := newMarkup(r)
	size := 0
	for skipped := false; ; {
		err := m.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return b.damaged(err)
		}
		switch string(m.tag) {
		case "rPh": // how to pronounce it
			skipped = m.opens && !m.closes
		case "t":
			m.keep = m.opens && !m.closes && !skipped
		case "si":
			if m.closes {
				if size += len(m.text); size > maxTexts {
					return crm.Errorf(crm.Invalid, "%s has more than 1 GiB of texts", b.name).WithHint("save the sheet as CSV (UTF-8) and import that")
				}
				b.texts = append(b.texts, decoded(m.text))
			}
			m.text = m.text[:0]
		}
	}
	return b.check(r.Close())
}
