package intake

func (s *Source) jsonTable(_ []byte) (table, error) {
	return table{}, s.content.unknown("JSON").WithHint("save it as CSV and import that")
}
