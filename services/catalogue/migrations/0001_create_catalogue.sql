-- Published syllabi, qualifications and their key dates. Times are microseconds
-- since 1970, dates are YYYY-MM-DD, enumerations are numbered as in the
-- contract, and revisions count changes.

-- `current_version` is the version that says what the qualification is.
CREATE TABLE qualification (
  code TEXT NOT NULL PRIMARY KEY,
  number TEXT NOT NULL,
  current_version TEXT NOT NULL,
  revision BIGINT NOT NULL
);
CREATE UNIQUE INDEX qualification_number ON qualification (number);

-- Rows are never changed (req R115). `id` numbers them for the items of the
-- search. `facts` is the qualification as this version says, `revisions` what
-- ListSyllabi says of the revisions; large columns come last.
CREATE TABLE syllabus (
  qualification TEXT NOT NULL REFERENCES qualification (code),
  version TEXT NOT NULL,
  id BIGINT NOT NULL,
  document_date TEXT NOT NULL,
  document_sha256 TEXT NOT NULL,
  source_sha256 TEXT NOT NULL,
  published_us BIGINT NOT NULL,
  summary BYTEA NOT NULL,
  facts BYTEA NOT NULL,
  revisions BYTEA NOT NULL,
  document BYTEA NOT NULL,
  PRIMARY KEY (qualification, version)
);
CREATE UNIQUE INDEX syllabus_id ON syllabus (id);
CREATE INDEX syllabus_source ON syllabus (source_sha256);

-- A row without a date says that the source gives none.
CREATE TABLE key_date (
  qualification TEXT NOT NULL REFERENCES qualification (code),
  kind BIGINT NOT NULL,
  date TEXT,
  source TEXT NOT NULL,
  observed_date TEXT,
  PRIMARY KEY (qualification, kind)
);

-- What can be searched: `heading` and `body` are the words, `title` is only
-- shown. Ids follow the order of the document, those of a syllabus lie between
-- its id times a million and the next.
CREATE TABLE search_item (
  id BIGINT NOT NULL PRIMARY KEY,
  kind BIGINT NOT NULL,
  unit TEXT NOT NULL,
  number TEXT NOT NULL,
  title TEXT NOT NULL,
  status BIGINT NOT NULL,
  heading TEXT NOT NULL,
  body TEXT NOT NULL
);
