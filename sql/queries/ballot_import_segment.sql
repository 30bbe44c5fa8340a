-- Adds a segment of a wave; $4::jsonb is the list of its categories.
INSERT INTO survey.wave_segment (wave_id, segment, name, categories)
VALUES ($1::integer, $2::smallint, $3::text, ARRAY(SELECT jsonb_array_elements_text($4::jsonb)))
