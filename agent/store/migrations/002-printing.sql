-- Printing: which printer, how often a paper may have begun, what waits for the operator; the drawer has rows of its own.

ALTER TABLE print_job ADD COLUMN printer TEXT NOT NULL DEFAULT 'main';
-- How often a byte that could put dots on paper may have left: an original is unmarked only while this is 0.
ALTER TABLE print_job ADD COLUMN starts INTEGER NOT NULL DEFAULT 0 CHECK (starts >= 0);
-- 1: it waited too long, and is printed only on the operator's word.
ALTER TABLE print_job ADD COLUMN asks INTEGER NOT NULL DEFAULT 0 CHECK (asks IN (0, 1));

UPDATE print_job SET starts = 1 WHERE state <> 'queued';

DROP INDEX print_job_open;
CREATE INDEX print_job_open ON print_job (printer, id) WHERE state IN ('queued', 'sending');
CREATE INDEX print_job_doubtful ON print_job (printer, at) WHERE state = 'unconfirmed';
CREATE INDEX print_job_of ON print_job (printer, id);

CREATE TRIGGER print_job_stays BEFORE DELETE ON print_job
BEGIN SELECT RAISE(ABORT, 'the print journal keeps every paper'); END;
CREATE TRIGGER print_job_is_done BEFORE UPDATE ON print_job
WHEN OLD.state IN ('sent', 'confirmed', 'unconfirmed', 'failed')
BEGIN SELECT RAISE(ABORT, 'what became of a paper is never changed'); END;

-- Openings of the cash drawer: of a sale at most one, never tried again.
CREATE TABLE drawer_opening (
  id INTEGER PRIMARY KEY,
  -- The sale it was opened for; none where somebody asked for it.
  document INTEGER UNIQUE REFERENCES document (id),
  printer TEXT NOT NULL,
  actor TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'unconfirmed', 'failed')),
  at INTEGER NOT NULL
) STRICT;

CREATE INDEX drawer_opening_open ON drawer_opening (printer, id) WHERE state IN ('queued', 'sending');
CREATE TRIGGER drawer_opening_stays BEFORE DELETE ON drawer_opening
BEGIN SELECT RAISE(ABORT, 'the journal keeps every opening of the drawer'); END;
CREATE TRIGGER drawer_opening_is_done BEFORE UPDATE ON drawer_opening
WHEN OLD.state IN ('sent', 'unconfirmed', 'failed')
BEGIN SELECT RAISE(ABORT, 'what became of an opening is never changed'); END;
