-- What people have done to a lead, and what they owe it. Leads nobody has
-- touched and nobody owes anything have no row here, so that an import of a
-- million leads costs nothing.
CREATE TABLE work(
  lead          INTEGER PRIMARY KEY REFERENCES lead(id) ON DELETE CASCADE,
  touched_at    INTEGER,
  snoozed_until INTEGER,
  duty          TEXT NOT NULL,    -- touch, decision or work
  duty_since    INTEGER,
  deadline      INTEGER,
  breached      INTEGER NOT NULL, -- an alert says so, or it was history when it came in
  nursed        INTEGER NOT NULL, -- stands in the recycled detour, or has just come back from it
  returned      INTEGER NOT NULL, -- and is ready again
  reheat        INTEGER NOT NULL, -- hundredths gained since it was recycled
  next_touch    INTEGER,
  due           INTEGER,          -- of a recycled lead: the earlier of touch and return
  pass_at       INTEGER           -- its latest row of recycle
) STRICT;
CREATE INDEX work_deadline ON work(deadline) WHERE deadline IS NOT NULL;
CREATE INDEX work_unbroken ON work(deadline) WHERE deadline IS NOT NULL AND breached = 0;
CREATE INDEX work_nursed ON work(returned DESC, reheat DESC, due, lead) WHERE nursed = 1;
CREATE INDEX work_snoozed ON work(snoozed_until) WHERE snoozed_until IS NOT NULL;

-- Owned leads, to count and list those of a person.
CREATE INDEX lead_owner ON lead(owner, stage, due) WHERE owner <> '';

CREATE TABLE touch(
  id      INTEGER PRIMARY KEY,
  lead    INTEGER NOT NULL REFERENCES lead(id) ON DELETE CASCADE,
  at      INTEGER NOT NULL,
  by      TEXT NOT NULL,
  channel TEXT NOT NULL,
  text    TEXT NOT NULL
) STRICT;
CREATE INDEX touch_lead ON touch(lead, at);

CREATE TABLE note(
  id   INTEGER PRIMARY KEY,
  lead INTEGER NOT NULL REFERENCES lead(id) ON DELETE CASCADE,
  at   INTEGER NOT NULL,
  by   TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX note_lead ON note(lead);

-- The times a lead was recycled, as far as the log does not say it.
CREATE TABLE recycle(
  lead      INTEGER NOT NULL REFERENCES lead(id) ON DELETE CASCADE,
  at        INTEGER NOT NULL, -- of its stage change
  cycle     INTEGER NOT NULL,
  by        TEXT NOT NULL,
  reason    TEXT NOT NULL,
  return_at INTEGER,
  policy    TEXT NOT NULL,
  owner     TEXT NOT NULL,
  score     INTEGER NOT NULL,
  ended_at  INTEGER,
  ended_in  TEXT NOT NULL,
  PRIMARY KEY(lead, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE alert(
  id     INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice: who follows alerts asks for greater ones
  kind   TEXT NOT NULL,
  origin TEXT NOT NULL,    -- of a summary: which import or rubric
  at     INTEGER NOT NULL,
  lead   INTEGER REFERENCES lead(id) ON DELETE CASCADE,
  leads  INTEGER NOT NULL, -- of a summary
  cause  TEXT NOT NULL,
  duty   TEXT NOT NULL,
  score  INTEGER NOT NULL,
  grade  TEXT NOT NULL,
  rubric INTEGER NOT NULL,
  owner  TEXT NOT NULL,
  why    TEXT NOT NULL,
  ack_at INTEGER,
  ack_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX alert_open ON alert(id) WHERE ack_at IS NULL;
CREATE UNIQUE INDEX alert_origin ON alert(origin) WHERE origin <> '';
CREATE INDEX alert_lead ON alert(lead) WHERE lead IS NOT NULL;

-- Events that are still to be told to the commands of the user.
CREATE TABLE outbox(
  id         INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice
  kind       TEXT NOT NULL,
  at         INTEGER NOT NULL,
  payload    TEXT NOT NULL,
  attempts   INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER NOT NULL DEFAULT 0, -- a lease, or the next attempt
  done_at    INTEGER,                    -- also when it was given up
  failure    TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX outbox_waiting ON outbox(kind, id) WHERE done_at IS NULL;

-- What a deed changed of each lead, for its undo.
CREATE TABLE deed(
  lead    INTEGER NOT NULL REFERENCES lead(id) ON DELETE CASCADE,
  entry   INTEGER NOT NULL, -- of the journal
  version INTEGER NOT NULL, -- of the lead afterwards
  was     TEXT NOT NULL,    -- JSON
  PRIMARY KEY(lead, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX deed_entry ON deed(entry);
