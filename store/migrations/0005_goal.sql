-- The versions of the revenue goal. They are never changed; one that was
-- undone is withdrawn.
CREATE TABLE goal(
  version    INTEGER PRIMARY KEY,
  at         INTEGER NOT NULL,
  by         TEXT NOT NULL,
  note       TEXT NOT NULL,
  withdrawn  INTEGER NOT NULL DEFAULT 0,
  revenue    INTEGER NOT NULL, -- hundredths
  currency   TEXT NOT NULL,
  start_at   INTEGER NOT NULL,
  end_at     INTEGER NOT NULL, -- not included
  share      REAL NOT NULL,
  deal       INTEGER NOT NULL, -- average, hundredths
  lead_rate  REAL NOT NULL,    -- 0: unknown
  win_rate   REAL NOT NULL,
  ready_rate REAL NOT NULL,
  lag        REAL NOT NULL,    -- days
  steps      TEXT NOT NULL     -- JSON
) STRICT;

-- What advertising has cost.
CREATE TABLE spend(
  id       INTEGER PRIMARY KEY,
  identity TEXT NOT NULL UNIQUE, -- a hash of day, source, campaign, currency and occurrence
  at       INTEGER NOT NULL,     -- the day
  source   TEXT NOT NULL,
  campaign TEXT NOT NULL,
  amount   INTEGER NOT NULL,     -- hundredths
  currency TEXT NOT NULL,
  import   INTEGER NOT NULL,
  touched  INTEGER NOT NULL      -- the import that last changed it
) STRICT;
CREATE INDEX spend_at ON spend(at);
CREATE INDEX spend_import ON spend(import);
