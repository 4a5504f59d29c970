-- Where numbers go on: a ledger from a backup does not know which ones were used after it, and none is used twice.
CREATE TABLE number_gap (
  series TEXT NOT NULL CHECK (series IN ('document', 'closing')),
  resumes_at INTEGER NOT NULL CHECK (resumes_at > 1),
  -- Milliseconds since 1970.
  at INTEGER NOT NULL,
  PRIMARY KEY (series, resumes_at)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER number_gap_is_final BEFORE UPDATE ON number_gap
BEGIN SELECT RAISE(ABORT, 'a gap of numbers is never changed'); END;
CREATE TRIGGER number_gap_stays BEFORE DELETE ON number_gap
BEGIN SELECT RAISE(ABORT, 'a gap of numbers is never removed'); END;

CREATE TRIGGER document_behind_gap BEFORE INSERT ON document
WHEN NEW.serial < (SELECT max(resumes_at) FROM number_gap WHERE series = 'document')
BEGIN SELECT RAISE(ABORT, 'the number may have been used before'); END;

DROP TRIGGER closing_follows;
CREATE TRIGGER closing_follows BEFORE INSERT ON closing
WHEN NEW.number <> max(
    1 + coalesce((SELECT max(number) FROM closing), 0),
    coalesce((SELECT max(resumes_at) FROM number_gap WHERE series = 'closing'), 1)
  )
  OR NEW.at < coalesce((SELECT max(at) FROM closing), 0)
  OR NEW.open_from < coalesce((SELECT max(open_from) FROM closing), 0)
  OR NEW.drawer_through < coalesce((SELECT max(drawer_through) FROM closing), 0)
BEGIN SELECT RAISE(ABORT, 'the closing does not follow the one before'); END;
