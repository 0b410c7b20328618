-- What publishing a version did to the leads, as JSON; empty when it was not
-- measured.
ALTER TABLE rubric ADD COLUMN effect TEXT NOT NULL DEFAULT '';

-- Rubrics that somebody is still changing, one per author.
CREATE TABLE draft(
  by   TEXT PRIMARY KEY,
  base INTEGER NOT NULL, -- the version it started from
  body TEXT NOT NULL,
  at   INTEGER NOT NULL
) STRICT;

-- Which leads have changed, so that what is kept of them in memory can follow:
-- every batch of changes as one row. Only the newest rows are kept.
CREATE TABLE moved(
  seq   INTEGER PRIMARY KEY,
  leads BLOB NOT NULL -- ids, each as the difference to the one before, in varints
) STRICT;
