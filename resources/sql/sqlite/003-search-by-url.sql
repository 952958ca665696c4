-- The question that is asked most: what is there under this url? Without `method`, SQLite would read the wide rows too.
CREATE INDEX resource_by_url ON resource (type, url, id, content, method) WHERE method <> 'delete';
DROP INDEX resource_present;
CREATE INDEX resource_present ON resource (type, id, content, method) WHERE method <> 'delete';
