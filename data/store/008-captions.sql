-- Lines that their participant spoke, heard by a machine or written down by somebody, beside those they typed;
-- and what was made of any line in other languages.

CREATE TABLE line_of_any (
  appointment TEXT NOT NULL REFERENCES appointment,
  participant TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('typed', 'speech', 'captioner')),
  line INTEGER NOT NULL,
  text TEXT NOT NULL,
  done INTEGER NOT NULL,
  at TEXT NOT NULL,
  language TEXT, -- NULL: nobody said
  believed INTEGER NOT NULL DEFAULT 1, -- 0: the machine itself does not trust what it heard
  mended INTEGER NOT NULL DEFAULT 0, -- somebody put it right
  PRIMARY KEY (appointment, participant, origin, line)
) STRICT;
INSERT INTO line_of_any (appointment, participant, origin, line, text, done, at)
  SELECT appointment, participant, 'typed', line, text, done, at FROM line ORDER BY rowid;
DROP TABLE line;
ALTER TABLE line_of_any RENAME TO line;
CREATE INDEX line_appointment ON line (appointment);

CREATE TABLE translation (
  appointment TEXT NOT NULL,
  participant TEXT NOT NULL,
  origin TEXT NOT NULL,
  line INTEGER NOT NULL,
  language TEXT NOT NULL,
  text TEXT NOT NULL,
  draft INTEGER NOT NULL, -- 1: tells what it is about, and no more
  PRIMARY KEY (appointment, participant, origin, line, language),
  FOREIGN KEY (appointment, participant, origin, line) REFERENCES line ON DELETE CASCADE
) STRICT;

-- What a participant of a visit speaks, and reads captions in, where it is not their page's language.
CREATE TABLE spoken (
  appointment TEXT NOT NULL REFERENCES appointment,
  participant TEXT NOT NULL,
  speaks TEXT,
  reads TEXT,
  PRIMARY KEY (appointment, participant)
) STRICT;
