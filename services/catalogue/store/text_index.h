// The index of the words of all syllabi: the one part of the store that speaks
// the dialect of one database. This is SQLite's; another database brings its
// own text_index.cc and a migration in place of
// 0002_create_text_index_sqlite.sql.
#ifndef ATTEST_SERVICES_CATALOGUE_STORE_TEXT_INDEX_H_
#define ATTEST_SERVICES_CATALOGUE_STORE_TEXT_INDEX_H_

#include <cstdint>
#include <string>
#include <vector>

#include "libs/db/db.h"
#include "libs/journal/journal.h"
#include "services/catalogue/store/search_items.h"

namespace attest::catalogue::store {

// What to look for.
struct TextQuery {
  int64_t syllabus_id = 0;
  std::vector<std::string> words;   // of WordsOf(), at least one
  std::vector<v1::ItemKind> kinds;  // none: all
  int64_t offset = 0;
  int limit = 0;
};

// An item that holds every word, in some form of it.
struct TextHit {
  SearchItem item;  // without the words
  std::vector<v1::SnippetPart> snippet;
};

// Errors of both are those of the database.
absl::Status AddToIndex(journal::WriteTransaction& tx, int64_t syllabus_id,
                        const std::vector<SearchItem>& items);
// The best first, equally good ones in the order of the document.
absl::StatusOr<std::vector<TextHit>> FindText(db::Transaction& tx,
                                              const TextQuery& query);

}  // namespace attest::catalogue::store

#endif  // ATTEST_SERVICES_CATALOGUE_STORE_TEXT_INDEX_H_
