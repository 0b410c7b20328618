package intake

import "context"

func (s *Source) workbookTable(_ context.Context) (table, error) {
	return table{}, s.content.unknown("a spreadsheet or ZIP archive").WithHint("save the sheet as CSV (UTF-8) and import that")
}

func (c *content) oldOffice() error {
	return c.unknown("an old Excel workbook").WithHint("save it as XLSX or CSV and import that")
}
