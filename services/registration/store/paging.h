// Where a page of rows starts and how long it is.
#ifndef ATTEST_SERVICES_REGISTRATION_STORE_PAGING_H_
#define ATTEST_SERVICES_REGISTRATION_STORE_PAGING_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace attest::registration::store {

// The key of a row in the order of creation: rows are read behind it. The
// default comes before every row.
struct CreationKey {
  int64_t created_us = INT64_MIN;
  std::string id;

  // As a page token carries it, and back; the default for an empty text.
  std::string Text() const;
  static CreationKey FromText(std::string_view text);
};

}  // namespace attest::registration::store

#endif  // ATTEST_SERVICES_REGISTRATION_STORE_PAGING_H_
