-- A version that is no longer the present one stays for readers who began before: who reads as of a generation sees what
-- counts from `since` on and before `until`. 9007199254740991: it is the present one.
CREATE TABLE resource_at (
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL DEFAULT 9007199254740991,
  version_id INTEGER NOT NULL,
  last_updated TEXT NOT NULL,
  method TEXT NOT NULL,            -- create, update, delete
  content INTEGER NOT NULL UNIQUE, -- number of this version: its rows never change
  url TEXT,
  version TEXT,
  supplements TEXT,                -- url of the code system that this one supplements
  folds INTEGER NOT NULL,          -- codes are compared without case
  row_count INTEGER NOT NULL,      -- concepts or mappings
  header TEXT,                     -- JSON without concepts and mappings; NULL when deleted
  body BLOB,                       -- deflated JSON of the whole, where it was given as a whole and has rows
  fingerprint TEXT,
  PRIMARY KEY (type, id, content)
) WITHOUT ROWID;
INSERT INTO resource_at (type, id, since, version_id, last_updated, method, content, url, version, supplements, folds,
    row_count, header, body, fingerprint)
  SELECT type, id, 0, version_id, last_updated, method, content, url, version, supplements, folds,
    row_count, header, body, fingerprint FROM resource;
DROP TABLE resource;
ALTER TABLE resource_at RENAME TO resource;
-- One that is present for each id, and for each url and version.
CREATE UNIQUE INDEX resource_one ON resource (type, id) WHERE until = 9007199254740991;
CREATE UNIQUE INDEX resource_named ON resource (type, url, coalesce(version, '')) WHERE until = 9007199254740991;
CREATE INDEX resource_canonical ON resource (type, url, since, until);
CREATE INDEX resource_supplements ON resource (supplements) WHERE supplements IS NOT NULL;
-- What a search has to look at in each row, for rows are wide.
CREATE INDEX resource_present ON resource (type, id, content, method, since, until) WHERE method <> 'delete';
CREATE INDEX resource_by_url ON resource (type, url, id, content, method, since, until) WHERE method <> 'delete';

ALTER TABLE history ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
DROP INDEX history_version;
CREATE UNIQUE INDEX history_version ON history (type, id, version_id, generation);
CREATE INDEX history_of_type ON history (type, sequence, generation);
