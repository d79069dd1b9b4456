-- Documents whose words were replaced or removed and may still lie in the index's own pages. Where
-- none waits, the pages need not be written anew.
CREATE TABLE search_removed (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    doc INTEGER NOT NULL
) STRICT;
-- What an earlier program removed is not known, so everything is merged once.
INSERT INTO search_removed (doc) SELECT doc FROM search_doc ORDER BY doc DESC LIMIT 1;
