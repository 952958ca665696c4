-- The header of a resource without rows that is long (a value set that lists tens of thousands of codes) has its lists
-- emptied; they are in its body, in lines that are read one by one. Those that were written as one text are cut when
-- the store is opened.
CREATE TABLE uncut (content INTEGER PRIMARY KEY);
INSERT INTO uncut SELECT content FROM resource WHERE type NOT IN ('CodeSystem', 'ConceptMap') AND length(header) > 300000;
