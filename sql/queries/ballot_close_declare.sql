-- A cursor over a wave's ballots: sealed, receipt, tag. Those of one commit come together, since they share a key, and copies stand side
-- by side.
DECLARE ballot_close NO SCROLL CURSOR FOR
SELECT sealed, receipt, tag FROM box.ballot WHERE wave_id = $1::integer ORDER BY substring(sealed FROM 2 FOR 32), receipt
