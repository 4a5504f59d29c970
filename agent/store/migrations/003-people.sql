-- People, their sessions, and what a paired program may do. Nobody is removed: the activity log names them.

CREATE TABLE person (
  -- Lower case; the name somebody logs in with.
  name TEXT PRIMARY KEY,
  display_name TEXT,
  role TEXT NOT NULL CHECK (role IN ('owner', 'cashier', 'auditor', 'till')),
  -- scrypt with its parameters and salt.
  password_hash TEXT NOT NULL,
  must_change_password INTEGER NOT NULL CHECK (must_change_password IN (0, 1)),
  disabled INTEGER NOT NULL CHECK (disabled IN (0, 1)),
  -- Wrong passwords since the last login.
  failures INTEGER NOT NULL CHECK (failures >= 0),
  last_failure_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  last_login_at INTEGER
) STRICT;

CREATE TRIGGER person_stays BEFORE DELETE ON person
BEGIN SELECT RAISE(ABORT, 'a person is disabled, never removed'); END;

-- Browsers that are logged in: only a digest of the token is kept.
CREATE TABLE session (
  token_digest TEXT PRIMARY KEY,
  person TEXT NOT NULL REFERENCES person (name),
  opened_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT;

CREATE INDEX session_of ON session (person);

ALTER TABLE client ADD COLUMN role TEXT NOT NULL DEFAULT 'till' CHECK (role IN ('till', 'auditor'));

-- One row that is written now and then: health means that the ledger takes writes, and nothing else proves it.
CREATE TABLE heartbeat (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  at INTEGER NOT NULL
) STRICT;
