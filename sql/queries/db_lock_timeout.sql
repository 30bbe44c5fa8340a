-- a statement of this connection gives up after waiting five seconds for a lock
SET lock_timeout = '5s'
