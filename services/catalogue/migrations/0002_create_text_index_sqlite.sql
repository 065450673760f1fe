-- The index of the words of search_item, for SQLite alone: its FTS5 with
-- English word forms. The words themselves stay in search_item.
CREATE VIRTUAL TABLE search_text USING fts5 (
  heading,
  body,
  content='search_item',
  content_rowid='id',
  tokenize='porter unicode61 remove_diacritics 2'
);
