-- the state of a wave, locked until the transaction ends, so that two analyzers do not publish it at once
SELECT state FROM survey.wave WHERE wave_id = $1::integer FOR UPDATE
