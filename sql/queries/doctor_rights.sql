-- Where a role may do what it must not, or may not do what it has to: a sentence, what to do.
SELECT CASE WHEN must THEN format('%s may not %s %s', role, privilege, relation)
            ELSE format('%s may %s %s', role, privilege, relation) END,
       CASE WHEN must THEN format('GRANT %s ON %s TO %s', privilege, relation, role)
            ELSE format('REVOKE %s ON %s FROM %s', privilege, relation, role) END
FROM (VALUES
    ('echolot_collect', 'box.ballot', 'INSERT', true),
    ('echolot_collect', 'identity.invitation', 'SELECT', true),
    ('echolot_collect', 'identity.person', 'SELECT', false),
    ('echolot_collect', 'answers.block', 'SELECT', false),
    ('echolot_collect', 'answers.comment', 'SELECT', false),
    ('echolot_collect', 'box.ballot', 'DELETE', false),
    ('echolot_analyze', 'answers.block', 'SELECT', true),
    ('echolot_analyze', 'box.ballot', 'SELECT', false),
    ('echolot_analyze', 'identity.person', 'SELECT', false),
    ('echolot_analyze', 'identity.invitation', 'SELECT', false),
    ('echolot_analyze', 'identity.token', 'SELECT', false),
    ('echolot_analyze', 'identity.wave_secret', 'SELECT', false),
    ('echolot_analyze', 'ledger.figure', 'UPDATE', false),
    ('echolot_analyze', 'ledger.figure', 'DELETE', false),
    ('echolot_present', 'ledger.figure', 'SELECT', true),
    ('echolot_present', 'answers.block', 'SELECT', false),
    ('echolot_present', 'answers.comment', 'SELECT', false),
    ('echolot_present', 'answers.cell', 'SELECT', false),
    ('echolot_present', 'answers.sums', 'SELECT', false),
    ('echolot_present', 'box.ballot', 'SELECT', false),
    ('echolot_present', 'identity.invitation', 'SELECT', false),
    ('echolot_present', 'identity.token', 'SELECT', false),
    ('echolot_present', 'identity.wave_secret', 'SELECT', false),
    ('echolot_present', 'ledger.figure', 'UPDATE', false),
    ('echolot_owner', 'ledger.figure', 'UPDATE', false),
    ('echolot_owner', 'ledger.figure', 'DELETE', false),
    ('echolot_owner', 'action.event', 'UPDATE', false)) AS rule (role, relation, privilege, must)
WHERE has_table_privilege(role, relation, privilege) <> must
ORDER BY 1
