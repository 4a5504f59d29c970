-- The ledger: what was issued, what became of it, and what came out on paper. Issued rows are never changed or removed.

-- The unit's onboarding journey, one row: the stored state is where it resumes. Secrets in it are sealed.
CREATE TABLE unit (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  state TEXT NOT NULL CHECK (json_valid(state)),
  updated_at INTEGER NOT NULL
) STRICT;

-- One document of one CSID's chain. `id` is the order of generation over all chains.
CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  csid TEXT NOT NULL,
  icv INTEGER NOT NULL CHECK (icv >= 1),
  uuid TEXT NOT NULL UNIQUE,
  irn TEXT NOT NULL,
  -- 1, or more where a rejected document was made again under the same IRN.
  generation INTEGER NOT NULL DEFAULT 1 CHECK (generation >= 1),
  -- The unit's own running number where it made the IRN itself.
  serial INTEGER UNIQUE,
  reference TEXT,
  sale TEXT NOT NULL CHECK (json_valid(sale)),
  sale_digest TEXT NOT NULL,
  type TEXT NOT NULL,
  profile TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  hash TEXT NOT NULL,
  pih TEXT NOT NULL,
  qr TEXT NOT NULL,
  xml TEXT NOT NULL,
  totals TEXT NOT NULL CHECK (json_valid(totals)),
  warnings TEXT NOT NULL CHECK (json_valid(warnings)),
  receipt TEXT NOT NULL CHECK (json_valid(receipt)),
  UNIQUE (csid, icv),
  UNIQUE (irn, generation),
  UNIQUE (reference, generation)
) STRICT;

CREATE INDEX document_issued_at ON document (issued_at);

-- The chain, kept by the database itself: no gap, no duplicate, each PIH the hash before, no step back in time.
CREATE TRIGGER document_links BEFORE INSERT ON document
WHEN NEW.icv <> 1 + coalesce((SELECT max(icv) FROM document WHERE csid = NEW.csid), 0)
  OR NEW.pih <> coalesce(
    (SELECT hash FROM document WHERE csid = NEW.csid ORDER BY icv DESC LIMIT 1),
    'NWZlY2ViNjZmZmM4NmYzOGQ5NTI3ODZjNmQ2OTZjNzljMmRiYzIzOWRkNGU5MWI0NjcyOWQ3M2EyN2ZiNTdlOQ==')
  -- A document made again after a rejection keeps its issue time.
  OR (NEW.generation = 1 AND NEW.issued_at < coalesce((SELECT max(issued_at) FROM document), 0))
BEGIN SELECT RAISE(ABORT, 'the document does not continue its chain'); END;

CREATE TRIGGER document_is_final BEFORE UPDATE ON document
BEGIN SELECT RAISE(ABORT, 'an issued document is never changed'); END;
CREATE TRIGGER document_stays BEFORE DELETE ON document
BEGIN SELECT RAISE(ABORT, 'an issued document is never removed'); END;

-- What is still to be told to the gateway, and what it said last.
CREATE TABLE outbox (
  document INTEGER PRIMARY KEY REFERENCES document (id),
  state TEXT NOT NULL CHECK (state IN
    ('queued', 'reported', 'reported-with-warnings', 'rejected', 'cleared', 'awaiting-clearance')),
  -- When to try again is a matter of monotonic time and of no row: after a restart everything is tried anew.
  attempts INTEGER NOT NULL DEFAULT 0,
  -- Order of the deadline: the issue time of the document.
  issued_at INTEGER NOT NULL,
  settled_at INTEGER
) STRICT;

CREATE INDEX outbox_waiting ON outbox (issued_at, document) WHERE state IN ('queued', 'awaiting-clearance');
CREATE INDEX outbox_rejected ON outbox (document) WHERE state = 'rejected';
CREATE TRIGGER outbox_stays BEFORE DELETE ON outbox
BEGIN SELECT RAISE(ABORT, 'the outbox keeps every document'); END;
CREATE TRIGGER outbox_is_settled BEFORE UPDATE ON outbox
WHEN OLD.state NOT IN ('queued', 'awaiting-clearance')
BEGIN SELECT RAISE(ABORT, 'a verdict of the gateway is never changed'); END;

-- The outcome of every attempt, as the gateway gave it.
CREATE TABLE attempt (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id),
  at INTEGER NOT NULL,
  status INTEGER NOT NULL,
  answer TEXT NOT NULL CHECK (json_valid(answer))
) STRICT;

CREATE INDEX attempt_of ON attempt (document);
CREATE TRIGGER attempt_is_final BEFORE UPDATE ON attempt
BEGIN SELECT RAISE(ABORT, 'an attempt is never changed'); END;
CREATE TRIGGER attempt_stays BEFORE DELETE ON attempt
BEGIN SELECT RAISE(ABORT, 'an attempt is never removed'); END;

-- Which documents a note refers to by number, or which advances an invoice takes off: what is left is asked every time.
CREATE TABLE original (
  irn TEXT NOT NULL,
  document INTEGER NOT NULL REFERENCES document (id),
  PRIMARY KEY (irn, document)
) STRICT, WITHOUT ROWID;

-- What the authority made of a standard document: its stamp and its QR code on our content. The legal document.
CREATE TABLE clearance (
  document INTEGER PRIMARY KEY REFERENCES document (id),
  xml TEXT NOT NULL,
  qr TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER clearance_is_final BEFORE UPDATE ON clearance
BEGIN SELECT RAISE(ABORT, 'a cleared document is never changed'); END;
CREATE TRIGGER clearance_stays BEFORE DELETE ON clearance
BEGIN SELECT RAISE(ABORT, 'a cleared document is never removed'); END;

-- Standard sales taken while the gateway was away: no document and no counter value until their turn has come.
CREATE TABLE held_sale (
  id INTEGER PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,
  sale TEXT NOT NULL CHECK (json_valid(sale)),
  sale_digest TEXT NOT NULL,
  totals TEXT NOT NULL CHECK (json_valid(totals)),
  at INTEGER NOT NULL,
  closed_at INTEGER,
  -- Why it became no document, where it did not.
  refused TEXT CHECK (refused IS NULL OR json_valid(refused))
) STRICT;

CREATE INDEX held_sale_open ON held_sale (id) WHERE closed_at IS NULL;
CREATE TRIGGER held_sale_stays BEFORE DELETE ON held_sale
BEGIN SELECT RAISE(ABORT, 'a held sale is never removed'); END;

-- Paper: the original is written with its document, or with its clearance; copies and slips later.
CREATE TABLE print_job (
  id INTEGER PRIMARY KEY,
  document INTEGER REFERENCES document (id),
  -- A paper that is no tax document, instead of one.
  slip TEXT CHECK (slip IS NULL OR json_valid(slip)),
  -- 0 is the original, 1 … are copies.
  copy INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'confirmed', 'unconfirmed', 'failed')),
  at INTEGER NOT NULL,
  -- SHA-256 of the dots that were sent.
  dots TEXT,
  CHECK ((document IS NULL) <> (slip IS NULL)),
  UNIQUE (document, copy)
) STRICT;

CREATE INDEX print_job_open ON print_job (id) WHERE state IN ('queued', 'sending');

-- A unit whose key is kept by a middleware: its registration, and the one sale whose answer is not in the ledger yet.
CREATE TABLE remote_unit (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  state TEXT NOT NULL CHECK (json_valid(state))
) STRICT;

CREATE TABLE remote_sale (
  reference TEXT PRIMARY KEY,
  sale TEXT NOT NULL CHECK (json_valid(sale)),
  ended INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE UNIQUE INDEX remote_sale_open ON remote_sale (ended) WHERE ended = 0;

-- Every answer of the middleware, raw.
CREATE TABLE remote_answer (
  id INTEGER PRIMARY KEY,
  reference TEXT NOT NULL,
  at INTEGER NOT NULL,
  status INTEGER NOT NULL,
  raw TEXT NOT NULL
) STRICT;

CREATE TRIGGER remote_answer_is_final BEFORE UPDATE ON remote_answer
BEGIN SELECT RAISE(ABORT, 'an answer is never changed'); END;
CREATE TRIGGER remote_answer_stays BEFORE DELETE ON remote_answer
BEGIN SELECT RAISE(ABORT, 'an answer is never removed'); END;

-- Tills that were paired: only a digest of the token is kept.
CREATE TABLE client (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  token_digest TEXT NOT NULL UNIQUE,
  paired_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT;

-- Who did what and when, with result.
CREATE TABLE activity (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  result TEXT NOT NULL
) STRICT;

CREATE TRIGGER activity_is_final BEFORE UPDATE ON activity
BEGIN SELECT RAISE(ABORT, 'the activity log is never changed'); END;
CREATE TRIGGER activity_stays BEFORE DELETE ON activity
BEGIN SELECT RAISE(ABORT, 'the activity log is never removed'); END;
