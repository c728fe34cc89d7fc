-- Who else joins a visit: interpreters of the office, and whoever comes by a link of their own.

-- What an interpreter interprets, joined by commas.
ALTER TABLE staff ADD COLUMN interprets TEXT NOT NULL DEFAULT '';

CREATE TABLE guest (
  number INTEGER PRIMARY KEY, -- the order in which they were asked
  id TEXT NOT NULL UNIQUE, -- the participant's
  appointment TEXT NOT NULL REFERENCES appointment,
  role TEXT NOT NULL CHECK (role IN ('interpreter', 'companion')),
  staff TEXT REFERENCES staff, -- NULL: by a link
  name TEXT NOT NULL,
  interprets TEXT, -- of an interpreter
  state TEXT NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'in', 'declined', 'gone')),
  CHECK ((role = 'interpreter') = (interprets IS NOT NULL))
) STRICT;
CREATE INDEX guest_appointment ON guest (appointment);
CREATE INDEX guest_staff ON guest (staff, state);

CREATE TABLE token_of_any (
  hash BLOB PRIMARY KEY,
  staff TEXT REFERENCES staff,
  appointment TEXT REFERENCES appointment,
  guest TEXT REFERENCES guest (id),
  created TEXT NOT NULL,
  expires TEXT NOT NULL,
  CHECK ((staff IS NOT NULL) + (appointment IS NOT NULL) + (guest IS NOT NULL) = 1)
) STRICT;
INSERT INTO token_of_any (hash, staff, appointment, created, expires)
  SELECT hash, staff, appointment, created, expires FROM token ORDER BY rowid;
DROP TABLE token;
ALTER TABLE token_of_any RENAME TO token;
CREATE INDEX token_appointment ON token (appointment);
CREATE INDEX token_guest ON token (guest);
