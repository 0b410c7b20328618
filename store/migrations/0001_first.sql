-- Times are UTC milliseconds, sums of money hundredths, points hundredths.
CREATE TABLE setting(
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- What the program itself must remember about the file.
CREATE TABLE meta(
  key   TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT;

CREATE TABLE member(
  name     TEXT PRIMARY KEY,
  team     TEXT NOT NULL,
  capacity INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE stage(
  key      TEXT PRIMARY KEY,
  label    TEXT NOT NULL,
  team     TEXT NOT NULL,
  kind     TEXT NOT NULL,
  sla      INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL UNIQUE
) STRICT;

-- Published rubrics; rows are never changed.
CREATE TABLE rubric(
  version INTEGER PRIMARY KEY,
  at      INTEGER NOT NULL,
  by      TEXT NOT NULL,
  note    TEXT NOT NULL,
  body    TEXT NOT NULL
) STRICT;

-- The catalogue of custom fields.
CREATE TABLE field(
  name  TEXT PRIMARY KEY,
  label TEXT NOT NULL,
  type  TEXT NOT NULL
) STRICT;

CREATE TABLE import(
  id          INTEGER PRIMARY KEY,
  at          INTEGER NOT NULL,
  by          TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  cursor      INTEGER NOT NULL DEFAULT 0, -- records committed so far
  alive       INTEGER NOT NULL DEFAULT 0, -- until when the import is taken to be running
  complete    INTEGER NOT NULL DEFAULT 0,
  report      TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX import_fingerprint ON import(fingerprint) WHERE complete = 0;

CREATE TABLE lead(
  id             INTEGER PRIMARY KEY,
  system         TEXT NOT NULL DEFAULT '',
  key            TEXT NOT NULL,
  version        INTEGER NOT NULL DEFAULT 1,
  name           TEXT NOT NULL DEFAULT '',
  first_name     TEXT NOT NULL DEFAULT '',
  last_name      TEXT NOT NULL DEFAULT '',
  email          TEXT NOT NULL DEFAULT '',
  phone          TEXT NOT NULL DEFAULT '',
  company        TEXT NOT NULL DEFAULT '',
  title          TEXT NOT NULL DEFAULT '',
  industry       TEXT NOT NULL DEFAULT '',
  country        TEXT NOT NULL DEFAULT '',
  region         TEXT NOT NULL DEFAULT '',
  city           TEXT NOT NULL DEFAULT '',
  website        TEXT NOT NULL DEFAULT '',
  source         TEXT NOT NULL DEFAULT '',
  campaign       TEXT NOT NULL DEFAULT '',
  employees      REAL,
  annual_revenue REAL,
  custom         TEXT NOT NULL DEFAULT '{}',
  owner          TEXT NOT NULL DEFAULT '',
  stage          TEXT NOT NULL,
  stage_at       INTEGER,
  outcome        TEXT NOT NULL DEFAULT '',
  outcome_at     INTEGER,
  next_step      TEXT NOT NULL DEFAULT '',
  due            INTEGER,
  created_at     INTEGER,
  added_at       INTEGER NOT NULL,
  import         INTEGER NOT NULL DEFAULT 0,
  email_fold     TEXT,          -- the e-mail as it is compared
  search         TEXT NOT NULL  -- what the filter looks at, folded
) STRICT;
CREATE UNIQUE INDEX lead_key ON lead(key, system);
CREATE INDEX lead_email ON lead(email_fold) WHERE email_fold IS NOT NULL;
CREATE INDEX lead_stage ON lead(stage, stage_at);
CREATE INDEX lead_created ON lead(created_at) WHERE created_at IS NOT NULL;

-- Scores, apart from the profile: every day rewrites them all, and a narrow
-- row is cheap to rewrite. key repeats the lead's so that the ranked page is
-- one index walk.
CREATE TABLE stamp(
  lead             INTEGER PRIMARY KEY REFERENCES lead(id) ON DELETE CASCADE,
  key              TEXT NOT NULL,
  score            INTEGER NOT NULL,
  fit              INTEGER NOT NULL,
  engagement       INTEGER NOT NULL,
  grade            TEXT NOT NULL,
  rubric           INTEGER NOT NULL,
  day              INTEGER NOT NULL,
  at               INTEGER NOT NULL,
  standing         INTEGER NOT NULL, -- as crm.Standing counts
  ready            TEXT NOT NULL,
  ready_since      INTEGER,
  armed_at         INTEGER,
  last_activity_at INTEGER NOT NULL -- 0: none, so that it sorts last
) STRICT;
CREATE INDEX stamp_rank ON stamp(score DESC, last_activity_at DESC, key);
CREATE INDEX stamp_grade ON stamp(grade, standing);
CREATE INDEX stamp_ready ON stamp(ready_since) WHERE ready <> '';

-- Leads to be scored again at an instant: at once after a change, later when
-- an activity lies in the future. import names the import that brought history;
-- while it is alive only it scores its leads, so that nobody takes half of a
-- history for news.
CREATE TABLE due(
  lead   INTEGER PRIMARY KEY,
  at     INTEGER NOT NULL,
  import INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Events and sources of activities, each spelled once.
CREATE TABLE word(
  id   INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
) STRICT;

-- One tree serves the timeline of a lead and finds repeated activities: hash
-- is of (source, id), else of event, instant, detail and occurrence.
CREATE TABLE activity(
  lead   INTEGER NOT NULL,
  hash   INTEGER NOT NULL,
  event  INTEGER NOT NULL,
  at     INTEGER NOT NULL,
  detail TEXT NOT NULL,
  value  REAL,
  source INTEGER NOT NULL,
  key    TEXT NOT NULL,
  import INTEGER NOT NULL,
  PRIMARY KEY(lead, hash)
) STRICT, WITHOUT ROWID;

-- How many activities happened in each hour, for counts over weeks.
CREATE TABLE tally(
  hour       INTEGER PRIMARY KEY, -- since 1970
  activities INTEGER NOT NULL
) STRICT;

-- seq keeps the order of a file among changes of one instant.
CREATE TABLE stage_change(
  lead        INTEGER NOT NULL REFERENCES lead(id) ON DELETE CASCADE,
  stage       TEXT NOT NULL,
  at          INTEGER NOT NULL, -- 0: unknown
  seq         INTEGER NOT NULL,
  by          TEXT NOT NULL,
  reason      TEXT NOT NULL,
  provisional INTEGER NOT NULL,
  import      INTEGER NOT NULL,
  PRIMARY KEY(lead, stage, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE deal(
  id         INTEGER PRIMARY KEY,
  identity   TEXT NOT NULL UNIQUE, -- the key, else a hash of lead, dates, sum and occurrence
  key        TEXT NOT NULL,
  lead       INTEGER REFERENCES lead(id) ON DELETE SET NULL,
  name       TEXT NOT NULL,
  amount     INTEGER,
  currency   TEXT NOT NULL,
  status     TEXT NOT NULL,
  raw_status TEXT NOT NULL,
  created_at INTEGER,
  closed_at  INTEGER,
  owner      TEXT NOT NULL,
  custom     TEXT NOT NULL DEFAULT '{}',
  import     INTEGER NOT NULL,
  touched    INTEGER NOT NULL -- the import that last changed it
) STRICT;
CREATE INDEX deal_lead ON deal(lead) WHERE lead IS NOT NULL;
CREATE INDEX deal_touched ON deal(touched);

CREATE TABLE ready_event(
  id       INTEGER PRIMARY KEY,
  lead     INTEGER NOT NULL REFERENCES lead(id) ON DELETE CASCADE,
  at       INTEGER NOT NULL,
  cause    TEXT NOT NULL,
  score    INTEGER NOT NULL,
  grade    TEXT NOT NULL,
  rubric   INTEGER NOT NULL,
  why      TEXT NOT NULL,
  summary  INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX ready_event_lead ON ready_event(lead);

CREATE TABLE journal(
  id     INTEGER PRIMARY KEY,
  at     INTEGER NOT NULL,
  by     TEXT NOT NULL,
  verb   TEXT NOT NULL,
  lead   INTEGER,
  key    TEXT NOT NULL,
  detail TEXT NOT NULL DEFAULT '{}',
  undone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX journal_lead ON journal(lead) WHERE lead IS NOT NULL;

-- What other processes read to learn what has changed.
CREATE TABLE change(
  seq  INTEGER PRIMARY KEY,
  kind TEXT NOT NULL
) STRICT;
