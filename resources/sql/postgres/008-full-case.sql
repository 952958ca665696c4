-- Letters whose capitals are others' too are searched for as these: what was found before is brought to the same form.
UPDATE search_value SET folded = replace(replace(folded, 'ß', 'ss'), 'ς', 'σ')
WHERE folded LIKE '%ß%' OR folded LIKE '%ς%';
