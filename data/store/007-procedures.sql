-- Procedures corrected or added by a coordinator, and those the program carried when a form began.
CREATE TABLE procedure_version (
  digest TEXT PRIMARY KEY, -- SHA-256 of the content
  procedure TEXT NOT NULL,
  content TEXT NOT NULL,
  loaded TEXT NOT NULL,
  staff TEXT REFERENCES staff -- NULL: the program carried it
) STRICT;
CREATE INDEX procedure_version_procedure ON procedure_version (procedure, loaded);

-- What is offered in place of what the program carries, or besides.
CREATE TABLE procedure_offered (
  procedure TEXT PRIMARY KEY,
  digest TEXT NOT NULL REFERENCES procedure_version,
  since TEXT NOT NULL,
  staff TEXT NOT NULL REFERENCES staff
) STRICT;

-- The version a form began with; NULL until somebody is in a visit with it.
ALTER TABLE form ADD COLUMN version TEXT REFERENCES procedure_version;

-- Of a coordinator with themselves, to try a version before it is offered.
ALTER TABLE appointment ADD COLUMN trial INTEGER NOT NULL DEFAULT 0;
