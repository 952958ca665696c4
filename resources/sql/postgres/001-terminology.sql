-- Numbers that the store counts on: every change of content moves `generation`; `content` numbers each written version.
CREATE TABLE counter (name TEXT PRIMARY KEY, value BIGINT NOT NULL);
INSERT INTO counter VALUES ('generation', 1), ('content', 0);

-- The present state of each resource; a deleted one stays, without content, for its version numbers go on.
CREATE TABLE resource (
  type TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  version_id INTEGER NOT NULL,
  last_updated TEXT NOT NULL,
  method TEXT NOT NULL,            -- create, update, delete
  content BIGINT NOT NULL UNIQUE,  -- number of this version: its rows below never change
  url TEXT COLLATE "C",
  version TEXT COLLATE "C",
  supplements TEXT COLLATE "C",    -- url of the code system that this one supplements
  folds SMALLINT NOT NULL,         -- codes are compared without case
  row_count INTEGER NOT NULL,      -- concepts or mappings
  header TEXT,                     -- JSON without concepts and mappings; NULL when deleted
  body BYTEA,                      -- deflated JSON of the whole, where it was given as a whole and has rows
  fingerprint TEXT,
  PRIMARY KEY (type, id)
);
CREATE UNIQUE INDEX resource_canonical ON resource (type, url, coalesce(version, ''));
CREATE INDEX resource_supplements ON resource (supplements) WHERE supplements IS NOT NULL;

-- Every version of every resource; the body of the present one is in `resource`.
CREATE TABLE history (
  sequence BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  type TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  version_id INTEGER NOT NULL,
  last_updated TEXT NOT NULL,
  method TEXT NOT NULL,
  body BYTEA
);
CREATE UNIQUE INDEX history_version ON history (type, id, version_id);

-- What search parameters find in the present version.
CREATE TABLE search_value (
  content BIGINT NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  system TEXT COLLATE "C",
  value TEXT COLLATE "C",
  folded TEXT COLLATE "C",
  low DOUBLE PRECISION,
  high DOUBLE PRECISION
);
CREATE INDEX search_value_content ON search_value (content, name);
-- A hash, for values may be longer than a B-tree takes.
CREATE INDEX search_value_value ON search_value USING hash (value);

-- Concepts in code system order: position = content * 2^26 + place, so that a subtree is a range of positions.
CREATE TABLE concept (
  position BIGINT PRIMARY KEY,
  content BIGINT NOT NULL,
  code_key TEXT COLLATE "C" NOT NULL, -- the code, in lower case where the code system folds
  code TEXT COLLATE "C" NOT NULL,
  display TEXT COLLATE "C",
  definition TEXT COLLATE "C",
  inactive SMALLINT NOT NULL,
  abstract SMALLINT NOT NULL,
  leaf SMALLINT NOT NULL,
  subtree_end BIGINT NOT NULL,     -- position of the last concept of the tree below this one
  rest TEXT                        -- JSON: designations, properties, parents, extensions
);
CREATE UNIQUE INDEX concept_code ON concept (content, code_key);
CREATE INDEX concept_inactive ON concept (position) WHERE inactive = 1;
CREATE INDEX concept_abstract ON concept (position) WHERE abstract = 1;

-- What is below a concept besides its own subtree, because of further parents.
CREATE TABLE concept_further (
  position BIGINT NOT NULL,
  low BIGINT NOT NULL,
  high BIGINT NOT NULL,
  PRIMARY KEY (position, low)
);

CREATE TABLE concept_parent (
  child BIGINT NOT NULL,
  parent BIGINT NOT NULL,
  PRIMARY KEY (child, parent)
);
CREATE INDEX concept_child ON concept_parent (parent, child);

-- Property values as text; designations are here too, under the name '' that no property can have.
CREATE TABLE concept_property (
  content BIGINT NOT NULL,
  property TEXT COLLATE "C" NOT NULL,
  value TEXT COLLATE "C" NOT NULL, -- long ones: their beginning and a hash
  position BIGINT NOT NULL,
  PRIMARY KEY (content, property, value, position)
);

-- Codes, displays and designations by the hash of their normalised form.
CREATE TABLE concept_name (
  content BIGINT NOT NULL,
  hash BIGINT NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (content, hash, position)
);

-- The words of names, normalised already. GIN answers prefixes.
CREATE TABLE concept_text (position BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);
CREATE INDEX concept_text_words ON concept_text USING gin (words);

CREATE TABLE mapping (
  position BIGINT PRIMARY KEY,
  source_system TEXT COLLATE "C" NOT NULL,
  source_code TEXT COLLATE "C" NOT NULL, -- '' for a row about a value set
  target_system TEXT COLLATE "C",
  target_code TEXT COLLATE "C",
  json TEXT NOT NULL
);
CREATE INDEX mapping_source ON mapping (source_code, source_system, position);
CREATE INDEX mapping_target ON mapping (target_code, target_system, position);

-- Contents that nothing refers to any more; their rows go when nobody can be reading them.
CREATE TABLE superseded (content BIGINT PRIMARY KEY, since BIGINT NOT NULL);
