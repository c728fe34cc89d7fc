-- The office's first shape. Moments are RFC 3339 texts in UTC, all of one length.

CREATE TABLE staff (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('informer', 'interpreter', 'trainer', 'coordinator')),
  password TEXT NOT NULL, -- Argon2id
  created TEXT NOT NULL
) STRICT;

CREATE TABLE appointment (
  id TEXT PRIMARY KEY,
  procedure TEXT NOT NULL,
  starts TEXT NOT NULL,
  ends TEXT NOT NULL,
  language TEXT NOT NULL,
  needs TEXT NOT NULL DEFAULT '', -- joined by commas
  citizen_name TEXT,
  staff TEXT NOT NULL REFERENCES staff, -- whose it is, or who attends
  state TEXT NOT NULL DEFAULT 'booked' CHECK (state IN ('booked', 'waiting', 'attending', 'ended')),
  outcome TEXT,
  since TEXT, -- waiting since
  camera INTEGER NOT NULL DEFAULT 0,
  microphone INTEGER NOT NULL DEFAULT 0,
  notes TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX appointment_starts ON appointment (starts);
CREATE INDEX appointment_state ON appointment (state, since);

-- Only hashes: who reads the store cannot sign in with it.
CREATE TABLE token (
  hash BLOB PRIMARY KEY,
  staff TEXT REFERENCES staff,
  appointment TEXT REFERENCES appointment,
  created TEXT NOT NULL,
  expires TEXT NOT NULL,
  CHECK ((staff IS NULL) <> (appointment IS NULL))
) STRICT;
CREATE INDEX token_appointment ON token (appointment);

CREATE TABLE visit (
  id TEXT PRIMARY KEY,
  appointment TEXT NOT NULL UNIQUE REFERENCES appointment,
  staff TEXT NOT NULL REFERENCES staff,
  started TEXT NOT NULL,
  ended TEXT,
  outcome TEXT
) STRICT;
-- A member of staff is in one visit at a time.
CREATE UNIQUE INDEX visit_open ON visit (staff) WHERE ended IS NULL;

-- The form: every change, who made it and when. The newest of a field is its value.
CREATE TABLE change (
  appointment TEXT NOT NULL REFERENCES appointment,
  version INTEGER NOT NULL,
  participant TEXT NOT NULL,
  change TEXT NOT NULL, -- the sender's name for it
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (appointment, version),
  UNIQUE (appointment, participant, change)
) STRICT;

-- Fields handed to the citizen.
CREATE TABLE hold (
  appointment TEXT NOT NULL REFERENCES appointment,
  field TEXT NOT NULL,
  PRIMARY KEY (appointment, field)
) STRICT;

-- The citizen's confirmation of the declaration, while nothing changed since.
CREATE TABLE confirmation (
  appointment TEXT PRIMARY KEY REFERENCES appointment,
  version INTEGER NOT NULL,
  digest TEXT NOT NULL,
  language TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;

-- What is written in an open visit; gone with its end.
CREATE TABLE line (
  appointment TEXT NOT NULL REFERENCES appointment,
  participant TEXT NOT NULL,
  line INTEGER NOT NULL,
  text TEXT NOT NULL,
  done INTEGER NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (appointment, participant, line)
) STRICT;

-- Their content is sealed, in the store's folder `documents`, under the document's id.
CREATE TABLE document (
  number INTEGER PRIMARY KEY, -- order of arrival
  id TEXT NOT NULL UNIQUE,
  appointment TEXT NOT NULL REFERENCES appointment,
  kind TEXT,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  received TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'received' CHECK (status IN ('received', 'accepted', 'to-correct')),
  reason TEXT,
  note TEXT
) STRICT;
CREATE INDEX document_appointment ON document (appointment);

-- The PDF is sealed like a document, under `file`. Without a code it is being made: the number is
-- taken first.
CREATE TABLE receipt (
  appointment TEXT PRIMARY KEY REFERENCES appointment,
  number TEXT NOT NULL UNIQUE,
  code TEXT UNIQUE,
  issued TEXT NOT NULL,
  content TEXT, -- JSON
  pdf_sha256 TEXT,
  pdf_size INTEGER,
  file TEXT
) STRICT;

-- Append-only; each row carries a hash over itself and the hash before. Identifiers, nothing else.
CREATE TABLE audit (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  hash BLOB NOT NULL
) STRICT;
CREATE TRIGGER audit_fixed BEFORE UPDATE ON audit
BEGIN
  SELECT raise (ABORT, 'audit rows are not changed');
END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit
BEGIN
  SELECT raise (ABORT, 'audit rows are not deleted');
END;
