-- A commit of this connection returns only when it is on disk, even where the server is set to answer before.
SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
