-- The four roles of the program. They cannot log in: a login is made a member and takes a role when it connects,
-- so that one program may use one login (the default) or one a role (ECHOLOT_DATABASE_COLLECT …).
DO $$
DECLARE
    role_name text;
    -- Since PostgreSQL 16 whoever makes a role administers it, but may not take it without a grant of its own.
    taking CONSTANT text := CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'MEMBER' END;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['echolot_owner', 'echolot_collect', 'echolot_analyze', 'echolot_present'] LOOP
        -- Roles belong to the whole cluster: another database's `setup` may be making them at this moment.
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', role_name);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;
        END;
        IF NOT pg_has_role(session_user, role_name, taking) THEN
            BEGIN
                EXECUTE format('GRANT %I TO %I', role_name, session_user);
            EXCEPTION WHEN unique_violation OR internal_error THEN
                NULL;
            END;
        END IF;
    END LOOP;
    EXECUTE format('GRANT CREATE, TEMPORARY ON DATABASE %I TO echolot_owner', current_database());
END $$;

GRANT USAGE ON SCHEMA echolot TO echolot_owner, echolot_collect, echolot_analyze, echolot_present;
GRANT SELECT ON echolot.migration TO echolot_owner, echolot_collect, echolot_analyze, echolot_present;
