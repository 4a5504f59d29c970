-- Chains that must not go on: a ledger from a backup does not know which counters were used after it.
CREATE TABLE closed_chain (
  csid TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  because TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER closed_chain_is_final BEFORE UPDATE ON closed_chain
BEGIN SELECT RAISE(ABORT, 'a closed chain stays closed'); END;
CREATE TRIGGER closed_chain_stays BEFORE DELETE ON closed_chain
BEGIN SELECT RAISE(ABORT, 'a closed chain stays closed'); END;

CREATE TRIGGER document_in_open_chain BEFORE INSERT ON document
WHEN EXISTS (SELECT 1 FROM closed_chain WHERE csid = NEW.csid)
BEGIN SELECT RAISE(ABORT, 'the chain of this CSID is closed'); END;
