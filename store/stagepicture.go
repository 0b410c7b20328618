package store

// pictureChunk is how many bytes of a picture lie in a row.
const pictureChunk = 4 << 20

// PutStagePicture keeps the log of stage changes in the caller's shape, with
// what it is a picture of, in the place of the one before. It is no change of
// the file that others are told of.
func (t *Tx) PutStagePicture(of, log []byte) error {
	if _, err := t.exec(`DELETE FROM stage_log`); err != nil {
		return err
	}
	for part, body := 0, of; ; part++ {
		if _, err := t.exec(`INSERT INTO stage_log(part, body) VALUES ($1, $2)`, part, append([]byte{}, body...)); err != nil {
			return err
		}
		if len(log) == 0 {
			return nil
		}
		n := min(len(log), pictureChunk)
		body, log = log[:n], log[n:]
	}
}

// StagePicture returns what PutStagePicture has kept, nothing when that is
// nothing.
func (t *Tx) StagePicture() (of, log []byte, err error) {
	err = t.each(`SELECT part, body FROM stage_log ORDER BY part`, nil, func(r row) error {
		var part int
		var body []byte
		if err := r.Scan(&part, &body); err != nil {
			return err
		}
		if part == 0 {
			of = body
		} else {
			log = append(log, body...)
		}
		return nil
	})
	return of, log, err
}
