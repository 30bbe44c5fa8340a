-- Opens the cursor that gives the answers person by person.
DECLARE ballot_import_joined NO SCROLL CURSOR FOR
SELECT respondent, line, department, segments, weight, question, meaning, comment
FROM ballot_import_stage ORDER BY respondent COLLATE "C", line
