-- Waves that are prepared before they open: `opened` may lie ahead, and until then no ballot is taken.
SET LOCAL ROLE echolot_owner;

-- The day of `opened` where the people are, who are told it; NULL for a wave that opened at once.
ALTER TABLE survey.wave ADD COLUMN first_day date;
