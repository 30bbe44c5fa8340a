-- Opens the cursor that gives the sheets in their random order.
DECLARE ballot_shuffled NO SCROLL CURSOR FOR SELECT sheet FROM ballot_stage WHERE sheet IS NOT NULL ORDER BY place
