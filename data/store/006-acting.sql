-- Who may see sensitive appointments: of those there are, everybody who attends, as it was until now.
ALTER TABLE staff ADD COLUMN sensitive INTEGER NOT NULL DEFAULT 0;
UPDATE staff SET sensitive = 1 WHERE role IN ('informer', 'coordinator');

-- How a visit goes on: to whom they were referred, or why another appointment is needed.
ALTER TABLE visit ADD COLUMN referred_to TEXT;
ALTER TABLE visit ADD COLUMN referred_name TEXT;
ALTER TABLE visit ADD COLUMN reason TEXT;

-- Acting for the citizen (Llei 39/2015, 12.2): how they were identified and their consent, as they stand
-- for a form. `content` is JSON; the audit has a row with its SHA-256 for each that ever stood here.
CREATE TABLE act (
  form TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('identity', 'consent')),
  content TEXT NOT NULL,
  PRIMARY KEY (form, kind)
) STRICT;
