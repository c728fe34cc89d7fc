-- Whether the citizen may take away what was said: NULL: nobody offered it.
ALTER TABLE visit ADD COLUMN transcript TEXT CHECK (transcript IN ('offered', 'accepted', 'declined'));
-- Until when it is kept for them, once the visit is over.
ALTER TABLE visit ADD COLUMN transcript_until TEXT;
INSERT INTO retention VALUES ('transcript', 7);
