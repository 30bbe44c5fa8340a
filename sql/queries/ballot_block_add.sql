-- Stores one answer block.
INSERT INTO answers.block (wave_id, block, sheets, payload) VALUES ($1::integer, $2::integer, $3::integer, $4::bytea)
