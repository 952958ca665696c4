-- A version that is no longer the present one stays for readers who began before: who reads as of a generation sees what
-- counts from `since` on and before `until`. 9007199254740991: it is the present one.
ALTER TABLE resource ADD COLUMN since BIGINT NOT NULL DEFAULT 0;
ALTER TABLE resource ADD COLUMN until BIGINT NOT NULL DEFAULT 9007199254740991;
ALTER TABLE resource DROP CONSTRAINT resource_pkey;
ALTER TABLE resource ADD PRIMARY KEY (type, id, content);
DROP INDEX resource_canonical;
DROP INDEX resource_present;
DROP INDEX resource_by_url;
-- One that is present for each id, and for each url and version.
CREATE UNIQUE INDEX resource_one ON resource (type, id) WHERE until = 9007199254740991;
CREATE UNIQUE INDEX resource_named ON resource (type, url, coalesce(version, '')) WHERE until = 9007199254740991;
CREATE INDEX resource_canonical ON resource (type, url, since, until);
-- What a search has to look at in each row, for rows are wide.
CREATE INDEX resource_present ON resource (type, id, content, since, until) WHERE method <> 'delete';
CREATE INDEX resource_by_url ON resource (type, url, id, content, since, until) WHERE method <> 'delete';

ALTER TABLE history ADD COLUMN generation BIGINT NOT NULL DEFAULT 0;
DROP INDEX history_version;
CREATE UNIQUE INDEX history_version ON history (type, id, version_id, generation);
CREATE INDEX history_of_type ON history (type, sequence, generation);
