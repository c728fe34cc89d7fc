-- Several forms in one visit: what was an appointment's is now a form's. A store's earlier forms are
-- known by the id of their appointment, which had one each.

CREATE TABLE form (
  id TEXT PRIMARY KEY,
  appointment TEXT NOT NULL REFERENCES appointment, -- it belongs to now: a draft may go to a later one
  procedure TEXT NOT NULL,
  place INTEGER NOT NULL, -- order in the appointment
  -- filed has a receipt; left is a draft that is in no visit
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'filed', 'left')),
  created TEXT NOT NULL,
  kept_until TEXT, -- of one left: then it is removed
  code BLOB UNIQUE, -- hash of the code by which one left is taken up
  identity BLOB -- keyed hash over procedure and whose it is, to find what they have of it already
) STRICT;
CREATE INDEX form_appointment ON form (appointment);
CREATE INDEX form_identity ON form (identity);

-- How long what is kept, in days.
CREATE TABLE retention (what TEXT PRIMARY KEY, days INTEGER NOT NULL) STRICT;
INSERT INTO retention VALUES ('draft', 30);

INSERT INTO form (id, appointment, procedure, place, state, created, kept_until)
  SELECT a.id, a.id, a.procedure, 1,
    CASE WHEN EXISTS (SELECT 1 FROM receipt r WHERE r.appointment = a.id AND r.code IS NOT NULL)
      THEN 'filed' WHEN a.state = 'ended' THEN 'left' ELSE 'open' END,
    a.starts,
    CASE WHEN a.state = 'ended' THEN strftime ('%Y-%m-%dT%H:%M:%fZ', coalesce (
      (SELECT ended FROM visit v WHERE v.appointment = a.id), a.ends), '+30 days') END
  FROM appointment a;
UPDATE form SET kept_until = NULL WHERE state <> 'left';

-- The one in front of everybody.
ALTER TABLE visit ADD COLUMN front TEXT REFERENCES form;

-- Every change, who made it and when. The newest of a field is its value. `participant` is their part
-- in a visit, the same in the next; `actor` who they are, as in `audit`.
CREATE TABLE form_change (
  form TEXT NOT NULL REFERENCES form,
  version INTEGER NOT NULL,
  participant TEXT NOT NULL,
  actor TEXT NOT NULL,
  change TEXT NOT NULL, -- the sender's name for it
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (form, version),
  UNIQUE (form, participant, change)
) STRICT;
INSERT INTO form_change
  SELECT c.appointment, c.version, c.participant,
    CASE c.participant WHEN 'citizen' THEN 'citizen:' || c.appointment ELSE a.staff END,
    c.change, c.field, c.value, c.at
  FROM change c JOIN appointment a ON a.id = c.appointment;
DROP TABLE change;
ALTER TABLE form_change RENAME TO change;

CREATE TABLE form_hold (
  form TEXT NOT NULL REFERENCES form,
  field TEXT NOT NULL,
  PRIMARY KEY (form, field)
) STRICT;
INSERT INTO form_hold SELECT appointment, field FROM hold;
DROP TABLE hold;
ALTER TABLE form_hold RENAME TO hold;

CREATE TABLE form_confirmation (
  form TEXT PRIMARY KEY REFERENCES form,
  version INTEGER NOT NULL,
  digest TEXT NOT NULL,
  language TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
INSERT INTO form_confirmation SELECT appointment, version, digest, language, at FROM confirmation;
DROP TABLE confirmation;
ALTER TABLE form_confirmation RENAME TO confirmation;

CREATE TABLE form_receipt (
  form TEXT PRIMARY KEY REFERENCES form,
  number TEXT NOT NULL UNIQUE,
  code TEXT UNIQUE,
  issued TEXT NOT NULL,
  content TEXT, -- JSON
  pdf_sha256 TEXT,
  pdf_size INTEGER,
  file TEXT
) STRICT;
INSERT INTO form_receipt
  SELECT appointment, number, code, issued, content, pdf_sha256, pdf_size, file FROM receipt;
DROP TABLE receipt;
ALTER TABLE form_receipt RENAME TO receipt;

-- A document is a form's. `file` is what it is sealed under: several may share one.
ALTER TABLE document ADD COLUMN form TEXT REFERENCES form;
ALTER TABLE document ADD COLUMN file TEXT NOT NULL DEFAULT '';
UPDATE document SET form = appointment, file = id;
CREATE INDEX document_form ON document (form);
CREATE INDEX document_file ON document (file);
