-- A search for a part of a text tests the texts of all resources: they are read from the index alone.
CREATE INDEX search_value_folded ON search_value (name, folded, content) WHERE folded IS NOT NULL;
