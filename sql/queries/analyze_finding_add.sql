-- a finding of a publication, by rank from 1
INSERT INTO ledger.finding (wave_id, finding, kind, department, question, numbers)
VALUES ($1::integer, $2::integer, $3::text, $4::integer, $5::smallint, $6::text::jsonb)
