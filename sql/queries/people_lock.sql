-- One import of the directory at a time; readers go on.
LOCK TABLE identity.department, identity.person IN SHARE ROW EXCLUSIVE MODE
