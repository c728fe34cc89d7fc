-- What the citizen confirmed singly: a field's value of the version it was.
CREATE TABLE assent (
  form TEXT NOT NULL REFERENCES form,
  field TEXT NOT NULL,
  version INTEGER NOT NULL,
  -- by itself, with its step, aloud as the informer heard, or with the declaration of the whole
  how TEXT NOT NULL CHECK (how IN ('field', 'step', 'aloud', 'declaration')),
  actor TEXT NOT NULL, -- who said so, as in `audit`
  at TEXT NOT NULL,
  PRIMARY KEY (form, field, version)
) STRICT;

-- The newest of each field, and what it said before.
CREATE INDEX change_field ON change (form, field, version);
