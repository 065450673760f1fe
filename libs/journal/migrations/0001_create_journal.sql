-- The journal of a service: what was done, what others are told, which
-- requests were answered, how far neighbours were followed.

-- Append-only. `entry` is the exact text that `hash` covers.
CREATE TABLE audit_entry (
  chain TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  entry TEXT NOT NULL,
  PRIMARY KEY (chain, sequence)
);

-- The last entry of every chain, so that its removal shows.
CREATE TABLE audit_head (
  chain TEXT NOT NULL PRIMARY KEY,
  sequence BIGINT NOT NULL,
  hash TEXT NOT NULL
);

-- Events in the order of their commits. `attributes` is a JSON object.
CREATE TABLE outbox_event (
  cursor BIGINT NOT NULL PRIMARY KEY,
  type TEXT NOT NULL,
  resource TEXT NOT NULL,
  centre TEXT NOT NULL,
  registration TEXT NOT NULL,
  time_us BIGINT NOT NULL,
  attributes TEXT NOT NULL
);
CREATE INDEX outbox_event_centre ON outbox_event (centre, cursor);

-- One row: the last cursor given. Whoever writes events holds it until the
-- commit, so cursors have no gaps and come in commit order.
CREATE TABLE outbox_head (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  last_cursor BIGINT NOT NULL
);
INSERT INTO outbox_head (id, last_cursor) VALUES (1, 0);

-- The first answer to every request.
CREATE TABLE idempotency (
  subject TEXT NOT NULL,
  request_id TEXT NOT NULL,
  method TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  response BYTEA NOT NULL,
  created_us BIGINT NOT NULL,
  PRIMARY KEY (subject, request_id)
);

-- How far each follower has applied its neighbour's events.
CREATE TABLE follower_cursor (
  follower TEXT NOT NULL PRIMARY KEY,
  cursor BIGINT NOT NULL
);
