package intake

import "strings"

// undefused returns a cell without the apostrophe that an export, ours or
// another, has put before what a spreadsheet would take for a formula: before =
// + - @, a tab or a carriage return, and before such apostrophes.
func undefused(cell string) string {
	behind := strings.TrimLeft(cell, "'")
	if len(behind) < len(cell) && behind != "" && strings.IndexByte("=+-@\t\r", behind[0]) >= 0 {
		return cell[1:]
	}
	return cell
}
