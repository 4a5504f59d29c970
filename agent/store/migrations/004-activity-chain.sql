-- Each activity holds the hash of itself and the one before: who changes or removes one breaks the chain behind it.
ALTER TABLE activity ADD COLUMN hash TEXT;

CREATE TRIGGER activity_is_chained BEFORE INSERT ON activity
WHEN NEW.hash IS NULL OR length(NEW.hash) <> 64
BEGIN SELECT RAISE(ABORT, 'an activity without its link in the chain'); END;
