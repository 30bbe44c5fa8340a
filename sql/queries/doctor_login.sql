-- The login of this connection and whether it is a superuser.
SELECT rolname, rolsuper FROM pg_roles WHERE rolname = session_user
