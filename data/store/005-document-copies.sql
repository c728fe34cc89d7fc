-- What the search for malware said; NULL: the office had nothing to search with.
ALTER TABLE document ADD COLUMN scan TEXT CHECK (scan IN ('clean', 'not-scanned'));

-- Of a redacted copy: the document it was made of. It is the office's, not the citizen's: it has no kind,
-- counts for no form and stands on no receipt.
ALTER TABLE document ADD COLUMN original TEXT REFERENCES document (id);
