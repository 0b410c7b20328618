-- The version up to which nobody but the import that added the lead has
-- changed it: such a lead can go when its import is undone.
ALTER TABLE lead ADD COLUMN own INTEGER NOT NULL DEFAULT 1;
ALTER TABLE import ADD COLUMN undone INTEGER NOT NULL DEFAULT 0;

-- Assumed first changes that explicit history has replaced, for its undo.
CREATE TABLE replaced_change(
  lead   INTEGER PRIMARY KEY REFERENCES lead(id) ON DELETE CASCADE,
  stage  TEXT NOT NULL,
  at     INTEGER NOT NULL,
  seq    INTEGER NOT NULL,
  by     TEXT NOT NULL,
  reason TEXT NOT NULL,
  import INTEGER NOT NULL
) STRICT;

-- What merged leads were called, so that a later import of that name finds the
-- lead that was kept.
CREATE TABLE lead_alias(
  name   TEXT NOT NULL, -- a key, or a folded e-mail
  system TEXT NOT NULL,
  kind   TEXT NOT NULL, -- key or email
  lead   INTEGER NOT NULL REFERENCES lead(id) ON DELETE CASCADE,
  PRIMARY KEY(name, system, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX lead_alias_lead ON lead_alias(lead);

-- How far files that grow have been taken in.
CREATE TABLE ingest_state(
  source    TEXT PRIMARY KEY,
  position  INTEGER NOT NULL, -- bytes
  line      INTEGER NOT NULL,
  head      TEXT NOT NULL,    -- digest of the first head_size bytes
  head_size INTEGER NOT NULL,
  at        INTEGER NOT NULL
) STRICT;

-- What people have decided about the columns of a header row.
CREATE TABLE mapping(
  header TEXT PRIMARY KEY,
  body   TEXT NOT NULL,
  at     INTEGER NOT NULL
) STRICT;
