-- Those who did not answer, by department: below_half, small_group, below_siblings, siblings' rate, enps_low and enps_high.
SELECT department, below_half, small_group, below_siblings, siblings, enps_low, enps_high
FROM ledger.nonresponse WHERE wave_id = $1::integer ORDER BY department
