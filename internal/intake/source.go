package intake

import (
	"cmp"
	"context"
	"errors"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"smarketing/internal/crm"
)

// Options say how a file is to be read. The zero value reads leads and maps
// what it can by name.
type Options struct {
	As        crm.RecordKind     // what the rows are; empty means what the file shows, else leads
	Format    string             // auto, csv, tsv, xlsx, json, jsonl, segment, ga4 or the name of an export; empty means auto
	Sheet     string             // of a workbook: its name or number from 1; empty means the first that looks like a table
	Map       map[string]string  // field -> header
	NoAuto    bool               // map nothing by name; unmapped headers still become custom fields
	Ignore    []string           // headers whose columns fill nothing
	Set       map[string]string  // field -> the value of every row
	Stage     map[string]string  // value in the file -> stage key, won, lost or open; empty ignores the row
	Null      []Null             // further spellings of unknown
	Same      map[string][]Pair  // field or header -> values read as others
	Profiles  string             // folder of further export profiles, TOML; empty means none
	Dates     string             // mdy, dmy or ymd, for columns whose cells do not decide
	Stages    crm.Stages         // the stage definitions of the file of ours
	Zone      *time.Location     // for times without a zone; nil means UTC
	Catalogue []crm.Field        // custom fields that exist, with their types
	Progress  func(crm.Progress) // told how far the first pass is; may be nil
}

// Source is a file whose columns are understood and whose rows can be read. It
// is not safe for concurrent use.
type Source struct {
	opt      Options
	kind     crm.RecordKind
	fields   []field
	content  *content
	table    table
	headers  []string
	words    []string // of the headers, without a zone
	inner    []string // of paths in objects, without the wrappers before them
	own      []bool   // columns that a rejects file of ours has added
	width    int      // cells of a whole row
	least    int      // cells without the nameless ones at the end
	profiles []profile
	nulls    nullSet
	plan     plan
	export   recognised
	history  []entry             // columns that say when a stage was entered
	same     []map[string]string // of each column: folded value -> what it is read as; nil without any
	info     crm.ImportSource
	blank    int
}

// Open reads the whole file once and settles what every column is. "-" reads
// standard input, which is kept in a temporary file until Close. Errors are
// *crm.Error: the file as a whole is refused.
func Open(ctx context.Context, path string, o Options) (*Source, error) {
	s := &Source{opt: o, kind: o.As}
	if err := s.checkOptions(); err != nil {
		return nil, err
	}
	c, err := openContent(ctx, path)
	if err != nil {
		return nil, err
	}
	s.content = c
	if err := s.begin(ctx); err != nil {
		return nil, errors.Join(err, c.close())
	}
	return s, nil
}

// checkOptions refuses wrong words before any byte is read.
func (s *Source) checkOptions() error {
	o := &s.opt
	switch s.kind {
	case "", crm.LeadRecord, crm.ActivityRecord, crm.StageRecord, crm.DealRecord, crm.SpendRecord:
	default:
		return crm.Errorf(crm.Usage, "rows cannot be read as %q", string(s.kind)).WithHint("use leads, activities, stages, deals or spend")
	}
	if err := s.checkFormat(); err != nil {
		return err
	}
	if o.Dates != "" && o.Dates != orderMDY && o.Dates != orderDMY && o.Dates != orderYMD {
		return crm.Errorf(crm.Usage, "unknown order of dates %q", o.Dates).WithHint("use mdy, dmy or ymd")
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if len(o.Stages) == 0 {
		o.Stages = crm.DefaultStages()
	}
	return nil
}

// begin finds out the format of the file, its columns and what its rows are.
func (s *Source) begin(ctx context.Context) error {
	var err error
	if s.table, err = s.understand(ctx); err != nil {
		return err
	}
	cells := s.table.header
	if !s.table.free && looksLikeData(cells) {
		return crm.Errorf(crm.Invalid, "%s seems to have no header: its first row holds values", s.content.name).
			WithHint("put a row with the names of the columns above it")
	}
	s.headers = headerNames(cells)
	s.width, s.least = len(cells), namedWidth(cells)
	s.info.Notes = append(s.info.Notes, s.table.notes...)
	if s.opt.Sheet != "" && !s.content.zipped {
		s.note("--sheet has no effect: the file is no workbook.")
	}
	s.kind = cmp.Or(s.kind, s.table.kind)
	if err := s.recognise(); err != nil {
		return err
	}
	return s.learn(ctx)
}

// learn is the first pass.
func (s *Source) learn(ctx context.Context) error {
	if err := s.prepare(); err != nil {
		return err
	}
	r, err := s.table.open(true)
	if err != nil {
		return err
	}
	began, told := time.Now(), time.Now()
	rowsSeen := 0
	look := looker{Source: s}
	defer look.wait()
	for {
		rw, err := r.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if blankRow(rw.cells) {
			s.blank++
			continue
		}
		if rowsSeen++; rowsSeen%1024 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			if s.opt.Progress != nil && time.Since(told) > 200*time.Millisecond {
				told = time.Now()
				s.opt.Progress(crm.Progress{What: "reading", Done: rowsSeen, Bytes: r.done(), Size: s.content.size, Started: began})
			}
		}
		if s.admit(&rw) == nil {
			look.add(rw.cells)
		}
	}
	if rowsSeen == 0 {
		return crm.Errorf(crm.Invalid, "%s has a header but no rows", s.content.name).WithHint("export it again with its data")
	}
	s.info.Rows = rowsSeen
	look.start()
	look.wait()
	return s.conclude()
}

func blankRow(cells []string) bool {
	for _, c := range cells {
		if c != "" && strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// admit brings the row to the width of the header, or says why it cannot be
// taken. Cells are never moved to another column.
func (s *Source) admit(rw *row) *crm.RowError {
	bad := func(message, hint string) *crm.RowError {
		return &crm.RowError{File: s.content.name, Row: rw.line, Message: message, Hint: hint}
	}
	if rw.fault != "" {
		return bad(rw.fault, rw.remedy)
	}
	if s.width > 1 {
		if inner := unwrap(rw.cells, s.table.comma, s.least); inner != nil && namedWidth(inner) <= s.width {
			rw.cells = inner
		}
	}
	if !s.table.free && footerRow(rw.cells, s.width) {
		return bad("is a total or a footer of the report, not data", "")
	}
	if n := len(rw.cells); n > s.width {
		if filled := namedWidth(rw.cells); filled > s.width {
			return bad("has more cells than the header", "a cell with the delimiter in it needs quotes")
		}
		rw.cells = rw.cells[:s.width]
	} else if n < s.least {
		return bad("has fewer cells than the header", "fill it up with empty cells at the right place")
	}
	for len(rw.cells) < s.width {
		rw.cells = append(rw.cells, "")
	}
	for i, c := range rw.cells {
		if len(c) > 4 && c[0] == '#' && sheetError(c) {
			e := bad("is the error of a spreadsheet formula", "mend the formula and export again")
			e.Column, e.Value = s.headers[i], c
			return e
		}
		if s.content.stray && !utf8.ValidString(c) {
			e := bad("is damaged text: it is not UTF-8 like the rest of the file", "type the cell again")
			e.Column = s.headers[i]
			return e
		}
	}
	return nil
}

// Info describes the file and what becomes of its columns.
func (s *Source) Info() crm.ImportSource { return s.info }

// Header returns the names of the columns: trimmed, and equal ones told apart
// by their position.
func (s *Source) Header() []string { return s.headers }

// Close closes the file and removes the copy of a pipe.
func (s *Source) Close() error { return s.content.close() }
