-- Rows of resources are wide: what a search has to look at in each of them is here.
CREATE INDEX resource_present ON resource (type, id, content) WHERE method <> 'delete';
