-- opens the publication of a wave; `previous` is the wave that its changes refer to
INSERT INTO ledger.publication (wave_id, previous) VALUES ($1::integer, $2::integer)
