#include "services/catalogue/api/searching.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "fmt/ranges.h"
#include "libs/names/field_checks.h"
#include "libs/names/resource_name.h"
#include "services/catalogue/domain/errors.h"
#include "services/catalogue/domain/names.h"
#include "services/catalogue/store/syllabus_store.h"
#include "services/catalogue/store/text_index.h"

namespace attest::catalogue::api {
namespace {

constexpr int kHitsDefault = 20;
constexpr int kHitsMax = 100;

// Which syllabus is searched.
struct Place {
  std::string code;
  std::string version;
};

std::vector<std::string> ReadWords(const std::string& query,
                                   FieldChecks& check) {
  check.Text("query", query);
  std::vector<std::string> words = store::WordsOf(query);
  FieldChecks text(errors::kDomain);
  text.Text("query", query);
  if (text.ok() && words.empty()) {
    check.Add("query", "must hold a word: signs between words do not count");
  }
  return words;
}

std::vector<v1::ItemKind> ReadKinds(const v1::SearchSyllabusRequest& request,
                                    FieldChecks& check) {
  std::vector<v1::ItemKind> kinds;
  check.OptionalList("kinds", request.kinds_size());
  for (int i = 0; i < request.kinds_size(); ++i) {
    const int kind = request.kinds(i);
    check.That(kind >= v1::UNIT && kind <= v1::DEFINITION,
               fmt::format("kinds[{}]", i),
               "must be UNIT, OUTCOME, CRITERION, GUIDANCE or DEFINITION");
    kinds.push_back(static_cast<v1::ItemKind>(kind));
  }
  std::sort(kinds.begin(), kinds.end());
  kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
  return kinds;
}

v1::SearchHit ToProto(const Place& place, store::TextHit hit) {
  const std::vector<std::string> unit = {place.code, place.version,
                                         hit.item.unit};
  v1::SearchHit proto;
  proto.set_kind(hit.item.kind);
  if (hit.item.kind == v1::DEFINITION) {
    proto.set_name(FormatName(kSyllabusName, {place.code, place.version}));
  } else if (hit.item.kind == v1::CRITERION) {
    proto.set_name(FormatName(kCriterionName,
                              {unit[0], unit[1], unit[2], hit.item.number}));
  } else {
    proto.set_name(FormatName(kUnitName, unit));
  }
  proto.set_unit(std::move(hit.item.unit));
  proto.set_number(std::move(hit.item.number));
  proto.set_title(std::move(hit.item.title));
  proto.set_status(hit.item.status);
  proto.mutable_snippet()->Add(hit.snippet.begin(), hit.snippet.end());
  return proto;
}

int64_t OffsetOf(const std::string& key) {
  int64_t offset = 0;
  std::from_chars(key.data(), key.data() + key.size(), offset);
  return offset;
}

}  // namespace

absl::StatusOr<v1::SearchSyllabusResponse> Searching::Search(
    const v1::SearchSyllabusRequest& request) const {
  // Read the request.
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("parent", kSyllabusName, request.parent());
  store::TextQuery query;
  query.words = ReadWords(request.query(), check);
  query.kinds = ReadKinds(request, check);
  check.Range("page_size", request.page_size(), 0, kHitsMax);
  ATTEST_RETURN_IF_ERROR(check.status());
  const int size =
      request.page_size() == 0 ? kHitsDefault : request.page_size();

  // A page belongs to one version, also when `-` becomes another one.
  ATTEST_ASSIGN_OR_RETURN(const auto syllabus,
                          tools_.library.FindSyllabus(ids[0], ids[1]));
  if (syllabus == nullptr) return errors::SyllabusNotFound(request.parent());
  const Place place{ids[0], syllabus->summary().version()};
  const std::string list = fmt::format(
      "search/{}/{}/{}", syllabus->name(), fmt::join(query.words, " "),
      fmt::join(query.kinds.begin(), query.kinds.end(), ","));
  ATTEST_ASSIGN_OR_RETURN(
      const std::string key,
      tools_.tokens.Decode(errors::kDomain, list, request.page_token()));
  query.offset = OffsetOf(key);

  // One more than asked for tells whether there is a next page.
  query.limit = size + 1;
  ATTEST_ASSIGN_OR_RETURN(
      std::vector<store::TextHit> hits,
      Read<std::vector<store::TextHit>>(
          tools_,
          [&](db::Transaction& tx)
              -> absl::StatusOr<std::vector<store::TextHit>> {
            ATTEST_ASSIGN_OR_RETURN(
                const auto id,
                store::FindSyllabusId(tx, place.code, place.version));
            if (!id) return errors::SyllabusNotFound(request.parent());
            query.syllabus_id = *id;
            return store::FindText(tx, query);
          }));

  // Answer.
  const bool more = hits.size() > static_cast<size_t>(size);
  if (more) hits.pop_back();
  v1::SearchSyllabusResponse response;
  for (store::TextHit& hit : hits) {
    *response.add_hits() = ToProto(place, std::move(hit));
  }
  if (more) {
    response.set_next_page_token(
        tools_.tokens.Encode(list, std::to_string(query.offset + size)));
  }
  return response;
}

}  // namespace attest::catalogue::api
