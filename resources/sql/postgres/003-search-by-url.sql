-- The question that is asked most: what is there under this url?
CREATE INDEX resource_by_url ON resource (type, url, id, content) WHERE method <> 'delete';
