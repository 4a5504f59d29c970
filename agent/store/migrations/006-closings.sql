-- Closings (Z reports): numbered without a gap, each sale in exactly one, never changed or removed.
CREATE TABLE closing (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  -- Who asks again by the same reference gets the same closing.
  reference TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  -- What a later closing has to look at: documents from here on, openings of the drawer behind that one.
  open_from INTEGER NOT NULL,
  drawer_through INTEGER NOT NULL,
  report TEXT NOT NULL CHECK (json_valid(report)),
  -- What the paper says: a copy years later is the same.
  slip TEXT NOT NULL CHECK (json_valid(slip)),
  -- SHA-256 of the report; it stands in the chained activity log too.
  hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;

CREATE TRIGGER closing_follows BEFORE INSERT ON closing
WHEN NEW.number <> 1 + coalesce((SELECT max(number) FROM closing), 0)
  OR NEW.at < coalesce((SELECT max(at) FROM closing), 0)
  OR NEW.open_from < coalesce((SELECT max(open_from) FROM closing), 0)
  OR NEW.drawer_through < coalesce((SELECT max(drawer_through) FROM closing), 0)
BEGIN SELECT RAISE(ABORT, 'the closing does not follow the one before'); END;
CREATE TRIGGER closing_is_final BEFORE UPDATE ON closing
BEGIN SELECT RAISE(ABORT, 'a closing is never changed'); END;
CREATE TRIGGER closing_stays BEFORE DELETE ON closing
BEGIN SELECT RAISE(ABORT, 'a closing is never removed'); END;

-- Which closing took a document, and whether its amounts are in its sums.
CREATE TABLE closing_document (
  document INTEGER PRIMARY KEY REFERENCES document (id),
  closing INTEGER NOT NULL REFERENCES closing (number),
  counted INTEGER NOT NULL CHECK (counted IN (0, 1))
) STRICT;

-- Only with its closing, whose number is the last one.
CREATE TRIGGER closing_document_belongs BEFORE INSERT ON closing_document
WHEN NEW.closing <> (SELECT max(number) FROM closing)
BEGIN SELECT RAISE(ABORT, 'nothing is added to an older closing'); END;
CREATE TRIGGER closing_document_is_final BEFORE UPDATE ON closing_document
BEGIN SELECT RAISE(ABORT, 'a document stays in its closing'); END;
CREATE TRIGGER closing_document_stays BEFORE DELETE ON closing_document
BEGIN SELECT RAISE(ABORT, 'a document stays in its closing'); END;

-- The papers of a closing: 0 is the original, 1 … are copies.
ALTER TABLE print_job ADD COLUMN closing INTEGER REFERENCES closing (number);
CREATE UNIQUE INDEX print_job_closing ON print_job (closing, copy) WHERE closing IS NOT NULL;
