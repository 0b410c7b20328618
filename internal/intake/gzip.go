package intake

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"

	"smarketing/internal/crm"
)

var (
	gzipMagic = []byte{0x1F, 0x8B}
	zipMagic  = []byte("PK\x03\x04")
)

// unpack finds out whether the file is packed with gzip, whatever its name.
// Packed text is unpacked anew by every reading, so that a large file needs no
// room for a copy; a packed workbook is unpacked aside, since its parts are
// read out of order.
func (c *content) unpack(ctx context.Context) error {
	info, err := c.file.Stat()
	if err != nil {
		return cannotOpen(c.name, err)
	}
	c.size = info.Size()
	if !c.begins(gzipMagic) {
		return nil
	}
	c.packed = true
	text, _, err := c.bytes()
	if err != nil {
		return err
	}
	head := make([]byte, len(zipMagic))
	n, _ := readFull(text, head) // what is wrong with it, the survey says
	if string(head[:n]) != string(zipMagic) {
		return nil
	}
	packed := content{name: c.name, file: c.file, spooled: c.spooled}
	if text, _, err = c.bytes(); err != nil {
		return err
	}
	if err := c.spool(ctx, text); err != nil {
		return errors.Join(err, packed.close())
	}
	if info, err = c.file.Stat(); err == nil {
		c.size, c.packed = info.Size(), false
	}
	return errors.Join(err, packed.close())
}

// begins reports whether the file begins with those bytes.
func (c *content) begins(with []byte) bool {
	head := make([]byte, len(with))
	_, err := c.file.ReadAt(head, 0)
	return err == nil && string(head) == string(with)
}

// bytes returns the content as written, unpacked, from its beginning, and the
// count of the bytes of the file that were read for it.
func (c *content) bytes() (io.Reader, *countReader, error) {
	raw := &countReader{src: io.NewSectionReader(c.file, 0, c.size)}
	if !c.packed {
		return raw, raw, nil
	}
	unpacked, err := gzip.NewReader(raw)
	if err != nil {
		return nil, raw, c.cannotUnpack(err)
	}
	return unpacked, raw, nil
}

// cannotUnpack says that reading the content failed, and whether it is the
// packing that is damaged.
func (c *content) cannotUnpack(err error) error {
	if _, system := errors.AsType[*os.PathError](err); system || !c.packed {
		return cannotOpen(c.name, err)
	}
	e := crm.Errorf(crm.Invalid, "%s is packed with gzip and damaged or cut off", c.name)
	e.Err = err
	return e.WithHint("copy or export it again; gunzip -t tests such a file")
}
