-- What a mapping claims ('no-map': that there is no counterpart), and how many of a content claim what: a page of a large
-- map needs both, and would have to read all rows for it.
ALTER TABLE mapping ADD COLUMN relation TEXT NOT NULL DEFAULT 'related-to';
UPDATE mapping SET relation = CASE WHEN target_code IS NULL THEN 'no-map' ELSE json ->> '$.relationship' END
  WHERE target_code IS NULL OR json ->> '$.relationship' IS NOT NULL;
CREATE INDEX mapping_relation ON mapping (relation, position);
CREATE TABLE mapping_count (
  content INTEGER NOT NULL,
  relation TEXT NOT NULL,
  first INTEGER NOT NULL,          -- position of the first one
  total INTEGER NOT NULL,
  PRIMARY KEY (content, relation)
) WITHOUT ROWID;
INSERT INTO mapping_count SELECT position / 67108864, relation, min(position), count(*) FROM mapping GROUP BY 1, 2;
