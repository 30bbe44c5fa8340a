-- Drops the comments of a wave from what was published; figures and terms stay.
DELETE FROM ledger.comment WHERE wave_id = $1::integer
