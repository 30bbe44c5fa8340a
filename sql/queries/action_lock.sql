-- Holds an action until the transaction ends, so that whoever else wants to change it sees what became of it; one row.
SELECT version FROM action.action WHERE action_id = $1::integer FOR UPDATE
