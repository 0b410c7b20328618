-- How many leads stand in each stage, and how many have each grade: what every
-- screen shows is not counted again and again. Who adds rows adds to the counts;
-- what changes and goes, the triggers see.
CREATE TABLE stage_count(
  stage TEXT PRIMARY KEY,
  leads INTEGER NOT NULL
) STRICT;
INSERT INTO stage_count SELECT stage, count(*) FROM lead GROUP BY stage;
CREATE TRIGGER lead_moved AFTER UPDATE OF stage ON lead WHEN old.stage <> new.stage BEGIN
  UPDATE stage_count SET leads = leads - 1 WHERE stage = old.stage;
  DELETE FROM stage_count WHERE stage = old.stage AND leads = 0;
  INSERT INTO stage_count VALUES (new.stage, 1) ON CONFLICT DO UPDATE SET leads = leads + 1;
END;
CREATE TRIGGER lead_gone AFTER DELETE ON lead BEGIN
  UPDATE stage_count SET leads = leads - 1 WHERE stage = old.stage;
  DELETE FROM stage_count WHERE stage = old.stage AND leads = 0;
END;

CREATE TABLE grade_count(
  grade    TEXT NOT NULL,
  standing INTEGER NOT NULL,
  leads    INTEGER NOT NULL,
  PRIMARY KEY(grade, standing)
) STRICT, WITHOUT ROWID;
INSERT INTO grade_count SELECT grade, standing, count(*) FROM stamp GROUP BY grade, standing;
CREATE TRIGGER stamp_changed AFTER UPDATE OF grade, standing ON stamp
WHEN old.grade <> new.grade OR old.standing <> new.standing BEGIN
  UPDATE grade_count SET leads = leads - 1 WHERE grade = old.grade AND standing = old.standing;
  DELETE FROM grade_count WHERE grade = old.grade AND standing = old.standing AND leads = 0;
  INSERT INTO grade_count VALUES (new.grade, new.standing, 1) ON CONFLICT DO UPDATE SET leads = leads + 1;
END;
CREATE TRIGGER stamp_gone AFTER DELETE ON stamp BEGIN
  UPDATE grade_count SET leads = leads - 1 WHERE grade = old.grade AND standing = old.standing;
  DELETE FROM grade_count WHERE grade = old.grade AND standing = old.standing AND leads = 0;
END;

DROP INDEX IF EXISTS stamp_grade;
DROP INDEX IF EXISTS lead_stage;
DROP INDEX IF EXISTS lead_created;
DROP INDEX IF EXISTS stamp_ready;
CREATE INDEX stamp_ready ON stamp(ready_since, standing) WHERE ready <> '';
CREATE INDEX lead_dates ON lead(stage_at, stage, created_at);
