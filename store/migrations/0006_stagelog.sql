-- The log of stage changes in a shape that is read at once, as it was when it
-- was written: what has changed since, the moved leads say. It may be missing,
-- and nothing is lost with it.
CREATE TABLE stage_log(
  part INTEGER PRIMARY KEY, -- 0: what it is a picture of; from 1 on, the log
  body BLOB NOT NULL
) STRICT;
