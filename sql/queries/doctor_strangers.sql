-- Rights to tables and columns of the program that anybody else was given: a sentence, what to do.
SELECT format('%s may %s %I.%I', grantee, privilege, nspname, relname),
       format('REVOKE %s ON %I.%I FROM %s', privilege, nspname, relname, grantee)
FROM (SELECT n.nspname, c.relname, a.privilege_type AS privilege,
             CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS grantee
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_attribute t ON t.attrelid = c.oid AND t.attacl IS NOT NULL
      CROSS JOIN LATERAL (SELECT * FROM aclexplode(c.relacl) UNION SELECT * FROM aclexplode(t.attacl)) a
      WHERE n.nspname IN ('identity', 'box', 'answers')) AS given
WHERE grantee NOT IN ('echolot_owner', 'echolot_collect', 'echolot_analyze', 'echolot_present')
GROUP BY 1, 2 ORDER BY 1
