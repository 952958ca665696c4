-- What a mapping claims ('no-map': that there is no counterpart), and how many of a content claim what: a page of a large
-- map needs both, and would have to read all rows for it.
SET LOCAL statement_timeout = 0;
ALTER TABLE mapping ADD COLUMN relation TEXT COLLATE "C" NOT NULL DEFAULT 'related-to';
UPDATE mapping SET relation = CASE WHEN target_code IS NULL THEN 'no-map' ELSE json::json ->> 'relationship' END
  WHERE target_code IS NULL OR json::json ->> 'relationship' IS NOT NULL;
CREATE INDEX mapping_relation ON mapping (relation, position);
CREATE TABLE mapping_count (
  content BIGINT NOT NULL,
  relation TEXT COLLATE "C" NOT NULL,
  first BIGINT NOT NULL,           -- position of the first one
  total BIGINT NOT NULL,
  PRIMARY KEY (content, relation)
);
INSERT INTO mapping_count SELECT position / 67108864, relation, min(position), count(*) FROM mapping GROUP BY 1, 2;
