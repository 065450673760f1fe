// What of a syllabus can be searched.
#ifndef ATTEST_SERVICES_CATALOGUE_STORE_SEARCH_ITEMS_H_
#define ATTEST_SERVICES_CATALOGUE_STORE_SEARCH_ITEMS_H_

#include <string>
#include <string_view>
#include <vector>

#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "attest/catalogue/v1/syllabus.pb.h"

namespace attest::catalogue::store {

// One item, as SearchHit tells of it. A value.
struct SearchItem {
  v1::ItemKind kind = v1::ITEM_KIND_UNSPECIFIED;
  std::string unit;
  std::string number;
  std::string title;
  v1::TextStatus status = v1::TEXT_STATUS_UNSPECIFIED;
  // The words: a match in the heading counts more.
  std::string heading;
  std::string body;
};

// Definitions, then units with their outcomes, criteria and guidance, in the
// order of the document. What has no words left in the source is not among
// them. Control characters become blanks.
std::vector<SearchItem> ItemsOf(const v1::Syllabus& syllabus);

// The words of a query: letters and digits, without the signs between them.
// None when there are only signs.
std::vector<std::string> WordsOf(std::string_view query);

}  // namespace attest::catalogue::store

#endif  // ATTEST_SERVICES_CATALOGUE_STORE_SEARCH_ITEMS_H_
