#include "services/catalogue/store/text_index.h"

#include <string_view>
#include <utility>

#include "fmt/format.h"

namespace attest::catalogue::store {
namespace {

// Items of a syllabus have its id times this, and their position.
constexpr int64_t kItemsMax = 1'000'000;
// Words of a snippet.
constexpr int kSnippetWords = 32;
constexpr char kElision[] = " … ";
// Around a match: characters that no text has.
constexpr std::string_view kBegin = "\xEF\xB7\x90";  // U+FDD0
constexpr std::string_view kEnd = "\xEF\xB7\x91";    // U+FDD1

// `heading` weighs as much as four of `body`.
constexpr char kSelect[] =
    "SELECT i.kind, i.unit, i.number, i.title, i.status, "
    "highlight(search_text, 0, $4, $5), "
    "snippet(search_text, 1, $4, $5, '…', {}) "
    "FROM search_text JOIN search_item i ON i.id = search_text.rowid "
    "WHERE search_text MATCH $1 AND search_text.rowid BETWEEN $2 AND $3 {} "
    "ORDER BY bm25(search_text, 4.0, 1.0), search_text.rowid "
    "LIMIT $6 OFFSET $7";

// Words hold no quotes, so a quoted word is one whatever it says; words side by
// side must all occur.
std::string Expression(const std::vector<std::string>& words) {
  std::string expression;
  for (const std::string& word : words) {
    expression += fmt::format("\"{}\" ", word);
  }
  return expression;
}

std::string KindFilter(const std::vector<v1::ItemKind>& kinds) {
  if (kinds.empty()) return "";
  std::string list;
  for (const v1::ItemKind kind : kinds) {
    list +=
        fmt::format("{}{}", list.empty() ? "" : ", ", static_cast<int>(kind));
  }
  return fmt::format("AND i.kind IN ({})", list);
}

void AddPart(std::string_view text, bool match,
             std::vector<v1::SnippetPart>& parts) {
  if (text.empty()) return;
  v1::SnippetPart& part = parts.emplace_back();
  part.set_text(std::string(text));
  part.set_match(match);
}

// Adds `marked`, cut at its marks.
void AddMarked(std::string_view marked, std::vector<v1::SnippetPart>& parts) {
  bool match = false;
  while (!marked.empty()) {
    const size_t at = marked.find(match ? kEnd : kBegin);
    AddPart(marked.substr(0, at), match, parts);
    if (at == std::string_view::npos) return;
    marked.remove_prefix(at + kBegin.size());
    match = !match;
  }
}

// What holds matches: the heading, the body, or both.
std::vector<v1::SnippetPart> SnippetOf(std::string_view heading,
                                       std::string_view body) {
  std::vector<v1::SnippetPart> parts;
  if (heading.find(kBegin) != std::string_view::npos) {
    AddMarked(heading, parts);
  }
  if (body.find(kBegin) != std::string_view::npos) {
    if (!parts.empty()) AddPart(kElision, false, parts);
    AddMarked(body, parts);
  }
  return parts;
}

TextHit HitOf(const db::Row& row) {
  TextHit hit;
  hit.item.kind = static_cast<v1::ItemKind>(row.Int(0));
  hit.item.unit = row.Text(1);
  hit.item.number = row.Text(2);
  hit.item.title = row.Text(3);
  hit.item.status = static_cast<v1::TextStatus>(row.Int(4));
  hit.snippet = SnippetOf(row.Text(5), row.Text(6));
  return hit;
}

}  // namespace

absl::Status AddToIndex(journal::WriteTransaction& tx, int64_t syllabus_id,
                        const std::vector<SearchItem>& items) {
  int64_t id = syllabus_id * kItemsMax;
  for (const SearchItem& item : items) {
    ATTEST_RETURN_IF_ERROR(tx.Execute(
        "INSERT INTO search_item (id, kind, unit, number, title, status, "
        "heading, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        id, static_cast<int64_t>(item.kind), item.unit, item.number, item.title,
        static_cast<int64_t>(item.status), item.heading, item.body));
    ATTEST_RETURN_IF_ERROR(tx.Execute(
        "INSERT INTO search_text (rowid, heading, body) VALUES ($1, $2, $3)",
        id, item.heading, item.body));
    ++id;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<TextHit>> FindText(db::Transaction& tx,
                                              const TextQuery& query) {
  const int64_t first = query.syllabus_id * kItemsMax;
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query(fmt::format(fmt::runtime(kSelect), kSnippetWords,
                           KindFilter(query.kinds)),
               Expression(query.words), first, first + kItemsMax - 1, kBegin,
               kEnd, query.limit, query.offset));
  std::vector<TextHit> hits;
  for (const db::Row& row : rows) hits.push_back(HitOf(row));
  return hits;
}

}  // namespace attest::catalogue::store
