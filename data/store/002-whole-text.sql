-- Texts with half a surrogate pair, kept before they were refused, can be sent to nobody: valid()
-- puts U+FFFD in its place.

UPDATE staff SET name = valid (name) WHERE name <> valid (name);
UPDATE appointment SET citizen_name = valid (citizen_name)
  WHERE citizen_name <> valid (citizen_name);
UPDATE appointment SET notes = valid (notes) WHERE notes <> valid (notes);
UPDATE change SET value = valid (value) WHERE value <> valid (value);
UPDATE line SET text = valid (text) WHERE text <> valid (text);
UPDATE document SET note = valid (note) WHERE note <> valid (note);
UPDATE receipt SET content = valid (content) WHERE content <> valid (content);

-- Written to, to see whether it can be.
CREATE TABLE probe (it INTEGER NOT NULL) STRICT;

-- The newest lines of a visit, without looking at the rest.
CREATE INDEX line_appointment ON line (appointment);
