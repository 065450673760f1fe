// Pages of a list: sizes, and tokens that nobody can forge.
#ifndef ATTEST_LIBS_PAGING_PAGING_H_
#define ATTEST_LIBS_PAGING_PAGING_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "libs/status/status.h"

namespace attest {

inline constexpr int kPageSizeDefault = 50;
inline constexpr int kPageSizeMax = 1000;
// A page ends early when its items reach this size, so that the answer stays
// below what clients receive by default (4 MiB).
inline constexpr size_t kPageBytesMax = 1 << 20;

// Makes and reads page tokens. A token holds the key of the last row and is
// bound to one list (method, parent and filters), so that a token of one list
// is refused by another. Thread-safe.
class PageTokens {
 public:
  // `secret` signs the tokens; replicas share it.
  explicit PageTokens(std::string secret);

  std::string Encode(std::string_view list, std::string_view last_key) const;

  // The key of the last row; empty for an empty token (the first page).
  //   INVALID_ARGUMENT, `INVALID_FIELDS` (page_token): not a token of this
  //   list.
  absl::StatusOr<std::string> Decode(std::string_view domain,
                                     std::string_view list,
                                     std::string_view token) const;

 private:
  std::string secret_;
};

// The size to use: the default for 0, at most kPageSizeMax.
//   INVALID_ARGUMENT, `INVALID_FIELDS` (page_size): negative.
absl::StatusOr<int> PageSize(std::string_view domain, int32_t requested,
                             int size_default = kPageSizeDefault);

}  // namespace attest

#endif  // ATTEST_LIBS_PAGING_PAGING_H_
