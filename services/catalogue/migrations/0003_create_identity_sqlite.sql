-- Which database this is: chance decides when it is made. It is part of the
-- keys in the Redis that replicas share. One row, never changed; for SQLite
-- alone, as is its source of chance.
CREATE TABLE identity (
  id TEXT NOT NULL PRIMARY KEY
);
INSERT INTO identity (id) VALUES (lower(hex(randomblob(16))));
