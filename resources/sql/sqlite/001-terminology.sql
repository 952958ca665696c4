-- Numbers that the store counts on: every change of content moves `generation`; `content` numbers each written version.
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO counter VALUES ('generation', 1), ('content', 0);

-- The present state of each resource; a deleted one stays, without content, for its version numbers go on.
CREATE TABLE resource (
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  version_id INTEGER NOT NULL,
  last_updated TEXT NOT NULL,
  method TEXT NOT NULL,            -- create, update, delete
  content INTEGER NOT NULL UNIQUE, -- number of this version: its rows below never change
  url TEXT,
  version TEXT,
  supplements TEXT,                -- url of the code system that this one supplements
  folds INTEGER NOT NULL,          -- codes are compared without case
  row_count INTEGER NOT NULL,      -- concepts or mappings
  header TEXT,                     -- JSON without concepts and mappings; NULL when deleted
  body BLOB,                       -- deflated JSON of the whole, where it was given as a whole and has rows
  fingerprint TEXT,
  PRIMARY KEY (type, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX resource_canonical ON resource (type, url, coalesce(version, ''));
CREATE INDEX resource_supplements ON resource (supplements) WHERE supplements IS NOT NULL;

-- Every version of every resource; the body of the present one is in `resource`.
CREATE TABLE history (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  version_id INTEGER NOT NULL,
  last_updated TEXT NOT NULL,
  method TEXT NOT NULL,
  body BLOB
);
CREATE UNIQUE INDEX history_version ON history (type, id, version_id);

-- What search parameters find in the present version.
CREATE TABLE search_value (
  content INTEGER NOT NULL,
  name TEXT NOT NULL,
  system TEXT,
  value TEXT,
  folded TEXT,
  low REAL,
  high REAL
);
CREATE INDEX search_value_content ON search_value (content, name);
CREATE INDEX search_value_value ON search_value (name, value);

-- Concepts in code system order: position = content * 2^26 + place, so that a subtree is a range of positions.
CREATE TABLE concept (
  position INTEGER PRIMARY KEY,
  content INTEGER NOT NULL,
  code_key TEXT NOT NULL,          -- the code, in lower case where the code system folds
  code TEXT NOT NULL,
  display TEXT,
  definition TEXT,
  inactive INTEGER NOT NULL,
  abstract INTEGER NOT NULL,
  leaf INTEGER NOT NULL,
  subtree_end INTEGER NOT NULL,    -- position of the last concept of the tree below this one
  rest TEXT                        -- JSON: designations, properties, parents, extensions
);
CREATE UNIQUE INDEX concept_code ON concept (content, code_key);
CREATE INDEX concept_inactive ON concept (position) WHERE inactive = 1;
CREATE INDEX concept_abstract ON concept (position) WHERE abstract = 1;

-- What is below a concept besides its own subtree, because of further parents.
CREATE TABLE concept_further (
  position INTEGER NOT NULL,
  low INTEGER NOT NULL,
  high INTEGER NOT NULL,
  PRIMARY KEY (position, low)
) WITHOUT ROWID;

CREATE TABLE concept_parent (
  child INTEGER NOT NULL,
  parent INTEGER NOT NULL,
  PRIMARY KEY (child, parent)
) WITHOUT ROWID;
CREATE INDEX concept_child ON concept_parent (parent, child);

-- Property values as text; designations are here too, under the name '' that no property can have.
CREATE TABLE concept_property (
  content INTEGER NOT NULL,
  property TEXT NOT NULL,
  value TEXT NOT NULL,             -- long ones: their beginning and a hash
  position INTEGER NOT NULL,
  PRIMARY KEY (content, property, value, position)
) WITHOUT ROWID;

-- Codes, displays and designations by the hash of their normalised form.
CREATE TABLE concept_name (
  content INTEGER NOT NULL,
  hash INTEGER NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (content, hash, position)
) WITHOUT ROWID;

-- The words of names, normalised already; '§i' marks an inactive concept. Prefixes that people type are indexed.
CREATE VIRTUAL TABLE concept_text USING fts5 (
  words,
  content = '',
  contentless_delete = 1,
  detail = none,
  tokenize = 'ascii',
  prefix = '1 2 3 4 5 6 7 8'
);

CREATE TABLE mapping (
  position INTEGER PRIMARY KEY,
  source_system TEXT NOT NULL,
  source_code TEXT NOT NULL,       -- '' for a row about a value set
  target_system TEXT,
  target_code TEXT,
  json TEXT NOT NULL
);
CREATE INDEX mapping_source ON mapping (source_code, source_system, position);
CREATE INDEX mapping_target ON mapping (target_code, target_system, position);

-- Contents that nothing refers to any more; their rows go when nobody can be reading them.
CREATE TABLE superseded (content INTEGER PRIMARY KEY, since INTEGER NOT NULL);
